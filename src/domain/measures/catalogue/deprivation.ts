import { withDecile } from '../denominators';
import { crudeOnly, type Measure } from '../measure';

const imd = 'MHCLG, English Indices of Deprivation 2025';

export const deprivation: readonly Measure[] = [
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
    source: `${imd}; NHS England, Core20PLUS5`,
    methods: crudeOnly,
    numerator: 'imd BETWEEN 1 AND 2',
    denominator: withDecile,
    columns: ['imd'],
  },
  {
    kind: 'mean',
    id: 'imd_mean',
    group: 'Deprivation',
    name: 'Mean deprivation decile',
    title: 'Mean deprivation decile (1 is most deprived)',
    numeratorLabel: 'sum of deciles',
    polarity: 'neither',
    meaning:
      'The average decile of the neighbourhoods that people live in: 1 would be everybody in the most deprived tenth of England, 5.5 is England.',
    why: 'One figure for a list that has both poor and wealthy streets; read it beside the share in the most deprived fifth.',
    source: imd,
    methods: crudeOnly,
    numerator: 'imd',
    scale: 1,
    unit: 'decile, 1 most deprived to 10',
    // A fifth holds two deciles: who is in the lower of them says the rest.
    fromCells: {
      column: 'lower_decile',
      where: 'imd % 2 = 1',
      sum: '2 * fifth::INTEGER * with_decile - lower_decile',
      squares: '4 * fifth::INTEGER * fifth * with_decile - (4 * fifth::INTEGER - 1) * lower_decile',
    },
    denominator: withDecile,
    columns: ['imd'],
  },
];
