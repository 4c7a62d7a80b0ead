/**
 * Web Mercator, shared by every way of drawing the map so that they coincide to the pixel. World coordinates run from
 * 0 to 1 eastward and southward; zoom is MapLibre's (the world is 512 px wide at zoom 0).
 */
export type Point = readonly [x: number, y: number];
export type Box = readonly [west: number, north: number, east: number, south: number];
export interface Size {
  width: number;
  height: number;
}
export interface Camera {
  /** World coordinates of the middle. */
  x: number;
  y: number;
  zoom: number;
}

const tileSize = 512;
/** Deepest zoom: a street's width; nothing here has more detail. */
export const maxZoom = 16;

export const worldOf = (lon: number, lat: number): Point => {
  const sine = Math.sin((lat * Math.PI) / 180);
  return [lon / 360 + 0.5, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
};
export const lonLatOf = ([x, y]: Point): [lon: number, lat: number] => [
  (x - 0.5) * 360,
  (Math.atan(Math.exp((0.5 - y) * 2 * Math.PI)) * 360) / Math.PI - 90,
];

/** Pixels of a whole world's width. */
export const scaleOf = (zoom: number): number => tileSize * 2 ** zoom;

export function screenOf([x, y]: Point, camera: Camera, { width, height }: Size): Point {
  const scale = scaleOf(camera.zoom);
  return [(x - camera.x) * scale + width / 2, (y - camera.y) * scale + height / 2];
}
export function worldAt([x, y]: Point, camera: Camera, { width, height }: Size): Point {
  const scale = scaleOf(camera.zoom);
  return [camera.x + (x - width / 2) / scale, camera.y + (y - height / 2) / scale];
}

/** The camera that shows a box whole, with room around it (px). */
export function fit([west, north, east, south]: Box, { width, height }: Size, padding: number): Camera {
  const room = { width: Math.max(1, width - 2 * padding), height: Math.max(1, height - 2 * padding) };
  const scale = Math.min(room.width / (east - west), room.height / (south - north));
  const zoom = Number.isFinite(scale) ? Math.min(maxZoom, Math.log2(scale / tileSize)) : maxZoom;
  return { x: (west + east) / 2, y: (north + south) / 2, zoom };
}

/** Moved by pixels, as a hand drags the map. */
export function pan(camera: Camera, dx: number, dy: number): Camera {
  const scale = scaleOf(camera.zoom);
  return { ...camera, x: camera.x - dx / scale, y: camera.y - dy / scale };
}

/** Zoomed by steps, with the place under `about` (px) standing still. */
export function zoomAbout(camera: Camera, steps: number, about: Point, size: Size): Camera {
  const zoom = Math.min(maxZoom, camera.zoom + steps);
  const [x, y] = worldAt(about, camera, size);
  const scale = scaleOf(zoom);
  return { x: x - (about[0] - size.width / 2) / scale, y: y - (about[1] - size.height / 2) / scale, zoom };
}

/** Not further out than `home`, and with the middle inside the box. */
export function within(camera: Camera, home: Camera, [west, north, east, south]: Box): Camera {
  if (camera.zoom <= home.zoom + 1e-9) return home;
  return {
    x: Math.min(east, Math.max(west, camera.x)),
    y: Math.min(south, Math.max(north, camera.y)),
    zoom: camera.zoom,
  };
}
