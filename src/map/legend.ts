import type { Paint } from '../ui/colour';
import type { Paints } from './painter';

export interface LegendEntry {
  paint: Paint;
  label: string;
  /** Areas of this paint. */
  count: number;
}

/** What the paints mean: one bar of classes from low to high, then paints outside it. */
export interface Legend {
  classes: LegendEntry[];
  /** Limits between the classes, as text; none when the classes are comparisons. */
  limits: string[];
  /** Where all areas together stand: the class, and how far along it (0–1). */
  total: { at: number; along: number; text: string } | null;
  others: LegendEntry[];
}

/** Classes before their areas are counted. */
export interface Scale extends Pick<Legend, 'limits' | 'total'> {
  classes: { paint: Paint; label: string }[];
}

const others = [
  { paint: 'suppressed', label: 'Too few people to show' },
  { paint: 'none', label: 'No data' },
] as const;

/** The legend of a scale by which areas are painted. */
export function legendOf({ classes, limits, total }: Scale, paints: Paints): Legend {
  const counts = new Map<Paint, number>();
  for (const paint of paints.values()) counts.set(paint, (counts.get(paint) ?? 0) + 1);
  const entry = ({ paint, label }: { paint: Paint; label: string }): LegendEntry => ({
    paint,
    label,
    count: counts.get(paint) ?? 0,
  });
  return {
    classes: classes.map(entry),
    limits,
    total,
    others: others.map(entry).filter(({ count }) => count > 0),
  };
}
