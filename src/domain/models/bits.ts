/** Flags of many people: that of row i is bit i % 8, least significant first, of byte i >> 3, as Arrow packs them. */
export type Bits = Uint8Array;

export const noBits = (rows: number): Bits => new Uint8Array((rows + 7) >> 3);

/** Packs flags, of which 0 is not set. */
export function bitsOf(flags: ArrayLike<number>): Bits {
  const bits = noBits(flags.length);
  for (let row = 0; row < flags.length; row++) if (flags[row] !== 0) bits[row >> 3]! |= 1 << (row & 7);
  return bits;
}

/** Set in any of these. */
export function anyBits(each: readonly Bits[], rows: number): Bits {
  if (each.length === 1) return each[0]!;
  const any = noBits(rows);
  for (const bits of each) for (let i = 0; i < any.length; i++) any[i]! |= bits[i]!;
  return any;
}

/** Set in all of these, of which there is one or more. */
export function allBits(each: readonly Bits[]): Bits {
  if (each.length === 1) return each[0]!;
  const all = each[0]!.slice();
  for (const bits of each) for (let i = 0; i < all.length; i++) all[i]! &= bits[i]!;
  return all;
}

export const bitsBut = (bits: Bits, but: Bits): Bits => bits.map((byte, i) => byte & ~but[i]!);

/**
 * Adds to the value of each row that is set. Bits after the last row have no value, and so do nothing.
 * @param place where a row's value stands: at row × stride + offset
 */
export function addWhere(
  values: Uint8Array | Uint32Array | Int32Array,
  bits: Bits,
  added: number,
  { stride = 1, offset = 0 } = {},
): void {
  // Most people have little: whole bytes are passed over.
  for (let i = 0; i < bits.length; i++)
    for (let byte = bits[i]!; byte !== 0; byte &= byte - 1)
      values[((i << 3) + lowestBit(byte)) * stride + offset]! += added;
}

export function setWhere(values: Uint8Array, bits: Bits, value: number): void {
  for (let i = 0; i < bits.length; i++)
    for (let byte = bits[i]!; byte !== 0; byte &= byte - 1) values[(i << 3) + lowestBit(byte)] = value;
}

const lowestBit = (byte: number): number => 31 - Math.clz32(byte & -byte);

/** Packs a column of flags by its name, where there is one. */
export const flagsIn =
  (columns: ReadonlyMap<string, ArrayLike<number>>) =>
  (name: string): Bits | undefined => {
    const flags = columns.get(name);
    return flags && bitsOf(flags);
  };
