import { everyone } from '../measures/denominators';
import type { ProportionMeasure } from '../measures/measure';
import type { MeasureFigures } from '../measures/release';
import { sharesByArea } from '../measures/shares-by-area';
import { underNetworks, type AreaLine } from '../measures/under-networks';
import type { ServiceFigure, ServiceFigures } from './release';
import { eligibleSql, type Service } from './service';

const shareOfPeople = { kind: 'proportion', group: 'Care processes', why: '', methods: ['crude'] } as const;

const eligibleMeasure = (service: Service, available: ReadonlySet<string>): ProportionMeasure => ({
  ...shareOfPeople,
  id: `${service.id}_eligible`,
  name: service.name,
  title: `${service.name}: people eligible`,
  numeratorLabel: 'people eligible',
  polarity: 'neither',
  meaning: service.who,
  source: service.source,
  numerator: eligibleSql(service, available),
  denominator: everyone,
  columns: [],
});

/** What is recorded as done depends on how it is coded, so that a higher share is better only as far as that goes. */
const doneMeasure = (service: Service, available: ReadonlySet<string>): ProportionMeasure => ({
  ...shareOfPeople,
  id: `${service.id}_done`,
  name: service.name,
  title: `${service.name}: done`,
  numeratorLabel: 'people for whom it is done',
  polarity: 'better',
  meaning: service.done!.label,
  source: service.source,
  numerator: service.done!.sql,
  denominator: {
    column: `${service.id}_eligible`,
    sql: eligibleSql(service, available),
    label: 'eligible people whose record tells',
    ageBase: '',
    youngest: 0,
  },
  columns: [],
});

/**
 * A service's shares by area as charts of areas take them: the eligible of everybody, or those done of the eligible whose
 * record tells. Null where the dataset cannot tell them.
 *
 * @param practicesOf the same service by the practices of one network, for lines of these where areas are networks
 */
export function serviceByArea(
  { service, standing, areas, total }: ServiceFigures,
  part: 'eligible' | 'done',
  {
    available,
    practicesOf,
  }: { available: ReadonlySet<string>; practicesOf?: (network: number) => ServiceFigures },
): MeasureFigures | null {
  if (standing.standing === 'not computable' || (part === 'done' && !standing.done)) return null;
  const lines = (figures: readonly ServiceFigure[]): AreaLine[] =>
    figures.map((figure) => ({ area: figure.area!, ...figure[part]! }));
  return sharesByArea(
    (part === 'done' ? doneMeasure : eligibleMeasure)(service, available),
    practicesOf ? underNetworks(lines(areas), (network) => lines(practicesOf(network).areas)) : lines(areas),
    total[part]!,
  );
}
