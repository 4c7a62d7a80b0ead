/** What a cohort is set against, as its figures call it. */
export interface Against {
  /** "the cohort" */
  readonly own: string;
  /** Heads of columns; the last where there is little room. */
  readonly ownHead: string;
  readonly head: string;
  readonly narrowHead: string;
  /** "everybody" */
  readonly other: string;
  /** The same at the beginning of a head. */
  readonly title: string;
  /** Whom differences are measured from. */
  readonly rest: string;
  /** Begins the other's columns in a file. */
  readonly column: string;
}

export const againstEverybody: Against = {
  own: 'the cohort',
  ownHead: 'cohort',
  head: 'everybody',
  narrowHead: 'all',
  other: 'everybody',
  title: 'Everybody',
  rest: 'the rest',
  column: 'everybody',
};

export const againstSecond: Against = {
  own: 'the first cohort',
  ownHead: 'first',
  head: 'second',
  narrowHead: 'second',
  other: 'the second cohort',
  title: 'Second cohort',
  rest: 'the second',
  column: 'beside',
};
