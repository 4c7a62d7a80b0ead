import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeAll, expect, it } from 'vitest';
import { describeShared } from '../../../test/shared';
import { shared, sharedRows } from '../../../test/shared-files';
import { bandCount, bandOf } from '../schema';
import { ageCount, yearOn, type Population } from '../stats/cohort-component';
import { fertility } from './fertility';
import { survivalAt } from './mortality';
import { byBand } from './project';

const sum = (values: ArrayLike<number>, from = 0, to = values.length) =>
  Array.from(values)
    .slice(from, to)
    .reduce((all, value) => all + value, 0);
const everybody = ({ male, female }: Population, from = 0) => sum(male, from) + sum(female, from);

/** England's residents by five-year band in a year of ONS's 2018-based national projection. */
function publishedBands(year: number, sex: 'F' | 'M'): Float64Array {
  const bands = new Float64Array(bandCount);
  for (const row of sharedRows('real/reference/npp_2018based_england_2018-2035_quinary.csv'))
    if (row.year === `${year}` && row.sex === sex)
      bands[bandOf(Number(row.age_from))]! += Number(row.population);
  return bands;
}

/** England's residents of mid-2019 by single year: ONS, SAPE22DT2, summed over its 32,844 LSOAs of 2011. */
function mid2019(sex: 'females' | 'males'): Float64Array {
  const file = path.join(shared!, `real/england/lsoa11_population_mid2019_${sex}.csv.gz`);
  const people = new Float64Array(ageCount);
  for (const line of gunzipSync(readFileSync(file)).toString('utf8').split('\n')) {
    if (!/^E01\d{6},/.test(line)) continue;
    // Names, and counts of a thousand and more, stand in quotation marks with a comma inside.
    const plain = line.trim().replace(/"[^"]*"/g, (quoted) => quoted.replace(/[",]/g, ''));
    const counts = plain.split(',').slice(-ageCount);
    counts.forEach((count, age) => (people[age]! += Number(count)));
  }
  return people;
}

/** The bands of mid-2018, each shared out over its years as in mid-2019. */
function mid2018(sex: 'female' | 'male'): Float64Array {
  const bands = publishedBands(2018, sex === 'female' ? 'F' : 'M');
  const later = mid2019(`${sex}s`);
  const laterBands = byBand(later);
  return later.map((people, age) => (people * bands[bandOf(age)]!) / laterBands[bandOf(age)]!);
}

/**
 * What ONS assumed of England in its 2018-based principal projection, from memory and unchecked: women have 1.78 children, 190,000
 * more people a year come than go, and death rates come to fall by 1.2 per cent a year in the long run, by less before that.
 * Ours: a fall of 1 per cent a year, from the United Kingdom's life table of 2017 to 2019; births by age as in `fertility.ts`,
 * brought to that total; migrants shared out alike over people aged 15 to 34.
 */
const children = 1.78;
const comeAYear = 190_000;
const deathsAYear = 0.99;
const inTheLongRun = 0.988;
const migrantAges = [15, 35] as const;

function yearFrom(people: Population, hazard: number): Population {
  const births = fertility.map((rate) => (rate * children) / sum(fertility));
  const young = sum(people.male, ...migrantAges) + sum(people.female, ...migrantAges);
  const coming = new Float64Array(ageCount).fill(comeAYear / young, ...migrantAges);
  return yearOn(people, {
    ...survivalAt(5.5, hazard),
    fertility: births,
    migration: { male: coming, female: coming },
  });
}

function in2027(start: Population, fall: number): Population {
  let people = start;
  for (let years = 1; years <= 9; years++) people = yearFrom(people, fall ** years);
  return people;
}

const published = () => ({ male: publishedBands(2027, 'M'), female: publishedBands(2027, 'F') });
const aged75 = () => everybody(published(), 75 / 5);

describeShared('England carried forward from mid-2018', () => {
  let start: Population;
  beforeAll(() => {
    start = { male: mid2018('male'), female: mid2018('female') };
  });

  it('begins with the published population', () => {
    expect(everybody(start)).toBeCloseTo(55_977_178, 3);
    expect(everybody(start, 75)).toBeCloseTo(4_631_860, 3);
  });

  it('has the published total and number aged 75 and over of 2027 within 1%', () => {
    const people = in2027(start, deathsAYear);
    expect(aged75()).toBe(5_947_571);
    expect(Math.abs(everybody(people) / everybody(published()) - 1)).toBeLessThan(0.01);
    expect(Math.abs(everybody(people, 75) / aged75() - 1)).toBeLessThan(0.01);
  });

  it('has fewer aged 75 and over than published were death rates to stay, and more were they to fall as in the long run', () => {
    const stay = everybody(in2027(start, 1), 75) / aged75() - 1;
    const fall = everybody(in2027(start, inTheLongRun), 75) / aged75() - 1;
    expect(stay).toBeLessThan(0);
    expect(stay).toBeGreaterThan(-0.02);
    expect(fall).toBeGreaterThan(0);
    expect(fall).toBeLessThan(0.02);
  });
});
