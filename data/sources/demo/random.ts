import { Random as Generator } from '../../population/random';

/** A stream of numbers that a seed and a name decide: the same on every machine, and independent of other streams. */
export interface Random {
  /** Uniform on [0, 1). */
  next: () => number;
  /** Standard normal. */
  normal: () => number;
}

export function random(seed: number, name: string): Random {
  // FNV-1a
  let hash = 2166136261;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 16777619);
  const generator = new Generator(seed, hash >>> 0);
  const one = new Float32Array(1);
  return {
    next: () => generator.uniform(),
    normal: () => {
      generator.fillNormal(one, 1);
      return one[0]!;
    },
  };
}

/** A smooth random field over the plane, about −1 … 1. */
export type Field = (x: number, y: number) => number;

/**
 * Value noise: random heights on a lattice, joined smoothly; each octave has half the size of the one before.
 *
 * @param size distance between lattice points of the first octave
 * @param fall height of an octave as a share of the one before
 */
export function noiseField(seed: number, name: string, size: number, octaves = 3, fall = 0.5): Field {
  const { next } = random(seed, name);
  const table = Float64Array.from({ length: 4096 }, () => 2 * next() - 1);
  const height = (column: number, row: number): number =>
    table[(Math.imul(column, 73856093) ^ Math.imul(row, 19349663)) & 4095]!;
  const total = (1 - fall ** octaves) / (1 - fall);
  return (x, y) => {
    let sum = 0;
    for (let octave = 0; octave < octaves; octave++) {
      const scale = 2 ** octave / size;
      const u = x * scale + octave * 17.3;
      const v = y * scale - octave * 31.7;
      const column = Math.floor(u);
      const row = Math.floor(v);
      const s = smooth(u - column);
      const t = smooth(v - row);
      const low = height(column, row) * (1 - s) + height(column + 1, row) * s;
      const high = height(column, row + 1) * (1 - s) + height(column + 1, row + 1) * s;
      sum += (low * (1 - t) + high * t) * fall ** octave;
    }
    return (sum / total) * 1.6;
  };
}

const smooth = (t: number): number => t * t * (3 - 2 * t);
