import { drawnGroups, groupsChart } from '../../src/charts/groups';
import { rankedAreas } from '../../src/charts/ranking';
import type { MeasureFigures } from '../../src/domain/measures/release';
import { document } from './document';
import { counted, invented, nameOf } from './figures';

const fifths = ['1, most deprived', '2', '3', '4', '5, least deprived'];
const draw = (
  figures: MeasureFigures,
  { width = 640, names = nameOf, active = null as number | null, marked = -1 } = {},
) =>
  groupsChart(
    drawnGroups(
      figures.areas.map((figure) => ({ label: names(figure.area), figure, marked: figure.area === marked })),
    ),
    { measure: figures.measure, total: figures.total, width, active, document },
  );

const falling = () =>
  counted('copd', [
    [640, 22_000],
    [560, 22_500],
    [440, 22_000],
    [330, 22_400],
    [230, 21_000],
  ]);
const named = (area: number) => fifths[area]!;

export const normal = () => draw(falling(), { names: named });
export const stepped = () => draw(falling(), { names: named, active: 3 });
export const narrow = () => draw(falling(), { names: named, width: 358 });
export const suppressed = () =>
  draw(invented('ld', { areas: 8, people: [300, 1500], level: 0.008, policy: 'hes' }));
/** Ticks a tenth of a percent apart at the least: no two may read the same. */
export const closeTogether = () =>
  draw(
    counted('copd', [
      [1850, 100_000],
      [1900, 100_000],
      [1950, 100_000],
    ]),
  );
export const rare = () => draw(invented('pc', { areas: 6, people: [20_000, 80_000], level: 0.0006 }));
export const networks = () =>
  draw(invented('copd', { areas: 24, people: [20_000, 80_000], level: 0.02 }), { marked: 4 });
/** Only the first and the last that have a value, and one that is marked. */
export const manyPractices = () => {
  const figures = invented('ld', { areas: 90, people: [300, 9000], level: 0.006, policy: 'hes' });
  return draw({ ...figures, areas: rankedAreas(figures.areas) }, { marked: figures.areas[40]!.area });
};
export const ratio = () => {
  const figures = invented('copd', { areas: 6, people: [20_000, 80_000], level: 0.02 });
  const asRatio = (figure: (typeof figures.areas)[number]) => {
    const { estimate } = figure;
    const by = (value: number) => (value / 0.02) * 100;
    return estimate.ok
      ? {
          ...figure,
          estimate: {
            ...estimate,
            value: by(estimate.value),
            lower: by(estimate.lower),
            upper: by(estimate.upper),
          },
        }
      : figure;
  };
  const { kind: _, ...text } = figures.measure;
  return draw({
    ...figures,
    measure: { ...text, kind: 'ratio', multiplier: 100, unit: 'for 100 expected', numerator: '' } as never,
    areas: figures.areas.map(asRatio),
    total: asRatio(figures.total),
  });
};
export const longNames = () =>
  draw(invented('copd', { areas: 3, people: [2000, 8000], level: 0.02 }), {
    names: () => 'The Old Vicarage and Saint Swithun’s Riverside Group Practice',
    width: 358,
  });
export const oneRow = () => draw(counted('copd', [[640, 22_000]]), { names: named });
export const empty = () => draw(counted('copd', []));
