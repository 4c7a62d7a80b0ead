import { meanOfSums, notAvailable, rateOfRepeatEvents, type Estimate } from '../stats';
import type { DisclosurePolicy } from '../schema';
import { coarsened, disclose, suppressed } from '../disclosure';

/** What people of a group use or take; a whole number by person. */
export interface Amount {
  readonly id: AmountId;
  /** Column of the patient table. */
  readonly column: string;
  readonly name: string;
  readonly unit: string;
  /** Events repeat within a person and are rare; amounts are what nearly everybody has some of. */
  readonly kind: 'events' | 'amount';
  /** People that a value is for. */
  readonly per: number;
}

export const amountIds = ['em_adm', 'ae', 'gp_contacts', 'medicines'] as const;
export type AmountId = (typeof amountIds)[number];

export const amounts: readonly Amount[] = [
  {
    id: 'em_adm',
    column: 'em_adm',
    name: 'Emergency admissions',
    unit: 'per 1,000 people a year',
    kind: 'events',
    per: 1000,
  },
  {
    id: 'ae',
    column: 'ae',
    name: 'A&E attendances',
    unit: 'per 1,000 people a year',
    kind: 'events',
    per: 1000,
  },
  {
    id: 'gp_contacts',
    column: 'gp_contacts',
    name: 'GP contacts',
    unit: 'a person a year',
    kind: 'amount',
    per: 1,
  },
  {
    id: 'medicines',
    column: 'medicines',
    name: 'Repeat medicines',
    unit: 'a person',
    kind: 'amount',
    per: 1,
  },
];

export const amountsTold = (available: ReadonlySet<string>): readonly Amount[] =>
  amounts.filter(({ column }) => available.has(column));

export const squaresOf = ({ id }: Amount): string => `${id}_squares`;

/** `sum(…)` columns of every amount and of its squares by person, over columns of the same names. */
export const amountSums = (told: readonly Amount[]): string[] =>
  told.flatMap((amount) => [
    `sum(${amount.column}::DOUBLE)::DOUBLE AS ${amount.id}`,
    `sum(${amount.column}::DOUBLE * ${amount.column})::DOUBLE AS ${squaresOf(amount)}`,
  ]);

/** People, and an amount's sum and sum of squares over them. */
export interface Summed {
  people: number;
  sum: number;
  squares: number;
}

/** Why an amount of nobody is not there; it hides nothing. */
export const ofNobody = 'there is nobody';

/** An amount of some people through the gate: hidden where they or, of events, these are too few. */
export function releaseAmount(
  { kind, per }: Amount,
  { people, sum, squares }: Summed,
  policy: DisclosurePolicy,
): Estimate {
  const shownPeople = disclose(people, policy);
  const shownSum = disclose(sum, policy);
  if (shownPeople === suppressed || shownSum === suppressed)
    return notAvailable('suppressed: too few people');
  if (shownPeople === 0) return notAvailable(ofNobody);
  if (kind === 'amount') return coarsened(meanOfSums(sum, squares, people), policy);
  const inflation = sum === 0 ? 1 : squares / sum;
  return rateOfRepeatEvents(shownSum, shownSum * inflation, shownPeople, { multiplier: per });
}
