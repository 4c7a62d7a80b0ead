import {
  conditionRow,
  conditionsChart,
  orderConditions,
  type ConditionRow,
} from '../../src/charts/conditions';
import { registerIds } from '../../src/domain/conditions';
import type { DisclosurePolicy } from '../../src/domain/schema';
import { document } from './document';
import { counted, invented } from './figures';

/** Every register of the first of some networks. */
const rows = (areas: number, people: readonly [number, number], policy: DisclosurePolicy = 'none') =>
  registerIds.flatMap((id, at) => {
    const level = [0.15, 0.08, 0.02, 0.006][at % 4]!;
    const figures = invented(id, { areas, people, level, policy, seed: at + 3 });
    return conditionRow(figures, 0, `?measure=${id}`) ?? [];
  });
const draw = (shown: readonly ConditionRow[], width = 720) =>
  conditionsChart(orderConditions(shown, 'difference'), { width, document });

const networks = [20_000, 80_000] as const;
export const normal = () => draw(rows(24, networks));
export const narrow = () => draw(rows(24, networks), 358);
export const byName = () =>
  conditionsChart(orderConditions(rows(24, networks), 'name'), { width: 720, document });
export const suppressed = () => draw(rows(24, [400, 900], 'hes'));
export const oneNetwork = () => draw(rows(1, networks));
export const threeNetworks = () => draw(rows(3, networks));
export const eightyNetworks = () => draw(rows(80, networks));
export const extreme = () =>
  draw(
    [
      counted('dm', [
        [900, 1000],
        [10, 1000],
        [20, 1000],
        [30, 1000],
      ]),
      counted('hyp', [
        [0, 1000],
        [100, 1000],
        [200, 1000],
        [300, 1000],
      ]),
      counted('pad', [
        [0, 1000],
        [0, 1000],
        [0, 1000],
        [0, 1000],
      ]),
      counted('hf', [
        [1, 1000],
        [100, 1000],
        [200, 1000],
        [300, 1000],
      ]),
    ].flatMap((figures) => conditionRow(figures, 0, '?') ?? []),
  );
export const empty = () => draw([]);
