import {
  coarsened,
  disclose,
  mayShow,
  rounded,
  statistic,
  suppressed,
  type RawCounts,
  type ShownCount,
} from '../disclosure';
import { unwrap, type NumberColumns } from '../disclosure/raw';
import { bandCount, type DisclosurePolicy, sexCodes } from '../schema';
import {
  compareWithBenchmark,
  directlyStandardisedMean,
  directlyStandardisedRate,
  directlyStandardisedRepeatEventsOfSums,
  europeanStandardPopulation2013,
  indirectlyStandardised,
  indirectlyStandardisedMean,
  notAvailable,
  type Estimate,
} from '../stats';
import { cellColumnsOf } from './cells';
import type { Measure, Standard } from './measure';
import type { Level } from './query';
import { release, type AreaFigure, type AreaSums, type MeasureFigures } from './release';

/** Ways of standardising, for a choice. */
export const standardLabels: Readonly<Record<Standard, string>> = {
  crude: 'Crude',
  'age-sex': 'Age-sex standardised',
  'age-sex-ratio': 'Ratio, age-sex',
  'age-sex-deprivation': 'Ratio, age-sex-deprivation',
};

/** Why a measure has no such standard, for a notice; null when it has. */
export function whyNotStandardised(measure: Measure, standard: Standard): string | null {
  if (measure.methods.includes(standard)) return null;
  const reason =
    measure.methods.length === 1
      ? 'it is about age, deprivation or numbers themselves'
      : 'too few ages or fifths have anybody to count';
  return `${measure.name} is not compared in this way, because ${reason}; ${measure.methods.length === 1 ? 'crude values are' : 'the crude value is'} shown.`;
}

/** The standard that a measure is shown by when one is asked for. */
export const standardOf = (measure: Measure, asked: Standard): Standard =>
  measure.methods.includes(asked) ? asked : 'crude';

/** Areas by which most age bands have too few people for a direct standard. */
const isSmall = (level: Level): boolean => level !== 'network';

/** The measure as it is read when standardised: its title says how, and a ratio has a unit of its own. */
export function presented(measure: Measure, standard: Standard, level: Level): Measure {
  switch (standard) {
    case 'crude':
      return measure;
    case 'age-sex':
      return {
        ...measure,
        title: `${measure.title}, age-sex standardised${isSmall(level) ? ' (indirectly)' : ''}`,
      };
    case 'age-sex-ratio':
    case 'age-sex-deprivation': {
      if (measure.kind === 'count') return measure;
      const { kind: _, ...text } = measure;
      const by = standard === 'age-sex-ratio' ? 'age and sex' : 'age, sex and deprivation';
      return {
        ...text,
        kind: 'ratio',
        title: `${measure.title}: observed for 100 expected by ${by}`,
        multiplier: 100,
        unit: 'observed for 100 expected',
      };
    }
    default:
      return standard satisfies never;
  }
}

/** What a standard means, in a sentence for the foot of a figure. */
export function standardNote(measure: Measure, standard: Standard, level: Level): string {
  switch (standard) {
    case 'crude':
      return '';
    case 'age-sex':
      return isSmall(level)
        ? 'Indirectly standardised by five-year age band and sex: observed ÷ expected from the rates of all areas together, times their crude value.'
        : `Directly standardised by five-year age band and sex to the European Standard Population 2013${cutNote(measure)}; not shown on fewer than 10 events.`;
    case 'age-sex-ratio':
      return 'Expected: what the area would have if people of each age band and sex were as in all areas together. 100 is as expected.';
    case 'age-sex-deprivation':
      return 'Expected: what the area would have if people of each age band, sex and deprivation fifth were as in all areas together. 100 is as expected.';
    default:
      return standard satisfies never;
  }
}

/** A direct standard takes the bands that lie whole inside an age base. */
const firstBand = ({ denominator }: Measure): number => Math.ceil(denominator.youngest / 5);

const cutNote = (measure: Measure): string =>
  measure.denominator.youngest % 5 === 0
    ? ''
    : `, ages ${5 * firstBand(measure)} and over (five-year bands that lie whole inside ${measure.denominator.ageBase})`;

const cells = bandCount * sexCodes.length * 6;

