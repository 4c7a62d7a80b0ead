import { bandCount, bandOf, topAge } from '../../../src/domain/schema';
import { type Kind, quarters, towns } from './county';
import { englandByAge, englandEthnicity } from './england';
import { noiseField, random } from './random';

export const ages = topAge + 1;
export const sexCount = 2;

/** Where a neighbourhood lies: centre in kilometres of the sheet, people, and people a km² round its people. */
export interface Site {
  x: number;
  y: number;
  people: number;
  density: number;
}

export interface Residents {
  /** Deprivation decile, 1 most deprived. */
  imd: number;
  /** Share by sex × single year of age, `ages[sex * 91 + age]`, summing to 1. */
  ages: Float64Array;
  /** Shares of the five ethnic groups. */
  ethnicity: Float64Array;
}

type Setting = Kind | 'suburb' | 'town' | 'country';

interface Character {
  /** Deprivation, in standard deviations or so; more is worse. */
  deprivation: number;
  /** How many times the national share at given ages; straight lines between in the logarithm. */
  ages: readonly (readonly [age: number, times: number])[];
  /** Relative shares of Asian, Black, Mixed, White and Other groups before they are scaled to the national mix. */
  ethnicity: readonly number[];
}

/** Stylised from how such neighbourhoods look in the 2021 census; assumptions, chosen by eye. */
const characters: Record<Setting, Character> = {
  student: {
    deprivation: 0.1,
    ages: [
      [0, 0.3],
      [12, 0.28],
      [16, 0.5],
      [18, 1.9],
      [19.5, 6],
      [21, 8],
      [23, 6],
      [26, 2.2],
      [31, 1.1],
      [45, 0.5],
      [65, 0.32],
      [90, 0.25],
    ],
    ethnicity: [0.2, 0.06, 0.05, 0.64, 0.05],
  },
  centre: {
    deprivation: 0.7,
    ages: [
      [0, 0.6],
      [10, 0.4],
      [17, 0.6],
      [22, 2],
      [28, 2.5],
      [34, 1.9],
      [42, 1],
      [55, 0.65],
      [70, 0.42],
      [90, 0.35],
    ],
    ethnicity: [0.2, 0.11, 0.05, 0.58, 0.06],
  },
  inner: {
    deprivation: 2.1,
    ages: [
      [0, 1.4],
      [10, 1.3],
      [18, 1.2],
      [27, 1.35],
      [36, 1.25],
      [46, 1],
      [58, 0.85],
      [70, 0.62],
      [90, 0.48],
    ],
    ethnicity: [0.34, 0.15, 0.05, 0.4, 0.06],
  },
  estate: {
    deprivation: 1.8,
    ages: [
      [0, 1.25],
      [10, 1.25],
      [18, 1.1],
      [28, 1.05],
      [40, 0.98],
      [55, 1],
      [70, 0.85],
      [90, 0.75],
    ],
    ethnicity: [0.08, 0.06, 0.04, 0.79, 0.03],
  },
  newHousing: {
    deprivation: -0.9,
    ages: [
      [0, 1.9],
      [6, 1.6],
      [13, 1],
      [20, 0.75],
      [28, 1.5],
      [35, 1.8],
      [44, 1.05],
      [58, 0.6],
      [72, 0.42],
      [90, 0.35],
    ],
    ethnicity: [0.13, 0.05, 0.035, 0.76, 0.025],
  },
  affluent: {
    deprivation: -1.7,
    ages: [
      [0, 0.72],
      [10, 1.05],
      [17, 1.1],
      [23, 0.5],
      [31, 0.5],
      [42, 0.95],
      [52, 1.28],
      [64, 1.38],
      [75, 1.5],
      [90, 1.45],
    ],
    ethnicity: [0.07, 0.012, 0.022, 0.88, 0.016],
  },
  retired: {
    deprivation: 0.35,
    ages: [
      [0, 0.45],
      [10, 0.52],
      [20, 0.48],
      [30, 0.48],
      [42, 0.6],
      [54, 1.05],
      [63, 1.75],
      [72, 2.6],
      [80, 2.9],
      [90, 3],
    ],
    ethnicity: [0.012, 0.006, 0.012, 0.965, 0.005],
  },
  suburb: {
    deprivation: -0.35,
    ages: [
      [0, 1],
      [10, 1.1],
      [20, 0.92],
      [30, 0.95],
      [45, 1.08],
      [60, 1],
      [75, 0.98],
      [90, 1.02],
    ],
    ethnicity: [0.1, 0.035, 0.03, 0.815, 0.02],
  },
  town: {
    deprivation: 0.1,
    ages: [
      [0, 0.92],
      [10, 0.98],
      [20, 0.85],
      [30, 0.92],
      [45, 0.98],
      [60, 1.12],
      [75, 1.25],
      [90, 1.3],
    ],
    ethnicity: [0.035, 0.012, 0.018, 0.925, 0.01],
  },
  country: {
    deprivation: -0.6,
    ages: [
      [0, 0.72],
      [10, 0.9],
      [20, 0.68],
      [30, 0.6],
      [42, 0.82],
      [54, 1.22],
      [66, 1.5],
      [76, 1.45],
      [90, 1.25],
    ],
    ethnicity: [0.012, 0.004, 0.012, 0.967, 0.005],
  },
};

