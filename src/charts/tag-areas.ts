import type { RenderFunction } from '@observablehq/plot';

/** Writes each element's area on it as `data-area`, so that what happens to an area in one figure shows in the others. */
export const tagAreas =
  (areas: readonly number[]): RenderFunction =>
  (index, scales, values, dimensions, context, next) => {
    const group = next!(index, scales, values, dimensions, context)!;
    index.forEach((at, i) => group.children[i]?.setAttribute('data-area', String(areas[at])));
    return group;
  };
