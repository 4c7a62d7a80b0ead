import {
  discloseParts,
  rounded,
  suppressed,
  totalOfShown,
  type ShownCount,
  type ShownNumber,
  type Statistic,
} from '../disclosure';
import type { DisclosurePolicy } from '../schema';
import {
  compareWithBenchmark,
  meanOfSums,
  notAvailable,
  proportion,
  rate,
  rateOfRepeatEvents,
  type Comparison,
  type Estimate,
} from '../stats';
import type { MeanMeasure, Measure, Standard } from './measure';

/** Raw sums by area, as a query gives them; they never leave this module undisclosed. */
export interface AreaSums {
  area: ArrayLike<number>;
  numerator: ArrayLike<number>;
  denominator: ArrayLike<number>;
  squares?: ArrayLike<number> | undefined;
}

/** One area's figure, as everybody may see it. `value` and limits are in the measure's unit (proportions 0–1). */
export interface AreaFigure {
  area: number;
  /** Of a mean, the sum of the scores: what was shown of mean and people, times each other. */
  numerator: ShownCount;
  denominator: ShownCount;
  /** People or events expected, were rates by stratum as in all areas together; with a ratio of the two only. */
  expected?: Statistic;
  estimate: Estimate;
  comparison: Comparison;
}

export interface MeasureFigures {
  /** As it is read: standardised, its title and unit are those of the standard. */
  measure: Measure;
  /** As it stands in the catalogue. */
  of: Measure;
  standard: Standard;
  areas: AreaFigure[];
  /** All rows together: the value that areas are compared with. */
  total: AreaFigure;
}

/** From sums to figures through the disclosure gate: counts with their total first, statistics from what was disclosed. */
export function release(measure: Measure, sums: AreaSums, policy: DisclosurePolicy): MeasureFigures {
  const all = sumOf(sums);
  const shown = shownSums(measure, sums, all, policy);
  const total = figure(measure, -1, all, shown.total, policy);
  const benchmark = total.estimate.ok && measure.kind !== 'count' ? total.estimate.value : null;
  const areas = Array.from(sums.area, (area, row) => {
    const one = figure(measure, area, at(sums, row), shown.areas[row]!, policy);
    return { ...one, comparison: compareWithBenchmark(one.estimate, benchmark) };
  });
  return { measure, of: measure, standard: 'crude', areas, total };
}

/** What is shown of an area's sums. A mean's numerator, null here, follows from its value. */
interface ShownSums {
  numerator: ShownCount | null;
  denominator: ShownCount;
}

/** Areas and their total through the gate together; what happened among too few people is hidden with them. */
function shownSums(
  measure: Measure,
  sums: AreaSums,
  all: Sums,
  policy: DisclosurePolicy,
): { areas: ShownSums[]; total: ShownSums } {
  const people = discloseParts(Array.from(sums.denominator), all.denominator, policy);
  if (measure.kind === 'mean') {
    const alone = (denominator: ShownCount): ShownSums => ({ numerator: null, denominator });
    return { areas: people.parts.map(alone), total: alone(people.total) };
  }
  const events = discloseParts(Array.from(sums.numerator), all.numerator, policy);
  const within = (numerator: ShownCount, denominator: ShownCount) =>
    denominator === suppressed ? suppressed : numerator;
  const numerators = people.parts.map((denominator, row) => within(events.parts[row]!, denominator));
  const total = policy === 'opensafely' ? totalOfShown(numerators) : events.total;
  return {
    areas: numerators.map((numerator, row) => ({ numerator, denominator: people.parts[row]! })),
    total: { numerator: within(total, people.total), denominator: people.total },
  };
}

export interface Sums {
  numerator: number;
  denominator: number;
  squares: number;
}

const at = (sums: AreaSums, row: number): Sums => ({
  numerator: sums.numerator[row]!,
  denominator: sums.denominator[row]!,
  squares: sums.squares?.[row] ?? 0,
});

export function sumOf(sums: AreaSums): Sums {
  const all: Sums = { numerator: 0, denominator: 0, squares: 0 };
  for (let row = 0; row < sums.area.length; row++) {
    const one = at(sums, row);
    all.numerator += one.numerator;
    all.denominator += one.denominator;
    all.squares += one.squares;
  }
  return all;
}

function figure(
  measure: Measure,
  area: number,
  raw: Sums,
  { numerator, denominator }: ShownSums,
  policy: DisclosurePolicy,
): AreaFigure {
  const figure = { area, denominator, comparison: 'not compared' as const };
  if (numerator === suppressed || denominator === suppressed)
    return { ...figure, numerator: suppressed, estimate: notAvailable('suppressed: too few people') };
  if (measure.kind === 'mean') {
    const estimate = meanOf(measure, raw, policy);
    return { ...figure, numerator: sumOfScores(measure, raw, estimate, denominator, policy), estimate };
  }
  return { ...figure, numerator: numerator!, estimate: estimateOf(measure, raw, numerator!, denominator) };
}

function estimateOf(
  measure: Exclude<Measure, MeanMeasure>,
  raw: Sums,
  numerator: number,
  denominator: number,
): Estimate {
  switch (measure.kind) {
    case 'count':
      return { ok: true, value: numerator, lower: numerator, upper: numerator, method: 'counted' };
    case 'proportion':
      return proportion(Math.min(numerator, denominator), denominator);
    case 'rate': {
      const inflation = raw.numerator === 0 ? 1 : raw.squares / raw.numerator;
      return rateOfRepeatEvents(numerator, numerator * inflation, denominator, {
        multiplier: measure.multiplier,
      });
    }
    case 'ratio':
      return rate(numerator, denominator, { multiplier: measure.multiplier });
    default:
      return measure satisfies never;
  }
}

/** Digits after the point to which a mean is read. With more of them sum and people could be told from it, as from a fraction. */
const meanDigits = 2;

function meanOf({ scale }: MeanMeasure, raw: Sums, policy: DisclosurePolicy): Estimate {
  const estimate = meanOfSums(raw.numerator * scale, raw.squares * scale ** 2, raw.denominator);
  if (!estimate.ok || policy === 'none') return estimate;
  const read = (value: number) => Number(value.toFixed(meanDigits));
  const [value, lower, upper] = [read(estimate.value), read(estimate.lower), read(estimate.upper)];
  return { ...estimate, value, lower, upper };
}

/** The sum of scores that mean and people as shown make, rounded like a count; it counts nobody, so none is too few. */
function sumOfScores(
  { scale }: MeanMeasure,
  raw: Sums,
  estimate: Estimate,
  denominator: ShownNumber,
  policy: DisclosurePolicy,
): ShownCount {
  if (policy === 'none') return rounded(raw.numerator * scale, policy);
  return estimate.ok ? rounded(estimate.value * denominator, policy) : suppressed;
}
