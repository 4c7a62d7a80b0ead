import { furtherConditions, registers, type FurtherConditionId, type Register } from '../../conditions';
import { agedAtLeast, everyone } from '../denominators';
import { everyStandard, type ProportionMeasure } from '../measure';

const qof = 'NHS England, Quality and Outcomes Framework 2024-25 business rules';

export const registerPrevalences: readonly ProportionMeasure[] = registers.map(prevalence);

function prevalence(register: Register): ProportionMeasure {
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
    methods: everyStandard,
    numerator: register.id,
    denominator,
    columns: [register.id],
  };
}

const whys: Readonly<Record<FurtherConditionId, string>> = {
  alcohol: 'Few are recorded of those who drink at harm, and those few use emergency care often.',
  anxdep: 'It travels with physical illness and makes every other condition harder to manage.',
  constipation: 'In older people a mark of frailty, opioids and many medicines at once.',
  ctd: 'Shared care and drug monitoring make it heavier work than its numbers suggest.',
  hearing: 'Unaided loss isolates people and is among the largest avoidable risks of dementia.',
  ibs: 'Common at working ages and a frequent reason for repeated contacts and tests.',
  pain: 'Long-term pain drives contacts, opioids and time off work more than most registers do.',
};

/** Conditions that the risk scores read and QOF has no register of. */
export const furtherPrevalences: readonly ProportionMeasure[] = furtherConditions.map(
  ({ id, name, inSentence }) => ({
    kind: 'proportion',
    id,
    group: 'Further conditions',
    name,
    title: `${name}: recorded prevalence`,
    numeratorLabel: `people with ${inSentence}`,
    polarity: 'neither',
    meaning: `People with ${inSentence} recorded, as a share of everybody registered; a condition of the Cambridge score that QOF has no register of.`,
    why: whys[id],
    source: 'Definition after Payne RA et al., CMAJ 2020;192(5):E107–14',
    methods: everyStandard,
    numerator: id,
    denominator: everyone,
    columns: [id],
  }),
);
