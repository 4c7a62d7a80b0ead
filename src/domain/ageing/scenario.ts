import { bandCount } from '../schema';
import { strata } from './rates';

/** What is assumed of rates beside how many people there are and how old; nothing of it is today's rates persisting. */
export interface Scenario {
  /** Per cent a year by which the rate of a condition rises (or falls, below 0); `all` is of those that are not named. */
  readonly trend: ReadonlyMap<string, number>;
  /** Years by which people are healthier ten years from today: at 75 they then have the rates of 75 less so many. */
  readonly healthier: number;
  /** Of a condition's new cases, per cent that no longer happen, from so many years from today on. */
  readonly prevention: ReadonlyMap<string, { readonly less: number; readonly from: number }>;
  /** Per cent of the difference from the least deprived fifth that is gone ten years from today. */
  readonly gapClosed: number;
}

export const todaysRates: Scenario = {
  trend: new Map(),
  healthier: 0,
  prevention: new Map(),
  gapClosed: 0,
};

export const scenarioRanges = {
  trend: { least: -5, most: 5, step: 0.5 },
  healthier: { least: 0, most: 5, step: 0.5 },
  less: { least: 0, most: 50, step: 5 },
  from: { least: 0, most: 15, step: 1 },
  gapClosed: { least: 0, most: 100, step: 10 },
} as const;

/** Stands for every condition in the trend. */
export const everyCondition = 'all';

/** Conditions with a trend or prevention of their own. */
export const conditionsOf = ({ trend, prevention }: Scenario): ReadonlySet<string> =>
  new Set([...trend.keys(), ...prevention.keys()].filter((id) => id !== everyCondition));

/** The same with nothing assumed of a condition but what is of all. */
export function withoutCondition(scenario: Scenario, id: string): Scenario {
  const [trend, prevention] = [new Map(scenario.trend), new Map(scenario.prevention)];
  trend.delete(id);
  prevention.delete(id);
  return { ...scenario, trend, prevention };
}

/** What of a scenario touches some outcomes: of other conditions' own trends and prevention nothing. */
export function scenarioFor(scenario: Scenario, ids: readonly string[]): Scenario {
  const kept = <T>(of: ReadonlyMap<string, T>) =>
    new Map([...of].filter(([id]) => id === everyCondition || ids.includes(id)));
  return { ...scenario, trend: kept(scenario.trend), prevention: kept(scenario.prevention) };
}

/** What the rates of one thing change by. */
export interface Changing {
  readonly condition: string;
  /** Each rate over itself were the gap closed wholly, at most 1; null where it is not known. */
  readonly closed: Float64Array | null;
  readonly scenario: Scenario;
  /** Highest rate; 1 where it is a share of people. */
  readonly most?: number;
}

/** Years in which slow changes arrive, in equal steps. */
const arrival = 10;
/** Youngest band that healthier ageing is of: 40 to 44. */
const ageingFrom = 8;
const yearsABand = 5;

/**
 * Rates by sex and band in a year from today, of one condition. Each assumption leaves rates where they are or moves them one
 * way: the gap first, then healthier ageing, prevention and trend. Never above the highest.
 *
 * - Healthier ageing takes the lowest rate of people up to so many years younger: what falls with age is not made worse.
 * - Prevention takes a share of what people have more of than those younger by the years that have passed, which is what came
 *   new meanwhile, were ages all that differed between them.
 *
 * @param out where they are written, and what is given back
 */
export function ratesIn(
  year: number,
  rates: Float64Array,
  { condition, closed, scenario, most = 1 }: Changing,
  out = new Float64Array(strata),
): Float64Array {
  const arrived = Math.min(1, year / arrival);
  const prevention = scenario.prevention.get(condition);
  const passed = prevention ? Math.max(0, year - prevention.from) : 0;
  const growth =
    (1 + (scenario.trend.get(condition) ?? scenario.trend.get(everyCondition) ?? 0) / 100) ** year;
  const gap = (scenario.gapClosed / 100) * arrived;
  out.set(rates);
  if (gap > 0 && closed) for (let i = 0; i < strata; i++) out[i]! *= 1 - gap * (1 - closed[i]!);
  if (scenario.healthier > 0 && arrived > 0) lower(out, scenario.healthier * arrived, ageingFrom, 1);
  if (prevention && passed > 0 && prevention.less > 0) lower(out, passed, 1, prevention.less / 100);
  if (growth !== 1) for (let i = 0; i < strata; i++) out[i]! *= growth;
  for (let i = 0; i < strata; i++) if (out[i]! > most) out[i] = most;
  return out;
}

/**
 * Lowers each rate by a share of what it has more than the lowest of people up to so many years younger, on the straight line
 * between bands; in place, from the oldest band down, so that each is compared with rates that are not lowered yet.
 */
function lower(rates: Float64Array, years: number, fromBand: number, share: number): void {
  const bands = years / yearsABand;
  const [whole, part] = [Math.floor(bands), bands % 1];
  for (let first = 0; first < strata; first += bandCount)
    for (let band = bandCount - 1; band >= fromBand; band--) {
      const own = rates[first + band]!;
      const [far, further] = [Math.max(0, band - whole), Math.max(0, band - whole - 1)];
      let least = rates[first + far]! * (1 - part) + rates[first + further]! * part;
      for (let younger = far; younger <= band; younger++)
        if (rates[first + younger]! < least) least = rates[first + younger]!;
      rates[first + band] = own - share * (own - least);
    }
}
