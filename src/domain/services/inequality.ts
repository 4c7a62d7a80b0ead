import { atTarget, onRegister } from './circulation';
import { invitedToScreening, onSmiRegister, overdueScreening, smiChecked } from './checks';
import type { Criterion, Service } from './service';
import { ruleSentence, socialPrescribingCriteria, type SocialPrescribingRule } from './social-prescribing';

const group = 'Inequality and community';

/** National deciles 1 and 2; decile 0 is unknown, which is not least deprived. */
const core20: Criterion = {
  id: 'core20',
  label: 'People in the most deprived national fifth',
  sql: 'nullif(imd, 0) <= 2',
  columns: ['imd'],
  cohort: 'fifth.1',
};
const core20Source = 'NHS England, Core20PLUS5 (secondary); English Indices of Deprivation of the dataset';
const withinCore20 = ({ id, label, sql, columns }: Criterion): Criterion => ({
  id,
  label: `${label}, in the most deprived fifth`,
  sql: `${core20.sql} AND (${sql})`,
  columns: ['imd', ...columns],
});

const area = (
  service: Pick<Service, 'id' | 'name' | 'who' | 'doubt' | 'roles'> & Partial<Service>,
): Service => ({
  group,
  allOf: [core20],
  anyOf: [],
  done: null,
  among: null,
  overlaps: false,
  source: core20Source,
  ...service,
});

/** Social prescribing, Core20, and the five clinical areas of Core20PLUS5 within it. */
export const inequality = (rule: SocialPrescribingRule): readonly Service[] => [
  {
    id: 'social_prescribing',
    name: 'Social prescribing',
    group,
    who: ruleSentence(rule),
    allOf: [],
    anyOf: socialPrescribingCriteria(rule),
    done: null,
    among: null,
    overlaps: true,
    source: 'Definition of this product: there is no national rule',
    doubt:
      'Whom to refer is decided locally, and most of these people will not be referred. Loneliness is hardly ever recorded.',
    roles: ['lw', 'hc'],
  },
  area({
    id: 'core20',
    name: 'Core20',
    who: 'People who live in the most deprived national fifth of neighbourhoods.',
    overlaps: true,
    doubt:
      'Of the home, by national fifths: a practice’s postcode is not its patients’ deprivation. PLUS groups are chosen locally and most are not recorded.',
    roles: ['cc', 'lw'],
  }),
  area({
    id: 'core20_maternity',
    name: 'Core20: maternity',
    who: 'Pregnant women in the most deprived fifth.',
    allOf: [
      core20,
      { id: 'pregnant', label: 'People who are pregnant', sql: 'pregnant', columns: ['pregnant'] },
    ],
    among: withinCore20({
      id: 'women_15_44',
      label: 'Women aged 15 to 44',
      sql: 'nullif(sex, 9) = 2 AND age BETWEEN 15 AND 44',
      columns: ['sex', 'age'],
    }),
    doubt: 'Pregnancy is not in registers; women of childbearing age are counted instead, as what they are.',
    roles: ['cc'],
  }),
  area({
    id: 'core20_smi',
    name: 'Core20: severe mental illness',
    who: 'People on the severe mental illness register in the most deprived fifth.',
    allOf: [core20, onSmiRegister],
    done: smiChecked,
    doubt: 'As for the health check of everybody on the register.',
    roles: ['nu', 'na', 'mh'],
  }),
  area({
    id: 'core20_copd',
    name: 'Core20: chronic respiratory disease',
    who: 'People with COPD in the most deprived fifth, who should be vaccinated against flu, pneumococcus and COVID.',
    allOf: [core20, onRegister('copd', 'COPD')],
    done: {
      id: 'copd_vaccinated',
      label: 'Vaccinations up to date',
      sql: 'copd_vaccinated',
      columns: ['copd_vaccinated'],
    },
    doubt: 'Which vaccines count, and from when, is unchecked.',
    roles: ['nu', 'ga'],
  }),
  area({
    id: 'core20_cancer',
    name: 'Core20: early cancer diagnosis',
    who: 'People in the most deprived fifth who are overdue for screening.',
    anyOf: overdueScreening,
    among: withinCore20(invitedToScreening),
    doubt:
      'The aim is of stage at diagnosis (75% at stage 1 or 2 by 2028), which no register holds; screening is what a network can do for it.',
    roles: ['cc', 'ga'],
  }),
  area({
    id: 'core20_hypertension',
    name: 'Core20: hypertension',
    who: 'People on the hypertension register in the most deprived fifth.',
    allOf: [core20, onRegister('hyp', 'hypertension')],
    done: atTarget,
    doubt: 'The area is of lipids as well, which are not recorded here.',
    roles: ['cp', 'nu', 'na'],
  }),
];
