import { defaultConfidence, estimateOf, notAvailable, type Estimate } from './estimate';
import { aboveZeroFault, confidenceFault, negativeFault } from './faults';
import { z } from './quantile';

/** Deaths in a period and the people (or person-years) of the same period. */
export interface LifeBand {
  deaths: number;
  population: number;
}

/** Bands 0, 1–4, 5–9 … 85–89, 90+. */
export const lifeBandCount = 20;
const lastBand = lifeBandCount - 1;
/** Years in each band but the last, which is open. */
const widths = Array.from({ length: lastBand }, (_, i) => (i === 0 ? 1 : i === 1 ? 4 : 5));
/** Part of the band that those who die in it have lived. */
const lived = (band: number) => (band === 0 ? 0.1 : 0.5);
const radix = 100_000;
/** This many people or fewer give no life expectancy. */
const tooFewPeople = 5000;
/** An interval wider than this (years) says nothing. */
const widestInterval = 20;

/**
 * Life expectancy in years at the start of each of the 20 bands, abridged life table after Chiang (II). With M = D/P and
 * width n, q = Mn/(1 + Mn(1 − a)), 1 where D > P/(na) and in the last band; L = n(l′ + a·d), last l/M; e = T/l.
 * Variance after Silcocks: s = q²(1 − q)/D, last 4/(DM²); W = s·l²((1 − a)n + e′)², last (l/2)²s; error √ΣW/l over
 * this band and all older. Normal limits. Primes mark the next band.
 * No value for 5,000 people or fewer in all, a band without people, negative or more deaths than people, no death
 * at 90+, or (that band alone) an interval wider than 20 years. Pool 3–5 years of a network's deaths.
 * Source: PHEindicatormethods `phe_life_expectancy`; Silcocks et al., J Epidemiol Community Health 2001;55:38–43.
 */
export function lifeExpectancy(
  bands: readonly LifeBand[],
  { confidence = defaultConfidence }: { confidence?: number | undefined } = {},
): Estimate[] {
  const fault = bandsFault(bands) ?? confidenceFault(confidence);
  if (fault !== null) return Array.from({ length: lifeBandCount }, () => notAvailable(fault));
  const { survivors, expectancy, errors } = lifeTable(bands);
  return survivors.map((alive, band) => {
    if (alive === 0) return notAvailable('nobody reaches this age');
    const value = expectancy[band]!;
    const spread = z(confidence) * errors[band]!;
    return 2 * spread > widestInterval
      ? notAvailable(`the interval is wider than ${widestInterval} years`)
      : estimateOf(value, value - spread, value + spread, 'Chiang II, Silcocks');
  });
}

function bandsFault(bands: readonly LifeBand[]): string | null {
  if (bands.length !== lifeBandCount)
    return `a life table needs ${lifeBandCount} bands: 0, 1–4, 5–9 … 85–89, 90+`;
  for (const [band, { deaths, population }] of bands.entries()) {
    const fault =
      negativeFault('the number of deaths', deaths) ??
      aboveZeroFault('the population', population) ??
      (deaths > population ? 'there are more deaths than people' : null);
    if (fault !== null) return `band ${band + 1}: ${fault}`;
  }
  if (bands[lastBand]!.deaths === 0) return 'there is no death in the oldest band';
  const people = bands.reduce((sum, { population }) => sum + population, 0);
  return people <= tooFewPeople ? `there are only ${tooFewPeople} people or fewer` : null;
}

function lifeTable(bands: readonly LifeBand[]) {
  const mortality = bands.map(({ deaths, population }) => deaths / population);
  const dying = bands.map(({ deaths, population }, band) => {
    if (band === lastBand || deaths > population / (widths[band]! * lived(band))) return 1;
    const expected = mortality[band]! * widths[band]!;
    return expected / (1 + expected * (1 - lived(band)));
  });
  const survivors = [radix];
  for (let band = 0; band < lastBand; band++) survivors.push(survivors[band]! * (1 - dying[band]!));

  const expectancy = new Array<number>(lifeBandCount).fill(0);
  const errors = new Array<number>(lifeBandCount).fill(0);
  let years = 0;
  let variance = 0;
  for (let band = lastBand; band >= 0; band--) {
    const alive = survivors[band]!;
    const { deaths } = bands[band]!;
    if (alive === 0) continue;
    if (band === lastBand) {
      years = alive / mortality[band]!;
      variance = (alive / 2) ** 2 * (4 / (deaths * mortality[band]! ** 2));
    } else {
      const next = survivors[band + 1]!;
      const a = lived(band);
      const q = dying[band]!;
      const error = deaths === 0 ? 0 : (q ** 2 * (1 - q)) / deaths;
      variance += error * alive ** 2 * ((1 - a) * widths[band]! + expectancy[band + 1]!) ** 2;
      years += widths[band]! * (next + a * (alive - next));
    }
    expectancy[band] = years / alive;
    errors[band] = Math.sqrt(variance) / alive;
  }
  return { survivors, expectancy, errors };
}
