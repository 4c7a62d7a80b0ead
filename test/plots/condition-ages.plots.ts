import { conditionAgesChart } from '../../src/charts/condition-ages';
import { ages } from './condition';
import { document } from './document';

type Points = ReturnType<typeof ages>;
const draw = (points: Points, { width = 640, active = -1 } = {}) =>
  conditionAgesChart(points, { width, height: 320, active: points[active] ?? null, document });

export const normal = () => draw(ages(4000));
export const stepped = () => draw(ages(4000), { active: 30 });
export const narrow = () => draw(ages(4000), { width: 358 });
export const suppressed = () => draw(ages(260, { policy: 'hes' }));
export const rare = () => draw(ages(40_000, { level: 0.0009 }));
export const oneBand = () => draw(ages(900).filter(({ band }) => band === 18));
export const empty = () => draw(ages(0));
