import type { Neighbourhoods } from '../schema';
import type { PlaceLevel } from './field';

export interface Place {
  /** As it is written in the dataset. */
  readonly code: string;
  readonly name: string;
  /** Value of the patient table's column. */
  readonly index: number;
}

/** The places of a dataset. */
export interface Places {
  /** By code, in any case; null where the dataset has no such place. */
  find(level: PlaceLevel, code: string): Place | null;
  codes(level: PlaceLevel): readonly string[];
}

interface Named {
  readonly code: string;
  readonly name: string;
}

/** Neighbourhoods are null until their names are loaded; then none is known. */
export function placesOf(
  { networks, practices }: { networks: readonly Named[]; practices: readonly Named[] },
  neighbourhoods: Pick<Neighbourhoods, 'code' | 'name'> | null,
): Places {
  const lists: Record<PlaceLevel, readonly Named[]> = {
    network: networks,
    practice: practices,
    neighbourhood: (neighbourhoods?.code ?? []).map((code, i) => ({
      code,
      name: neighbourhoods!.name[i]!,
    })),
  };
  const byCode = (level: PlaceLevel) =>
    new Map(
      lists[level].flatMap(({ code, name }, index) =>
        // The first neighbourhood is everywhere outside, and has no code.
        code === '' ? [] : [[code.toUpperCase(), { code, name, index }] as const],
      ),
    );
  const found = {
    network: byCode('network'),
    practice: byCode('practice'),
    neighbourhood: byCode('neighbourhood'),
  };
  return {
    find: (level, code) => found[level].get(code.toUpperCase()) ?? null,
    codes: (level) => [...found[level].values()].map(({ code }) => code),
  };
}
