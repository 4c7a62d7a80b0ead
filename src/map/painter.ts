import type { Paint } from '../ui/colour';
import type { Areas } from './areas';
import type { Camera, Size } from './camera';

/** Paint by area; an area that is absent is painted as having no data. */
export type Paints = ReadonlyMap<number, Paint>;

/** What the map shows. */
export interface Scene {
  areas: Areas;
  paints: Paints;
  /** Boundaries of the level above, drawn over the areas. */
  over: Areas | null;
  camera: Camera;
  size: Size;
}

/** A way of drawing scenes: WebGL, or SVG where there is none. */
export interface Painter {
  /** Resolves when the scene stands on the screen. A newer scene may overtake it. */
  show(scene: Scene): Promise<void>;
  destroy(): void;
}

/** Areas whose paint differs between two states; undefined is one that is no longer painted. */
export function paintChanges(before: Paints, after: Paints): Map<number, Paint | undefined> {
  const changes = new Map<number, Paint | undefined>();
  for (const [id, paint] of after) if (before.get(id) !== paint) changes.set(id, paint);
  for (const id of before.keys()) if (!after.has(id)) changes.set(id, undefined);
  return changes;
}