/** Towns large enough to have suburbs. */
const suburban = new Set(towns.filter((town) => town.people > 40).map((town) => town.name));
/** People a km² where the country ends and where the town has begun. */
const urbanFrom = 350;
const urbanTo = 1900;

/** Who lives in each neighbourhood; all together have England's age structure and about its ethnic mix. */
export function settlePeople(seed: number, sites: readonly Site[]): Residents[] {
  const district = noiseField(seed, 'deprivation', 3.2, 3);
  const older = noiseField(seed, 'age', 6, 2);
  const { normal } = random(seed, 'people');
  const drafts = sites.map((site) => {
    const mix = mixAt(site);
    const tilt = 0.14 * older(site.x, site.y) + 0.08 * normal();
    return {
      deprivation:
        sumOver(mix, (character) => character.deprivation) +
        0.75 * district(site.x, site.y) +
        0.42 * normal(),
      ages: agesOf(mix, tilt),
      ethnicity: englandEthnicity.map((_, group) => sumOver(mix, (character) => character.ethnicity[group]!)),
    };
  });
  fitAges(
    drafts.map((draft) => draft.ages),
    sites,
  );
  const ethnicity = fitEthnicity(
    drafts.map((draft) => draft.ethnicity),
    sites,
  );
  const deciles = decilesOf(
    drafts.map((draft) => draft.deprivation),
    sites,
  );
  return drafts.map((draft, i) => ({ imd: deciles[i]!, ages: draft.ages, ethnicity: ethnicity[i]! }));
}

type Mix = readonly (readonly [setting: Setting, share: number])[];

function mixAt({ x, y, density }: Site): Mix {
  const urban = step((density - urbanFrom) / (urbanTo - urbanFrom));
  const near = towns.some(
    (town) =>
      suburban.has(town.name) &&
      Math.hypot(town.at[0] - x, town.at[1] - y) < 1.2 * Math.sqrt(town.people / 8),
  );
  const weights: [Setting, number][] = [
    ['country', 1 - urban],
    [near ? 'suburb' : 'town', urban],
  ];
  for (const { kind, at, radius, strength } of quarters) {
    const ground = kind === 'affluent' || kind === 'retired' ? 1 : urban;
    const weight = ground * strength * Math.exp(-(((x - at[0]) ** 2 + (y - at[1]) ** 2) / radius ** 2));
    if (weight > 0.02) weights.push([kind, weight ** 1.7]);
  }
  const sum = weights.reduce((total, [, weight]) => total + weight, 0);
  return weights.map(([setting, weight]) => [setting, weight / sum]);
}

const step = (t: number): number => {
  const s = Math.max(0, Math.min(1, t));
  return s * s * (3 - 2 * s);
};

const sumOver = (mix: Mix, value: (character: Character) => number): number =>
  mix.reduce((sum, [setting, share]) => sum + share * value(characters[setting]), 0);

/** England's single years: the five-year totals, spread so that the sums stay and no step shows between bands. */
const england = singleYears();

function singleYears(): Float64Array {
  const result = new Float64Array(sexCount * ages);
  let total = 0;
  englandByAge.forEach((bands, sex) => {
    const sums = [0];
    for (const band of bands) sums.push(sums.at(-1)! + band);
    const at = monotone(sums);
    for (let age = 0; age < topAge; age++) result[sex * ages + age] = at((age + 1) / 5) - at(age / 5);
    result[sex * ages + topAge] = sums.at(-1)! - sums[topAge / 5]!;
    total += sums.at(-1)!;
  });
  return result.map((value) => value / total);
}

