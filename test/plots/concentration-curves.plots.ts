import { concentrationChart, curveLines, curvePlaces } from '../../src/charts/concentration-curves';
import type { ConcentrationCurve } from '../../src/domain/risk/concentrated';
import { document } from './document';
import { concentrated } from './risk';

const draw = (
  curves: readonly ConcentrationCurve[],
  { width = 640, height = 340, active = null as number | null } = {},
) =>
  concentrationChart(curveLines(curves), {
    width,
    height,
    active: active === null ? null : curvePlaces(curveLines(curves))[active]!,
    document,
  });

export const normal = () => draw(concentrated(50_000));
export const stepped = () => draw(concentrated(50_000), { active: 4 });
export const narrow = () => draw(concentrated(50_000), { width: 358 });
export const extreme = () => draw(concentrated(50_000, { steep: 4 }));
export const suppressed = () => draw(concentrated(500, { policy: 'hes' }));
export const empty = () => draw(concentrated(0));
