import { beforeAll, describe, expect, it } from 'vitest';
import { pairsSql, togetherSql } from '../../src/domain/condition/queries';
import { releaseCompanions, releaseContrasts, releasePairs } from '../../src/domain/condition/together';
import { byar, inScope, near, nearEstimate, options, scopes, valueOf, wilson } from './condition-near';
import { available, randomPatients, type Patients } from './condition-patients';

let patients: Patients;
beforeAll(async () => {
  patients = await randomPatients();
});

describe.each(scopes)('in %s, against SQL over the rows', (_, scope) => {
  it.each(['copd', 'dm', 'pad'] as const)('what else people with %s have', async (id) => {
    const companions = releaseCompanions(id, await patients.ask(togetherSql(id, scope, available)), options);
    expect(companions).toHaveLength(9);
    for (const { other, both, people, expected, share, ratio } of companions) {
      const [row] = await patients.rows(`
        WITH strata AS (SELECT least(age // 5, 18) AS band, sex, count(*)::DOUBLE AS n, count_if(${id})::DOUBLE AS a,
          count_if(${other})::DOUBLE AS b, count_if(${id} AND ${other})::DOUBLE AS ab
          FROM patients WHERE ${inScope(scope)} GROUP BY ALL),
        sums AS (SELECT sum(ab) AS x, sum(a) AS n, sum(a * b / n) AS e FROM strata)
        SELECT *, x / n AS value, ${wilson('x', 'n')
          .map((limit, i) => `${limit} AS ${['lower', 'upper'][i]!}`)
          .join()},
          ${byar('x')
            .map((limit, i) => `(${limit}) / e AS ratio_${['lower', 'upper'][i]!}`)
            .join()} FROM sums`);
      const { x, n, e } = row as { x: number; n: number; e: number };
      expect([both, people]).toEqual([x, n]);
      near(expected, e);
      nearEstimate(share, row!);
      nearEstimate(ratio, { value: x / e, lower: row!.ratio_lower, upper: row!.ratio_upper });
    }
    const shares = companions.map(({ share }) => valueOf(share));
    expect(shares).toEqual([...shares].sort((a, b) => b - a));
  });

  it.each(['copd', 'hyp', 'pad'] as const)(
    'what people with %s use beside others of their age and sex',
    async (id) => {
      const contrasts = releaseContrasts(id, await patients.ask(togetherSql(id, scope, available)), options);
      const amounts = {
        medicines: ['medicines', 'TRUE'],
        gp_contacts: ['gp_contacts', 'TRUE'],
        em_adm: ['em_adm', 'TRUE'],
        frail: ['(efi >= 9)::INTEGER', 'age >= 65 AND efi IS NOT NULL'],
      } as const;
      expect(contrasts.map(({ quantity }) => quantity.id)).toEqual(Object.keys(amounts));
      for (const { quantity, people, withIt, without, ratio } of contrasts) {
        const [amount, among] = amounts[quantity.id];
        const [row] = await patients.rows(`
        WITH strata AS (SELECT least(age // 5, 18) AS band, sex, count_if(${id})::DOUBLE AS n,
          sum(${amount}) FILTER (${id})::DOUBLE AS x, sum((${amount})::INTEGER ** 2) FILTER (${id})::DOUBLE AS q,
          avg(${amount}) FILTER (NOT ${id}) AS rest
          FROM patients WHERE ${inScope(scope)} AND ${among} GROUP BY ALL),
        sums AS (SELECT sum(n) AS n, sum(x) AS x, sum(q) AS q,
          sum(n * rest) / sum(n) FILTER (rest IS NOT NULL) AS matched FROM strata),
        limited AS (SELECT *, ${byar('x')[0]} AS low, ${byar('x')[1]} AS high FROM sums)
        SELECT *, x / n / matched AS value, (x + sqrt(q / x) * (low - x)) / n / matched AS lower,
          (x + sqrt(q / x) * (high - x)) / n / matched AS upper FROM limited`);
        expect(people).toBe(row!.n);
        near(withIt, Number(row!.x) / Number(row!.n));
        near(without, row!.matched);
        nearEstimate(ratio, row!, `${id}, ${quantity.id}`);
      }
    },
  );
});

describe('what holds of them', () => {
  it('each pair has the same people both ways round, and is as its register’s companions have it', async () => {
    const pairs = releasePairs(await patients.ask(pairsSql([0, 2], available)), options);
    expect(pairs).toHaveLength(8 * 7);
    for (const { id, companion } of pairs) {
      const other = pairs.find((pair) => pair.id === companion.other && pair.companion.other === id)!;
      expect(companion.both).toBe(other.companion.both);
      near(companion.expected, other.companion.expected, `${id} ${companion.other}`);
    }
    for (const id of ['copd', 'stia'] as const) {
      const companions = releaseCompanions(
        id,
        await patients.ask(togetherSql(id, [0, 2], available)),
        options,
      );
      for (const { companion } of pairs.filter((pair) => pair.id === id))
        expect(companions.find(({ other }) => other === companion.other)).toEqual(companion);
    }
  });

  it('a condition given at random goes with nothing and costs nothing', async () => {
    const answer = await patients.ask(togetherSql('pad', null, available));
    // Some intervals of so many miss 1 by chance; none is far from it.
    for (const { quantity, ratio } of releaseContrasts('pad', answer, options))
      expect(Math.abs(valueOf(ratio) - 1), quantity.id).toBeLessThan(0.15);
    const companions = releaseCompanions('pad', answer, options);
    for (const { other, ratio } of companions) expect(Math.abs(valueOf(ratio) - 1), other).toBeLessThan(0.4);
    const holding = companions.filter(({ ratio }) => ratio.ok && ratio.lower <= 1 && ratio.upper >= 1);
    expect(holding.length).toBeGreaterThanOrEqual(7);
  });

  it('one that brings another, and admissions, stands out', async () => {
    const answer = await patients.ask(togetherSql('copd', null, available));
    const failure = releaseCompanions('copd', answer, options).find(({ other }) => other === 'hf')!;
    expect(failure.ratio.ok && failure.ratio.lower).toBeGreaterThan(1.5);
    const admissions = releaseContrasts('copd', answer, options).find(
      ({ quantity }) => quantity.id === 'em_adm',
    )!;
    expect(admissions.ratio.ok && admissions.ratio.lower).toBeGreaterThan(2);
  });
});