/** Fritsch and Carlson's monotone cubic through equally spaced values. */
function monotone(values: readonly number[]): (t: number) => number {
  const last = values.length - 1;
  const step = (i: number): number => values[i + 1]! - values[i]!;
  const slopes = values.map((_, i) =>
    i === 0 ? 1.5 * step(0) - 0.5 * step(1) : i === last ? step(last - 1) : (step(i - 1) + step(i)) / 2,
  );
  for (let i = 0; i < last; i++) {
    slopes[i] = Math.min(slopes[i]!, 3 * step(i));
    slopes[i + 1] = Math.min(slopes[i + 1]!, 3 * step(i));
  }
  return (t) => {
    const i = Math.min(last - 1, Math.floor(t));
    const u = t - i;
    const h00 = (1 + 2 * u) * (1 - u) ** 2;
    const h10 = u * (1 - u) ** 2;
    const h01 = u * u * (3 - 2 * u);
    const h11 = u * u * (u - 1);
    return h00 * values[i]! + h10 * slopes[i]! + h01 * values[i + 1]! + h11 * slopes[i + 1]!;
  };
}

const timesAt = Object.fromEntries(
  Object.entries(characters).map(([setting, { ages: points }]) => [
    setting,
    Float64Array.from({ length: ages }, (_, age) => {
      const after = points.findIndex(([at]) => at >= age);
      if (after <= 0) return points[Math.max(0, after)]![1];
      const [a, low] = points[after - 1]!;
      const [b, high] = points[after]!;
      return Math.exp(Math.log(low) + ((age - a) / (b - a)) * Math.log(high / low));
    }),
  ]),
) as Record<Setting, Float64Array>;

function agesOf(mix: Mix, tilt: number): Float64Array {
  const result = new Float64Array(sexCount * ages);
  for (let age = 0; age < ages; age++) {
    let times = 0;
    for (const [setting, share] of mix) times += share * timesAt[setting][age]!;
    times *= Math.exp((tilt * (age - 40)) / 40);
    for (let sex = 0; sex < sexCount; sex++) result[sex * ages + age] = england[sex * ages + age]! * times;
  }
  return scaled(result);
}

function scaled(values: Float64Array): Float64Array {
  const sum = values.reduce((total, value) => total + value, 0);
  return values.map((value) => value / sum);
}

/** Proportional fitting, in place: each neighbourhood keeps its people, each age gets England's share. */
function fitAges(structures: readonly Float64Array[], sites: readonly Site[]): void {
  const people = sites.reduce((sum, site) => sum + site.people, 0);
  for (let round = 0; round < 6; round++) {
    const sums = new Float64Array(sexCount * ages);
    structures.forEach((structure, i) => {
      for (let k = 0; k < sums.length; k++) sums[k]! += structure[k]! * sites[i]!.people;
    });
    for (const structure of structures) {
      let sum = 0;
      for (let k = 0; k < sums.length; k++) sum += structure[k]! *= (england[k]! * people) / sums[k]!;
      for (let k = 0; k < sums.length; k++) structure[k]! /= sum;
    }
  }
}

/** The same for ethnic groups, half way: the county is a little less mixed than England where it has no such city. */
function fitEthnicity(shares: readonly number[][], sites: readonly Site[]): Float64Array[] {
  const people = sites.reduce((sum, site) => sum + site.people, 0);
  const fitted = shares.map((share) => Float64Array.from(share));
  for (let round = 0; round < 4; round++) {
    const sums = englandEthnicity.map((_, group) =>
      fitted.reduce((sum, share, i) => sum + share[group]! * sites[i]!.people, 0),
    );
    for (const share of fitted) {
      const target = share.map(
        (value, group) => (value * (englandEthnicity[group]! * people)) / sums[group]!,
      );
      share.set(scaled(target));
    }
  }
  return fitted;
}

/** Deciles by people: a tenth each, as nationally. */
function decilesOf(deprivation: readonly number[], sites: readonly Site[]): number[] {
  const order = deprivation.map((_, i) => i).sort((a, b) => deprivation[b]! - deprivation[a]!);
  const people = sites.reduce((sum, site) => sum + site.people, 0);
  const deciles = new Array<number>(sites.length);
  let before = 0;
  for (const i of order) {
    deciles[i] = Math.min(10, 1 + Math.floor((10 * (before + sites[i]!.people / 2)) / people));
    before += sites[i]!.people;
  }
  return deciles;
}

/** Single years → five-year bands: `shape[sex * 19 + band]`. */
export function bandsOf(structure: Float64Array): Float64Array {
  const shape = new Float64Array(sexCount * bandCount);
  for (let sex = 0; sex < sexCount; sex++) {
    for (let age = 0; age < ages; age++)
      shape[sex * bandCount + bandOf(age)]! += structure[sex * ages + age]!;
  }
  return shape;
}
