import type { AgeBase } from '../conditions';
import type { Denominator } from './measure';

export const everyone: Denominator = { column: 'patients', sql: 'TRUE', label: 'people', ageBase: '' };

export function agedAtLeast(age: AgeBase): Denominator {
  if (age === 0) return everyone;
  return {
    column: `aged${age}`,
    sql: `age >= ${age}`,
    label: `people aged ${age} and over`,
    ageBase: `${age}+`,
  };
}

/** People of 65 and over with a frailty index. */
export const withFrailtyIndex: Denominator = {
  column: 'aged65_efi',
  sql: 'age >= 65 AND efi IS NOT NULL',
  label: 'people aged 65 and over',
  ageBase: '65+',
};

/** People whose neighbourhood has a deprivation decile. */
export const withDecile: Denominator = {
  column: 'with_decile',
  sql: 'imd > 0',
  label: 'people whose neighbourhood in England is known',
  ageBase: '',
};

/** Every age base that a cells table carries, whether or not a measure uses it today. */
export const ageBases: readonly AgeBase[] = [0, 6, 15, 16, 17, 18, 50, 65];
