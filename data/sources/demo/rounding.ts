/**
 * Whole numbers that sum to round(Σ values): each is the step of the rounded running sum. Unlike largest remainders,
 * many small values in a row keep their common total.
 */
export function roundedRunning(values: ArrayLike<number>): Int32Array {
  const result = new Int32Array(values.length);
  let sum = 0;
  let placed = 0;
  for (let i = 0; i < values.length; i++) {
    sum += values[i]!;
    const upTo = Math.round(sum);
    result[i] = upTo - placed;
    placed = upTo;
  }
  return result;
}
