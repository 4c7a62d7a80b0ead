import { everyone } from '../denominators';
import { everyStandard, type RateMeasure } from '../measure';

export const useOfCare: readonly RateMeasure[] = [
  {
    ...perThousand('em_adm', 'Emergency admissions', 'emergency admissions'),
    polarity: 'worse',
    meaning: 'Emergency admissions to hospital in the past 12 months per 1,000 people registered.',
    why: 'Many are for conditions that general practice and community services can manage earlier.',
    source: 'Definition of NHS England, Hospital Episode Statistics',
  },
  {
    ...perThousand('ae', 'A&E attendances', 'A&E attendances'),
    polarity: 'worse',
    meaning: 'Attendances at accident and emergency in the past 12 months per 1,000 people registered.',
    why: 'High use can mean illness, distance or that other care is hard to reach: ask which before acting.',
    source: 'Definition of NHS England, Emergency Care Data Set',
  },
  {
    ...perThousand('gp_contacts', 'GP contacts', 'general practice contacts'),
    polarity: 'neither',
    meaning:
      'Contacts with general practice in the past 12 months, of any kind and with any member of the team, per 1,000 people registered.',
    why: 'The workload itself; beside need it shows who is served more, or less, than their illness would ask.',
    source: 'Definition after Hobbs FDR et al., Lancet 2016;387:2323–30',
  },
];

function perThousand(
  id: string,
  name: string,
  events: string,
): Omit<RateMeasure, 'polarity' | 'meaning' | 'why' | 'source'> {
  return {
    kind: 'rate',
    id,
    group: 'Use of care',
    name,
    title: `${name} per 1,000 people a year`,
    numeratorLabel: events,
    methods: everyStandard,
    numerator: id,
    multiplier: 1000,
    denominator: everyone,
    columns: [id],
  };
}
