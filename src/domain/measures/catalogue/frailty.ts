import { frailtyBands } from '../../models/efi';
import { withFrailtyIndex } from '../denominators';
import { everyStandard, type Polarity, type ProportionMeasure } from '../measure';

const source = 'Clegg A et al., Age and Ageing 2016;45:353–60';

export const frailty: readonly ProportionMeasure[] = [
  {
    ...band('frail', 'Moderate or severe frailty', `efi >= ${frailtyBands.moderate[0]}`, 'worse'),
    meaning: 'Electronic frailty index above 0.24 (9 or more of 36 deficits) among people aged 65 and over.',
    why: 'The group that the network contract’s proactive care and medication reviews start from.',
  },
  {
    ...band('efi_fit', 'Fit', `efi <= ${frailtyBands.fit[1]}`, 'better'),
    meaning: 'Electronic frailty index up to 0.12 (4 or fewer of 36 deficits) among people aged 65 and over.',
    why: 'Activity, vaccination and blood pressure keep people in this band; it is where ageing well is won.',
  },
  {
    ...band('efi_mild', 'Mild frailty', between('mild'), 'worse'),
    meaning:
      'Electronic frailty index above 0.12 and up to 0.24 (5 to 8 deficits) among people aged 65 and over.',
    why: 'The largest frail group, and the one in which falls and decline can still be put off.',
  },
  {
    ...band('efi_moderate', 'Moderate frailty', between('moderate'), 'worse'),
    meaning:
      'Electronic frailty index above 0.24 and up to 0.36 (9 to 12 deficits) among people aged 65 and over.',
    why: 'Three times the yearly risk of death of fit people of the same age: the first to offer proactive care.',
  },
  {
    ...band('efi_severe', 'Severe frailty', `efi >= ${frailtyBands.severe[0]}`, 'worse'),
    meaning: 'Electronic frailty index above 0.36 (13 or more deficits) among people aged 65 and over.',
    why: 'Each is due a medication review and a talk about what matters to them; four to five times the yearly risk of death of fit people.',
  },
];

function between(name: 'mild' | 'moderate'): string {
  const [from, to] = frailtyBands[name];
  return `efi BETWEEN ${from} AND ${to}`;
}

function band(
  id: string,
  words: string,
  numerator: string,
  polarity: Polarity,
): Omit<ProportionMeasure, 'meaning' | 'why'> {
  const inSentence = id === 'efi_fit' ? 'who are fit' : `with ${words.toLowerCase()}`;
  return {
    kind: 'proportion',
    id,
    group: 'Frailty',
    name: `${words}, 65+`,
    title: `${words}, 65+`,
    numeratorLabel: `people ${inSentence}`,
    polarity,
    source,
    methods: everyStandard,
    numerator,
    denominator: withFrailtyIndex,
    columns: ['efi'],
  };
}
