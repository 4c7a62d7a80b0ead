import { companionsChart } from '../../src/charts/companions';
import { companions } from './condition';
import { document } from './document';

type Companions = ReturnType<typeof companions>;
const draw = (shown: Companions, { width = 640, active = null as number | null } = {}) =>
  companionsChart(shown, { width, active, document });

export const normal = () => draw(companions(50_000));
export const stepped = () => draw(companions(50_000), { active: 4 });
export const narrow = () => draw(companions(50_000), { width: 358 });
export const suppressed = () => draw(companions(3500, 'hes'));
export const oneRow = () => draw(companions(50_000).slice(0, 1));
export const empty = () => draw([]);
