import quantile from '@stdlib/stats-base-dists-normal-quantile';
import { registers } from '../../src/domain/conditions';
import type { Calibration } from '../calibration/load';

/** Liability above which a person has the condition: Φ⁻¹(1 − p); p is kept off 0 and 1, so that it is finite. */
export const threshold = (p: number): number => -quantile(Math.min(Math.max(p, 1e-9), 1 - 1e-9), 0, 1);

export interface Thresholds {
  /** By register in the order of `registers`, then cell. NDH: among those without diabetes. */
  readonly registers: readonly Float64Array[];
  /** By latent condition in the order of the calibration, then cell; Infinity where nobody has it. */
  readonly latent: readonly Float64Array[];
}

const known = new WeakMap<Calibration, Thresholds>();

export function thresholdsOf(calibration: Calibration): Thresholds {
  const before = known.get(calibration);
  if (before !== undefined) return before;
  const dm = calibration.prevalence[registers.findIndex(({ id }) => id === 'dm')]!;
  const thresholds: Thresholds = {
    registers: registers.map(({ id }, r) =>
      calibration.prevalence[r]!.map((p, cell) => threshold(id === 'ndh' ? p / (1 - dm[cell]!) : p)),
    ),
    latent: calibration.latent.map(({ prevalence }) => prevalence.map((p) => (p > 0 ? threshold(p) : Infinity))),
  };
  known.set(calibration, thresholds);
  return thresholds;
}
