import type { Position } from 'geojson';

/**
 * Pairs of lines that cross in an inner point of both (touching ends do not count), each pair once, smaller number
 * first. A grid of cells holds the segments, so the time is near linear in their number.
 */
export function crossings(lines: readonly Position[][]): [number, number][] {
  let length = 0;
  let segments = 0;
  for (const line of lines) {
    for (let i = 1; i < line.length; i++) {
      length += Math.abs(line[i]![0]! - line[i - 1]![0]!) + Math.abs(line[i]![1]! - line[i - 1]![1]!);
      segments++;
    }
  }
  const cell = Math.max((2 * length) / Math.max(segments, 1), Number.MIN_VALUE);
  const cells = new Map<number, number[]>();
  const found = new Map<string, [number, number]>();
  lines.forEach((line, l) => {
    for (let i = 1; i < line.length; i++) {
      const [a, b] = [line[i - 1]!, line[i]!];
      const left = Math.floor(Math.min(a[0]!, b[0]!) / cell);
      const right = Math.floor(Math.max(a[0]!, b[0]!) / cell);
      const low = Math.floor(Math.min(a[1]!, b[1]!) / cell);
      const high = Math.floor(Math.max(a[1]!, b[1]!) / cell);
      for (let column = left; column <= right; column++) {
        for (let row = low; row <= high; row++) {
          const key = column * 2 ** 24 + row;
          const here = cells.get(key);
          if (!here) {
            cells.set(key, [l, i]);
            continue;
          }
          for (let k = 0; k < here.length; k += 2) {
            const other = lines[here[k]!]!;
            const j = here[k + 1]!;
            if (cross(a, b, other[j - 1]!, other[j]!)) {
              const pair: [number, number] = [Math.min(l, here[k]!), Math.max(l, here[k]!)];
              found.set(pair.join(), pair);
            }
          }
          here.push(l, i);
        }
      }
    }
  });
  return [...found.values()];
}

const side = (a: Position, b: Position, p: Position): number =>
  Math.sign((b[0]! - a[0]!) * (p[1]! - a[1]!) - (b[1]! - a[1]!) * (p[0]! - a[0]!));

function cross(a: Position, b: Position, c: Position, d: Position): boolean {
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}
