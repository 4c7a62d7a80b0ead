import * as Plot from '@observablehq/plot';
import { quiet } from '../ui/colour';

/** Rows that are not drawn, of many. */
export interface Gap {
  readonly left: number;
}

/** "… 90 more, in the table" */
export const gapText = ({ left }: Gap): string => `… ${left.toLocaleString('en-GB')} more, in the table`;

/**
 * Of more than `most` rows, from the highest to the lowest, those at both ends that have a value, those that are drawn in any case,
 * and gaps where others stand.
 */
export function withGaps<T>(
  rows: readonly T[],
  { most, hasValue, isKept }: { most: number; hasValue: (row: T) => boolean; isKept: (row: T) => boolean },
): (T | Gap)[] {
  if (rows.length <= most) return [...rows];
  const half = Math.floor(most / 2);
  const valued = rows.filter(hasValue);
  const kept = new Set([...valued.slice(0, half), ...valued.slice(-half), ...rows.filter(isKept)]);
  const drawn: (T | Gap)[] = [];
  let left = 0;
  for (const row of rows) {
    if (!kept.has(row)) {
      left++;
      continue;
    }
    if (left > 0) drawn.push({ left });
    left = 0;
    drawn.push(row);
  }
  return left > 0 ? [...drawn, { left }] : drawn;
}

/** Rows, and gaps between them, each with its place from the top. */
export const placedRows = <T extends object>(drawn: readonly (T | Gap)[]) => ({
  rows: drawn.flatMap((row, y) => ('left' in row ? [] : [{ ...row, y }])),
  gaps: drawn.flatMap((row, y) => ('left' in row ? [{ ...row, y }] : [])),
});

/** What stands in a gap, in the column of names beside the drawing. */
export const gapMark = (gaps: readonly (Gap & { y: number })[], nameWidth: number): Plot.Markish =>
  Plot.text(gaps, {
    frameAnchor: 'left',
    y: 'y',
    dx: -nameWidth - 6,
    textAnchor: 'start',
    text: gapText,
    fontSize: 13,
    fill: quiet,
  });

/** As many rows as figures by place draw. */
export const mostDrawn = 60;
