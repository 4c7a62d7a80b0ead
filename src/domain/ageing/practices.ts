import { discloseParts, suppressed, type RawCounts } from '../disclosure';
import { unwrap } from '../disclosure/raw';
import type { Measure } from '../measures/measure';
import { fifthSql } from '../measures/cells';
import { topAge, type DisclosurePolicy } from '../schema';
import { notAvailable } from '../stats';
import { ageCount, type Population } from '../stats/cohort-component';
import { Forecast } from './forecast';
import type { Area, Published } from './project';
import { projectParts } from './project-parts';
import { fifthCount, shown, taken, type OutcomeToday } from './outcome-today';
import { meanDecile } from './today';

/**
 * People of a network's practices from its patient rows, those of other or unknown sex left out. Rows of two kinds: `practice`,
 * `age`, `sex`, `people` with `fifth` -1, and `practice`, `fifth`, `people` with `age` and `sex` -1.
 */
export function practicesSql(network: number): string {
  const keys = ['practice', 'age', 'sex', 'fifth'].map((key) => `coalesce(${key}, -1)::INTEGER AS ${key}`);
  const people = `SELECT practice, age, sex, ${fifthSql} AS fifth FROM patients WHERE network = ${network} AND sex <= 2`;
  return `SELECT ${keys.join(', ')}, count(*)::DOUBLE AS people FROM (${people}) GROUP BY GROUPING SETS ((practice, age, sex), (practice, fifth)) ORDER BY 1, 2, 3, 4`;
}

/**
 * From the answer to `practicesSql`, through the disclosure gate: each practice's list by single year of age and sex and the
 * mean decile of its people. An age and sex over all practices is a line with a total on show as well as a practice's list is,
 * so what either line must hide is hidden.
 *
 * @param practices indices in the manifest, the order of what comes out
 */
export function releasePractices(
  raw: RawCounts,
  { practices, policy }: { practices: readonly number[]; policy: DisclosurePolicy },
): Area[] {
  const rows = unwrap(raw);
  const [practice, age, sex, fifth, people] = ['practice', 'age', 'sex', 'fifth', 'people'].map((name) =>
    rows.get(name),
  ) as [ArrayLike<number>, ArrayLike<number>, ArrayLike<number>, ArrayLike<number>, ArrayLike<number>];
  const lists = practices.map(() => new Float64Array(2 * ageCount));
  const fifths = practices.map(() => new Float64Array(fifthCount));
  for (let row = 0; row < people.length; row++) {
    const at = practices.indexOf(practice[row]!);
    if (age[row] === -1) fifths[at]![fifth[row]!]! += people[row]!;
    else lists[at]![(sex[row]! - 1) * ageCount + Math.min(age[row]!, topAge)]! += people[row]!;
  }
  return shownBothWays(lists, policy).map((list, i) => ({
    people: { male: list.slice(0, ageCount), female: list.slice(ageCount) },
    decile: meanDecile(shown(fifths[i]!, policy).parts),
  }));
}

function shownBothWays(table: readonly Float64Array[], policy: DisclosurePolicy): Float64Array[] {
  const lines = table.map((line) => shown(line, policy).parts);
  for (let j = 0; j < (table[0]?.length ?? 0); j++) {
    const across = table.map((line) => line[j]!);
    const whole = across.reduce((sum, count) => sum + count, 0);
    discloseParts(across, whole, policy).parts.forEach((count, i) => {
      if (count === suppressed) lines[i]![j] = taken(suppressed);
    });
  }
  return lines;
}

/** A network's practices year by year: what they have follows the rates of their network, so that they add up to it. */
class PracticesForecast extends Forecast {
  readonly #practices: readonly Area[];
  readonly #whole: Forecast;
  readonly #network: number;

  constructor(
    practices: readonly Area[],
    ages: readonly (readonly Population[])[],
    { whole, network }: { whole: Forecast; network: number },
  ) {
    // Fifths by age and sex, which only rates go by, are their network's.
    const { byFifth } = whole.today.networks[network]!;
    const networks = practices.map((practice) => ({ ...practice, byFifth }));
    super({ ...whole.today, networks }, ages, whole.published);
    this.#practices = practices;
    this.#whole = whole;
    this.#network = network;
  }

  /** Further outcomes are the networks': practices follow the rates of theirs. */
  override with(outcomes: ReadonlyMap<string, OutcomeToday>): Forecast {
    const [whole, network] = [this.#whole.with(outcomes), this.#network];
    return new PracticesForecast(this.#practices, this.ages, { whole, network });
  }

  override ratesOf(outcome: Measure): Float64Array {
    return this.#whole.ratesOf(outcome, this.#network);
  }

  override closedOf(outcome: Measure): Float64Array {
    return this.#whole.closedOf(outcome, this.#network);
  }
}

/** Carries practices of a network forward; see `projectParts`. Their places in the forecast are those of `practices`. */
export function forecastPractices(
  practices: readonly Area[],
  { whole, network, published }: { whole: Forecast; network: number; published: Published | null },
): { ok: true; forecast: Forecast } | { ok: false; reason: string } {
  const projected = projectParts(practices, whole.ages[network]!, published);
  if (!projected.ok) return notAvailable(projected.reason);
  return { ok: true, forecast: new PracticesForecast(practices, projected.parts, { whole, network }) };
}
