/** A value with its confidence limits, or the reason why there is none. */
export type Estimate =
  { ok: true; value: number; lower: number; upper: number; method: string } | { ok: false; reason: string };

export const notAvailable = (reason: string): Estimate => ({ ok: false, reason });

export const defaultConfidence = 0.95;
