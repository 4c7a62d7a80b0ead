import { bandCount } from '../schema';
import { seededNormal } from '../stats/random';
import { ageCount, yearOn, type Population } from '../stats/cohort-component';
import { fertility } from './fertility';
import { survivalAt } from './mortality';
import { byBand, migrationOf, type Area, type Published } from './project';
import { strata } from './rates';
import { finished } from './steps';

/** How far the course of deaths and migration may lie from the principal one: assumptions of this product, not published. */
export const assumedSpread = {
  /** Standard deviation of the yearly change of death rates. */
  mortalityAYear: 0.01,
  /** Standard deviation of net migration as a part of itself. */
  migration: 0.5,
} as const;

export const drawCount = 200;
const seed = 20260701;
/** Of 100 draws, 80 lie between. */
const [lowest, highest] = [0.1, 0.9];

/** Ends of an 80% interval. */
export interface Range {
  readonly lower: number;
  readonly upper: number;
}

/**
 * What may come otherwise than projected: draws of the whole system, each with death rates and migration of its own, as ratios
 * to the principal course by stratum; who survives in an area besides, by the binomial distribution of its own number; and how
 * well today's cases tell a rate. The same seed gives the same draws.
 */
export interface Draws {
  /** By year, then stratum × draw: people as drawn over people as projected. */
  readonly ratios: readonly Float64Array[];
  /** By year: share of the people of a stratum's ages then who are alive of those they come from; 0 where not yet born. */
  readonly surviving: readonly Float64Array[];
  /** Standard normal: stratum × draw for who survives. */
  readonly chance: Float64Array;
  /** Standard normal: one a draw, for rates. */
  readonly rates: Float64Array;
}

export const drawsOf = (areas: readonly Area[], published: Published | null, years: number): Draws =>
  finished(drawSteps(areas, published, years));

/** The same, step by step: gives how many draws are done. */
export function* drawSteps(
  areas: readonly Area[],
  published: Published | null,
  years: number,
): Generator<number, Draws> {
  const normal = seededNormal(seed);
  const start = systemOf(areas);
  const { survival, birthSurvival } = survivalAt(start.decile);
  const logs = { male: logsOf(survival.male), female: logsOf(survival.female) };
  const migrationTo = migrationOf(published);
  const migrations = Array.from({ length: years }, (_, i) => {
    const migration = migrationTo(i + 1);
    return (
      migration && { male: Float64Array.from(migration.male), female: Float64Array.from(migration.female) }
    );
  });
  /** The course with death rates times `deaths` again each year, and migration times `coming`. */
  const course = (deaths: number, coming: number): Float64Array[] => {
    const steps = [start.people];
    for (let year = 1; year <= years; year++) {
      const hazard = deaths ** year;
      const living = (log: number) => Math.exp(hazard * log);
      const move = (rate: number) => rate * coming;
      const migration = migrations[year - 1] ?? null;
      steps.push(
        yearOn(steps[year - 1]!, {
          survival: { male: logs.male.map(living), female: logs.female.map(living) },
          birthSurvival: { male: birthSurvival.male ** hazard, female: birthSurvival.female ** hazard },
          fertility,
          migration: migration && { male: migration.male.map(move), female: migration.female.map(move) },
        }),
      );
    }
    return steps.map(strataOf);
  };
  const principal = course(1, 1);
  const ratios = principal.map(() => new Float64Array(drawCount * strata).fill(1));
  for (let draw = 0; draw < drawCount; draw++) {
    const drawn = course(
      Math.exp(assumedSpread.mortalityAYear * normal()),
      1 + assumedSpread.migration * normal(),
    );
    for (let year = 1; year <= years; year++)
      for (let i = 0; i < strata; i++)
        if (principal[year]![i]! > 0)
          ratios[year]![i * drawCount + draw] = drawn[year]![i]! / principal[year]![i]!;
    yield draw + 1;
  }
  const surviving = survivingShares(start.people, survival, years);
  const normals = (count: number) => Float64Array.from({ length: count }, normal);
  return { ratios, surviving, chance: normals(drawCount * strata), rates: normals(drawCount) };
}

