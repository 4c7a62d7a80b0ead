import type { DisclosurePolicy } from '../schema';

/** A suppressed value, on screen and in files. */
export const suppressed = '*';
export type Disclosed = number | typeof suppressed;

/**
 * The one gate for counts of people or events.
 * - `none`: as counted (fully synthetic data only).
 * - `hes`: 0 shown, 1–7 suppressed, otherwise to the nearest 5 (NHS Digital, HES analysis guide, sub-national).
 * - `opensafely`: 7 or fewer (but 0) suppressed, then to the nearest 5 (OpenSAFELY, statistical disclosure control).
 * - `midpoint6`: ceil(x / 6) × 6 − 3 for x above 0 (OpenSAFELY).
 */
export function disclose(count: number, policy: DisclosurePolicy): Disclosed {
  if (!Number.isFinite(count) || count < 0) throw new RangeError(`not a count: ${count}`);
  switch (policy) {
    case 'none':
      return count;
    case 'hes':
    case 'opensafely':
      if (count === 0) return 0;
      return count < 8 ? suppressed : Math.round(count / 5) * 5;
    case 'midpoint6':
      return count === 0 ? 0 : Math.ceil(count / 6) * 6 - 3;
    default:
      return policy satisfies never;
  }
}

/** What a policy does, in a sentence for the foot of every figure. */
export const policyNote: Readonly<Record<DisclosurePolicy, string>> = {
  none: 'Counts are shown as they are: every person here is synthetic.',
  hes: 'Counts of 1 to 7 are shown as *; others are rounded to the nearest 5, and rates come from rounded counts. Columns need not add up.',
  opensafely:
    'Counts of 7 or fewer are shown as *; others are rounded to the nearest 5. Columns need not add up.',
  midpoint6: 'Counts are rounded to the midpoint of sixes (1–6 is 3, 7–12 is 9 …). Columns need not add up.',
};
