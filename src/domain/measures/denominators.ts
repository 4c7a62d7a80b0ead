import type { AgeBase } from '../conditions';
import type { Denominator } from './measure';

export const everyone: Denominator = {
  column: 'patients',
  sql: 'TRUE',
  label: 'people',
  ageBase: '',
  youngest: 0,
};

export function agedAtLeast(age: AgeBase): Denominator {
  if (age === 0) return everyone;
  return {
    column: `aged${age}`,
    sql: `age >= ${age}`,
    label: `people aged ${age} and over`,
    ageBase: `${age}+`,
    youngest: age,
  };
}

/** People of 65 and over with a frailty index. */
export const withFrailtyIndex: Denominator = {
  column: 'aged65_efi',
  sql: 'age >= 65 AND efi IS NOT NULL',
  label: 'people aged 65 and over',
  ageBase: '65+',
  youngest: 65,
};

/** People of working age, whom those outside it depend on. */
export const workingAge: Denominator = {
  column: 'aged16_64',
  sql: 'age BETWEEN 16 AND 64',
  label: 'people aged 16 to 64',
  ageBase: '16–64',
  youngest: 16,
};

/** People whose ethnic group is known. */
export const withEthnicity: Denominator = {
  column: 'with_ethnicity',
  sql: 'ethnicity > 0',
  label: 'people whose ethnic group is known',
  ageBase: '',
  youngest: 0,
};

/** People for whom a care process is due: its column is NULL for everybody else. */
export const dueFor = (process: string, label: string, youngest = 0): Denominator => ({
  column: `${process}_due`,
  sql: `${process} IS NOT NULL`,
  label,
  ageBase: youngest === 0 ? '' : `${youngest}+`,
  youngest,
});

/** People whose neighbourhood has a deprivation decile. */
export const withDecile: Denominator = {
  column: 'with_decile',
  sql: 'imd > 0',
  label: 'people whose neighbourhood in England is known',
  ageBase: '',
  youngest: 0,
};

/** Every age base that a cells table carries, whether or not a measure uses it today. */
export const ageBases: readonly AgeBase[] = [0, 6, 15, 16, 17, 18, 50, 65];