/**
 * 80% interval of a number of people or cases in a year.
 *
 * @param people projected, by stratum
 * @param cases of them, by stratum; all of the people where absent
 * @param today today's cases by stratum, from which the rates are known; absent where people are counted
 */
export function rangeOf(
  draws: Draws,
  year: number,
  { people, cases = people, today }: { people: Float64Array; cases?: Float64Array; today?: Float64Array },
): Range {
  const [ratios, surviving] = [draws.ratios[year]!, draws.surviving[year]!];
  const { chance } = draws;
  const ofRates = today === undefined ? 0 : rateSpread(cases, today);
  const drawn = new Float64Array(drawCount);
  for (let i = 0; i < strata; i++) {
    const [count, has] = [people[i]!, cases[i]!];
    if (count === 0 || has === 0) continue;
    const rate = has / count;
    const spread = year === 0 ? 0 : Math.sqrt(Math.max(0, count * (1 - surviving[i]!)));
    const from = i * drawCount;
    for (let draw = 0; draw < drawCount; draw++) {
      const then = count * ratios[from + draw]! + spread * chance[from + draw]!;
      if (then > 0) drawn[draw]! += rate * then;
    }
  }
  for (let draw = 0; draw < drawCount; draw++) drawn[draw]! *= Math.max(0, 1 + ofRates * draws.rates[draw]!);
  drawn.sort();
  return { lower: at(drawn, lowest), upper: at(drawn, highest) };
}

/** Relative standard deviation of cases whose rate in each stratum is known from so many of today (Poisson). */
function rateSpread(cases: Float64Array, today: Float64Array): number {
  let [sum, variance] = [0, 0];
  for (let i = 0; i < strata; i++) {
    sum += cases[i]!;
    if (today[i]! > 0) variance += cases[i]! ** 2 / today[i]!;
  }
  return sum > 0 ? Math.sqrt(variance) / sum : 0;
}

const at = (sorted: Float64Array, share: number): number => {
  const place = share * (sorted.length - 1);
  const [low, part] = [Math.floor(place), place % 1];
  return sorted[low]! * (1 - part) + sorted[Math.min(low + 1, sorted.length - 1)]! * part;
};

/** Areas as one, with their people's mean deprivation. */
export function systemOf(areas: readonly Area[]): Area {
  const people: Population = { male: new Float64Array(ageCount), female: new Float64Array(ageCount) };
  let [whole, deciles] = [0, 0];
  for (const area of areas)
    for (const sex of ['male', 'female'] as const)
      for (let age = 0; age < ageCount; age++) {
        const count = area.people[sex][age]!;
        people[sex][age]! += count;
        whole += count;
        deciles += count * area.decile;
      }
  return { people, decile: whole > 0 ? deciles / whole : 5.5 };
}

const logsOf = (chances: ArrayLike<number>): Float64Array => Float64Array.from(chances, Math.log);

const strataOf = ({ male, female }: Population): Float64Array => {
  const counts = new Float64Array(strata);
  counts.set(byBand(male));
  counts.set(byBand(female), bandCount);
  return counts;
};

/** Of those now alive whose age is a stratum's so many years on, the share that lives to then, without migration. */
function survivingShares(
  people: Population,
  survival: ReturnType<typeof survivalAt>['survival'],
  years: number,
): Float64Array[] {
  let alive: Population = people;
  /** Those whom they come from, moved on without anybody dying. */
  let from: Population = people;
  const shares = [new Float64Array(strata).fill(1)];
  const everybody = { male: new Float64Array(ageCount).fill(1), female: new Float64Array(ageCount).fill(1) };
  const nobody = new Float64Array(ageCount);
  const birthSurvival = { male: 0, female: 0 };
  for (let year = 1; year <= years; year++) {
    alive = yearOn(alive, { survival, birthSurvival, fertility: nobody, migration: null });
    from = yearOn(from, { survival: everybody, birthSurvival, fertility: nobody, migration: null });
    const [left, all] = [strataOf(alive), strataOf(from)];
    shares.push(left.map((count, i) => (all[i]! > 0 ? count / all[i]! : 0)));
  }
  return shares;
}
