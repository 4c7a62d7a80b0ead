/**
 * What the map of ageing paints: how old the people of each network are in a year, or how much older than today.
 * Ids are short for the address.
 */
export const agedIds = [
  'share65',
  'share75',
  'share85',
  'number65',
  'number75',
  'number85',
  'dependency',
  'median',
] as const;
export type AgedId = (typeof agedIds)[number];

/** Years from the list that are mapped; 0 is today. */
export const agedYears = [0, 5, 10, 15] as const;
export type AgedYear = (typeof agedYears)[number];

/** The value of that year, how much it is more than today's in its own unit, or in per cent. */
export const agedForms = ['value', 'change', 'percent'] as const;
export type AgedForm = (typeof agedForms)[number];

export interface Aged {
  readonly of: AgedId;
  readonly year: AgedYear;
  readonly form: AgedForm;
}

export const defaultAged: Aged = { of: 'share75', year: 10, form: 'value' };

/** Nothing grows until today, and a share's growth in per cent would be read as percentage points. */
export const canMap = ({ of, year, form }: Aged): boolean =>
  form === 'value' || (year > 0 && (form === 'change' || isNumber(of)));

export const isNumber = (of: AgedId): boolean => of.startsWith('number');

/** As in the address: `share75.10`, `median.5.change`, `number75.10.percent`. */
export const formatAged = ({ of, year, form }: Aged): string =>
  [of, year, ...(form === 'value' ? [] : [form])].join('.');

/** The same back; null for anything else. */
export const parseAged = (text: string): Aged | null => every.get(text) ?? null;

const every = new Map(
  agedIds
    .flatMap((of) => agedYears.flatMap((year) => agedForms.map((form): Aged => ({ of, year, form }))))
    .filter(canMap)
    .map((aged) => [formatAged(aged), aged]),
);
