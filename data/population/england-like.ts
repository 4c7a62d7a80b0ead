import { registers } from '../../src/domain/conditions';
import { bandCount, topAge } from '../../src/domain/schema';
import { cellOf, quintiles } from '../calibration/cells';
import type { Calibration } from '../calibration/load';
import { sexes } from '../source';
import type { NetworkMargins } from '../source';

/** Patients registered in England by sex (male, female) and band, thousands: NHS England, July 2026. */
export const registered: readonly (readonly number[])[] = [
  [
    1475, 1717, 1922, 1964, 1926, 2207, 2343, 2418, 2268, 2074, 1963, 2040, 1947, 1606, 1279, 1180, 772, 405,
    197,
  ],
  [
    1403, 1634, 1829, 1874, 1905, 2168, 2295, 2348, 2179, 1965, 1878, 2008, 1953, 1658, 1388, 1351, 951, 575,
    373,
  ],
];

/** Thousandths of each band in the deprivation fifths, most deprived first: ONS mid-2019 by IMD 2025. */
export const inFifths: readonly (readonly number[])[] = [
  [270, 220, 185, 170, 155],
  [262, 214, 183, 172, 169],
  [253, 208, 183, 176, 180],
  [239, 207, 188, 179, 187],
  [235, 234, 205, 176, 150],
  [250, 242, 204, 169, 135],
  [247, 242, 201, 172, 138],
  [233, 227, 198, 180, 162],
  [213, 213, 197, 190, 187],
  [202, 206, 199, 197, 196],
  [195, 203, 203, 201, 198],
  [188, 201, 207, 204, 200],
  [183, 199, 209, 207, 202],
  [168, 193, 212, 215, 212],
  [149, 185, 214, 225, 227],
  [149, 185, 214, 225, 227],
  [153, 184, 210, 222, 231],
  [153, 184, 210, 220, 233],
  [151, 190, 213, 219, 227],
];

const ages = topAge + 1;
const deciles = 10;

/** Margins of a network of equal practices with England's ages, sexes and deprivation, and registers as the tables expect. */
export function englandLike(
  network: number,
  practices: number,
  list: number,
  calibration: Calibration,
): NetworkMargins {
  return {
    network,
    practices: Array.from({ length: practices }, (_, p) => ({
      practice: network * practices + p,
      ...englandLikePractice(list, calibration),
    })),
  };
}

function englandLikePractice(
  list: number,
  calibration: Calibration,
): Omit<NetworkMargins['practices'][number], 'practice'> {
  const england = registered.flat().reduce((a, b) => a + b, 0);
  const counts = new Int32Array(sexes * ages);
  const byGroup = new Float64Array(sexes * bandCount * quintiles);
  const inFifth = new Float64Array(quintiles);
  let wanted = 0;
  let given = 0;
  for (let sex = 0; sex < sexes; sex++) {
    for (let age = 0; age < ages; age++) {
      const band = Math.min(Math.floor(age / 5), bandCount - 1);
      const width = age === topAge ? 1 : 5;
      wanted += (list * registered[sex]![band]!) / england / width;
      counts[sex * ages + age] = Math.round(wanted) - given;
      given = Math.round(wanted);
      for (let q = 0; q < quintiles; q++) {
        const people = (counts[sex * ages + age]! * inFifths[band]![q]!) / 1000;
        byGroup[(sex * bandCount + band) * quintiles + q]! += people;
        inFifth[q]! += people;
      }
    }
  }
  let reached = 0;
  let placed = 0;
  const neighbourhoods = Array.from({ length: deciles }, (_, d) => {
    const q = Math.floor(d / 2);
    reached += inFifth[q]! / 2;
    const patients = Math.round(reached) - placed;
    placed += patients;
    const shape = Float64Array.from(
      { length: sexes * bandCount },
      (_, group) => byGroup[group * quintiles + q]!,
    );
    return { index: d + 1, imd: d + 1, patients, shape };
  });
  const expected = registers.map(({ ageBase }, r) => {
    let sum = 0;
    for (let sex = 0; sex < sexes; sex++) {
      for (let age: number = ageBase; age < ages; age++) {
        const band = Math.min(Math.floor(age / 5), bandCount - 1);
        for (let q = 1; q <= quintiles; q++) {
          const share = inFifths[band]![q - 1]! / 1000;
          sum += counts[sex * ages + age]! * share * calibration.prevalence[r]![cellOf(sex, band, q)]!;
        }
      }
    }
    return Math.round(sum);
  });
  return { counts, neighbourhoods, registers: Int32Array.from(expected) };
}
