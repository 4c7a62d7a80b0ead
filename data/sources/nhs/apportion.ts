/**
 * Largest-remainder apportionment (Hamilton): whole numbers in proportion to `shares` that sum to `total`.
 * Ties go to the earlier share. All-zero shares are taken as equal.
 *
 * @param total whole number, 0 or more
 * @param shares 0 or more, at least one
 */
export function apportion(total: number, shares: ArrayLike<number>): Int32Array {
  const parts = new Int32Array(shares.length);
  if (total === 0) return parts;
  let sum = 0;
  for (const share of Array.from(shares)) sum += share;
  const share = (i: number): number => (sum > 0 ? shares[i]! / sum : 1 / shares.length);

  const remainder = new Float64Array(shares.length);
  let left = total;
  for (let i = 0; i < shares.length; i++) {
    const exact = total * share(i);
    parts[i] = Math.floor(exact + 1e-9);
    remainder[i] = exact - parts[i]!;
    left -= parts[i]!;
  }
  if (left === 0) return parts;
  const order = Array.from(remainder.keys()).filter((i) => share(i) > 0);
  order.sort((a, b) => remainder[b]! - remainder[a]! || a - b);
  for (let i = 0; left > 0; i = (i + 1) % order.length, left--) parts[order[i]!]!++;
  return parts;
}