/** One area's sums by stratum, dense. */
interface Strata {
  area: number;
  numerator: Float64Array;
  denominator: Float64Array;
  squares: Float64Array;
}

export interface StandardiseOptions {
  standard: Standard;
  level: Level;
  policy: DisclosurePolicy;
}

/**
 * One measure standardised, from the answer to `strataSql`, through the disclosure gate: counts are disclosed, and a
 * ratio comes from the disclosed count. The reference is all rows together. Crude gives what `release` gives.
 */
export function releaseStandardised(
  measure: Measure,
  raw: RawCounts,
  { standard, level, policy }: StandardiseOptions,
): MeasureFigures {
  const areas = strataOf(measure, unwrap(raw), standard);
  const whole = reference(areas);
  const shown = presented(measure, standard, level);
  const crude = release(measure, sumsOf(areas), policy);
  if (standard === 'crude') return crude;
  const direct = standard === 'age-sex' && !isSmall(level);
  const method = direct ? directly : indirectly(standard === 'age-sex', whole);
  const total = method(measure, whole, crude.total, policy);
  const benchmark = total.estimate.ok ? total.estimate.value : null;
  return {
    measure: shown,
    of: measure,
    standard,
    total: { ...total, comparison: 'not compared' },
    areas: areas.map((strata, i) => {
      const figure = method(measure, strata, crude.areas[i]!, policy);
      return { ...figure, comparison: compareWithBenchmark(figure.estimate, benchmark) };
    }),
  };
}

function strataOf(measure: Measure, columns: NumberColumns, standard: Standard): Strata[] {
  const names = cellColumnsOf(measure);
  const [area, band, sex] = [columns.get('area'), columns.get('band'), columns.get('sex')];
  const fifth = standard === 'age-sex-deprivation' ? columns.get('fifth') : null;
  const numerator = columns.get(names.numerator);
  const denominator = columns.get(names.denominator);
  const squares = names.square === null ? null : columns.get(names.square);
  const found = new Map<number, Strata>();
  for (let row = 0; row < area.length; row++) {
    let strata = found.get(area[row]!);
    if (strata === undefined) {
      strata = emptyStrata(area[row]!);
      found.set(strata.area, strata);
    }
    const at = (band[row]! * sexCodes.length + sexCodes.indexOf(sex[row]!)) * 6 + (fifth?.[row] ?? 0);
    strata.numerator[at]! += numerator[row]!;
    strata.denominator[at]! += denominator[row]!;
    if (squares !== null) strata.squares[at]! += squares[row]!;
  }
  return [...found.values()];
}

const emptyStrata = (area: number): Strata => ({
  area,
  numerator: new Float64Array(cells),
  denominator: new Float64Array(cells),
  squares: new Float64Array(cells),
});

function reference(areas: readonly Strata[]): Strata {
  const whole = emptyStrata(-1);
  for (const strata of areas)
    for (let at = 0; at < cells; at++) {
      whole.numerator[at]! += strata.numerator[at]!;
      whole.denominator[at]! += strata.denominator[at]!;
      whole.squares[at]! += strata.squares[at]!;
    }
  return whole;
}

const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);

function sumsOf(areas: readonly Strata[]): AreaSums {
  return {
    area: areas.map(({ area }) => area),
    numerator: areas.map(({ numerator }) => total(numerator)),
    denominator: areas.map(({ denominator }) => total(denominator)),
    squares: areas.map(({ squares }) => total(squares)),
  };
}

