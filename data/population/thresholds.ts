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
  const thresholds: Thresholds = {
    registers: registers.map(({ id }, r) =>
      id === 'ndh' ? thresholdsWithoutDiabetes(calibration) : calibration.prevalence[r]!.map(threshold),
    ),
    latent: calibration.latent.map(({ prevalence }) =>
      prevalence.map((p) => (p > 0 ? threshold(p) : Infinity)),
    ),
  };
  known.set(calibration, thresholds);
  return thresholds;
}

/**
 * The NDH liability of people without diabetes is nearly normal, with mean −ρλ and variance 1 − ρ²λ(λ + t), where ρ
 * is its correlation with the diabetes liability, t the diabetes threshold and λ = φ(t)/Φ(t) (a normal cut above
 * t: Johnson, Kotz & Balakrishnan, Continuous Univariate Distributions 1, chapter 13, section 10.1). A share of NDH/(1 − DM)
 * of them is taken, which keeps NDH at its table value in every cell.
 */
function thresholdsWithoutDiabetes({ prevalence, liabilities }: Calibration): Float64Array {
  const dm = registers.findIndex(({ id }) => id === 'dm');
  const ndh = registers.findIndex(({ id }) => id === 'ndh');
  const rho = liabilities[ndh]!.loadings.reduce(
    (sum, loading, k) => sum + loading * liabilities[dm]!.loadings[k]!,
    0,
  );
  return prevalence[ndh]!.map((p, cell) => {
    const without = 1 - prevalence[dm]![cell]!;
    const t = threshold(1 - without);
    const lambda = Math.exp(-0.5 * t * t) / Math.sqrt(2 * Math.PI) / without;
    return -rho * lambda + Math.sqrt(1 - rho ** 2 * lambda * (lambda + t)) * threshold(p / without);
  });
}
