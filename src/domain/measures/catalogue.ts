import { longTermConditions, registers, type Register } from '../conditions';
import { cambridge20 } from '../models/cambridge';
import { modelColumns, scoreUnitsSql } from '../models/model';
import { agedAtLeast, everyone, withDecile, withFrailtyIndex } from './denominators';
import type { Measure, MeasureContext, ProportionMeasure } from './measure';

const qof = 'NHS England, Quality and Outcomes Framework 2024-25 business rules';
/** How many of the long-term conditions a patient row has recorded. */
export const conditionCountSql = `(${longTermConditions.map((id) => `${id}::INTEGER`).join(' + ')})`;
const ltcMeaning = `Counted among ${longTermConditions.length} recorded conditions: every QOF register but obesity, non-diabetic hyperglycaemia and palliative care.`;

/** Frailty index of 9 or more of 36 deficits: moderate (over 0.24) or severe (over 0.36). Clegg et al. 2016. */
const moderateOrSevere = 'efi >= 9';

/** The whole catalogue, in the picker's order. Adding a measure is adding an entry here. */
export function measureCatalogue(context: MeasureContext): readonly Measure[] {
  return [
    {
      kind: 'count',
      id: 'list_size',
      group: 'Population',
      name: 'List size',
      title: 'People registered',
      numeratorLabel: 'people registered',
      polarity: 'neither',
      meaning: 'Everybody registered with the practices of the area on the date of the list.',
      why: 'It sets the size of every service, and the denominator of nearly every other figure here.',
      source: 'NHS England, Patients Registered at a GP Practice',
      denominator: everyone,
      columns: [],
    },
    older(65, 'Two in three people with several long-term conditions are of this age.'),
    older(
      75,
      'Frailty, falls and care-home admission rise steeply from this age; it is the age group that grows fastest.',
    ),
    older(
      85,
      'One in six people of this age lives with dementia; most need help from more than one service.',
    ),
    ...registers.map(registerPrevalence),
    {
      kind: 'proportion',
      id: 'ltc2',
      group: 'Multimorbidity and frailty',
      name: 'Two or more long-term conditions',
      title: 'Two or more long-term conditions',
      numeratorLabel: 'people with two or more conditions',
      polarity: 'worse',
      meaning: `People on two or more registers. ${ltcMeaning}`,
      why: 'Multimorbidity, more than any one condition, drives medicines, contacts and admissions.',
      source: 'Definition of this product over QOF registers',
      numerator: `${conditionCountSql} >= 2`,
      denominator: everyone,
      columns: longTermConditions,
    },
    {
      kind: 'proportion',
      id: 'ltc4',
      group: 'Multimorbidity and frailty',
      name: 'Four or more long-term conditions',
      title: 'Four or more long-term conditions',
      numeratorLabel: 'people with four or more conditions',
      polarity: 'worse',
      meaning: `People on four or more registers. ${ltcMeaning}`,
      why: 'The group for whom one joined-up review replaces several clinics.',
      source: 'Definition of this product over QOF registers',
      numerator: `${conditionCountSql} >= 4`,
      denominator: everyone,
      columns: longTermConditions,
    },
    {
      kind: 'proportion',
      id: 'frail',
      group: 'Multimorbidity and frailty',
      name: 'Moderate or severe frailty, 65+',
      title: 'Moderate or severe frailty, 65+',
      numeratorLabel: 'people with moderate or severe frailty',
      polarity: 'worse',
      meaning:
        'Electronic frailty index above 0.24 (9 or more of 36 deficits) among people aged 65 and over.',
      why: 'The group that the network contract’s proactive care and medication reviews start from.',
      source: 'Clegg A et al., Age and Ageing 2016;45:353–60',
      numerator: moderateOrSevere,
      denominator: withFrailtyIndex,
      columns: ['efi'],
    },
    {
      kind: 'mean',
      id: 'cms',
      group: 'Risk and use of care',
      name: 'Mean Cambridge Multimorbidity Score',
      title: 'Mean Cambridge Multimorbidity Score',
      numeratorLabel: 'sum of scores',
      polarity: 'worse',
      meaning:
        'The sum of published weights for 20 conditions, averaged over everybody registered; 0 is none of them.',
      why: 'One figure for how much illness a list carries, weighted by what it means for contacts, admissions and death.',
      source: cambridge20.source,
      numerator: scoreUnitsSql(cambridge20),
      scale: 10 ** -cambridge20.decimals,
      unit: 'points a person',
      denominator: everyone,
      columns: modelColumns(cambridge20),
    },
    {
      kind: 'proportion',
      id: 'high_risk',
      group: 'Risk and use of care',
      name: 'Highest need tier',
      title: 'In the highest need tier (top 5% of the dataset by Cambridge score)',
      numeratorLabel: 'people in the highest tier',
      polarity: 'worse',
      meaning:
        'People whose Cambridge Multimorbidity Score is among the highest 5% of everybody in this dataset; ties go to the lower tier, so the whole dataset has 5% or a little less.',
      why: 'Shows where the people who need most live, and how unevenly they are spread between networks.',
      source: cambridge20.source,
      numerator: `${scoreUnitsSql(cambridge20)} > ${context.highRiskAboveHundredths}`,
      denominator: everyone,
      columns: modelColumns(cambridge20),
    },
    {
      kind: 'rate',
      id: 'em_adm',
      group: 'Risk and use of care',
      name: 'Emergency admissions',
      title: 'Emergency admissions per 1,000 people a year',
      numeratorLabel: 'emergency admissions',
      polarity: 'worse',
      meaning: 'Emergency admissions to hospital in the past 12 months per 1,000 people registered.',
      why: 'Many are for conditions that general practice and community services can manage earlier.',
      source: 'Definition of NHS England, Hospital Episode Statistics',
      numerator: 'em_adm',
      multiplier: 1000,
      denominator: everyone,
      columns: ['em_adm'],
    },
    {
      kind: 'proportion',
      id: 'core20',
      group: 'Deprivation',
      name: 'Most deprived fifth',
      title: 'Living in the most deprived fifth of England',
      numeratorLabel: 'people in the most deprived national fifth',
      polarity: 'neither',
      meaning:
        'People whose neighbourhood is in deciles 1 and 2 of the English Index of Multiple Deprivation 2025.',
      why: 'The Core20 of NHS England’s Core20PLUS5: people here fall ill about ten years earlier.',
      source: 'MHCLG, English Indices of Deprivation 2025; NHS England, Core20PLUS5',
      numerator: 'imd BETWEEN 1 AND 2',
      denominator: withDecile,
      columns: ['imd'],
    },
  ];
}

