import { openSealed, sealColumns, type RawCounts, type SealedColumns } from '../disclosure';
import { releaseEarlier } from './earlier';
import { forecastYears } from './forecast';
import { packed, type Parcel } from './parcel';
import { projectSteps, type Published } from './project';
import { projectByChange } from './project-by-change';
import { releaseSteps, type AskedToday } from './today';
import { drawSteps, type Draws } from './uncertainty';

/** What is asked of the carrying forward, as it can be sent to a worker. */
export interface Asked extends AskedToday {
  readonly ages: SealedColumns;
  readonly cases: SealedColumns;
  readonly fifths: SealedColumns;
  readonly published: Published | null;
  /** Lists of five years before, by whose change people are carried forward; null where by births, deaths and moves. */
  readonly earlier: SealedColumns | null;
}

const keys = ['network', 'band', 'sex', 'fifth'];

/** From the answers to `agesSql`, `outcomesSql` and `fifthsSql`, and the earlier lists where people are to follow those. */
export const askedOf = (
  {
    ages,
    cases,
    fifths,
    earlier,
  }: Record<'ages' | 'cases' | 'fifths', RawCounts> & { earlier: RawCounts | null },
  { outcomes, ...rest }: AskedToday & { published: Published | null },
): Asked => ({
  ...rest,
  outcomes: outcomes.map(({ id }) => ({ id })),
  ages: sealColumns(ages, ['network', 'age', 'sex', 'people']),
  cases: sealColumns(cases, [...keys, ...outcomes.map(({ id }) => id)]),
  fifths: sealColumns(fifths, [...keys, 'people']),
  earlier: earlier && sealColumns(earlier, ['network', 'sex', 'band', 'people']),
});

/** What is said on the way: how far it is, then what figures stand on, last what their ranges do. */
export type Said =
  | { readonly kind: 'step'; readonly stage: Stage; readonly done: number; readonly of: number }
  | { readonly kind: 'carried'; readonly parcel: Parcel }
  /** None of people who follow their lists' change: two lists do not tell how far it may stray. */
  | { readonly kind: 'drawn'; readonly draws: Draws | null }
  /** Why not, as the rest of “Nobody can be carried forward: …”. */
  | { readonly kind: 'refused'; readonly reason: string };
/** Conditions, then years. */
export type Stage = 'outcomes' | 'years';

/**
 * Counts through the gate, and all networks carried forward, and how sure that is: step by step, so that a worker can say how
 * far it is, or the page can draw meanwhile where there is none.
 */
export function* carry(asked: Asked): Generator<Said | null, void> {
  const of = asked.outcomes.length + forecastYears;
  const [ages, cases, fifths] = [asked.ages, asked.cases, asked.fifths].map(openSealed) as [
    RawCounts,
    RawCounts,
    RawCounts,
  ];
  const release = releaseSteps({ ages, cases, fifths }, asked);
  let step;
  while (!(step = release.next()).done) yield { kind: 'step', stage: 'outcomes', done: step.value, of };
  const today = step.value;
  const projection = projectSteps(today.networks, asked.published, forecastYears);
  let years;
  while (!(years = projection.next()).done)
    yield { kind: 'step', stage: 'years', done: asked.outcomes.length + years.value, of };
  const projected =
    years.value.ok && asked.earlier
      ? projectByChange(today.networks, releaseEarlier(openSealed(asked.earlier), asked), years.value.areas)
      : years.value;
  if (!projected.ok) {
    yield { kind: 'refused', reason: projected.reason };
    return;
  }
  yield { kind: 'carried', parcel: packed(today, projected) };
  if (asked.earlier) {
    yield { kind: 'drawn', draws: null };
    return;
  }
  const drawing = drawSteps(today.networks, asked.published, forecastYears);
  let draw;
  while (!(draw = drawing.next()).done) yield null;
  yield { kind: 'drawn', draws: draw.value };
}
