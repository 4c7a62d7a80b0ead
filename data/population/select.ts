/**
 * The k-th largest of the first `length` keys (k from 1), which are partly reordered: quickselect after
 * Floyd & Rivest, Communications of the ACM 1975;18(3):173 (algorithm 489).
 */
export function kthLargest(keys: Float32Array, length: number, k: number): number {
  const target = length - k;
  select(keys, 0, length - 1, target);
  return keys[target]!;
}

function select(keys: Float32Array, from: number, to: number, target: number): void {
  let left = from;
  let right = to;
  while (right > left) {
    if (right - left > 600) {
      // A sample brings the sought key near its place, so that one partition nearly always suffices.
      const n = right - left + 1;
      const i = target - left + 1;
      const z = Math.log(n);
      const s = 0.5 * Math.exp((2 * z) / 3);
      const sd = 0.5 * Math.sqrt((z * s * (n - s)) / n) * Math.sign(i - n / 2);
      select(
        keys,
        Math.max(left, Math.floor(target - (i * s) / n + sd)),
        Math.min(right, Math.floor(target + ((n - i) * s) / n + sd)),
        target,
      );
    }
    const pivot = keys[target]!;
    let i = left;
    let j = right;
    swap(keys, left, target);
    if (keys[right]! > pivot) swap(keys, left, right);
    while (i < j) {
      swap(keys, i, j);
      i++;
      j--;
      while (keys[i]! < pivot) i++;
      while (keys[j]! > pivot) j--;
    }
    if (keys[left] === pivot) {
      swap(keys, left, j);
    } else {
      j++;
      swap(keys, j, right);
    }
    if (j <= target) left = j + 1;
    if (target <= j) right = j - 1;
  }
}

function swap(keys: Float32Array, i: number, j: number): void {
  const key = keys[i]!;
  keys[i] = keys[j]!;
  keys[j] = key;
}
