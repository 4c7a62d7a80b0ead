import type { DisclosurePolicy } from '../schema';
import type { Estimate } from '../stats';
import { unwrap, type RawCount } from './raw';
import { suppressed, type ShownCount, type ShownNumber } from './shown';

/** The most people that count as few, by every policy but `none` (NHS Digital, HES analysis guide; OpenSAFELY). */
export const mostFew = 7;
export const isFew = (count: number): boolean => count > 0 && count <= mostFew;

/**
 * The one gate for counts of people or events.
 * - `none`: as counted (fully synthetic data only).
 * - `hes`: 0 shown, 1–7 suppressed, otherwise to the nearest 5 (NHS Digital, HES analysis guide, sub-national).
 * - `opensafely`: 7 or fewer (but 0) suppressed, then to the nearest 5 (OpenSAFELY, statistical disclosure control).
 * - `midpoint6`: ceil(x / 6) × 6 − 3 for x above 0 (OpenSAFELY).
 */
export function disclose(count: number | RawCount, policy: DisclosurePolicy): ShownCount {
  const counted = typeof count === 'number' ? count : unwrap(count);
  if (!Number.isFinite(counted) || counted < 0) throw new RangeError(`not a count: ${counted}`);
  const hides = policy === 'hes' || policy === 'opensafely';
  return hides && isFew(counted) ? suppressed : rounded(counted, policy);
}

/** A policy's rounding alone: for sums of scores, which count nobody. */
export function rounded(value: number, policy: DisclosurePolicy): ShownNumber {
  switch (policy) {
    case 'none':
      return value as ShownNumber;
    case 'hes':
    case 'opensafely':
      return (Math.round(value / 5) * 5) as ShownNumber;
    case 'midpoint6':
      return (value === 0 ? 0 : Math.ceil(value / 6) * 6 - 3) as ShownNumber;
    default:
      return policy satisfies never;
  }
}

/** A statistic of unrounded sums, which with all its digits would tell them: so many significant ones are left. */
const digits = 4;
export const coarse = (value: number, policy: DisclosurePolicy): number =>
  policy === 'none' ? value : Number(value.toPrecision(digits));

export const policyNames: Readonly<Record<DisclosurePolicy, string>> = {
  none: 'As counted',
  hes: 'HES rule',
  opensafely: 'OpenSAFELY',
  midpoint6: 'Midpoint 6',
};

/** The same for a statistic with its limits. */
export function coarsened(estimate: Estimate, policy: DisclosurePolicy): Estimate {
  if (!estimate.ok) return estimate;
  const [value, lower, upper] = [
    coarse(estimate.value, policy),
    coarse(estimate.lower, policy),
    coarse(estimate.upper, policy),
  ];
  return { ...estimate, value, lower, upper };
}

/** What a policy does, in a sentence for the foot of every figure. */
export const policyNote: Readonly<Record<DisclosurePolicy, string>> = {
  none: 'Counts are shown as they are: every person here is synthetic.',
  hes: 'Counts of 1 to 7 are shown as *; others are rounded to the nearest 5, and rates come from rounded counts. Columns need not add up.',
  opensafely:
    'Counts of 7 or fewer are shown as *; others are rounded to the nearest 5. Totals add up what is shown.',
  midpoint6: 'Counts are rounded to the midpoint of sixes (1–6 is 3, 7–12 is 9 …). Columns need not add up.',
};

/** Policies that show no more than each does, itself first. Rounding to midpoints shows where `hes` hides, and the reverse. */
const noLaxer: Readonly<Record<DisclosurePolicy, readonly DisclosurePolicy[]>> = {
  none: ['none', 'hes', 'opensafely', 'midpoint6'],
  hes: ['hes', 'opensafely'],
  opensafely: ['opensafely'],
  midpoint6: ['midpoint6'],
};

/** Policies by which a dataset may be shown: any where its people are synthetic, else its own and stricter ones. */
export const policiesFor = ({
  kind,
  disclosure,
}: {
  kind: 'demo' | 'nhs' | 'extract';
  disclosure: DisclosurePolicy;
}): readonly DisclosurePolicy[] => noLaxer[kind === 'extract' ? disclosure : 'none'];
