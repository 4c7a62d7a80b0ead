import { registerIds, registers } from '../../src/domain/conditions';
import type { RegisterId } from '../../src/domain/conditions';
import { factors } from '../calibration/load';
import type { Calibration, LatentId, Liability } from '../calibration/load';
import type { NetworkMargins, PracticeMargins } from '../source';
import type { People } from './people';
import type { Random } from './random';
import { kthLargest } from './select';
import { thresholdsOf } from './thresholds';

/** Flags 0 and 1 by row, and the two factors that use of care leans on. */
export interface Conditions {
  readonly registers: Readonly<Record<RegisterId, Uint8Array>>;
  readonly latent: Readonly<Record<LatentId, Uint8Array>>;
  readonly general: Float32Array;
  readonly frailty: Float32Array;
}

const indexOf = (id: RegisterId): number => registerIds.indexOf(id);
const youngest = (id: RegisterId): number => registers[indexOf(id)]!.ageBase;

/**
 * Draws everybody's conditions, practice by practice.
 *
 * Latent Gaussian copula: a person's liability to condition c is Z = Σ loading(c,k)·F(k) + residual(c)·e with F, e
 * independent N(0, 1), F shared by all conditions of the person; prevalence p of the person's age, sex and fifth puts
 * the threshold at Φ⁻¹(1 − p). A register of k people takes the k highest Z − threshold among those in its age base:
 * weighted sampling without replacement, in which one shift common to the practice, on the probit scale, replaces
 * the threshold. So the practice's total is exact, while age, sex, deprivation and comorbidity follow the tables.
 * NDH is drawn among those without diabetes. The further conditions are Z > threshold, exact in expectation only.
 */
export function drawConditions(
  people: People,
  margins: NetworkMargins,
  calibration: Calibration,
  random: Random,
): Conditions {
  const flags = <Id extends string>(ids: readonly Id[]): Record<Id, Uint8Array> =>
    Object.fromEntries(ids.map((id) => [id, new Uint8Array(people.rows)])) as Record<Id, Uint8Array>;
  const conditions: Conditions = {
    registers: flags(registerIds),
    latent: flags(calibration.latent.map(({ id }) => id)),
    general: new Float32Array(people.rows),
    frailty: new Float32Array(people.rows),
  };
  let largest = 0;
  margins.practices.forEach((_, p) => {
    largest = Math.max(largest, people.practiceStart[p + 1]! - people.practiceStart[p]!);
  });
  const draw = new PracticeDraw(people, conditions, calibration, random, largest);
  margins.practices.forEach((practice, p) => {
    draw.practice(practice, people.practiceStart[p]!, people.practiceStart[p + 1]!);
  });
  return conditions;
}

class PracticeDraw {
  private readonly factors: Float32Array[];
  private readonly noise: Float32Array;
  private readonly liability: Float32Array;
  private readonly parents: Map<RegisterId, Float32Array>;
  private readonly keys: Float32Array;
  private readonly sorted: Float32Array;
  private readonly candidates: Int32Array;

  constructor(
    private readonly people: People,
    private readonly conditions: Conditions,
    private readonly calibration: Calibration,
    private readonly random: Random,
    largest: number,
  ) {
    const column = (): Float32Array => new Float32Array(largest);
    this.factors = factors.map(column);
    this.noise = column();
    this.liability = column();
    this.parents = new Map(
      calibration.latent.flatMap(({ parent }) => (parent === null ? [] : [[parent, column()]])),
    );
    this.keys = column();
    this.sorted = column();
    this.candidates = new Int32Array(largest);
  }

