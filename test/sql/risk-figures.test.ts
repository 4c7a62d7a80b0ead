import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoreModelOf, scoreModels, unitsSql } from '../../src/domain/models/registry';
import { tierOf } from '../../src/domain/models/tiers';
import { unitsOfOne } from '../../src/domain/models/model';
import { fifths } from '../../src/domain/risk/age-fifth-counts';
import {
  ageBandLabels,
  byAgeAndFifthSql,
  gradientAt,
  releaseAgeFifths,
} from '../../src/domain/risk/age-fifths';
import { byTwoTiersSql, releaseAgreement } from '../../src/domain/risk/agreement';
import { comparedColumns, releaseCompared } from '../../src/domain/risk/compared';
import { shareAt } from '../../src/domain/risk/concentrated';
import { releaseDistribution } from '../../src/domain/risk/distribution';
import { releaseTiers } from '../../src/domain/risk/groups';
import { cutOffsOf } from '../../src/domain/risk/places';
import { byScoreSql } from '../../src/domain/risk/queries';
import { patientColumns } from '../../src/domain/schema';
import { randomPatients, smallNetwork } from './condition-patients';

const available = new Set(patientColumns.map(({ name }) => name));
const shares = [0.005, 0.05, 0.2];
const scopes = [null, [1], [smallNetwork], [0, 2]];
const openTo = (scope: number[] | null) => ({ scope, policy: 'none' }) as const;
const unitsOf = (id: string) => unitsSql(scoreModelOf(id)!, available)!;
const oneOf = (id: string) => unitsOfOne(scoreModelOf(id)!.model);
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

interface Person {
  network: number;
  age: number;
  imd: number;
  em_adm: number;
  units: number | null;
  other: number | null;
}

/** People one by one, to count them without the queries that are tested. */
async function people(id: string, other = id): Promise<Person[]> {
  const { rows } = await randomPatients();
  const columns = ['network', 'age', 'imd', 'em_adm'].map((name) => `${name}::INTEGER AS ${name}`);
  return (await rows(
    `SELECT ${columns.join(', ')}, (${unitsOf(id)})::INTEGER AS units, (${unitsOf(other)})::INTEGER AS other FROM patients`,
  )) as unknown as Person[];
}
const within = (scope: number[] | null) => (person: Person) =>
  scope === null || scope.includes(person.network);
/** The lowest cut-offs with at most each share of everybody who has a score above them. */
const cutOffsByHand = (scores: readonly number[]) => {
  const falling = [...scores].sort((a, b) => b - a);
  return shares.map((share) => falling[Math.floor(share * scores.length)]!);
};

describe.each(scoreModels.map(({ model }) => model.id))('by %s', (id) => {
  it('the distribution holds each person once, in the right bin, and cuts where the tiers do', async () => {
    const { ask } = await randomPatients();
    const answer = await ask(byScoreSql(unitsOf(id), null, available));
    const everybody = (await people(id)).filter(({ units }) => units !== null);
    for (const scope of scopes) {
      const { bins } = releaseDistribution(answer, { ...openTo(scope), one: oneOf(id) });
      expect(cutOffsOf(answer, shares)).toEqual(
        releaseTiers(answer, shares, { ...openTo(scope), available }).cutOffs,
      );
      const here = everybody.filter(within(scope));
      expect(bins.length).toBeLessThanOrEqual(42);
      bins.forEach(({ from, to, inside, everybody: all }, i) => {
        if (i > 0) expect(from).toBe(bins[i - 1]!.to);
        const isIn = ({ units }: Person) => units! >= from && units! < to;
        expect(inside.numerator).toBe(here.filter(isIn).length);
        expect(all.numerator).toBe(everybody.filter(isIn).length);
      });
      expect(sum(bins.map(({ inside }) => Number(inside.numerator)))).toBe(here.length);
    }
  });

  it('ages and deprivation fifths hold each person once, with the top tiers of a ranking person by person', async () => {
    const { ask } = await randomPatients();
    const answer = await ask(byAgeAndFifthSql(unitsOf(id), null));
    const everybody = (await people(id)).filter(({ units }) => units !== null);
    const cutOffs = cutOffsByHand(everybody.map(({ units }) => units!));
    expect(cutOffsOf(await ask(byScoreSql(unitsOf(id), null, comparedColumns)), shares)).toEqual(cutOffs);
    const one = oneOf(id);
    for (const scope of scopes) {
      const here = everybody.filter(within(scope));
      const cells = releaseAgeFifths(answer, shares, { ...openTo(scope), tiers: 2, one });
      const ages = ageBandLabels();
      expect(cells).toHaveLength(ages.length * fifths.length);
      for (const { band, fifth, top, mean } of cells) {
        const [from, to] = ages[band]!.replace('+', '–200').split('–').map(Number) as [number, number];
        const own = here.filter(
          ({ age, imd }) => age >= from && age <= to && (imd === 0 ? 0 : Math.ceil(imd / 2)) === fifth,
        );
        expect(top.denominator).toBe(own.length);
        expect(top.numerator).toBe(own.filter(({ units }) => units! > cutOffs[1]!).length);
        expect(mean.ok).toBe(own.length > 1);
        if (mean.ok)
          expect(mean.value).toBeCloseTo(sum(own.map(({ units }) => units! / one)) / own.length, 9);
      }
      expect(sum(cells.map(({ top }) => Number(top.denominator)))).toBe(here.length);
    }
  });

  it('the concentration index is twice the covariance of admissions and rank over their mean', async () => {
    const { ask } = await randomPatients();
    const answer = await ask(byScoreSql(unitsOf(id), null, comparedColumns));
    const here = (await people(id)).filter((person) => person.units !== null && within([1])(person));
    const { curve, index } = releaseCompared(answer, openTo([1]));
    const scores = here.map(({ units }) => units!).sort((a, b) => a - b);
    const [first, last] = [new Map<number, number>(), new Map<number, number>()];
    scores.forEach((score, i) => {
      if (!first.has(score)) first.set(score, i);
      last.set(score, i + 1);
    });
    const middle = (score: number) => (first.get(score)! + last.get(score)!) / 2 / scores.length;
    const mean = sum(here.map(({ em_adm }) => em_adm)) / here.length;
    const covariance = sum(here.map(({ units, em_adm }) => em_adm * (middle(units!) - 0.5))) / here.length;
    if (!index.ok) throw new Error(index.reason);
    expect(index.value).toBeCloseTo((2 * covariance) / mean, 9);
    expect(index.lower).toBeLessThan(index.value);
    // The curve is that of the Concentration figure.
    expect(shareAt(curve, 1)).toBeCloseTo(1, 12);
    expect(shareAt(curve, 0.05)).toBeGreaterThan(0);
  });
});

