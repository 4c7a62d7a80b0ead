/**
 * A repeatable stream of uniform numbers strictly between 0 and 1, for simulated intervals: the same seed (any whole
 * number, taken modulo 2³²) gives the same stream on every machine. A counter moves on by the golden ratio of 2³² and
 * each count is scrambled by multiplications and shifts, so the period is 2³². Not for secrets.
 * Source: Steele, Lea & Flood, Fast splittable pseudorandom number generators, OOPSLA 2014, in 32 bits.
 */
export function seededUniform(seed: number): () => number {
  let counter = seed >>> 0;
  return () => {
    counter = (counter + 0x9e3779b9) >>> 0;
    let bits = counter;
    bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
    bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
    bits = (bits ^ (bits >>> 16)) >>> 0;
    return (bits + 0.5) / 2 ** 32;
  };
}

/** A repeatable stream of standard normal numbers, from pairs of uniform ones. Source: Box & Muller 1958. */
export function seededNormal(seed: number): () => number {
  const uniform = seededUniform(seed);
  let waiting: number | null = null;
  return () => {
    if (waiting !== null) {
      const normal = waiting;
      waiting = null;
      return normal;
    }
    const radius = Math.sqrt(-2 * Math.log(uniform()));
    const angle = 2 * Math.PI * uniform();
    waiting = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}
