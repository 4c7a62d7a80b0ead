import { disclose, suppressed, type Disclosed } from '../disclosure';
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
import type { Measure, Standard } from './measure';

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
  numerator: Disclosed;
  denominator: Disclosed;
  /** People or events expected, were rates by stratum as in all areas together; with a ratio of the two only. */
  expected?: number;
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

/** From sums to figures through the disclosure gate: counts disclosed first, statistics from what was disclosed. */
export function release(measure: Measure, sums: AreaSums, policy: DisclosurePolicy): MeasureFigures {
  const total = figure(measure, -1, sumOf(sums), policy);
  const benchmark = total.estimate.ok && measure.kind !== 'count' ? total.estimate.value : null;
  const areas = Array.from(sums.area, (area, row) => {
    const one = figure(measure, area, at(sums, row), policy);
    return { ...one, comparison: compareWithBenchmark(one.estimate, benchmark) };
  });
  return { measure, of: measure, standard: 'crude', areas, total };
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

function figure(measure: Measure, area: number, raw: Sums, policy: DisclosurePolicy): AreaFigure {
  const denominator = disclose(raw.denominator, policy);
  // A mean's numerator is a sum of scores, not a count of people: the people behind it are the denominator.
  const numerator = measure.kind === 'mean' ? raw.numerator * measure.scale : disclose(raw.numerator, policy);
  const hidden = numerator === suppressed || denominator === suppressed;
  return {
    area,
    numerator: hidden ? suppressed : numerator,
    denominator,
    estimate: hidden
      ? notAvailable('suppressed: too few people')
      : estimateOf(measure, raw, numerator, denominator),
    comparison: 'not compared',
  };
}

function estimateOf(measure: Measure, raw: Sums, numerator: number, denominator: number): Estimate {
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
    case 'mean':
      return meanOfSums(raw.numerator * measure.scale, raw.squares * measure.scale ** 2, raw.denominator);
    default:
      return measure satisfies never;
  }
}
