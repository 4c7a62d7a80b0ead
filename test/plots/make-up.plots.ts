import { makeUpChart, type MakeUpLine } from '../../src/charts/make-up';
import { shareItems } from '../../src/domain/cohort/make-up';
import { suppressed, type ShownNumber } from '../../src/domain/disclosure';
import { shareOf } from '../../src/domain/measures/release-counts';
import { patientColumns } from '../../src/domain/schema';
import { notAvailable, standardisedDifferenceOfShares } from '../../src/domain/stats';
import { document } from './document';

const items = shareItems(new Set(patientColumns.map(({ name }) => name)));
const cohort = 1200 as ShownNumber;
const everybody = 48_000 as ShownNumber;

/** Shares of the cohort and of everybody; null is hidden. */
const lines = (shares: readonly (readonly [number | null, number])[]): MakeUpLine[] =>
  shares.map(([own, all], i) => {
    const allCount = Math.round(all * everybody) as ShownNumber;
    const count = own === null ? suppressed : (Math.round(own * cohort) as ShownNumber);
    const few = notAvailable('suppressed: too few people');
    return {
      item: items[i]!,
      cohort: shareOf(count, own === null ? suppressed : cohort),
      other: shareOf(allCount, everybody),
      rest: few,
      difference:
        count === suppressed
          ? few
          : standardisedDifferenceOfShares({ count, total: cohort }, { count: allCount, total: everybody }),
    };
  });
const many = lines(
  Array.from({ length: 17 }, (_, i) => [0.6 / (1 + i * 0.4), 0.15 / (1 + ((i * 7) % 5))] as const),
);
const draw = (of: MakeUpLine[], { width = 480, active = null as number | null } = {}) =>
  makeUpChart(of, { width, active, document });

export const normal = () => draw(many);
export const stepped = () => draw(many, { active: 3 });
export const narrow = () => draw(many, { width: 358 });
export const less = () =>
  draw(
    lines([
      [0, 0.2],
      [0.02, 0.31],
      [0.001, 0.05],
    ]),
  );
export const whole = () =>
  draw(
    lines([
      [1, 0.02],
      [0.97, 0.5],
    ]),
  );
export const rare = () =>
  draw(
    lines([
      [0.0025, 0.0004],
      [0.0017, 0.0001],
    ]),
  );
export const someHidden = () =>
  draw(
    lines([
      [0.3, 0.2],
      [null, 0.1],
      [null, 0.02],
    ]),
  );
export const empty = () => draw([]);