function older(age: 65 | 75 | 85, why: string): ProportionMeasure {
  return {
    kind: 'proportion',
    id: `age${age}`,
    group: 'Population',
    name: `Aged ${age} and over`,
    title: `Aged ${age} and over`,
    numeratorLabel: `people aged ${age} and over`,
    polarity: 'neither',
    meaning: `Share of everybody registered who has completed ${age} years.`,
    why,
    source: 'NHS England, Patients Registered at a GP Practice',
    numerator: `age >= ${age}`,
    denominator: everyone,
    columns: [],
  };
}

function registerPrevalence(register: Register): ProportionMeasure {
  const denominator = agedAtLeast(register.ageBase);
  const base = denominator.ageBase === '' ? '' : `, ${denominator.ageBase}`;
  return {
    kind: 'proportion',
    id: register.id,
    group: 'Recorded conditions',
    name: `${register.name}${base}`,
    title: `${register.name}${base}: recorded prevalence`,
    numeratorLabel: `people on the ${register.inSentence} register`,
    polarity: 'neither',
    meaning: `People on the ${register.inSentence} register (QOF ${register.code}) as a share of ${denominator.label}.`,
    why: 'Recorded prevalence reflects age, deprivation and how fully a practice finds and codes the condition; a low figure may be either a healthy list or missed diagnoses.',
    source: qof,
    numerator: register.id,
    denominator,
    columns: [register.id],
  };
}
