/** Words that stay in capitals in the name of a practice, a network or a board. */
const capitals = new Set(['PCN', 'NHS', 'ICB', 'GP', 'DMC', 'II', 'III', 'IV', 'CIC', 'LLP']);
const small = new Set(['and', 'of', 'the', 'in', 'on', 'at', 'le', 'upon', 'under', 'with', 'by', 'for']);

/**
 * A published name in mixed case: "LEEK & BIDDULPH PCN" reads as "Leek & Biddulph PCN". A name that has small letters
 * already stays as published. Keys are codes, never names.
 */
export function displayName(published: string): string {
  const name = published.replace(/\s+/g, ' ').trim();
  if (/[a-z]/.test(name)) return name;
  return name
    .split(' ')
    .map((word, at) => {
      if (capitals.has(word)) return word;
      const lower = word.toLowerCase();
      return at > 0 && small.has(lower) ? lower : hyphenated(lower);
    })
    .join(' ');
}

/** A board's name as people say it: "NHS Kent and Medway Integrated Care Board" is "Kent and Medway ICB". */
export const shortBoardName = (published: string): string =>
  published.replace(/^NHS /, '').replace(/\s+Integrated Care Board$/i, ' ICB');

const hyphenated = (word: string): string =>
  word
    .split('-')
    .map((part, at, parts) => (at > 0 && at < parts.length - 1 && small.has(part) ? part : capitalised(part)))
    .join('-');

const capitalised = (word: string): string =>
  word.replace(
    /(^(?:mc|o['’])?|[/(.])([a-z])/g,
    (_, before: string, letter: string) =>
      before.charAt(0).toUpperCase() + before.slice(1) + letter.toUpperCase(),
  );
