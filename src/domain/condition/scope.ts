/** Whose people a condition is looked at in: some networks (indices in the manifest), or null for everybody. */
export type Scope = readonly number[] | null;

/** A predicate over cells. */
export const inScopeSql = (scope: Scope): string =>
  scope === null ? 'TRUE' : `network IN (${scope.join(', ')})`;
