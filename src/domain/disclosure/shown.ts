/** A suppressed value, on screen and in files. */
export const suppressed = '*';

declare const isShown: unique symbol;
declare const isStatistic: unique symbol;

/** A count that has passed the gate. Only `disclose` and what is built on it make one. */
export type ShownNumber = number & { readonly [isShown]: true };
/** A count as everybody may see it. */
export type ShownCount = ShownNumber | typeof suppressed;

/** What two shown counts leave between them, which tells nothing that they do not. */
export const shownDifference = (whole: ShownCount, part: ShownCount): ShownCount =>
  whole === suppressed || part === suppressed ? suppressed : (Math.max(0, whole - part) as ShownNumber);

/** A number that counts nobody (a share, a rate, a limit, an expected count), for a cell of a table. */
export type Statistic = number & { readonly [isStatistic]: true };
export const statistic = (value: number): Statistic => value as Statistic;
