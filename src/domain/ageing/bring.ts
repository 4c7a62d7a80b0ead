/**
 * Brings people of some ages in all lists together to a number, in place: each age of each list times one factor. Where they
 * have nobody of these ages, the number is shared out by `sizes` and evenly over the ages.
 *
 * @param lists of single years of age
 * @param ages from the first to before the last
 * @param sizes by list, none below 0
 * @returns false where nobody is there to be brought: no people of these ages and no sizes
 */
export function bringAges(
  lists: readonly Float64Array[],
  { from, to }: { from: number; to: number },
  aim: number,
  sizes: () => readonly number[],
): boolean {
  let sum = 0;
  for (const list of lists) for (let age = from; age < to; age++) sum += list[age]!;
  if (sum > 0) {
    const factor = aim / sum;
    for (const list of lists) for (let age = from; age < to; age++) list[age]! *= factor;
    return true;
  }
  if (aim === 0) return true;
  const shares = sizes();
  const whole = shares.reduce((all, size) => all + size, 0);
  if (whole === 0) return false;
  lists.forEach((list, i) => list.fill((aim * shares[i]!) / (whole * (to - from)), from, to));
  return true;
}
