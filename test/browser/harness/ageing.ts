import { askedOf, carry, type Asked, type Said } from '../../../src/domain/ageing/carry';
import { RawCounts } from '../../../src/domain/disclosure';
import { bandCount, bandOf, topAge } from '../../../src/domain/schema';
import { seededUniform } from '../../../src/domain/stats/random';
import { Carrier } from '../../../src/views/ageing/carrier';

export { Carrier };

const outcomes = [{ id: 'dm' }, { id: 'copd' }];
const fifths = 6;

/** Invented networks, as the two questions of the Ageing view count them, and a projection in which each age grows. */
export function invented(networks: number): Asked {
  const uniform = seededUniform(5);
  const ages: Record<string, number>[] = [];
  const cells: Record<string, number>[] = [];
  for (let network = 0; network < networks; network++)
    for (const sex of [1, 2]) {
      for (let age = 0; age <= topAge; age++)
        ages.push({ network, age, sex, people: Math.floor(400 * uniform()) });
      for (let band = 0; band < bandCount; band++)
        for (let fifth = 0; fifth < fifths; fifth++) {
          const people = Math.floor(300 * uniform());
          const ill = Math.floor((people * band * uniform()) / bandCount / 2);
          cells.push({ network, band, sex, fifth, people, dm: ill, copd: Math.floor(ill / 3) });
        }
    }
  const raw = (rows: Record<string, number>[]) =>
    new RawCounts({ get: (name) => Float64Array.from(rows, (row) => row[name]!) });
  const residents = (year: number) =>
    Float64Array.from({ length: topAge + 1 }, (_, age) => 9000 - 60 * age + year * (bandOf(age) - 4) * 20);
  const years = Array.from({ length: 16 }, (_, year) => ({ male: residents(year), female: residents(year) }));
  return askedOf(
    { ages: raw(ages), cases: raw(cells), fifths: raw(cells), earlier: null },
    { networks, outcomes, policy: 'hes', published: { ages: 'single', years } },
  );
}

/** All that is said, or why it failed. */
export const carried = (asked: Asked): Promise<{ said: Said[]; longest: number }> => {
  const said: Said[] = [];
  let longest = 0;
  let last = performance.now();
  const ticks = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 4);
  return new Promise((resolve, reject) => {
    const carrier = new Carrier();
    carrier.ask(asked, {
      said: (each) => {
        said.push(each);
        if (each.kind !== 'drawn' && each.kind !== 'refused') return;
        clearInterval(ticks);
        carrier.close();
        resolve({ said, longest });
      },
      failed: reject,
    });
  });
};

/** The same at once, in the page. */
export const carriedHere = (asked: Asked): Said[] => [...carry(asked)].filter((each) => each !== null);
