import { RawCounts, unwrap } from './raw';

declare const sealed: unique symbol;

/**
 * Raw counts on their way to or from a worker, which only plain data reach: nothing can be read from them by type, and the
 * only thing to do with them is to open them there.
 */
export interface SealedColumns {
  readonly [sealed]: never;
}

/** The columns of an answer that are named; they are copied when they are sent. */
export const sealColumns = (raw: RawCounts, names: readonly string[]): SealedColumns => {
  const columns = unwrap(raw);
  return new Map(names.map((name) => [name, columns.get(name)])) as unknown as SealedColumns;
};

export const openSealed = (columns: SealedColumns): RawCounts => {
  const byName = columns as unknown as ReadonlyMap<string, ArrayLike<number>>;
  return new RawCounts({
    get: (name) => {
      const column = byName.get(name);
      if (column === undefined) throw new RangeError(`no column “${name}” was sent`);
      return column;
    },
  });
};
