import { dueFor } from '../denominators';
import type { Denominator, ProportionMeasure, Standard } from '../measure';

/** Indirectly only: at most ages hardly anybody is due, so a direct standard has empty bands. */
const ofThoseDue: readonly Standard[] = ['crude', 'age-sex-ratio', 'age-sex-deprivation'];

/** What was done in the past 12 months, of the people for whom it was due. */
export const careProcesses: readonly ProportionMeasure[] = [
  {
    ...process('smr', dueFor('smr', 'people due a structured medication review')),
    name: 'Medication review done',
    title: 'Structured medication review in the past 12 months',
    numeratorLabel: 'people reviewed',
    meaning:
      'People who had a structured medication review, of those for whom one is due: care-home residents, people on ten or more medicines, people with severe frailty.',
    why: 'The review that stops what does harm; it is the clinical pharmacists’ first task under the contract.',
    source: 'NHS England, Network Contract DES: structured medication reviews',
  },
  {
    ...process('care_plan', dueFor('care_plan', 'people in care homes or with moderate or severe frailty')),
    name: 'Care plan in place',
    title: 'Personalised care plan',
    numeratorLabel: 'people with a care plan',
    meaning:
      'People with a personalised care and support plan, of care-home residents and people with moderate or severe frailty.',
    why: 'A plan that out-of-hours and ambulance crews can see avoids admissions that nobody wanted.',
    source: 'NHS England, Network Contract DES: enhanced health in care homes; proactive care guidance 2023',
  },
  {
    ...process(
      'ld_check',
      dueFor('ld_check', 'people aged 14 and over on the learning disability register', 14),
    ),
    name: 'Learning disability check, 14+',
    title: 'Annual health check, learning disability register, 14+',
    numeratorLabel: 'people checked',
    meaning:
      'People who had their annual health check, of those aged 14 and over on the learning disability register; the national aim is 75%.',
    why: 'People with a learning disability die some twenty years early, much of it of illness that a check finds.',
    source: 'NHS England, learning disability health check scheme',
  },
  {
    ...process('smi_check', dueFor('smi_check', 'people on the severe mental illness register')),
    name: 'Severe mental illness check',
    title: 'Annual physical health check, severe mental illness register',
    numeratorLabel: 'people checked',
    meaning:
      'People who had all six elements of the physical health check, of those on the severe mental illness register; the national aim is 60%.',
    why: 'Heart disease, smoking and weight, more than the mental illness, take their fifteen to twenty lost years.',
    source: 'NHS England, physical health checks for people with severe mental illness',
  },
  {
    ...process('bp_target', dueFor('bp_target', 'people on the hypertension register')),
    name: 'Blood pressure at target',
    title: 'Hypertension treated to target',
    numeratorLabel: 'people at target',
    meaning:
      'People whose last blood pressure was at their target for age (140/90, or 150/90 from 80), of those on the hypertension register.',
    why: 'Treatment to target prevents strokes and heart attacks, and the recall for it is a practice’s own work.',
    source: 'NICE NG136; CVDPREVENT indicator of hypertension treated to target',
  },
];

function process(
  id: string,
  denominator: Denominator,
): Pick<
  ProportionMeasure,
  'kind' | 'id' | 'group' | 'polarity' | 'methods' | 'numerator' | 'denominator' | 'columns'
> {
  return {
    kind: 'proportion',
    id,
    group: 'Care processes',
    polarity: 'better',
    methods: ofThoseDue,
    numerator: id,
    denominator,
    columns: [id],
  };
}
