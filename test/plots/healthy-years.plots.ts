import { healthyYearsChart, type YearsRow } from '../../src/charts/healthy-years';
import { healthStates, sexes } from '../../src/domain/ageing/healthy-years';
import { notAvailable, sullivan } from '../../src/domain/stats';
import { document } from './document';

/** Six bands from 65 on, with more in the state the older they are. */
const years = (women: boolean, share: number, people: number) =>
  sullivan(
    [4.8, 4.5, 4, 3.2, 2.1, 1.6].map((lived, i) => ({
      lived: lived * (women ? 1 : 0.9),
      people,
      cases: Math.min(people, Math.round(people * share * (1 + i))),
    })),
    1,
  );
const shares = { ltc4: 0.16, frail: 0.08, care_home: 0.012 };
const rows = (people: number, hasSystem = true): YearsRow[] =>
  healthStates.flatMap((state) =>
    sexes.map((sex) => ({
      state,
      sex,
      years: years(sex === 'female', shares[state.id], people),
      system: hasSystem ? years(sex === 'female', shares[state.id] * 1.15, 40_000) : null,
    })),
  );
const draw = (given: readonly YearsRow[], { width = 720, active = null as number | null } = {}) =>
  healthyYearsChart(given, { width, active, document });

export const normal = () => draw(rows(1500));
export const system = () => draw(rows(40_000, false));
export const few = () => draw(rows(60));
export const stepped = () => draw(rows(1500), { active: 2 });
export const narrow = () => draw(rows(1500), { width: 358 });
export const suppressed = () =>
  draw(
    rows(1500).map((row) =>
      row.state.id === 'care_home'
        ? { ...row, years: notAvailable('there are too few people to show'), system: null }
        : row,
    ),
  );
