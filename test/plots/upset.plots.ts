import { upsetChart } from '../../src/charts/upset';
import { document } from './document';
import { overlap } from './services';

type Shown = ReturnType<typeof overlap>;
const draw = (shown: Shown, { width = 640, active = null as number | null } = {}) =>
  upsetChart(shown, { width, active, document });

export const normal = () => draw(overlap(1_200_000));
export const stepped = () => draw(overlap(48_000), { active: 2 });
export const steppedOnService = () => draw(overlap(48_000), { active: 11 });
export const narrow = () => draw(overlap(1_200_000), { width: 360 });
export const suppressed = () => draw(overlap(90, 'hes'));
export const suppressedNarrow = () => draw(overlap(90, 'hes'), { width: 360 });
export const wide = () => draw(overlap(48_000, 'hes'), { width: 1100 });
export const nobody = () => draw(overlap(0));
export const empty = () => draw(overlap(48_000, 'none', new Set()));
