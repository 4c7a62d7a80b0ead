import { rankingPlot, rankingRows } from '../../src/charts/ranking';
import type { MeasureFigures } from '../../src/domain/measures/release';
import { classify } from '../../src/map/classify';
import type { ColourBy } from '../../src/url/state';
import { document } from './document';
import { counted, invented, nameOf } from './figures';

function draw(
  figures: MeasureFigures,
  {
    selected = null,
    most = 100,
    colourBy = 'value',
  }: Partial<{ selected: number | null; most: number; colourBy: ColourBy }> = {},
): Element {
  const { paints } = classify(figures, colourBy);
  const paintOf = (area: number) => paints.get(area) ?? 'none';
  const rows = rankingRows(figures.areas, { nameOf, paintOf, most, selected });
  return rankingPlot(rows, {
    measure: figures.measure,
    total: figures.total,
    selected,
    width: 360,
    document,
  });
}

const networks = { areas: 24, people: [20_000, 80_000], level: 0.08 } as const;

export const normal = () => draw(invented('dm', networks));
export const oneSelected = () => draw(invented('dm', networks), { selected: 5 });
export const compared = () => draw(invented('frail', networks), { colourBy: 'compared' });
export const suppressed = () =>
  draw(invented('ld', { areas: 12, people: [300, 1500], level: 0.008, policy: 'hes' }));
export const empty = () => draw(counted('dm', []));
export const allSuppressed = () =>
  draw(
    counted(
      'dm',
      [
        [3, 40],
        [5, 60],
      ],
      'hes',
    ),
  );
export const extreme = () =>
  draw(
    counted('dm', [
      [0, 500],
      [500, 500],
      [9, 10],
      [40, 500],
      [42, 500],
    ]),
  );
export const sameValue = () =>
  draw(
    counted('dm', [
      [50, 500],
      [50, 500],
      [50, 500],
    ]),
  );
export const oneArea = () => draw(invented('dm', { ...networks, areas: 1 }));
export const eightyAreas = () => draw(invented('dm', { ...networks, areas: 80 }));
export const neighbourhoodsCut = () =>
  draw(invented('dm', { areas: 700, people: [900, 2500], level: 0.08 }), { selected: 300, most: 20 });
export const rate = () => draw(invented('em_adm', networks));
export const mean = () => draw(invented('cms', { ...networks, level: 60 }));
export const count = () => draw(invented('list_size', networks));
