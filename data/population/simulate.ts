import { furtherConditionIds, registerIds } from '../../src/domain/conditions';
import type { Calibration } from '../calibration/load';
import type { NetworkMargins, PatientTable } from '../source';
import { countConditions, countVisibleDeficits } from './burden';
import { drawCareProcesses } from './care-processes';
import { drawConditions } from './conditions';
import { drawEthnicity } from './ethnicity';
import { drawFrailty } from './frailty';
import { checkMargins } from './margins';
import { layOut } from './people';
import { Random } from './random';
import { groupByCell } from './ranks';
import { drawCounts, drawShare } from './use-of-care';

/**
 * Synthetic patients of one network, one row each, sorted by practice, neighbourhood, age, sex. They meet every margin
 * exactly: practice × single age × sex, practice × neighbourhood × decile, and each register in each practice, within
 * its age base, with nobody on both the DM and the NDH register. All else follows the calibration tables in
 * expectation. The same seed and margins give the same patients, whatever was simulated before.
 *
 * Weights of the indexes that tie use of care and frailty to conditions are assumptions, set so that people with two or
 * more conditions hold about the shares of contacts, prescriptions and admissions of Cassell 2018 (BJGP 68:e245).
 */
export function simulateNetwork(
  margins: NetworkMargins,
  calibration: Calibration,
  seed: number,
): PatientTable {
  checkMargins(margins);
  const random = new Random(seed, margins.network);
  const people = layOut(margins, random);
  const { rows, age } = people;
  const ethnicity = drawEthnicity(people, margins, random);
  const conditions = drawConditions(people, margins, calibration, random);
  const { registers, latent, general, frailty } = conditions;

  const groups = groupByCell(people.cell);
  const burden = countConditions(conditions, rows);
  const medicines = drawCounts(
    'medicines',
    calibration,
    groups,
    [
      [burden, 1],
      [general, 0.3],
    ],
    0.8,
    random,
  );
  const { efi, valid: hasEfi } = drawFrailty(
    calibration,
    age,
    groups,
    [
      [countVisibleDeficits(conditions, medicines), 1],
      [burden, 0.2],
      [frailty, 0.3],
    ],
    0.8,
    random,
  );
  const careHome = drawShare(
    calibration.rates.care_home,
    groups,
    [
      [registers.dem, 1.8],
      [registers.ld, 2],
      [registers.mh, 0.6],
      [registers.stia, 0.3],
      [efi, 0.1],
      [frailty, 0.3],
    ],
    1,
    random,
  );
  const housebound = drawShare(
    calibration.rates.housebound,
    groups,
    [
      [careHome, 1],
      [registers.dem, 0.6],
      [efi, 0.2],
      [burden, 0.15],
      [frailty, 0.3],
    ],
    1,
    random,
  );
  const admissions = drawCounts(
    'em_adm',
    calibration,
    groups,
    [
      [burden, 0.15],
      [efi, 0.02],
      [careHome, 0.3],
      [registers.pc, 0.6],
      [general, 0.15],
    ],
    1,
    random,
  );
  const attendances = drawCounts(
    'ae',
    calibration,
    groups,
    [
      [admissions, 1],
      [burden, 0.2],
      [latent.alcohol, 0.5],
      [general, 0.1],
    ],
    1,
    random,
  );
  const contacts = drawCounts(
    'gp_contacts',
    calibration,
    groups,
    [
      [burden, 0.5],
      [admissions, 0.2],
      [general, 0.2],
    ],
    1,
    random,
  );
  const processes = drawCareProcesses(
    { age, careHome, medicines, efi, ld: registers.ld, mh: registers.mh, hyp: registers.hyp },
    calibration,
    random,
  );

  const columns = new Map<string, Uint8Array | Uint16Array>([
    ['network', new Uint16Array(rows).fill(margins.network)],
    ['practice', people.practice],
    ['neighbourhood', people.neighbourhood],
    ['age', age],
    ['sex', people.sex],
    ...(ethnicity === null ? [] : [['ethnicity', ethnicity] as const]),
    ['imd', people.imd],
    ...registerIds.map((id) => [id, registers[id]] as const),
    ...furtherConditionIds.map((id) => [id, latent[id]] as const),
    ['smoker', latent.smoker],
    ['care_home', careHome],
    ['housebound', housebound],
    ['medicines', medicines],
    ['efi', efi],
    ['em_adm', admissions],
    ['ae', attendances],
    ['gp_contacts', contacts],
  ]);
  const valid = new Map<string, Uint8Array>([['efi', hasEfi]]);
  for (const [id, process] of Object.entries(processes)) {
    columns.set(id, process.done);
    valid.set(id, process.valid);
  }
  return { rows, columns, valid };
}
