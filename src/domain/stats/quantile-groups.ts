/**
 * The quantile, 1 to n, of each value, 1 lowest (1 highest when inverted); null for a missing value. With N values
 * ranked, ties at the lowest rank: q = max(1, ⌊(n + 1) − ⌈(N + 1 − rank)/(N/n)⌉⌋). Fewer values than quantiles give
 * none. Source: PHEindicatormethods `phe_quantile`.
 */
export function quantiles(
  values: readonly (number | null | undefined)[],
  n: number,
  { invert = false } = {},
): (number | null)[] {
  const present = values.filter((value) => typeof value === 'number' && Number.isFinite(value)) as number[];
  const count = present.length;
  if (!Number.isInteger(n) || n < 1 || count < n) return values.map(() => null);
  const sorted = Float64Array.from(present, (value) => (invert ? -value : value)).sort();
  const rankOf = new Map<number, number>();
  sorted.forEach((value, i) => {
    if (!rankOf.has(value)) rankOf.set(value, i + 1);
  });
  return values.map((value) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) return null;
    const rank = rankOf.get(invert ? -value : value)!;
    // (N + 1 − rank)·n before the division: whole numbers, so that an exact multiple is not rounded up.
    return Math.max(1, n + 1 - Math.ceil(((count + 1 - rank) * n) / count));
  });
}
