import { cambridge20 } from '../../models/cambridge';
import { modelColumns, scoreUnitsSql } from '../../models/model';
import { tierShares, type TierId } from '../../models/tiers';
import { everyone } from '../denominators';
import { everyStandard, type Measure, type MeasureContext } from '../measure';

const tiers: Readonly<Record<TierId, { name: string; in: string; people: string; why: string }>> = {
  very_high_risk: {
    name: 'Very high need (top 0.5%)',
    in: 'In the very highest need tier',
    people: 'people in the very highest tier',
    why: 'About as many people as a network’s team can know by name: case management starts here.',
  },
  high_risk: {
    name: 'Highest need tier',
    in: 'In the highest need tier',
    people: 'people in the highest tier',
    why: 'Shows where the people who need most live, and how unevenly they are spread between networks.',
  },
  raised_risk: {
    name: 'Raised need (top 20%)',
    in: 'In the upper need tiers',
    people: 'people in the upper tiers',
    why: 'The people for whom planned care of their conditions keeps the next tier from growing.',
  },
};

/** The Cambridge score and the tiers by its rank; a tier without a cut-off in the dataset is left out. */
export const riskMeasures = ({ tierAbove }: MeasureContext): readonly Measure[] => [
  {
    kind: 'mean',
    id: 'cms',
    group: 'Risk',
    name: 'Mean Cambridge Multimorbidity Score',
    title: 'Mean Cambridge Multimorbidity Score',
    numeratorLabel: 'sum of scores',
    polarity: 'worse',
    meaning:
      'The sum of published weights for 20 conditions, averaged over everybody registered; 0 is none of them.',
    why: 'One figure for how much illness a list carries, weighted by what it means for contacts, admissions and death.',
    source: cambridge20.source,
    methods: everyStandard,
    numerator: scoreUnitsSql(cambridge20),
    scale: 10 ** -cambridge20.decimals,
    unit: 'points a person',
    denominator: everyone,
    columns: modelColumns(cambridge20),
  },
  ...(['high_risk', 'very_high_risk', 'raised_risk'] as const).flatMap((id) => {
    const above = tierAbove[id];
    return above === undefined ? [] : [tier(id, above)];
  }),
];

function tier(id: TierId, above: number): Measure {
  const share = `${100 * tierShares[id]}%`;
  return {
    kind: 'proportion',
    id,
    group: 'Risk',
    name: tiers[id].name,
    title: `${tiers[id].in} (top ${share} of the dataset by Cambridge score)`,
    numeratorLabel: tiers[id].people,
    polarity: 'worse',
    meaning: `People whose Cambridge Multimorbidity Score is among the highest ${share} of everybody in this dataset; ties go to the lower tier, so the whole dataset has ${share} or a little less.`,
    why: tiers[id].why,
    source: cambridge20.source,
    methods: everyStandard,
    numerator: `${scoreUnitsSql(cambridge20)} > ${above}`,
    denominator: everyone,
    columns: modelColumns(cambridge20),
  };
}