/** Men and women in bands whole inside the age base, each sex with the standard's weights. */
function directly(measure: Measure, strata: Strata, crude: AreaFigure, policy: DisclosurePolicy): AreaFigure {
  const used: { population: number; standard: number; sum: number; squares: number }[] = [];
  for (let band = firstBand(measure); band < bandCount; band++)
    for (let sex = 0; sex < 2; sex++) {
      const at = (band * sexCodes.length + sex) * 6;
      used.push({
        population: strata.denominator[at]!,
        standard: europeanStandardPopulation2013[band]!.weight,
        sum: strata.numerator[at]!,
        squares: strata.squares[at]!,
      });
    }
  const events = used.reduce((sum, each) => sum + each.sum, 0);
  const people = used.reduce((sum, each) => sum + each.population, 0);
  /** Few who are left out could be told by the crude count, which then stands in. */
  const within = (counted: number, all: Float64Array, shown: ShownCount): ShownCount =>
    mayShow({ parent: total(all), subset: counted }, policy) ? disclose(counted, policy) : shown;
  const denominator = within(people, strata.denominator, crude.denominator);
  const sumOfScores = (scale: number) =>
    policy === 'none' ? rounded(events * scale, policy) : crude.numerator;
  const numerator =
    measure.kind === 'mean' ? sumOfScores(measure.scale) : within(events, strata.numerator, crude.numerator);
  const hidden = [numerator, denominator, crude.numerator].includes(suppressed);
  return {
    area: strata.area,
    numerator: hidden ? suppressed : numerator,
    denominator,
    estimate: hidden
      ? notAvailable('suppressed: too few people')
      : coarsened(directEstimate(measure, used), policy),
    comparison: 'not compared',
  };
}

function directEstimate(
  measure: Measure,
  used: readonly { population: number; standard: number; sum: number; squares: number }[],
): Estimate {
  switch (measure.kind) {
    case 'proportion':
      return directlyStandardisedRate(
        used.map(({ sum, ...stratum }) => ({ ...stratum, count: sum })),
        { multiplier: 1 },
      );
    case 'rate':
      return directlyStandardisedRepeatEventsOfSums(
        used.map(({ sum, ...stratum }) => ({ ...stratum, events: sum })),
        { multiplier: measure.multiplier },
      );
    case 'mean':
      return directlyStandardisedMean(
        used.map(({ sum, squares, ...stratum }) => ({
          ...stratum,
          sum: sum * measure.scale,
          squares: squares * measure.scale ** 2,
        })),
      );
    case 'ratio':
    case 'count':
      return notAvailable('it is not standardised');
    default:
      return measure satisfies never;
  }
}

/** Against the rates of `whole` by stratum: as a ratio to 100, or as a rate in the measure's own unit. */
const indirectly =
  (asRate: boolean, whole: Strata) =>
  (measure: Measure, strata: Strata, crude: AreaFigure): AreaFigure => {
    const { numerator } = crude;
    if (measure.kind === 'count' || numerator === suppressed || crude.denominator === suppressed)
      return { ...crude, comparison: 'not compared' };
    const used: { population: number; referenceCount: number; referencePopulation: number }[] = [];
    let expected = 0;
    let variance = 0;
    for (let at = 0; at < cells; at++) {
      const population = strata.denominator[at]!;
      const referencePopulation = whole.denominator[at]!;
      if (referencePopulation === 0 || (population === 0 && !asRate)) continue;
      const referenceCount = whole.numerator[at]!;
      used.push({ population, referenceCount, referencePopulation });
      expected += (population * referenceCount) / referencePopulation;
      if (population > 1)
        variance +=
          ((strata.squares[at]! - strata.numerator[at]! ** 2 / population) * population) / (population - 1);
    }
    const multiplier = asRate ? (measure.kind === 'rate' ? measure.multiplier : 1) : 100;
    const as = asRate ? 'rate' : 'ratio';
    const estimate =
      measure.kind === 'mean'
        ? indirectlyStandardisedMean(
            used.map(({ population, referenceCount, referencePopulation }) => ({
              population,
              referenceSum: referenceCount * measure.scale,
              referencePopulation,
            })),
            { sum: numerator, variance: variance * measure.scale ** 2 },
            { as, multiplier },
          )
        : indirectlyStandardised(used, numerator, {
            as,
            multiplier,
            ...(measure.kind === 'rate'
              ? { squares: repeatSquares(numerator, total(strata.numerator), total(strata.squares)) }
              : {}),
          });
    const scale = measure.kind === 'mean' ? measure.scale : 1;
    return { ...crude, expected: statistic(expected * scale), estimate, comparison: 'not compared' };
  };

/** Σ events² for a disclosed count, in the proportion that it has to the raw one. */
const repeatSquares = (disclosed: number, events: number, squares: number): number =>
  events === 0 ? disclosed : (disclosed * squares) / events;