describe.each([
  ['cambridge20', 'charlson'],
  ['cambridge20', 'efi'],
  ['efi2', 'ccms21'],
])('tiers by %s and by %s', (own, other) => {
  it('are those of two rankings person by person, of people who have both scores', async () => {
    const { ask } = await randomPatients();
    const cutOffs = async (id: string) =>
      cutOffsOf(await ask(byScoreSql(unitsOf(id), null, available)), shares);
    const tiered = async (id: string) => ({ units: unitsOf(id), cutOffs: await cutOffs(id) });
    const [first, second] = [await tiered(own), await tiered(other)];
    const answer = await ask(byTwoTiersSql(first, second, null));
    const everybody = await people(own, other);
    const scored = (pick: (person: Person) => number | null) => everybody.flatMap((p) => pick(p) ?? []);
    expect(first.cutOffs).toEqual(cutOffsByHand(scored(({ units }) => units)));
    expect(second.cutOffs).toEqual(cutOffsByHand(scored((person) => person.other)));
    for (const scope of scopes) {
      const here = everybody.filter((p) => within(scope)(p) && p.units !== null && p.other !== null);
      const found = releaseAgreement(answer, 4, openTo(scope));
      if (!found.ok) throw new Error(found.reason);
      const counts = [0, 1, 2, 3].map((i) =>
        [0, 1, 2, 3].map(
          (j) =>
            here.filter(
              (p) => tierOf(p.units!, first.cutOffs) === i && tierOf(p.other!, second.cutOffs) === j,
            ).length,
        ),
      );
      expect(found.cells).toEqual(counts);
      expect(found.people).toBe(here.length);
      const same = sum(counts.map((row, i) => row[i]!));
      expect(found.same).toMatchObject({ ok: true, value: same / here.length });
      const inTop = sum(counts.slice(0, 2).flat());
      const stay = counts[0]![0]! + counts[0]![1]! + counts[1]![0]! + counts[1]![1]!;
      if (inTop > 0) expect(found.stay[1]).toMatchObject({ ok: true, value: stay / inTop });
      // Kappa as one less the ratio of how far apart people are to how far apart chance would put them.
      const apart = sum(counts.flatMap((row, i) => row.map((count, j) => count * Math.abs(i - j))));
      const rows = counts.map(sum);
      const columns = counts.map((_, j) => sum(counts.map((row) => row[j]!)));
      const chance = sum(
        rows.flatMap((row, i) => columns.map((column, j) => row * column * Math.abs(i - j))),
      );
      if (!found.kappa.ok) throw new Error(found.kappa.reason);
      expect(found.kappa.value).toBeCloseTo(1 - (apart * here.length) / chance, 9);
    }
  });
});

