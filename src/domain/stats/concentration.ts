import { notAvailable } from './estimate';
import { missingFault, negativeFault } from './faults';

/** People of one rank, and what they have of the outcome between them. */
export interface RankedGroup {
  /** Orders the groups; equal ranks are one group, which is what the midpoint rank for ties means. Lowest first. */
  rank: number;
  population: number;
  outcome: number;
}

/** Cumulative shares, 0–1, from (0, 0) to (1, 1). */
export interface CurvePoint {
  people: number;
  outcome: number;
}

export type Concentration =
  | {
      ok: true;
      curve: CurvePoint[];
      /** −1 to 1; below 0 where the outcome lies with the low ranks. */
      index: number;
      /** Erreygers' index of a yes/no outcome: 4 × mean × index; null where the outcome is not at most one a person. */
      erreygers: number | null;
    }
  | { ok: false; reason: string };

/**
 * Concentration curve and index. With p and q the cumulative shares of people and outcome in order of rank,
 * C = 1 − Σ(pⱼ − pⱼ₋₁)(qⱼ + qⱼ₋₁). Rank by deprivation from 1 = most deprived: then **C below 0 is concentration among
 * the deprived**. A group without people counts for nothing. Ranked by a score and measured on something else it is still a concentration curve, not Lorenz's.
 * Source: Kakwani, Wagstaff & van Doorslaer, J Econometrics 1997;77:87–103; Erreygers, J Health Econ 2009;28:504–15.
 */
export function concentration(groups: readonly RankedGroup[]): Concentration {
  for (const [index, { rank, population, outcome }] of groups.entries()) {
    const fault =
      missingFault('the rank', rank) ??
      negativeFault('the population', population) ??
      negativeFault('the outcome', outcome) ??
      (population === 0 && outcome > 0 ? 'nobody has the outcome' : null);
    if (fault !== null) return notAvailable(`group ${index + 1}: ${fault}`);
  }
  const people = groups.reduce((sum, { population }) => sum + population, 0);
  const outcomes = groups.reduce((sum, { outcome }) => sum + outcome, 0);
  if (outcomes === 0) return notAvailable('there is no outcome to share out');
  if (!Number.isFinite(people) || !Number.isFinite(outcomes))
    return notAvailable('the numbers are too large or too small to compute with');
  const curve = curveOf(groups, people, outcomes);
  const index = 1 - twiceAreaUnder(curve);
  const yesNo = groups.every(({ population, outcome }) => outcome <= population);
  return { ok: true, curve, index, erreygers: yesNo ? 4 * (outcomes / people) * index : null };
}

function curveOf(groups: readonly RankedGroup[], people: number, outcomes: number): CurvePoint[] {
  const sorted = groups.filter(({ population }) => population > 0).sort((a, b) => a.rank - b.rank);
  const curve: CurvePoint[] = [{ people: 0, outcome: 0 }];
  let population = 0;
  let outcome = 0;
  sorted.forEach((group, i) => {
    population += group.population;
    outcome += group.outcome;
    if (sorted[i + 1]?.rank === group.rank) return;
    curve.push({ people: Math.min(1, population / people), outcome: Math.min(1, outcome / outcomes) });
  });
  curve[curve.length - 1] = { people: 1, outcome: 1 };
  return curve;
}

/** Σ(pⱼ − pⱼ₋₁)(qⱼ + qⱼ₋₁) */
export function twiceAreaUnder(curve: readonly CurvePoint[]): number {
  let area = 0;
  for (let j = 1; j < curve.length; j++) {
    const [from, to] = [curve[j - 1]!, curve[j]!];
    area += (to.people - from.people) * (to.outcome + from.outcome);
  }
  return area;
}

/** "The top 5% hold x%": the outcome's share (0–1) with the highest-ranked `top` (0–1) of people, straight between points; null for no such share. */
export function shareOfTop(curve: readonly CurvePoint[], top: number): number | null {
  if (!(top >= 0 && top <= 1) || curve.length < 2) return null;
  const rest = 1 - top;
  for (let j = 1; j < curve.length; j++) {
    const [from, to] = [curve[j - 1]!, curve[j]!];
    if (rest > to.people) continue;
    const width = to.people - from.people;
    const along = width > 0 ? (rest - from.people) / width : 1;
    const share = 1 - (from.outcome + along * (to.outcome - from.outcome));
    return Number.isFinite(share) ? share : null;
  }
  return 0;
}
