/** A value with its confidence limits, or the reason why there is none. */
export type Estimate =
  { ok: true; value: number; lower: number; upper: number; method: string } | { ok: false; reason: string };

/** Limits without a value between them; null where there is no limit. */
export interface Limits {
  lower: number | null;
  upper: number | null;
}

export const notAvailable = (reason: string): { ok: false; reason: string } => ({ ok: false, reason });

/** An estimate, unless a number in it ran out of what a computer can hold. */
export const estimateOf = (value: number, lower: number, upper: number, method: string): Estimate =>
  [value, lower, upper].every(Number.isFinite)
    ? { ok: true, value, lower, upper, method }
    : notAvailable('the numbers are too large or too small to compute with');

export const defaultConfidence = 0.95;