describe('through the gate', () => {
  const few = (count: number) => count >= 1 && count <= 7;
  // By midpoints nothing is hidden for being few.
  const policies = fc.constantFrom('hes' as const, 'opensafely' as const);
  const cutAt = fc
    .uniqueArray(fc.integer({ min: 1, max: 119 }), { minLength: 3, maxLength: 3 })
    .map((steps) => steps.sort((a, b) => a - b).map((step) => step / 200));

  it('no bin of few people, or of nearly all the people there are, in any scope', async () => {
    const { ask } = await randomPatients();
    for (const { model } of scoreModels) {
      const answer = await ask(byScoreSql(unitsOf(model.id), null, available));
      const everybody = (await people(model.id)).filter(({ units }) => units !== null);
      for (const scope of scopes)
        for (const policy of ['hes', 'midpoint6'] as const) {
          const { bins } = releaseDistribution(answer, { scope, policy, one: oneOf(model.id) });
          for (const { from, to, inside } of bins) {
            const isIn = ({ units }: Person) => units! >= from && units! < to;
            const all = everybody.filter(isIn);
            const own = all.filter(within(scope)).length;
            expect(few(own) || few(all.length - own)).toBe(false);
            if (inside.numerator !== '*') expect(Math.abs(inside.numerator - own)).toBeLessThanOrEqual(3);
          }
          expect(bins.length).toBeGreaterThan(1);
        }
    }
  });

  it('no cell of few people by age and deprivation, of few in the top tiers, or of few who are not, at any cut-offs', async () => {
    const { ask } = await randomPatients();
    const answer = await ask(byAgeAndFifthSql(unitsOf('cambridge20'), null));
    fc.assert(
      fc.property(cutAt, policies, fc.constantFrom(...scopes), (cut, policy, scope) => {
        const options = { tiers: 2, one: 100, scope };
        const real = releaseAgeFifths(answer, cut, { ...options, policy: 'none' });
        const all = releaseAgeFifths(answer, cut, { ...options, scope: null, policy: 'none' });
        releaseAgeFifths(answer, cut, { ...options, policy }).forEach(({ top, mean }, i) => {
          const counted = (cells: typeof real) => ({
            top: Number(cells[i]!.top.numerator),
            people: Number(cells[i]!.top.denominator),
          });
          const [own, whole] = [counted(real), counted(all)];
          const hidden = [own.top, own.people - own.top, whole.top - own.top];
          if (own.top > 0 && hidden.some(few)) expect(top.numerator).toBe('*');
          if (few(own.people) || (own.people > 0 && few(whole.people - own.people))) {
            expect(top.denominator).toBe('*');
            expect(mean.ok).toBe(false);
          }
          if (top.numerator === '*' || top.denominator === '*') expect(top.estimate.ok).toBe(false);
        });
      }),
      { numRuns: 100 },
    );
  });

  it('no few people who move, and no kappa of what is hidden', async () => {
    const { ask } = await randomPatients();
    const [own, other] = [unitsOf('cambridge20'), unitsOf('charlson')];
    const [first, second] = [
      await ask(byScoreSql(own, null, available)),
      await ask(byScoreSql(other, null, available)),
    ];
    for (const cut of [shares, [0.01, 0.02, 0.03], [0.1, 0.3, 0.6]])
      for (const scope of scopes)
        for (const policy of ['hes', 'opensafely', 'midpoint6'] as const) {
          const answer = await ask(
            byTwoTiersSql(
              { units: own, cutOffs: cutOffsOf(first, cut) },
              { units: other, cutOffs: cutOffsOf(second, cut) },
              null,
            ),
          );
          const [real, all] = [
            releaseAgreement(answer, 4, openTo(scope)),
            releaseAgreement(answer, 4, openTo(null)),
          ];
          const shown = releaseAgreement(answer, 4, { scope, policy });
          if (!real.ok || !all.ok || !shown.ok) continue;
          const hidden = shown.cells.flatMap((row, i) =>
            row.map((count, j) => {
              const here = Number(real.cells[i]![j]);
              const rest = Number(all.cells[i]![j]) - here;
              if (policy !== 'midpoint6' && (few(here) || (here > 0 && few(rest)))) expect(count).toBe('*');
              if (policy === 'midpoint6') expect(count).not.toBe('*');
              return count === '*' ? here : 0;
            }),
          );
          if (sum(hidden) / Number(real.people) > 0.03) expect(shown.kappa.ok).toBe(false);
        }
  });
});

it('the most deprived are told against the least at the age of most people in the top tiers', async () => {
  const { ask } = await randomPatients();
  const answer = await ask(byAgeAndFifthSql(unitsOf('cambridge20'), null));
  const cells = releaseAgeFifths(answer, shares, { ...openTo(null), tiers: 2, one: 100 });
  const found = gradientAt(cells)!;
  const at = (fifth: number) =>
    cells.find((cell) => cell.band === found.band && cell.fifth === fifth)!.top.estimate;
  const [most, least] = [at(1), at(5)];
  if (!most.ok || !least.ok || !found.ratio.ok) throw new Error('not shown');
  expect(found.ratio.value).toBeCloseTo(most.value / least.value, 12);
});

it('ages are named as far as a score is for them', () => {
  expect(ageBandLabels()).toEqual(['0–17', '18–39', '40–49', '50–59', '60–69', '70–79', '80–84', '85+']);
  expect(ageBandLabels(65)[4]).toBe('65–69');
  expect(ageBandLabels(16)[0]).toBe('16–17');
});
