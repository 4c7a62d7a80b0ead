import type { AreaShape } from './areas';
import { scaleOf, type Camera, type Size } from './camera';

/** An area's edge on the screen, as an SVG path. */
export function outlineOf({ polygons }: AreaShape, camera: Camera, { width, height }: Size): string {
  const scale = scaleOf(camera.zoom);
  const parts: string[] = [];
  for (const rings of polygons)
    for (const ring of rings) {
      for (let i = 0; i < ring.length; i += 2) {
        const x = (ring[i]! - camera.x) * scale + width / 2;
        const y = (ring[i + 1]! - camera.y) * scale + height / 2;
        parts.push(`${i === 0 ? 'M' : 'L'}${x.toFixed(1)},${y.toFixed(1)}`);
      }
      parts.push('Z');
    }
  return parts.join('');
}
