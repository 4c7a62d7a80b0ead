import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { PlaceLevel } from '../../src/domain/cohort/field';
import type { Scope } from '../../src/domain/condition/scope';
import { RawCounts } from '../../src/domain/disclosure';
import { scoreModelOf, unitsSql } from '../../src/domain/models/registry';
import { releaseTiers } from '../../src/domain/risk/groups';
import { byTopTiersSql, releaseTopTiers, topTierChoices } from '../../src/domain/risk/places';
import { byScoreSql } from '../../src/domain/risk/queries';
import { patientColumns, type DisclosurePolicy } from '../../src/domain/schema';
import { randomPatients, smallNetwork } from './condition-patients';

const available = new Set(patientColumns.map(({ name }) => name));
const shares = [0.005, 0.05, 0.2];
const score = scoreModelOf('cambridge20')!;
const units = unitsSql(score, available)!;

async function cutOffsOf(of: string): Promise<number[]> {
  const { ask } = await randomPatients();
  const answer = await ask(byScoreSql(of, null, available));
  return releaseTiers(answer, shares, { scope: null, policy: 'none', available }).cutOffs;
}

describe.each([
  ['network', null],
  ['practice', [1]],
  ['practice', [smallNetwork]],
  ['practice', [0, 2]],
  ['practice', null],
  ['neighbourhood', null],
  ['neighbourhood', [0, 2]],
] as const)('top tiers by %s in %j', (level: PlaceLevel, scope: Scope) => {
  it.each(['cambridge20', 'efi'])('by %s are those of a count person by person', async (id) => {
    const { ask, rows } = await randomPatients();
    const model = scoreModelOf(id)!;
    const of = unitsSql(model, available)!;
    const cutOffs = await cutOffsOf(of);
    const answer = await ask(byTopTiersSql({ units: of, cutOffs, level, population: null }));
    const everyone = (await rows(
      `SELECT network::INTEGER AS network, ${level}::INTEGER AS place, (${of})::INTEGER AS units FROM patients`,
    )) as { network: number; place: number; units: number | null }[];
    const scored = everyone.filter(
      ({ network, units }) => units !== null && (scope === null || scope.includes(network)),
    );
    for (const tiers of topTierChoices) {
      const { areas, total, measure } = releaseTopTiers(answer, {
        tiers,
        score: model,
        units: of,
        level,
        scope,
        policy: 'none',
      });
      const isTop = (person: { units: number | null }) => person.units! > cutOffs[tiers - 1]!;
      const places = [...new Set(scored.map(({ place }) => place))].sort((a, b) => a - b);
      // Practices of several networks come network by network.
      const inOrder = areas.toSorted((a, b) => a.area - b.area);
      expect(inOrder.map(({ area, numerator, denominator }) => [area, numerator, denominator])).toEqual(
        places.map((place) => {
          const here = scored.filter((person) => person.place === place);
          return [place, here.filter(isTop).length, here.length];
        }),
      );
      expect([total.numerator, total.denominator]).toEqual([scored.filter(isTop).length, scored.length]);
      expect(measure.denominator.ageBase).toBe(id === 'efi' ? '65+' : '');
    }
  });
});

