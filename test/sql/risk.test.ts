import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { Scope } from '../../src/domain/condition/scope';
import { scoreModelOf, scoreModels, unitsSql } from '../../src/domain/models/registry';
import { segmentSchemes, segmentSql } from '../../src/domain/models/segments';
import { amounts } from '../../src/domain/risk/amounts';
import { releaseConcentrated, shareAt } from '../../src/domain/risk/concentrated';
import { releaseSegments, releaseTiers } from '../../src/domain/risk/groups';
import { byScoreSql, bySegmentSql } from '../../src/domain/risk/queries';
import { patientColumns, type DisclosurePolicy } from '../../src/domain/schema';
import { randomPatients, smallNetwork } from './condition-patients';

const available = new Set(patientColumns.map(({ name }) => name));
const openTo = (scope: Scope) => ({ scope, policy: 'none', available }) as const;
const shares = [0.005, 0.05, 0.2];

/** People one by one, to count them without the queries that are tested. */
async function people(units: string, segment = '0') {
  const { rows } = await randomPatients();
  const all = await rows(
    `SELECT network::INTEGER AS network, (${units})::INTEGER AS units, (${segment})::INTEGER AS segment, em_adm::INTEGER AS em_adm, gp_contacts::INTEGER AS gp_contacts, medicines::INTEGER AS medicines FROM patients`,
  );
  return all as {
    network: number;
    units: number | null;
    segment: number;
    em_adm: number;
    gp_contacts: number;
    medicines: number;
  }[];
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe.each(scoreModels.map(({ model }) => model.id))('tiers by %s', (id) => {
  const units = unitsSql(scoreModelOf(id)!, available)!;

  it('are those of a ranking person by person, and add up to everybody who has a score', async () => {
    const { ask } = await randomPatients();
    const scope = [1];
    const answer = await ask(byScoreSql(units, null, available));
    const { groups, cutOffs, inside, everybody } = releaseTiers(answer, shares, openTo(scope));

    const ranked = (await people(units)).filter((person) => person.units !== null);
    const scores = ranked.map((person) => person.units!).sort((a, b) => b - a);
    expect(everybody.share.numerator).toBe(ranked.length);
    expect(inside.share.numerator).toBe(ranked.filter(({ network }) => network === 1).length);
    shares.forEach((share, tier) => {
      const above = scores.filter((score) => score > cutOffs[tier]!).length;
      expect(above).toBeLessThanOrEqual(share * scores.length);
      // One score lower and the tier would hold more than its share.
      const next = scores.filter((score) => score >= cutOffs[tier]!).length;
      expect(next).toBeGreaterThan(share * scores.length);
    });
    for (const { index, inside: own, everybody: all } of groups) {
      const isIn = (score: number) =>
        score <= (cutOffs[index - 1] ?? Infinity) && score > (cutOffs[index] ?? -Infinity);
      const members = ranked.filter((person) => isIn(person.units!));
      expect(all.share.numerator).toBe(members.length);
      const here = members.filter(({ network }) => network === 1);
      expect(own.share.numerator).toBe(here.length);
      const admissions = own.amounts.get('em_adm')!;
      if (here.length > 0 && admissions.ok)
        expect(admissions.value).toBeCloseTo((1000 * sum(here.map((p) => p.em_adm))) / here.length, 9);
      const medicines = own.amounts.get('medicines')!;
      if (here.length > 1 && medicines.ok)
        expect(medicines.value).toBeCloseTo(sum(here.map((p) => p.medicines)) / here.length, 9);
    }
  });
});

describe.each(segmentSchemes.map((scheme) => [scheme.id, scheme] as const))('segments %s', (_, scheme) => {
  it('hold each person once, in every network', async () => {
    const { ask } = await randomPatients();
    const sql = segmentSql(scheme, available);
    const everyone = await people('0', sql);
    for (const scope of [null, [0], [1], [2], [smallNetwork], [0, 2]]) {
      const answer = await ask(bySegmentSql(sql, null, available));
      const { groups, inside } = releaseSegments(answer, scheme.segments.length, openTo(scope));
      const here = everyone.filter(({ network }) => scope === null || scope.includes(network));
      expect(inside.share.numerator).toBe(here.length);
      expect(groups.map((group) => group.inside.share.numerator)).toEqual(
        scheme.segments.map((_, index) => here.filter(({ segment }) => segment === index).length),
      );
    }
  });
});

describe('the same through the gate', () => {
  const units = unitsSql(scoreModelOf('cambridge20')!, available)!;
  const shown = (policy: DisclosurePolicy) => ({ scope: [smallNetwork], policy, available });

  it('shows no tier of few people, nor what they use, at any cut-offs', async () => {
    const { ask } = await randomPatients();
    const answer = await ask(byScoreSql(units, null, available));
    const cutOffs = fc
      .uniqueArray(fc.integer({ min: 1, max: 199 }), { minLength: 3, maxLength: 3 })
      .map((steps) => steps.sort((a, b) => a - b).map((step) => step / 200));
    fc.assert(
      fc.property(cutOffs, fc.constantFrom('hes' as const, 'opensafely' as const), (shares, policy) => {
        const real = releaseTiers(answer, shares, openTo([smallNetwork]));
        const { groups } = releaseTiers(answer, shares, shown(policy));
        groups.forEach(({ inside }, i) => {
          const count = real.groups[i]!.inside.share.numerator as number;
          const rest = (real.groups[i]!.everybody.share.numerator as number) - count;
          const isFew = (people: number) => people > 0 && people < 8;
          if (isFew(count) || isFew(rest)) expect(inside.share.numerator).toBe('*');
          if (inside.share.numerator === '*')
            for (const estimate of inside.amounts.values()) expect(estimate.ok).toBe(false);
          else expect((inside.share.numerator as number) % 5).toBe(0);
        });
      }),
      { numRuns: 200 },
    );
  });

  it('gives no curve of a population in which its first step is of few people', async () => {
    const { ask } = await randomPatients();
    const answer = await ask(byScoreSql(units, null, available));
    const { curves, gini } = releaseConcentrated(answer, shown('hes'));
    expect(curves.every(({ ok }) => !ok)).toBe(true);
    expect(gini.ok).toBe(false);
  });
});

it('the curves are those of a ranking person by person', async () => {
  const { ask } = await randomPatients();
  const units = unitsSql(scoreModelOf('cambridge20')!, available)!;
  const answer = await ask(byScoreSql(units, null, available));
  const { curves, gini } = releaseConcentrated(answer, openTo(null));
  const admissions = curves.find(({ of }) => of.id === 'em_adm')!;
  const everyone = (await people(units)).map((p) => ({ score: p.units!, em_adm: p.em_adm }));
  const meanAt = new Map<number, { people: number; events: number }>();
  for (const { score, em_adm } of everyone) {
    const tied = meanAt.get(score) ?? { people: 0, events: 0 };
    meanAt.set(score, { people: tied.people + 1, events: tied.events + em_adm });
  }
  // Everybody with the same score holds the same share of what they have between them.
  const ordered = everyone
    .map(({ score }) => ({ score, held: meanAt.get(score)!.events / meanAt.get(score)!.people }))
    .sort((a, b) => b.score - a.score);
  const top = ordered.slice(0, 0.05 * ordered.length);
  const share = sum(top.map(({ held }) => held)) / sum(everyone.map(({ em_adm }) => em_adm));
  expect(shareAt(admissions, 0.05)).toBeCloseTo(share, 9);

  const scores = everyone.map(({ score }) => score).sort((a, b) => a - b);
  const weighted = sum(scores.map((score, i) => (2 * (i + 1) - scores.length - 1) * score));
  expect(gini).toMatchObject({ ok: true });
  if (gini.ok) expect(gini.value).toBeCloseTo(weighted / (scores.length * sum(scores)), 9);
});

it('an amount that a dataset lacks is left out', async () => {
  const { ask } = await randomPatients();
  const some = new Set([...available].filter((name) => name !== 'ae'));
  const answer = await ask(byScoreSql('age', null, some));
  const released = releaseTiers(answer, shares, { scope: null, policy: 'none', available: some });
  expect(released.amounts.map(({ id }) => id)).toEqual(
    amounts.map(({ id }) => id).filter((id) => id !== 'ae'),
  );
});
