import type { Calibration } from '../../calibration/load';
import { cellOf } from '../../calibration/cells';
import { registers } from '../../../src/domain/conditions';
import { bandCount, bandOf } from '../../../src/domain/schema';
import { recordingVariation } from './england';
import { ages, sexCount } from './people';
import type { Random } from './random';

/** What practices have in common across registers: one that records one condition well records others well. */
const recordingCulture = 0.3;
/** No register holds more than this share of its age base; diabetes and its forerunner together no more than the same. */
const mostOfBase = 0.9;
const fifths = 5;

const dm = registers.findIndex((register) => register.id === 'dm');
const ndh = registers.findIndex((register) => register.id === 'ndh');

/**
 * Registers of one practice: what calibration expects of its people, times how fully this practice records.
 *
 * @param counts patients by sex × single year
 * @param inFifth share of each sex × band in each deprivation fifth, `[(sex * 19 + band) * 5 + fifth − 1]`
 */
export function practiceRegisters(
  counts: Int32Array,
  inFifth: Float64Array,
  calibration: Calibration,
  { normal }: Random,
): Int32Array {
  const culture = normal();
  const result = new Int32Array(registers.length);
  const bases = new Float64Array(registers.length);
  registers.forEach((register, r) => {
    const eligible = new Float64Array(sexCount * bandCount);
    for (let sex = 0; sex < sexCount; sex++) {
      for (let age = register.ageBase; age < ages; age++) {
        eligible[sex * bandCount + bandOf(age)]! += counts[sex * ages + age]!;
      }
    }
    let expected = 0;
    eligible.forEach((people, at) => {
      bases[r]! += people;
      if (people === 0) return;
      for (let fifth = 1; fifth <= fifths; fifth++) {
        const cell = cellOf(Math.floor(at / bandCount), at % bandCount, fifth);
        expected += people * inFifth[at * fifths + fifth - 1]! * calibration.prevalence[r]![cell]!;
      }
    });
    const spread = Math.sqrt(Math.log(1 + recordingVariation[r]! ** 2));
    const own = Math.sqrt(recordingCulture) * culture + Math.sqrt(1 - recordingCulture) * normal();
    const recorded = expected * Math.exp(spread * own - spread ** 2 / 2);
    result[r] = Math.min(Math.round(recorded), Math.floor(mostOfBase * bases[r]!));
  });
  const adults = Math.floor(mostOfBase * bases[ndh]!);
  result[ndh] = Math.max(0, Math.min(result[ndh]!, adults - result[dm]!));
  return result;
}
