import { scaleOf, screenOf, worldAt, type Camera, type Point, type Size } from './camera';

/** A name that wants a place on the map. */
export interface Label {
  id: number;
  text: string;
  /** World coordinates of its middle. */
  at: Point;
  /** World distance to the nearest edge of what it names: a name that needs more is not shown. */
  room: number;
  /** Whether a place (world coordinates) is in what it names, where the name must stay inside. */
  holds?: (place: Point) => boolean;
  /** Larger ones are placed first. */
  weight: number;
}

export interface PlacedLabel {
  id: number;
  lines: string[];
  /** Middle of the text, px. */
  x: number;
  y: number;
}

export const labelFont = {
  size: 12,
  lineHeight: 14,
  /** Average width of a letter, of the size. */ letter: 0.54,
};
/** Px kept free between two names. */
const apart = 4;
/** How far a name may reach over the edge of its area: rooms are round, names are wide. */
const overhang = 2.4;

/** Names that fit into their areas and do not touch each other; large areas win. */
export function placeLabels(labels: readonly Label[], camera: Camera, size: Size): PlacedLabel[] {
  const placed: (PlacedLabel & { halfWidth: number; halfHeight: number })[] = [];
  const scale = scaleOf(camera.zoom);
  for (const { id, text, at, room, holds } of [...labels].sort(
    (a, b) => b.weight - a.weight || a.id - b.id,
  )) {
    const [x, y] = screenOf(at, camera, size);
    const lines = twoLines(text);
    const halfWidth = (Math.max(...lines.map((l) => l.length)) * labelFont.size * labelFont.letter) / 2;
    const halfHeight = (lines.length * labelFont.lineHeight) / 2;
    const fits = halfWidth <= room * scale * overhang && halfHeight <= room * scale * overhang;
    const corner = (across: number, down: number) =>
      worldAt([x + across * halfWidth, y + down * halfHeight], camera, size);
    const stays =
      !holds || [-1, 0, 1].every((across) => holds(corner(across, -1)) && holds(corner(across, 1)));
    const inView =
      x - halfWidth >= 0 &&
      x + halfWidth <= size.width &&
      y - halfHeight >= 0 &&
      y + halfHeight <= size.height;
    const free = placed.every(
      (other) =>
        Math.abs(other.x - x) > other.halfWidth + halfWidth + apart ||
        Math.abs(other.y - y) > other.halfHeight + halfHeight + apart,
    );
    if (fits && inView && free && stays) placed.push({ id, lines, x, y, halfWidth, halfHeight });
  }
  return placed.map(({ id, lines, x, y }) => ({ id, lines, x, y }));
}

/** Longer names in two lines of about the same length. */
function twoLines(text: string): string[] {
  if (text.length <= 12 || !text.includes(' ')) return [text];
  const words = text.split(' ');
  let best = [text];
  for (let i = 1; i < words.length; i++) {
    const pair = [words.slice(0, i).join(' '), words.slice(i).join(' ')];
    if (longest(pair) < longest(best)) best = pair;
  }
  return best;
}
const longest = (lines: readonly string[]) => Math.max(...lines.map((line) => line.length));
