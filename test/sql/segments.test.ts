import { DuckDBInstance } from '@duckdb/node-api';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { clinicalTiers, clinicalTierSql } from '../../src/domain/models/clinical-tiers';
import { testSql } from '../../src/domain/models/row-test';
import type { Criterion, RuledGroup } from '../../src/domain/models/first-match';
import {
  bridges,
  firstMatch,
  segmentSchemes,
  segmentSql,
  segmentStanding,
} from '../../src/domain/models/segments';
import { patientColumns } from '../../src/domain/schema';

const all = patientColumns.map(({ name }) => name);
const optional = patientColumns.filter((column) => column.optional).map(({ name }) => name);
const people = 3000;
interface Told {
  group: number;
  criterion: Criterion;
  column: string | null;
}

/** Random patients with a NULL in any optional column now and then. */
const value = ({ name, type, optional }: (typeof patientColumns)[number]): string => {
  const drawn: Record<string, string> = {
    network: '(i % 4)::USMALLINT',
    practice: '(i % 9)::USMALLINT',
    age: 'floor(random() * 91)::UTINYINT',
  };
  const flag = type === 'boolean';
  const sql = drawn[name] ?? (flag ? 'random() < 0.04' : 'floor(random() ** 3 * 20)::UTINYINT');
  return `${optional ? `CASE WHEN random() > 0.1 THEN ${sql} END` : sql} AS ${name}`;
};

const lists: readonly (readonly [
  string,
  readonly RuledGroup[],
  (available: ReadonlySet<string>) => string,
])[] = [
  ...segmentSchemes.map(
    (scheme) =>
      [
        scheme.id,
        scheme.segments,
        (available: ReadonlySet<string>) => segmentSql(scheme, available),
      ] as const,
  ),
  ['clinical tiers', clinicalTiers, clinicalTierSql],
];

it.each(lists)(
  '%s put each person in the first group that matches, whatever columns there are',
  async (_, groups, sqlOf) => {
    const connection = await (await DuckDBInstance.create()).connect();
    await connection.run('SELECT setseed(0.4)');
    await connection.run(
      `CREATE TABLE patients AS SELECT ${patientColumns.map(value).join()} FROM range(${people}) AS t(i)`,
    );
    const rows = async (sql: string) => (await connection.runAndReadAll(sql)).getRowObjects();
    const table = await rows('SELECT * FROM patients');
    await fc.assert(
      fc.asyncProperty(fc.subarray(optional), async (kept) => {
        const available = new Set([...all.filter((name) => !optional.includes(name)), ...kept]);
        const found = await rows(
          `SELECT ${sqlOf(available)} AS g FROM (SELECT ${[...available].join()} FROM patients)`,
        );
        // Each criterion by itself, tested person by person with its missing columns left out.
        const criteria = groups.flatMap(({ anyOf }, group) =>
          anyOf.flatMap((criterion): Told[] => {
            if ('of' in criterion) return [{ group, criterion, column: null }];
            return criterion.all.every(({ column }) => available.has(column))
              ? [{ group, criterion, column: `(${criterion.all.map(testSql).join(' AND ')})` }]
              : [];
          }),
        );
        const single = criteria.filter(({ column }) => column !== null);
        const answers = await rows(
          `SELECT ${['true', ...single.map(({ column }) => column)].map((sql, i) => `${sql} AS c${i}`).join()} FROM patients`,
        );
        const expected = table.map((person, row) => {
          const matching = criteria.filter(({ criterion, column }) => {
            if (column !== null)
              return answers[row]![`c${1 + single.findIndex((one) => one.criterion === criterion)}`] === true;
            if (!('of' in criterion)) return false;
            return (
              criterion.of.filter((name) => available.has(name) && person[name] === true).length >=
              criterion.least
            );
          });
          return Math.min(groups.length - 1, ...matching.map(({ group }) => group));
        });
        expect(found.map(({ g }) => g)).toEqual(expected);
      }),
      { numRuns: 8 },
    );
    const sums = await rows(
      `SELECT network, practice, (SELECT count(*)::INTEGER FROM patients p WHERE p.network = c.network AND p.practice = c.practice) AS list,
       sum(people)::INTEGER AS people FROM (SELECT network, practice, ${sqlOf(new Set(all))} AS g, count(*) AS people
       FROM patients GROUP BY ALL) c GROUP BY ALL`,
    );
    expect(sums.length).toBeGreaterThan(9);
    for (const { list, people } of sums) expect(people).toBe(list);
    connection.closeSync();
  },
);

it('names what the patient table cannot tell', () => {
  const states = (scheme: typeof bridges) =>
    segmentStanding(scheme, new Set(all)).map(({ id, state }) => `${id} ${state}`);
  expect(states(bridges)).toEqual([
    'incurable_cancer part',
    'frailty_dementia whole',
    'organ_failure part',
    'serious_disability part',
    'acutely_ill empty',
    'maternal_infant part',
    'long_term_conditions whole',
    'healthy rest',
  ]);
  expect(states(firstMatch)[0]).toBe('end_of_life part');
  const [, frailty] = segmentStanding(bridges, new Set(['dem']));
  expect(frailty).toMatchObject({ state: 'part', lacking: [{ columns: ['efi'], leftOut: true }] });
});