  practice(practice: PracticeMargins, from: number, to: number): void {
    const length = to - from;
    for (const factor of this.factors) this.random.fillNormal(factor, length);
    this.conditions.general.set(this.factors[factors.indexOf('general')]!.subarray(0, length), from);
    this.conditions.frailty.set(
      this.factors[factors.indexOf('frailty_endoflife')]!.subarray(0, length),
      from,
    );
    registers.forEach(({ id }, r) => {
      this.drawLiability(this.calibration.liabilities[r]!, length);
      this.parents.get(id)?.set(this.liability.subarray(0, length));
      this.fillRegister(id, practice, from, to);
    });
    this.calibration.latent.forEach((condition, c) => {
      this.drawLiability(condition, length);
      const { parent, parentLoading, includes } = condition;
      if (parent !== null) addScaled(this.liability, this.parents.get(parent)!, parentLoading, length);
      const threshold = thresholdsOf(this.calibration).latent[c]!;
      const { liability } = this;
      const { cell } = this.people;
      const flags = this.conditions.latent[condition.id];
      for (let i = 0, row = from; row < to; i++, row++)
        flags[row] = liability[i]! > threshold[cell[row]!]! ? 1 : 0;
      if (includes === null) return;
      const included = this.conditions.registers[includes];
      for (let row = from; row < to; row++) flags[row]! |= included[row]!;
    });
  }

  private drawLiability({ loadings, residual }: Liability, length: number): void {
    const { liability, noise } = this;
    this.random.fillNormal(noise, length);
    for (let i = 0; i < length; i++) liability[i] = residual * noise[i]!;
    this.factors.forEach((factor, k) => {
      if (loadings[k] !== 0) addScaled(liability, factor, loadings[k]!, length);
    });
  }

  private fillRegister(id: RegisterId, practice: PracticeMargins, from: number, to: number): void {
    const size = practice.registers[indexOf(id)]!;
    const without = id === 'ndh' ? this.conditions.registers.dm : null;
    this.gather(id, without, from, to, youngest(id), 255);
    this.markHighest(id, size);
    if (id !== 'dm') return;
    // Few of 18 and over may be left for the NDH register; then so many of those with diabetes must be 17.
    const room = this.gather(id, null, from, to, youngest('ndh'), 255) - practice.registers[indexOf('ndh')]!;
    const dm = this.conditions.registers.dm;
    let ofNdhAge = 0;
    for (let row = from; row < to; row++) if (this.people.age[row]! >= youngest('ndh')) ofNdhAge += dm[row]!;
    if (ofNdhAge <= room) return;
    dm.fill(0, from, to);
    this.markHighest(id, room);
    this.gather(id, null, from, to, youngest('dm'), youngest('ndh') - 1);
    this.markHighest(id, size - room);
  }

  private candidateCount = 0;

  /** Collects the rows aged `youngest` … `oldest` who are not in `without`, and their keys; returns how many. */
  private gather(
    id: RegisterId,
    without: Uint8Array | null,
    from: number,
    to: number,
    youngest: number,
    oldest: number,
  ): number {
    const { age, cell } = this.people;
    const { keys, candidates, liability } = this;
    const threshold = thresholdsOf(this.calibration).registers[indexOf(id)]!;
    let count = 0;
    for (let i = 0, row = from; row < to; i++, row++) {
      if (age[row]! < youngest || age[row]! > oldest || without?.[row] === 1) continue;
      candidates[count] = row;
      keys[count++] = liability[i]! - threshold[cell[row]!]!;
    }
    this.candidateCount = count;
    return count;
  }

  /** Puts the `size` highest keys of the candidates on the register; equal keys in order of row. */
  private markHighest(id: RegisterId, size: number): void {
    if (size === 0) return;
    const { keys, sorted, candidates, candidateCount } = this;
    const flags = this.conditions.registers[id];
    sorted.set(keys.subarray(0, candidateCount));
    const least = kthLargest(sorted, candidateCount, size);
    let left = size;
    for (let i = 0; i < candidateCount; i++) {
      if (keys[i]! > least) {
        flags[candidates[i]!] = 1;
        left--;
      }
    }
    for (let i = 0; left > 0; i++) {
      if (keys[i] === least) {
        flags[candidates[i]!] = 1;
        left--;
      }
    }
  }
}

function addScaled(to: Float32Array, from: Float32Array, factor: number, length: number): void {
  for (let i = 0; i < length; i++) to[i]! += factor * from[i]!;
}
