/** Classes of a map: values below `limits[0]` are in class 0, those from `limits[i - 1]` to below `limits[i]` in class i. */
export interface ClassBreaks {
  /** Ascending, one fewer than the classes. */
  limits: number[];
  /** Values in each class; no class is empty. */
  counts: number[];
}

export interface BreakOptions {
  /** At most this many classes. */
  classes?: number;
  /** Limits are whole multiples of this or of something coarser: what the measure's format can show. */
  finest: number;
}

/** How far a limit may lie from its quantile, as a share of a class, to be a rounder number. */
const tolerance = 0.4;

/**
 * Classes with about equally many values each, at limits as round as can be (1, 2 or 5 × 10ⁿ, the same for all). Equal
 * values are never parted; with fewer distinct values than classes there are fewer classes, and none when there is
 * no value. Values that are not finite are left out.
 */
export function classBreaks(values: Iterable<number>, { classes = 5, finest }: BreakOptions): ClassBreaks {
  const sorted = Float64Array.from([...values].filter(Number.isFinite)).sort();
  if (sorted.length === 0) return { limits: [], counts: [] };
  const gaps = gapsBetween(sorted);
  for (let wanted = Math.min(classes, gaps.length + 1); wanted > 1; wanted--) {
    const limits = roundLimits(windowsAt(gaps, sorted.length, wanted), finest);
    if (limits !== null) return { limits, counts: countClasses(sorted, limits) };
  }
  return { limits: [], counts: [sorted.length] };
}

/** The class of a value. */
export function classOf(value: number, limits: readonly number[]): number {
  let index = 0;
  while (index < limits.length && value >= limits[index]!) index++;
  return index;
}

/** Between two neighbouring distinct values: a limit above `below` and at most `above` parts them. */
interface Gap {
  below: number;
  above: number;
  /** Values up to and including `below`. */
  rank: number;
}

function gapsBetween(sorted: Float64Array): Gap[] {
  const gaps: Gap[] = [];
  for (let rank = 1; rank < sorted.length; rank++) {
    const below = sorted[rank - 1]!;
    const above = sorted[rank]!;
    if (above > below) gaps.push({ below, above, rank });
  }
  return gaps;
}

/** Where each limit may stand: the gap nearest to its quantile, widened by gaps that are near enough too. */
function windowsAt(gaps: readonly Gap[], count: number, classes: number): Gap[] {
  const windows: Gap[] = [];
  let from = 0;
  for (let cut = 1; cut < classes; cut++) {
    const ideal = (cut * count) / classes;
    // Later limits need a gap each.
    const until = gaps.length - (classes - 1 - cut);
    let nearest = from;
    for (let i = from; i < until; i++)
      if (Math.abs(gaps[i]!.rank - ideal) < Math.abs(gaps[nearest]!.rank - ideal)) nearest = i;
    const near = (i: number) => Math.abs(gaps[i]!.rank - ideal) <= (tolerance * count) / classes;
    let first = nearest;
    while (first > from && near(first - 1)) first--;
    let last = nearest;
    while (last + 1 < until && near(last + 1)) last++;
    windows.push({ below: gaps[first]!.below, above: gaps[last]!.above, rank: gaps[nearest]!.rank });
    from = last + 1;
  }
  return windows;
}

/** One multiple of the coarsest step in every window; null when only steps finer than `finest` would do. */
function roundLimits(windows: readonly Gap[], finest: number): number[] | null {
  const span = windows.at(-1)!.above - windows[0]!.below;
  if (!Number.isFinite(span)) return null;
  for (const step of stepsFrom(span, finest)) {
    const limits: number[] = [];
    for (const { below, above } of windows) {
      const limit = multipleWithin(below, above, step);
      if (limit === null) break;
      limits.push(limit);
    }
    if (limits.length === windows.length) return limits;
  }
  return null;
}

/** 1, 2 and 5 times powers of ten below `span`, down to `finest` inclusive. */
function* stepsFrom(span: number, finest: number): Generator<number> {
  const lowest = Math.floor(Math.log10(finest) + 1e-9);
  for (let power = Math.max(lowest, Math.ceil(Math.log10(span))); power >= lowest; power--)
    for (const digit of [5, 2, 1]) {
      const step = digit * 10 ** power;
      if (step >= finest * (1 - 1e-9) && (step < span || step < finest * 1.5)) yield step;
    }
}

/** The multiple of `step` nearest to the middle of (below, above]. */
function multipleWithin(below: number, above: number, step: number): number | null {
  const middle = (below + above) / 2;
  const lowest = Math.floor(below / step) + 1;
  const highest = Math.floor(above / step);
  if (lowest > highest) return null;
  const multiple = Math.min(highest, Math.max(lowest, Math.round(middle / step)));
  const limit = decimal(multiple, step);
  // Rounding at the last digit may step over an end.
  return limit > below && limit <= above ? limit : null;
}

/** multiple × step without the tail that binary fractions leave: 3 × 0.1 is 0.3. */
function decimal(multiple: number, step: number): number {
  const digits = Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
  return digits > 15 ? multiple * step : Number((multiple * step).toFixed(digits));
}

function countClasses(sorted: Float64Array, limits: readonly number[]): number[] {
  const counts = new Array<number>(limits.length + 1).fill(0);
  for (const value of sorted) counts[classOf(value, limits)]!++;
  return counts;
}
