/** Cumulative probabilities of 0, 1, 2 … of a count, cut where the rest is negligible; the last is 1. */
export type Cumulative = Float64Array;

/** The count whose step of the distribution holds u in [0, 1). */
export function countAt(cumulative: Cumulative, u: number): number {
  let count = 0;
  while (u >= cumulative[count]!) count++;
  return count;
}

/**
 * Negative binomial of the given mean and dispersion k (variance = mean + mean²/k), at most `most`; what lies beyond
 * is at `most`.
 */
export function negativeBinomial(mean: number, k: number, most: number): Cumulative {
  if (!(mean > 0)) return Float64Array.of(1);
  const p = mean / (mean + k);
  let term = Math.exp(-k * Math.log1p(mean / k));
  let sum = term;
  const cumulative = [sum];
  for (let n = 1; n < most && sum < 1 - 1e-12; n++) {
    term *= ((k + n - 1) / n) * p;
    sum += term;
    cumulative.push(sum);
  }
  cumulative.push(1);
  return Float64Array.from(cumulative);
}

/**
 * The negative binomial that gives exactly P(X ≥ low) = atLeastLow and P(X ≥ high) = atLeastHigh: its k by bisection,
 * and for each k its mean. A smaller k has a heavier tail, so both searches are monotone.
 */
export function negativeBinomialThrough(
  low: number,
  atLeastLow: number,
  high: number,
  atLeastHigh: number,
  most: number,
): Cumulative {
  const meanFor = (k: number): number => bisect(1e-6, 1e30, (mean) => atLeast(low, mean, k) - atLeastLow);
  const k = bisect(0.02, 1e3, (trial) => atLeastHigh - atLeast(high, meanFor(trial), trial));
  const mean = meanFor(k);
  const miss = Math.max(
    Math.abs(atLeast(low, mean, k) - atLeastLow),
    Math.abs(atLeast(high, mean, k) - atLeastHigh),
  );
  if (!(miss < 1e-6)) {
    throw new Error(`no negative binomial has P(≥${low}) = ${atLeastLow} and P(≥${high}) = ${atLeastHigh}`);
  }
  return negativeBinomial(mean, k, most);
}

/** P(X ≥ count) of a negative binomial. */
function atLeast(count: number, mean: number, k: number): number {
  const p = mean / (mean + k);
  let term = Math.exp(-k * Math.log1p(mean / k));
  let sum = 0;
  for (let n = 0; n < count; n++) {
    sum += term;
    term *= ((k + n) / (n + 1)) * p;
  }
  return 1 - sum;
}

/** Root between low and high of a function that rises through 0, by bisection on the logarithm. */
function bisect(low: number, high: number, f: (x: number) => number): number {
  let a = Math.log(low);
  let b = Math.log(high);
  for (let i = 0; i < 60; i++) {
    const middle = (a + b) / 2;
    if (f(Math.exp(middle)) > 0) b = middle;
    else a = middle;
  }
  return Math.exp((a + b) / 2);
}
