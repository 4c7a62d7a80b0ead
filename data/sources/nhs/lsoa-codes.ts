/** LSOA codes numbered in the order in which they are first met. */
export class LsoaCodes {
  readonly codes: string[] = [];
  private readonly numbers = new Map<string, number>();

  /** The number of a code, given now if it is new. */
  numberOf(code: string): number {
    let number = this.numbers.get(code);
    if (number === undefined) {
      number = this.codes.length;
      this.numbers.set(code, number);
      this.codes.push(code);
    }
    return number;
  }

  find(code: string): number | undefined {
    return this.numbers.get(code);
  }

  get size(): number {
    return this.codes.length;
  }
}

/** Where people live whose published code is no English LSOA. */
export const otherHomes = {
  wales: 'Wales',
  scotland: 'Scotland',
  northernIreland: 'Northern Ireland',
  islands: 'Channel Islands or Isle of Man',
  closed: 'postcode no longer in use (CLOSED)',
  empty: 'no postcode (EMPTY)',
  unknown: 'no LSOA (NO2011 and the like)',
  unmatched: 'an English code that is not in the deprivation file',
} as const;

export type OtherHome = keyof typeof otherHomes;

/** The kind of a code that is no English LSOA; null for an English one. */
export function otherHomeOf(code: string): OtherHome | null {
  if (/^E01\d{6}$/.test(code)) return null;
  if (/^W0\d/.test(code)) return 'wales';
  if (/^S0\d/.test(code)) return 'scotland';
  if (/^(N\d|95)/.test(code)) return 'northernIreland';
  if (/^[LM]9+$/.test(code)) return 'islands';
  if (code === 'CLOSED') return 'closed';
  if (code === 'EMPTY' || code === '') return 'empty';
  return 'unknown';
}
