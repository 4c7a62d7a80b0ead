import { matrixCells, matrixChart, type Pair } from '../../src/charts/comorbidity-matrix';
import { pairs } from './condition';
import { document } from './document';

const draw = (shown: readonly Pair[], { width = 1200, active = -1 } = {}) =>
  matrixChart(shown, { width, chosen: 'copd', active: matrixCells(shown)[active] ?? null, document });

export const normal = () => draw(pairs(60_000));
export const stepped = () => draw(pairs(60_000), { active: 5 * 21 + 10 });
export const middling = () => draw(pairs(60_000), { width: 700 });
export const narrow = () => draw(pairs(60_000), { width: 358 });
export const suppressed = () => draw(pairs(4000, 'hes'));
export const twoRegisters = () => draw(pairs(60_000, 'none', ['copd', 'hf']));
export const empty = () => draw([]);
