import { describe, expect, it } from 'vitest';
import { displayName, shortBoardName } from './display-names';

describe('displayName', () => {
  it.each([
    ['LEEK & BIDDULPH PCN', 'Leek & Biddulph PCN'],
    ['Stone and Eccleshall PCN', 'Stone and Eccleshall PCN'],
    ['STOKE-ON-TRENT CENTRAL PCN', 'Stoke-on-Trent Central PCN'],
    ['THE SURGERY AT WELLS', 'The Surgery at Wells'],
    ["ST MARY'S SURGERY", "St Mary's Surgery"],
    ['HOLMCROFT SURGERY (DR X)', 'Holmcroft Surgery (Dr X)'],
    ["O'NEIL MEDICAL CENTRE", "O'Neil Medical Centre"],
    ['East  Staffordshire PCN ', 'East Staffordshire PCN'],
  ])('%s reads as %s', (published, shown) => {
    expect(displayName(published)).toBe(shown);
  });
});

describe('shortBoardName', () => {
  it('leaves out what every board has', () => {
    expect(shortBoardName('NHS Kent and Medway Integrated Care Board')).toBe('Kent and Medway ICB');
    expect(shortBoardName('NHS Frimley ICB')).toBe('Frimley ICB');
  });
});
