import { onRegister } from './circulation';
import type { Criterion, Service } from './service';

const group = 'Health checks and screening';
const woman = 'nullif(sex, 9) = 2';
/** Ages invited: [M], and rules of transition (bowel 50–54, breast up to the 71st birthday) are not modelled. */
const invited = {
  cervical: `${woman} AND age BETWEEN 25 AND 64`,
  breast: `${woman} AND age BETWEEN 50 AND 70`,
  bowel: 'age BETWEEN 50 AND 74',
} as const;

const overdueFor = (screening: keyof typeof invited, who: string): Criterion => ({
  id: screening,
  label: `${who} overdue for ${screening} screening`,
  sql: `${invited[screening]} AND NOT ${screening}_screened`,
  columns: [...(screening === 'bowel' ? [] : ['sex']), 'age', `${screening}_screened`],
});

export const overdueScreening: readonly Criterion[] = [
  overdueFor('cervical', 'Women aged 25 to 64'),
  overdueFor('breast', 'Women aged 50 to 70'),
  overdueFor('bowel', 'People aged 50 to 74'),
];

export const invitedToScreening: Criterion = {
  id: 'invited',
  label: 'People of an age and sex invited to cervical, breast or bowel screening, overdue or not',
  sql: Object.values(invited)
    .map((sql) => `(${sql})`)
    .join(' OR '),
  columns: ['sex', 'age'],
};

export const onSmiRegister = onRegister('mh', 'severe mental illness');
export const smiChecked: Criterion = {
  id: 'smi_check',
  label: 'Physical health check in the past 12 months',
  sql: 'smi_check',
  columns: ['smi_check'],
};

export const checks: readonly Service[] = [
  {
    id: 'cancer_screening',
    name: 'Early cancer diagnosis: screening overdue',
    group,
    who: 'People invited to cervical, breast or bowel screening by age and sex who have not had it.',
    allOf: [],
    anyOf: overdueScreening,
    done: null,
    among: invitedToScreening,
    overlaps: true,
    source: 'NHS England, Network Contract DES: early cancer diagnosis (secondary)',
    doubt:
      'Ages are unchecked (cervical 25–64, breast 50 to the 71st birthday, bowel 50–74). Without screening records only how many are invited can be told, not who is overdue; sex recorded is not always who is invited.',
    roles: ['cc', 'ga'],
  },
  {
    id: 'ld_check',
    name: 'Learning disability health check',
    group,
    who: 'People aged 14 and over on the learning disability register.',
    allOf: [
      {
        id: 'on_ld_14',
        label: 'People aged 14 and over on the learning disability register',
        sql: 'ld AND age >= 14',
        columns: ['ld', 'age'],
        cohort: 'age.14- ld',
      },
    ],
    anyOf: [],
    done: {
      id: 'ld_check',
      label: 'Health check in the past 12 months',
      sql: 'ld_check',
      columns: ['ld_check'],
    },
    among: null,
    overlaps: true,
    source: 'NHS England, learning disability health check scheme (secondary); aim 75% (unchecked)',
    doubt: 'The register is of all ages, the check from 14: shares of the whole register are not uptake.',
    roles: ['nu', 'gp', 'na'],
  },
  {
    id: 'smi_check',
    name: 'Severe mental illness health check',
    group,
    who: 'People on the severe mental illness register.',
    allOf: [onSmiRegister],
    anyOf: [],
    done: smiChecked,
    among: null,
    overlaps: true,
    source: 'NHS England, physical health checks for people with severe mental illness; aim 60% (secondary)',
    doubt: 'The six elements of a full check are unchecked; people in remission stay on the register.',
    roles: ['nu', 'na', 'mh'],
  },
];
