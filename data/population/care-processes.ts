import type { Calibration, CareProcessId } from '../calibration/load';
import type { Random } from './random';

/** A yes-or-no column that applies to some: `valid` 1 where it does. */
export interface CareProcess {
  readonly done: Uint8Array;
  readonly valid: Uint8Array;
}

export interface CareProcessInputs {
  readonly age: Uint8Array;
  readonly careHome: Uint8Array;
  readonly medicines: Uint8Array;
  /** 0 below 65. */
  readonly efi: Uint8Array;
  readonly ld: Uint8Array;
  readonly mh: Uint8Array;
  readonly hyp: Uint8Array;
}

const moderateFrailty = 9;
const severeFrailty = 13;
const polypharmacy = 10;
const youngestLdCheck = 14;

/**
 * Care processes of the past 12 months, drawn one by one by the rates of `care_processes.csv` among those for whom they
 * are due. No practice does better than another: nothing published is used that would say which.
 */
export function drawCareProcesses(
  people: CareProcessInputs,
  calibration: Calibration,
  random: Random,
): Record<CareProcessId, CareProcess> {
  const { age, careHome, medicines, efi, ld, mh, hyp } = people;
  const rates = calibration.careProcesses;
  const single = (id: CareProcessId): ((row: number) => number) => {
    const byAge = Float64Array.from({ length: 256 }, (_, years) => {
      const rate = rates[id].find(({ from, to }) => years >= from && years <= to);
      return rate?.value ?? 0;
    });
    return (row) => byAge[age[row]!]!;
  };
  const inCareHome = rates.care_plan.find(({ due }) => due === 'care home')!.value;
  const atHome = rates.care_plan.find(({ due }) => due !== 'care home')!.value;
  const draw = (due: (row: number) => boolean, rate: (row: number) => number): CareProcess => {
    const done = new Uint8Array(age.length);
    const valid = new Uint8Array(age.length);
    for (let row = 0; row < age.length; row++) {
      if (!due(row)) continue;
      valid[row] = 1;
      if (random.uniform() < rate(row)) done[row] = 1;
    }
    return { done, valid };
  };
  return {
    smr: draw(
      (row) => careHome[row] === 1 || medicines[row]! >= polypharmacy || efi[row]! >= severeFrailty,
      single('smr'),
    ),
    care_plan: draw(
      (row) => careHome[row] === 1 || efi[row]! >= moderateFrailty,
      (row) => (careHome[row] === 1 ? inCareHome : atHome),
    ),
    ld_check: draw((row) => ld[row] === 1 && age[row]! >= youngestLdCheck, single('ld_check')),
    smi_check: draw((row) => mh[row] === 1, single('smi_check')),
    bp_target: draw((row) => hyp[row] === 1, single('bp_target')),
  };
}
