import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { longTermConditions } from '../../src/domain/conditions';
import {
  needHistogram,
  needIndex,
  needTiersByKey,
  needUnits,
  type NeedWeights,
} from '../../src/domain/models/need-index';
import {
  needCells,
  needCellsSql,
  needDomainIds,
  needLevelsSql,
  needScales,
  type NeedColumns,
} from '../../src/domain/models/need-levels';
import { tierCounts, tierCutOffs, tierOf } from '../../src/domain/models/tiers';
import { patientColumns } from '../../src/domain/schema';

const people = 6000;
const networks = 5;
const all = patientColumns.map(({ name }) => name);
type Patient = Record<string, number | boolean | null>;

let db: DuckDBConnection;
let patients: Patient[];
beforeAll(async () => {
  db = await (await DuckDBInstance.create()).connect();
  await db.run('SELECT setseed(0.3)');
  const drawn: Record<string, string> = {
    network: `(i % ${networks})::USMALLINT`,
    age: 'floor(random() * 91)::UTINYINT',
    imd: 'floor(random() * 11)::UTINYINT',
    efi: '(CASE WHEN random() < 0.2 THEN floor(random() ** 2 * 30)::UTINYINT END)',
    gp_contacts: 'floor(random() ** 4 * 256)::UTINYINT',
    em_adm: 'floor(random() ** 9 * 30)::UTINYINT',
  };
  const columns = patientColumns.map(({ name, type }) => {
    const flag = type === 'boolean' ? 'random() ** 2 < 0.01' : 'floor(random() ** 3 * 20)::UTINYINT';
    return `${drawn[name] ?? flag} AS ${name}`;
  });
  await db.run(`CREATE TABLE patients AS SELECT ${columns.join()} FROM range(${people}) AS t(i)`);
  patients = (await db.runAndReadAll('SELECT * FROM patients')).getRowObjects() as Patient[];
});
afterAll(() => db.closeSync());

async function columns(sql: string): Promise<NeedColumns> {
  const answer = await db.runAndReadAll(sql);
  const found = answer.getColumnsObject() as unknown as Record<string, number[]>;
  for (const column of Object.values(found))
    expect(column.every((value) => typeof value === 'number')).toBe(true);
  return { rows: answer.currentRowCount, get: (name) => found[name]! };
}

/** Cells of the table as far as the available columns tell them, by network. */
async function loaded(available: ReadonlySet<string>) {
  const scales = needScales(await columns(needLevelsSql(available)));
  const cells = needCells(scales, await columns(needCellsSql(scales, available, 'network')));
  return { scales, cells };
}

/** Every person's index by the definition, from rows alone. */
function indexOfEach(available: ReadonlySet<string>, weights: NeedWeights): number[] {
  const number = (patient: Patient, name: string) => (available.has(name) ? Number(patient[name] ?? 0) : 0);
  const levels: Record<string, (patient: Patient) => number | null> = {
    conditions: (patient) =>
      longTermConditions.filter((id) => available.has(id) && patient[id] === true).length,
    frailty: (patient) => number(patient, 'efi'),
    medicines: (patient) => number(patient, 'medicines'),
    use: (patient) =>
      Math.floor(
        Math.min(
          number(patient, 'gp_contacts') + 3 * number(patient, 'ae') + 10 * number(patient, 'em_adm'),
          200,
        ) / 5,
      ),
    deprivation: (patient) => (patient.imd === 0 ? null : 11 - Number(patient.imd)),
  };
  const needs: Record<string, readonly string[]> = {
    conditions: longTermConditions,
    frailty: ['efi'],
    medicines: ['medicines'],
    use: ['gp_contacts', 'ae', 'em_adm'],
    deprivation: ['imd'],
  };
  const told = needDomainIds.filter((id) => needs[id]!.some((name) => available.has(name)));
  const standard = told.map((id) => {
    const each = patients.map(levels[id]!);
    const known = each.filter((level) => level !== null);
    const mean = known.reduce((sum, level) => sum + level, 0) / known.length;
    const sd = Math.sqrt(known.reduce((sum, level) => sum + (level - mean) ** 2, 0) / known.length);
    return each.map((level) => (level === null ? 0 : Math.max(-3, Math.min(3, (level - mean) / sd))));
  });
  const sum = told.reduce((total, id) => total + weights[id], 0);
  return patients.map(
    (_, row) => told.reduce((total, id, at) => total + weights[id] * standard[at]![row]!, 0) / sum,
  );
}

const weight = fc.integer({ min: 0, max: 10 });
const weights = fc
  .record({ conditions: weight, frailty: weight, medicines: weight, use: weight, deprivation: weight })
  .filter((each) => Object.values(each).some((one) => one > 0));

describe('the need index by cells is each person’s own', () => {
  it.each([
    ['every column', []],
    ['no frailty index, no attendances, two conditions', ['efi', 'ae', ...longTermConditions.slice(2)]],
  ])('%s', async (_, lacking) => {
    const available = new Set(all.filter((name) => !lacking.includes(name)));
    const { scales, cells } = await loaded(available);
    expect(cells.rows).toBeLessThan(people);
    const usable = weights.filter((each) => needDomainIds.some((id, at) => scales[at]!.told && each[id] > 0));
    fc.assert(
      fc.property(usable, (chosen) => {
        const found = needIndex(cells, scales, chosen);
        if (!found.ok) throw new Error(found.reason);
        const expected = indexOfEach(available, chosen);
        for (let network = 0; network < networks; network++) {
          const byCell = [...found.index].flatMap((index, row) =>
            cells.key[row] === network ? Array<number>(cells.people[row]!).fill(index) : [],
          );
          const byPerson = expected.filter((__, row) => patients[row]!.network === network);
          byCell.sort((a, b) => a - b);
          byPerson.sort((a, b) => a - b);
          expect(byCell).toHaveLength(byPerson.length);
          const furthest = Math.max(...byCell.map((index, at) => Math.abs(index - byPerson[at]!)));
          expect(furthest).toBeLessThanOrEqual(1e-12);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('cuts tiers that hold, network by network, the people whose own index is in them', async () => {
    const available = new Set(all);
    const { scales, cells } = await loaded(available);
    fc.assert(
      fc.property(weights, (chosen) => {
        const found = needIndex(cells, scales, chosen);
        if (!found.ok) throw new Error(found.reason);
        const units = needUnits(found.index);
        const histogram = needHistogram(cells, units);
        const cutOffs = tierCutOffs(histogram);
        const byKey = needTiersByKey(cells, units, cutOffs, networks);
        const total = [0, 1, 2, 3].map((tier) =>
          byKey.filter((__, at) => at % 4 === tier).reduce((a, b) => a + b, 0),
        );
        expect(total).toEqual([...tierCounts(histogram, cutOffs)]);
        expect(total.reduce((a, b) => a + b, 0)).toBe(people);

        // An index within a rounding of a boundary may fall to either side of it.
        const own = indexOfEach(available, chosen).map((index) => index * 10_000);
        const doubtful = own.some((each) => cutOffs.some((above) => Math.abs(each - above - 0.5) < 1e-6));
        fc.pre(!doubtful);
        const expected = new Float64Array(byKey.length);
        own.forEach((each, row) => {
          expected[Number(patients[row]!.network) * 4 + tierOf(Math.round(each), cutOffs)]! += 1;
        });
        expect(byKey).toEqual(expected);
      }),
      { numRuns: 15 },
    );
  });
});
