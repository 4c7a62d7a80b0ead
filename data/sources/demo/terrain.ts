import { coast, islands, landBorder, type Point, rivers, sheet, towns, villageNames } from './county';
import { type Field, noiseField, random } from './random';

/** Kilometres between the posts of the rasters, and how far these reach beyond the sheet. */
const post = 0.2;
const margin = 3;
const columns = Math.round((sheet.width + 2 * margin) / post);
const rows = Math.round((sheet.height + 2 * margin) / post);

/** Fractional bends that make the hand-drawn outline a coast: size of the largest and how far they push, km. */
const bend = { size: 6.5, reach: 2.1, octaves: 6, fall: 0.62 };
/** How far from the shore the mesh is fine, km. */
const shoreWidth = 0.9;
/** Cells a km² along the shore, inland, and out at sea. */
const meshDensity = { shore: 4, land: 0.8, sea: 0.1 };
/** Mesh cells that make up a neighbourhood where people are many. */
const cellsPerNeighbourhood = 13;

const countryPeople = 38;

export interface Settlement {
  name: string;
  at: Point;
  /** Radius of its built-up land, km. */
  radius: number;
  people: number;
}

export interface Terrain {
  isLand: (x: number, y: number) => boolean;
  /** People a km². */
  density: (x: number, y: number) => number;
  settlements: Settlement[];
  /** Points for the mesh, x and y in turn: many where people and shores are. */
  meshPoints: () => Float64Array;
}

/**
 * The county's ground and how thickly it is settled.
 *
 * @param people residents in all
 * @param scale share of the full county (24 networks): towns shrink with it, villages get fewer
 */
export function makeTerrain(seed: number, people: number, scale: number, perNeighbourhood: number): Terrain {
  const outlines = [[...coast, ...landBorder.slice(1)], ...islands].map(stripped);
  const bendX = noiseField(seed, 'bend east', bend.size, bend.octaves, bend.fall);
  const bendY = noiseField(seed, 'bend north', bend.size, bend.octaves, bend.fall);
  const isLand = (x: number, y: number): boolean => {
    const u = x + bend.reach * bendX(x, y);
    const v = y + bend.reach * bendY(x, y);
    return outlines.some((outline) => inside(outline, u, v));
  };

  const land = new Uint8Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (isLand(east(column), north(row))) land[row * columns + column] = 1;
    }
  }
  const shore = nearShore(land);
  const density = new Float32Array(columns * rows);
  const settlements = settle(seed, land, density, people, scale);

  return {
    isLand,
    settlements,
    density: (x, y) => density[postAt(x, y)]!,
    meshPoints: () => scatter(seed, land, shore, density, cellsPerNeighbourhood / perNeighbourhood),
  };
}

const east = (column: number): number => (column + 0.5) * post - margin;
const north = (row: number): number => (row + 0.5) * post - margin;
const postAt = (x: number, y: number): number =>
  clamp(Math.floor((y + margin) / post), rows) * columns + clamp(Math.floor((x + margin) / post), columns);
const clamp = (value: number, count: number): number => Math.max(0, Math.min(count - 1, value));

/** An outline's sides by the kilometre strips of the sheet that they pass, so that few are looked at for a point. */
type Outline = ReadonlyMap<number, readonly (readonly [from: Point, to: Point])[]>;

function stripped(points: readonly Point[]): Outline {
  const strips = new Map<number, [Point, Point][]>();
  points.forEach((to, i) => {
    const from = points.at(i - 1)!;
    for (let strip = Math.floor(Math.min(from[1], to[1])); strip <= Math.max(from[1], to[1]); strip++) {
      const sides = strips.get(strip);
      if (sides) sides.push([from, to]);
      else strips.set(strip, [[from, to]]);
    }
  });
  return strips;
}

function inside(outline: Outline, x: number, y: number): boolean {
  let odd = false;
  for (const [[ax, ay], [bx, by]] of outline.get(Math.floor(y)) ?? []) {
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) odd = !odd;
  }
  return odd;
}

/** Posts within `shoreWidth` of the line between land and sea (or the next county). */
function nearShore(land: Uint8Array): Uint8Array {
  const reach = Math.round(shoreWidth / post);
  const near = new Uint8Array(land.length);
  for (let row = 1; row < rows; row++) {
    for (let column = 1; column < columns; column++) {
      const at = row * columns + column;
      if (land[at] === land[at - 1] && land[at] === land[at - columns]) continue;
      for (let dy = -reach; dy <= reach; dy++) {
        const width = Math.floor(Math.sqrt(reach * reach - dy * dy));
        const line = clamp(row + dy, rows) * columns;
        near.fill(1, line + Math.max(0, column - width), line + Math.min(columns, column + width + 1));
      }
    }
  }
  return near;
}

