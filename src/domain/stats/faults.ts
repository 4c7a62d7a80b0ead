/**
 * Why an input gives no value, as a reason for people; null where it is sound. Chained with `??`, so that the first
 * fault is told. NaN, infinities and undefined count as missing.
 */
type Fault = string | null;

/** Nearer to 0 or 1 than this a confidence has no quantile to speak of. */
const leastDoubt = 1e-12;

export const confidenceFault = (confidence: number): Fault =>
  confidence > leastDoubt && confidence < 1 - leastDoubt ? null : 'the confidence must lie between 0 and 1';

export const multiplierFault = (multiplier: number): Fault =>
  Number.isFinite(multiplier) && multiplier > 0 ? null : 'the multiplier must be a number above zero';

export const optionsFault = (multiplier: number, confidence: number): Fault =>
  multiplierFault(multiplier) ?? confidenceFault(confidence);

export const missingFault = (subject: string, value: number): Fault =>
  Number.isFinite(value) ? null : `${subject} is missing`;

export const negativeFault = (subject: string, value: number): Fault =>
  missingFault(subject, value) ?? (value < 0 ? `${subject} is negative` : null);

export const aboveZeroFault = (subject: string, value: number): Fault =>
  negativeFault(subject, value) ?? (value === 0 ? `${subject} is zero` : null);

/** A count of events, and the people (or person-years) among whom they happened. */
export const countFault = (count: number, population: number): Fault => {
  if (!Number.isFinite(count) || !Number.isFinite(population)) return 'a count is missing';
  if (population <= 0) return 'there is nobody to count among';
  return count < 0 ? 'the count is negative' : null;
};

/** People who have something, among all people. */
export const shareFault = (count: number, total: number): Fault => {
  if (!Number.isFinite(count) || !Number.isFinite(total)) return 'a count is missing';
  if (total <= 0) return 'there is nobody to count among';
  return count < 0 || count > total ? 'the count is outside its denominator' : null;
};

/** Σ over people of (events a person)² is at least Σ of events, as events are whole. */
export const squaresFault = (count: number, squares: number): Fault =>
  missingFault('the sum of squares', squares) ??
  (squares < count ? 'the squares are smaller than the count' : null);

/** A stratum that has no name is known by its place, from 1. */
export interface Stratum {
  name?: string | undefined;
}

/** The first fault of any stratum, with the stratum's name: "stratum 60–64: the count is negative". */
export function strataFault<S extends Stratum>(strata: readonly S[], faultOf: (stratum: S) => Fault): Fault {
  if (strata.length === 0) return 'there is no stratum';
  for (const [index, stratum] of strata.entries()) {
    const fault = faultOf(stratum);
    if (fault !== null) return `stratum ${stratum.name ?? index + 1}: ${fault}`;
  }
  return null;
}
