import { funnelOf, funnelPlot } from '../../src/charts/funnel';
import type { MeasureFigures } from '../../src/domain/measures/release';
import { classify } from '../../src/map/classify';
import type { ColourBy } from '../../src/url/state';
import { document } from './document';
import { counted, invented } from './figures';

function draw(
  figures: MeasureFigures,
  { selected = null, colourBy = 'value' }: Partial<{ selected: number | null; colourBy: ColourBy }> = {},
): Element {
  const { paints } = classify(figures, colourBy);
  const funnel = funnelOf(figures) ?? {
    measure: figures.measure,
    kind: 'proportion' as const,
    points: [],
    average: 0,
    sizeLabel: figures.measure.denominator.label,
    left: 0,
  };
  return funnelPlot(funnel, {
    paintOf: (area) => paints.get(area) ?? 'none',
    selected,
    width: 360,
    height: 220,
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
export const rare = () => draw(invented('pc', { areas: 24, people: [20_000, 80_000], level: 0.0006 }));
export const sameSizes = () => draw(invented('dm', { areas: 24, people: [40_000, 42_000], level: 0.08 }));
export const oneArea = () => draw(invented('dm', { ...networks, areas: 1 }));
export const eightyAreas = () => draw(invented('dm', { ...networks, areas: 80 }));
export const neighbourhoods = () =>
  draw(invented('dm', { areas: 700, people: [900, 2500], level: 0.08 }), { colourBy: 'compared' });