/** Towns, villages and scattered farms, so that the posts' density adds up to `people`. */
function settle(
  seed: number,
  land: Uint8Array,
  density: Float32Array,
  people: number,
  scale: number,
): Settlement[] {
  const uneven = noiseField(seed, 'farms', 9, 3);
  const streets = noiseField(seed, 'streets', 1.1, 2);
  const sprawl = noiseField(seed, 'sprawl', 2.6, 3);
  const { next } = random(seed, 'villages');
  const cell = post * post;

  let country = 0;
  land.forEach((isLand, at) => {
    if (!isLand) return;
    const x = east(at % columns);
    const y = north(Math.floor(at / columns));
    density[at] = countryPeople * scale * (1 + 0.55 * uneven(x, y));
    country += density[at] * cell;
  });

  const villages: Settlement[] = [];
  for (const name of villageNames.slice(0, Math.max(4, Math.round(villageNames.length * Math.sqrt(scale))))) {
    for (let attempt = 0; attempt < 200; attempt++) {
      const at: Point = [next() * sheet.width, next() * sheet.height];
      const size = 500 + 2600 * next() ** 2;
      const free =
        land[postAt(...at)] === 1 &&
        towns.every((town) => apart(town.at, at) > 3 + radiusOf(town.people * 1000, town.density)) &&
        villages.every((village) => apart(village.at, at) > 3.4);
      if (!free) continue;
      villages.push({ name, at, people: size * scale, radius: radiusOf(size * scale, 1700) });
      break;
    }
  }
  const ofTowns = people - country - villages.reduce((sum, village) => sum + village.people, 0);
  const drawn = towns.reduce((sum, town) => sum + town.people, 0);
  const settlements = [
    ...towns.map((town): Settlement => {
      const size = (town.people / drawn) * ofTowns;
      return { name: town.name, at: town.at, people: size, radius: radiusOf(size, town.density) };
    }),
    ...villages,
  ];
  for (const settlement of settlements) build(settlement, land, density, sprawl, streets);
  return settlements;
}

const apart = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1]);
const radiusOf = (people: number, density: number): number => Math.sqrt(people / density / Math.PI);

function build(
  { at, radius, people }: Settlement,
  land: Uint8Array,
  density: Float32Array,
  sprawl: Field,
  streets: Field,
): void {
  const reach = Math.ceil((1.9 * radius + 0.4) / post);
  const centre = postAt(...at);
  const posts: number[] = [];
  const weights: number[] = [];
  let sum = 0;
  for (let dy = -reach; dy <= reach; dy++) {
    for (let dx = -reach; dx <= reach; dx++) {
      const index = centre + dy * columns + dx;
      if (!land[index]) continue;
      const x = east(index % columns);
      const y = north(Math.floor(index / columns));
      const r = Math.hypot(x - at[0], y - at[1]) / (radius * (1 + 0.38 * sprawl(x, y)));
      const built = 1 / (1 + Math.exp((r - 1) / 0.07));
      if (built < 0.004) continue;
      const weight = built * (0.7 + 0.9 * Math.exp(-((r / 0.5) ** 2))) * (1 + 0.45 * streets(x, y));
      posts.push(index);
      weights.push(weight);
      sum += weight;
    }
  }
  posts.forEach((index, i) => (density[index]! += (weights[i]! / sum) * (people / (post * post))));
}

/** Floyd–Steinberg dithering of the wanted mesh density, with jitter: even, without a visible lattice. */
function scatter(
  seed: number,
  land: Uint8Array,
  shore: Uint8Array,
  density: Float32Array,
  cellsPerPerson: number,
): Float64Array {
  const { next } = random(seed, 'mesh');
  const points: number[] = [];
  const area = post * post;
  const error = new Float64Array(columns * (rows + 1) + 2);
  for (let row = 0; row < rows; row++) {
    for (let step = 0; step < columns; step++) {
      const forward = row % 2 === 0;
      const at = row * columns + (forward ? step : columns - 1 - step);
      const ground = shore[at] ? meshDensity.shore : land[at] ? meshDensity.land : meshDensity.sea;
      const wanted = Math.max(ground, density[at]! * cellsPerPerson) * area + error[at]!;
      const placed = Math.max(0, Math.round(wanted));
      for (let i = 0; i < placed; i++) {
        points.push(east(at % columns) + (next() - 0.5) * post, north(row) + (next() - 0.5) * post);
      }
      const rest = wanted - placed;
      const ahead = forward ? 1 : -1;
      if (step + 1 < columns) error[at + ahead]! += (rest * 7) / 16;
      error[at + columns]! += (rest * 5) / 16;
      if (step > 0) error[at + columns - ahead]! += (rest * 3) / 16;
      if (step + 1 < columns) error[at + columns + ahead]! += rest / 16;
    }
  }
  return Float64Array.from(points);
}

/** Whether the straight way between two points crosses a river. */
export function crossesRiver(ax: number, ay: number, bx: number, by: number): boolean {
  return riverSegments.some(
    ([px, py, qx, qy]) =>
      turn(ax, ay, bx, by, px, py) !== turn(ax, ay, bx, by, qx, qy) &&
      turn(px, py, qx, qy, ax, ay) !== turn(px, py, qx, qy, bx, by),
  );
}

const turn = (ax: number, ay: number, bx: number, by: number, px: number, py: number): boolean =>
  (bx - ax) * (py - ay) > (by - ay) * (px - ax);

const riverSegments = rivers.flatMap((river) =>
  river.slice(1).map((to, i): [number, number, number, number] => [...river[i]!, ...to]),
);
