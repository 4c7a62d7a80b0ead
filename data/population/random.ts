/**
 * Small fast counting generator (sfc32, Chris Doty-Humphrey, PractRand), seeded from integers. 32-bit arithmetic
 * only, so the same numbers come on every machine.
 */
export class Random {
  // A typed array, as numbers beyond 31 bits in object fields would be boxed.
  private readonly state = new Uint32Array(4);

  constructor(...seeds: readonly number[]) {
    let hash = 0x9e3779b9;
    for (const seed of seeds) {
      hash = mix(hash ^ (seed >>> 0));
      hash = mix(hash ^ Math.floor(seed / 2 ** 32));
    }
    for (let i = 0; i < 3; i++) this.state[i] = hash = mix(hash + 0x6d2b79f5);
    this.state[3] = 1;
    for (let i = 0; i < 15; i++) this.uint32();
  }

  uint32(): number {
    const state = this.state;
    const a = state[0]!;
    const b = state[1]!;
    const c = state[2]!;
    const d = state[3]!;
    const result = (a + b + d) >>> 0;
    state[3] = d + 1;
    state[0] = b ^ (b >>> 9);
    state[1] = c + (c << 3);
    state[2] = ((c << 21) | (c >>> 11)) + result;
    return result;
  }

  /** Uniform in [0, 1). */
  uniform(): number {
    return this.uint32() * 2 ** -32;
  }

  /** Uniform integer in [0, n), n ≤ 2³²; the bias is at most n / 2³². */
  below(n: number): number {
    return Math.floor(this.uint32() * 2 ** -32 * n);
  }

  /** Fills with independent N(0, 1). */
  fillNormal(out: Float32Array, length: number): void {
    for (let i = 0; i < length; i++) {
      const bits = this.uint32() | 0;
      const layer = bits & 127;
      out[i] =
        bits < zigguratLimit[layer]! && bits > -zigguratLimit[layer]!
          ? bits * zigguratWidth[layer]!
          : this.normalOutside(bits, layer);
    }
  }

  shuffle(values: Uint16Array | Int32Array, length: number): void {
    for (let i = length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      const value = values[i]!;
      values[i] = values[j]!;
      values[j] = value;
    }
  }

  /** The wedge or the tail of the ziggurat. */
  private normalOutside(bits: number, layer: number): number {
    for (;;) {
      if (layer === 0) {
        let x: number;
        let y: number;
        do {
          x = -Math.log(1 - this.uniform()) / tailStart;
          y = -Math.log(1 - this.uniform());
        } while (y + y < x * x);
        return bits > 0 ? tailStart + x : -tailStart - x;
      }
      const x = bits * zigguratWidth[layer]!;
      const low = zigguratHeight[layer]!;
      if (low + this.uniform() * (zigguratHeight[layer - 1]! - low) < Math.exp(-0.5 * x * x)) return x;
      bits = this.uint32() | 0;
      layer = bits & 127;
      if (Math.abs(bits) < zigguratLimit[layer]!) return bits * zigguratWidth[layer]!;
    }
  }
}

/** Finaliser of murmur3. */
function mix(hash: number): number {
  let h = hash >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Tables of Marsaglia & Tsang, The ziggurat method, Journal of Statistical Software 2000;5(8), 128 layers. */
const tailStart = 3.442619855899;
const layerArea = 9.91256303526217e-3;
const zigguratLimit = new Int32Array(128);
const zigguratWidth = new Float64Array(128);
const zigguratHeight = new Float64Array(128);
{
  const scale = 2 ** 31;
  const bottom = layerArea / Math.exp(-0.5 * tailStart * tailStart);
  let outer = tailStart;
  zigguratLimit[0] = (tailStart / bottom) * scale;
  zigguratWidth[0] = bottom / scale;
  zigguratHeight[0] = 1;
  zigguratWidth[127] = tailStart / scale;
  zigguratHeight[127] = Math.exp(-0.5 * tailStart * tailStart);
  for (let layer = 126; layer >= 1; layer--) {
    const inner = Math.sqrt(-2 * Math.log(layerArea / outer + Math.exp(-0.5 * outer * outer)));
    zigguratLimit[layer + 1] = (inner / outer) * scale;
    outer = inner;
    zigguratHeight[layer] = Math.exp(-0.5 * inner * inner);
    zigguratWidth[layer] = inner / scale;
  }
}
