import { flatPopulations, flatRows, populationsOf, rowsOf } from './flat';
import { byStratum, Forecast, forecastYears } from './forecast';
import type { Projected } from './project';
import { strata } from './rates';
import { fifthCount, type OutcomeToday } from './outcome-today';
import type { Today } from './today';

/**
 * All that a forecast is made from as a few long arrays, which a worker hands over without copying: as many small ones as it
 * has networks, years and outcomes take longer to send than to work out.
 */
export interface Parcel {
  /** People by network and single year of age. */
  readonly lists: Float64Array;
  /** By network. */
  readonly deciles: Float64Array;
  /** People by network, stratum and fifth. */
  readonly fifths: Float64Array;
  /** People by stratum and fifth. */
  readonly byFifth: Float64Array;
  readonly outcomes: ReadonlyMap<string, PackedOutcome>;
  /** People by network, year and single year of age. */
  readonly ages: Float64Array;
  /** People by network, year and stratum. */
  readonly people: Float64Array;
  readonly published: number;
}

type PackedOutcome = Record<Exclude<keyof OutcomeToday, 'among'>, Float64Array>;

export function packed(today: Today, { areas, published }: Projected & { ok: true }): Parcel {
  return {
    lists: flatPopulations(today.networks.map(({ people }) => [people])),
    deciles: Float64Array.from(today.networks, ({ decile }) => decile),
    fifths: flatRows(today.networks.map(({ byFifth }) => byFifth)),
    byFifth: today.byFifth,
    outcomes: new Map(
      [...today.outcomes].map(([id, { cases, totals, all, byFifth }]) => [
        id,
        { cases: flatRows(cases), totals: Float64Array.from(totals), all, byFifth },
      ]),
    ),
    ages: flatPopulations(areas),
    people: flatRows(byStratum(areas).flat()),
    published,
  };
}

/** What may be handed over instead of being copied: nobody else holds it. */
export const buffersOf = ({ lists, deciles, fifths, ages, people, outcomes }: Parcel): ArrayBuffer[] =>
  [lists, deciles, fifths, ages, people, ...[...outcomes.values()].map(({ cases }) => cases)].map(
    // Made here, and none of them shared.
    ({ buffer }) => buffer as ArrayBuffer,
  );

export function unpacked({
  lists,
  deciles,
  fifths,
  byFifth,
  outcomes,
  ages,
  people,
  published,
}: Parcel): Forecast {
  const fifthsOf = rowsOf(fifths, strata * fifthCount);
  const today: Today = {
    networks: populationsOf(lists, 1).map(([people], i) => ({
      people: people!,
      decile: deciles[i]!,
      byFifth: fifthsOf[i]!,
    })),
    byFifth,
    outcomes: new Map(
      [...outcomes].map(([id, { cases, totals, all, byFifth }]) => [
        id,
        { cases: rowsOf(cases, strata), totals: Array.from(totals), all, byFifth },
      ]),
    ),
  };
  const years = forecastYears + 1;
  const rows = rowsOf(people, strata);
  return new Forecast(
    today,
    populationsOf(ages, years),
    published,
    today.networks.map((_, network) => rows.slice(network * years, (network + 1) * years)),
  );
}