it('of a cohort are of its people only, and hidden where the rest of a place is few', async () => {
  const { ask, rows } = await randomPatients();
  const cutOffs = await cutOffsOf(units);
  const question = { units, cutOffs, level: 'network', population: null } as const;
  const where = 'age >= 75';
  const cohort = { name: '75 and over', everybody: await ask(byTopTiersSql(question)) };
  const options = { tiers: 2, score, units, level: 'network', scope: null, cohort } as const;
  const answer = await ask(byTopTiersSql({ ...question, where }));
  const counted = (await rows(
    `SELECT network::INTEGER AS network, count(*)::INTEGER AS people, count_if(${units} > ${cutOffs[1]!})::INTEGER AS top FROM patients WHERE ${where} GROUP BY 1 ORDER BY 1`,
  )) as { network: number; people: number; top: number }[];
  expect(
    releaseTopTiers(answer, { ...options, policy: 'none' }).areas.map((line) => [
      line.area,
      line.denominator,
      line.numerator,
    ]),
  ).toEqual(counted.map(({ network, people, top }) => [network, people, top]));

  // All but four of the first network's people.
  const most = new RawCounts({
    get: (name) => ({ place: [0], network: [0], people: [996], top_1: [20], top_2: [96] })[name]!,
  });
  const all = new RawCounts({
    get: (name) => ({ place: [0], network: [0], people: [1000], top_1: [20], top_2: [100] })[name]!,
  });
  const hidden = releaseTopTiers(most, { ...options, cohort: { name: '', everybody: all }, policy: 'hes' });
  expect(hidden.areas[0]!.numerator).toBe('*');
  expect(hidden.total.numerator).toBe('*');
});

/** Places of two networks that share neighbourhoods, with people by tier. */
const tables = fc.array(
  fc.record({
    place: fc.integer({ min: 0, max: 3 }),
    network: fc.integer({ min: 0, max: 1 }),
    tiers: fc.tuple(
      fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 80 })),
      fc.integer({ min: 0, max: 40 }),
      fc.integer({ min: 0, max: 90 }),
      fc.integer({ min: 0, max: 900 }),
    ),
  }),
  { minLength: 1, maxLength: 8 },
);

it('no two numbers of tiers, nor two scopes, are both shown of a place where few people lie between: 400 tables', () => {
  const few = (count: number) => count > 0 && count < 8;
  fc.assert(
    fc.property(
      tables,
      fc.constantFrom<PlaceLevel>('neighbourhood', 'practice'),
      fc.constantFrom<DisclosurePolicy>('hes', 'opensafely', 'midpoint6'),
      (drawn, level, policy) => {
        const rows =
          level === 'practice' ? drawn.map((row) => ({ ...row, place: 4 * row.network + row.place })) : drawn;
        const top = (n: number) => rows.map(({ tiers }) => tiers.slice(0, n).reduce((a, b) => a + b, 0));
        const columns: Record<string, number[]> = {
          place: rows.map(({ place }) => place),
          network: rows.map(({ network }) => network),
          people: top(4),
          top_1: top(1),
          top_2: top(2),
          top_3: top(3),
        };
        const answer = new RawCounts({ get: (name) => columns[name]! });
        const scopes: Scope[] = [null, [0], [1]];
        /** What is on show: whose people, of which tiers. */
        const onShow: { area: number; scope: Scope; tiers: number; count: number }[] = [];
        for (const scope of scopes)
          for (const tiers of topTierChoices) {
            const options = { tiers, score, units, level, scope };
            const truth = releaseTopTiers(answer, { ...options, policy: 'none' });
            const shown = releaseTopTiers(answer, { ...options, policy });
            if (level === 'practice' && scope === null) {
              const networks = releaseTopTiers(answer, { ...options, level: 'network', policy }).areas;
              const hidden = networks.flatMap((line) => (line.numerator === '*' ? [line.area] : []));
              for (const { area, numerator } of shown.areas)
                if (hidden.includes(Math.floor(area / 4))) expect(numerator).toBe('*');
            }
            shown.areas.forEach(({ area, numerator }, i) => {
              const count = truth.areas[i]!.numerator as number;
              if (numerator === '*') return;
              expect(few(count)).toBe(false);
              expect(few((truth.areas[i]!.denominator as number) - count)).toBe(false);
              onShow.push({ area, scope, tiers, count });
            });
          }
        const holds = (a: (typeof onShow)[number], b: (typeof onShow)[number]) =>
          a.area === b.area && a.tiers >= b.tiers && (a.scope === null || a.scope === b.scope);
        for (const a of onShow)
          for (const b of onShow)
            if (holds(a, b)) expect({ a, b, isFew: few(a.count - b.count) }).toEqual({ a, b, isFew: false });
      },
    ),
    { numRuns: 400 },
  );
});
