import { frailtyBands } from '../models/efi';
import type { Criterion, Service } from './service';

const severe = frailtyBands.severe[0];
const [moderateFrom, moderateTo] = frailtyBands.moderate;

const careHome: Criterion = {
  id: 'care_home',
  label: 'People who live in a care home',
  sql: 'care_home',
  columns: ['care_home'],
  cohort: 'care_home',
};
const severelyFrail: Criterion = {
  id: 'severe_frailty',
  label: 'People aged 65 and over with severe frailty',
  sql: `age >= 65 AND efi >= ${severe}`,
  columns: ['age', 'efi'],
  cohort: 'frailty.severe',
};
const carePlan: Criterion = {
  id: 'care_plan',
  label: 'Personalised care plan in place',
  sql: 'care_plan',
  columns: ['care_plan'],
};
const prescribed = (id: string, label: string): Criterion => ({ id, label, sql: id, columns: [id] });

export const medicinesAndFrailty: readonly Service[] = [
  {
    id: 'smr',
    name: 'Structured medication review',
    group: 'Medicines and frailty',
    who: 'People in care homes, on ten or more medicines, with severe frailty, or on medicines that often do harm or make dependent.',
    allOf: [],
    anyOf: [
      careHome,
      {
        id: 'medicines',
        label: 'People on ten or more medicines',
        sql: 'medicines >= 10',
        columns: ['medicines'],
        cohort: 'medicines.10-',
      },
      severelyFrail,
      prescribed('high_risk_medicine', 'People on a medicine often in errors'),
      prescribed('opioid', 'People on opioids'),
      prescribed('gabapentinoid', 'People on gabapentinoids'),
      prescribed('benzodiazepine', 'People on benzodiazepines'),
      prescribed('z_drug', 'People on z-drugs'),
    ],
    done: { id: 'smr', label: 'Reviewed in the past 12 months', sql: 'smr', columns: ['smr'] },
    among: null,
    overlaps: true,
    source: 'NHS England, Network Contract DES: structured medication reviews, from October 2020 (secondary)',
    doubt:
      'The contract names severe frailty especially with falls, admissions or being housebound (unchecked); which medicines are often in errors is not fixed here; a review within 12 months is this product’s rule.',
    roles: ['cp', 'pt'],
  },
  {
    id: 'ehch',
    name: 'Enhanced health in care homes',
    group: 'Medicines and frailty',
    who: 'Everybody who lives in a care home, at any age.',
    allOf: [careHome],
    anyOf: [],
    done: carePlan,
    among: null,
    overlaps: true,
    source: 'NHS England, Network Contract DES: enhanced health in care homes (secondary)',
    doubt:
      'Homes for younger adults with a learning disability count, so there is no age limit; matching addresses to find residents misses people who pay for themselves.',
    roles: ['cc', 'gp', 'nu', 'pm', 'cp'],
  },
  {
    id: 'proactive',
    name: 'Proactive care',
    group: 'Medicines and frailty',
    who: 'People aged 65 and over with moderate or severe frailty who do not live in a care home.',
    allOf: [
      {
        id: 'at_home',
        label: 'People who do not live in a care home',
        sql: 'NOT care_home',
        columns: ['care_home'],
        cohort: 'not.care_home',
      },
    ],
    anyOf: [
      {
        id: 'moderate_frailty',
        label: 'People aged 65 and over with moderate frailty',
        sql: `age >= 65 AND efi BETWEEN ${moderateFrom} AND ${moderateTo}`,
        columns: ['age', 'efi'],
        cohort: 'frailty.moderate',
      },
      severelyFrail,
    ],
    done: carePlan,
    among: null,
    overlaps: true,
    source: 'NHS England, proactive care guidance, December 2023 (secondary)',
    doubt:
      'The guidance states no age; 65 is usual. The electronic frailty index finds candidates: frailty needs clinical confirmation.',
    roles: ['cc', 'nu', 'gp', 'lw'],
  },
];
