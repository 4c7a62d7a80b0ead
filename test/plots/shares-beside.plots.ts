import { drawnBeside, sharesBesideChart, type BesideRow } from '../../src/charts/shares-beside';
import { document } from './document';
import { segmentRows } from './risk';

const draw = (rows: readonly BesideRow[], { width = 640, active = null as number | null } = {}) =>
  sharesBesideChart(drawnBeside(rows), { width, active, document });

export const normal = () => draw(segmentRows(50_000));
export const alone = () => draw(segmentRows(50_000).map((row) => ({ ...row, other: null })));
export const stepped = () => draw(segmentRows(50_000), { active: 6 });
export const narrow = () => draw(segmentRows(50_000), { width: 358 });
export const suppressed = () => draw(segmentRows(800, 'hes'));
/** Practices of several networks: only the first and the last are drawn. */
export const many = () =>
  draw(
    Array.from({ length: 14 }, (_, i) =>
      segmentRows(50_000 - 3000 * i).map((row) => ({ ...row, label: `${row.label} ${i + 1}` })),
    ).flat(),
  );
export const empty = () => draw([]);
