import { longTermConditions, type RegisterId } from '../../conditions';
import { everyone } from '../denominators';
import { everyStandard, type Measure, type ProportionMeasure } from '../measure';

const mental: readonly RegisterId[] = ['dem', 'dep', 'mh'];
const developmental: readonly RegisterId[] = ['ld'];
const physical = longTermConditions.filter((id) => !mental.includes(id) && !developmental.includes(id));

/** How many of the long-term conditions a patient row has recorded. */
export const conditionCountSql = `(${longTermConditions.map((id) => `${id}::INTEGER`).join(' + ')})`;

const counted = `Counted among ${longTermConditions.length} recorded conditions: every QOF register but obesity, non-diabetic hyperglycaemia and palliative care.`;
const source = 'Definition of this product over QOF registers';

export const multimorbidity: readonly Measure[] = [
  atLeast(1, 'One', 'People who need at least one regular review: the size of the recall system.'),
  atLeast(
    2,
    'Two',
    'Multimorbidity, more than any one condition, drives medicines, contacts and admissions.',
  ),
  atLeast(3, 'Three', 'Where single-disease guidelines begin to contradict each other.'),
  atLeast(4, 'Four', 'The group for whom one joined-up review replaces several clinics.'),
  {
    kind: 'proportion',
    id: 'physical_mental',
    group: 'Multimorbidity',
    name: 'Physical with mental condition',
    title: 'A physical long-term condition with a mental one',
    numeratorLabel: 'people with a physical and a mental condition',
    polarity: 'worse',
    meaning: `People on at least one physical register and on that of depression, dementia or severe mental illness. ${counted}`,
    why: 'Physical illness goes worse and dies earlier with a mental one beside it, most of all where people are poor.',
    source,
    methods: everyStandard,
    numerator: `(${physical.join(' OR ')}) AND (${mental.join(' OR ')})`,
    denominator: everyone,
    columns: longTermConditions,
  },
  {
    kind: 'mean',
    id: 'ltc_mean',
    group: 'Multimorbidity',
    name: 'Mean number of conditions',
    title: 'Mean number of long-term conditions',
    numeratorLabel: 'conditions recorded',
    polarity: 'worse',
    meaning: `Long-term conditions recorded for the average person on the list. ${counted}`,
    why: 'Reviews, recalls and drug monitoring follow the number of conditions, not of people.',
    source,
    methods: everyStandard,
    numerator: conditionCountSql,
    scale: 1,
    unit: 'conditions a person',
    denominator: everyone,
    columns: longTermConditions,
  },
];

function atLeast(least: number, word: string, why: string): ProportionMeasure {
  const name = `${word} or more long-term conditions`;
  const conditions = least === 1 ? 'condition' : 'conditions';
  return {
    kind: 'proportion',
    id: `ltc${least}`,
    group: 'Multimorbidity',
    name,
    title: name,
    numeratorLabel: `people with ${word.toLowerCase()} or more conditions`,
    polarity: 'worse',
    meaning: `People on ${word.toLowerCase()} or more registers of a long-term ${conditions}. ${counted}`,
    why,
    source,
    methods: everyStandard,
    numerator: `${conditionCountSql} >= ${least}`,
    denominator: everyone,
    columns: longTermConditions,
  };
}
