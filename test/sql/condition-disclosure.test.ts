import { beforeAll, describe, expect, it } from 'vitest';
import { releaseByAge } from '../../src/domain/condition/by-age';
import { releaseGroups } from '../../src/domain/condition/by-group';
import { ageSexSql, ethnicitySql, pairsSql, togetherSql } from '../../src/domain/condition/queries';
import type { Scope } from '../../src/domain/condition/scope';
import { releaseCompanions, releaseContrasts, releasePairs } from '../../src/domain/condition/together';
import type { RegisterId } from '../../src/domain/conditions';
import { RawCounts, type ShownCount } from '../../src/domain/disclosure';
import type { DisclosurePolicy } from '../../src/domain/schema';
import type { Estimate } from '../../src/domain/stats';
import { expectedOf, fifths } from './condition-near';
import { available, measureOf, randomPatients, smallNetwork, type Patients } from './condition-patients';

let patients: Patients;
beforeAll(async () => {
  patients = await randomPatients();
});

describe('under the HES rule', () => {
  it.each(scopesOfFew())('nothing of 1 to 7 shows in %s', async (_, scope) => {
    let hidden = 0;
    const ofPairs = await patients.ask(pairsSql(scope, available));
    for (const id of ['copd', 'dm', 'ost', 'pad'] as const) {
      const [raw, shown] = [
        await everything(id, scope, 'none', ofPairs),
        await everything(id, scope, 'hes', ofPairs),
      ];
      expect(shown.length).toBe(raw.length);
      raw.forEach(({ count, has }, i) => {
        const few = Number(count) >= 1 && Number(count) <= 7;
        const kept = shown[i]!;
        if (few) {
          expect([kept.count, kept.has], `${id}, ${kept.what}: ${count}`).toEqual(['*', false]);
          hidden++;
        } else if (kept.count !== '*') expect(Number(kept.count) % 5, kept.what).toBe(0);
        if (kept.has) expect(has).toBe(true);
      });
    }
    expect(hidden).toBeGreaterThan(scope === null ? 0 : 50);
  });

  it('a companion that all but a few have is hidden, since those few could be told', () => {
    const counts: Record<string, number> = {
      patients: 900,
      copd: 60,
      hyp: 500,
      copd_hyp: 56,
      dm: 90,
      copd_dm: 30,
    };
    const answer = new RawCounts({ get: (name) => [counts[name]!] });
    const among = { policy: 'hes', available: new Set(['copd', 'hyp', 'dm']) } as const;
    const told = releaseCompanions('copd', answer, among).map(({ other, both, share }) => [
      other,
      both,
      share.ok,
    ]);
    expect(told).toEqual([
      ['dm', 30, true],
      ['hyp', '*', false],
    ]);
  });
});

function scopesOfFew(): [string, Scope][] {
  return [
    ['the whole system', null],
    ['a network of 150 people', [smallNetwork]],
  ];
}

/** A count with whether something is told about those people. */
interface Told {
  what: string;
  count: ShownCount;
  has: boolean;
}

/** Everything that the view tells of a register. */
async function everything(
  id: RegisterId,
  scope: Scope,
  policy: DisclosurePolicy,
  ofPairs: RawCounts,
): Promise<Told[]> {
  const measure = measureOf(id);
  const together = await patients.ask(togetherSql(id, scope, available));
  const ofFigures = (what: string, figures: readonly { numerator: ShownCount; estimate: Estimate }[]) =>
    figures.map(({ numerator, estimate }) => ({ what, count: numerator, has: estimate.ok }));
  const companions = releaseCompanions(id, together, { policy, available })
    // Their order follows from what is shown.
    .sort((a, b) => a.other.localeCompare(b.other));
  const pairs = releasePairs(ofPairs, { policy, available });
  const ethnic = await patients.ask(ethnicitySql(measure, scope));
  return [
    ...ofFigures('age', releaseByAge(measure, await patients.ask(ageSexSql(measure, scope)), policy)),
    ...ofFigures('fifth', (await fifths(patients, id, scope, 'age-sex-ratio', policy)).areas),
    ...ofFigures('crude fifth', (await fifths(patients, id, scope, 'crude', policy)).areas),
    ...ofFigures('ethnic group', releaseGroups(measure, ethnic, { standard: 'crude', policy }).areas),
    ...ofFigures('expected', await expectedOf(patients, id, scope, 'practice', policy)),
    ...[...companions, ...pairs.filter((pair) => pair.id === id).map(({ companion }) => companion)].map(
      ({ other, both, share }) => ({ what: other, count: both, has: share.ok }),
    ),
    ...releaseContrasts(id, together, { policy, available }).map(({ quantity, people, withIt }) => ({
      what: quantity.id,
      count: people,
      has: withIt !== null,
    })),
  ];
}
