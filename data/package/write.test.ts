import { contextOf } from '../../src/domain/measures/context';
import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { readFile, rm, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registers } from '../../src/domain/conditions';
import { flagsIn } from '../../src/domain/models/bits';
import { cambridge20 } from '../../src/domain/models/cambridge';
import { scoreUnits } from '../../src/domain/models/model';
import { areaSql } from '../../src/domain/measures/query';
import { availableMeasures } from '../../src/domain/measures/cells';
import { bandOf } from '../../src/domain/schema';
import { checkPackage } from './check';
import {
  readColumns,
  readEarlierList,
  readManifest,
  readNeighbourhoods,
  readNetwork,
  readWarm,
  readProjection,
  readWorkforce,
} from './read';
import { tinyPatients, tinySystem } from './tiny-system';
import { writePackage, type Progress, type Summary } from './write';

const folder = mkdtempSync(path.join(tmpdir(), 'package-'));
const out = path.join(folder, 'tiny');
const progress: Progress[] = [];
let summary: Summary;
beforeAll(async () => {
  const onProgress = (one: Progress) => void progress.push(one);
  summary = await writePackage(tinySystem(), out, { seed: 7, simulate: tinyPatients, onProgress });
});
afterAll(() => rm(folder, { recursive: true }));

const files = async (dir: string) => {
  const entries = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const names = entries.map((entry) => path.relative(dir, path.join(entry.parentPath, entry.name))).sort();
  return Object.fromEntries(
    await Promise.all(
      names.map(async (name): Promise<[string, string]> => [
        name,
        await readFile(path.join(dir, name), 'hex'),
      ]),
    ),
  );
};

/** Every row of the package, as plain numbers by column name. */
async function everyRow() {
  const manifest = await readManifest(out);
  const networks = await Promise.all(manifest.networks.map((_, i) => readNetwork(out, manifest, i)));
  return networks.flatMap(({ rows, columns }) =>
    Array.from({ length: rows }, (_, row) =>
      Object.fromEntries(
        [...columns].map(([name, { values, valid }]) => [name, valid?.[row] === 0 ? null : values[row]!]),
      ),
    ),
  );
}

describe('a package written from a source', () => {
  it('passes its own check, and the summary says what is in it', async () => {
    const checked = await checkPackage(out);
    expect(checked.problems).toEqual([]);
    expect(checked).toMatchObject({ ok: true, patients: 600, networks: 2, practices: 3, neighbourhoods: 4 });
    expect(summary).toMatchObject({
      id: 'tiny',
      patients: 600,
      networks: 2,
      practices: 3,
      neighbourhoods: 4,
    });
    expect(summary.bytes).toBe(checked.bytes);
    expect(summary.notes).toEqual([{ topic: 'Practices', text: 'One practice closed.', patients: 12 }]);
  });

  it('has no ethnicity column when its source has none, and a source for every column that it has', async () => {
    const { columns } = await readManifest(out);
    expect(columns.map(({ name }) => name)).not.toContain('ethnicity');
    for (const { source } of columns) expect(source).toMatch(/\.$/);
  });

  it('is made of the same bytes when it is written again', async () => {
    const again = path.join(folder, 'again');
    await writePackage(tinySystem(), again, { seed: 7, simulate: tinyPatients });
    expect(await files(again)).toEqual(await files(out));
  });

  it('is made of other rows for another seed', async () => {
    const other = path.join(folder, 'other');
    await writePackage(tinySystem(), other, { seed: 8, simulate: tinyPatients });
    expect((await files(other))['networks/U00001.arrows']).not.toBe(
      (await files(out))['networks/U00001.arrows'],
    );
  });

  it('counts the same cells in SQL as a plain count of its rows', async () => {
    const manifest = await readManifest(out);
    const { rows, columns } = await readColumns(out, manifest.cells.practice);
    const at = (name: string, row: number) => columns.get(name)!.values[row]!;
    const people = await everyRow();
    const keyOf = (one: Record<string, number | null>) =>
      [one.network, one.practice, bandOf(one.age!), one.sex, Math.floor((one.imd! + 1) / 2)].join();
    const groups = new Map<string, typeof people>();
    for (const one of people) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
    expect(rows).toBe(groups.size);
    for (let row = 0; row < rows; row++) {
      const key = ['network', 'practice', 'band', 'sex', 'fifth'].map((name) => at(name, row)).join();
      const group = groups.get(key)!;
      const count = (holds: (one: (typeof group)[number]) => boolean) => group.filter(holds).length;
      expect(at('patients', row)).toBe(group.length);
      for (const base of [6, 15, 16, 17, 18, 50, 65])
        expect(at(`aged${base}`, row)).toBe(count((one) => one.age! >= base));
      for (const { id } of registers) expect(at(id, row)).toBe(count((one) => one[id] === 1));
      expect(at('frail', row)).toBe(count((one) => one.efi !== null && one.efi! >= 9));
      expect(at('aged65_efi', row)).toBe(count((one) => one.efi !== null));
      expect(at('core20', row)).toBe(count((one) => one.imd === 1 || one.imd === 2));
      expect(at('em_adm', row)).toBe(group.reduce((sum, one) => sum + one.em_adm!, 0));
      expect(at('em_adm_squares', row)).toBe(group.reduce((sum, one) => sum + one.em_adm! ** 2, 0));
    }
  });

  it('counts patients by single year of age and sex', async () => {
    const manifest = await readManifest(out);
    const { rows, columns } = await readColumns(out, manifest.cells.age!);
    const at = (name: string, row: number) => columns.get(name)!.values[row]!;
    const people = await everyRow();
    let counted = 0;
    for (let row = 0; row < rows; row++) {
      const [network, age, sex] = ['network', 'age', 'sex'].map((name) => at(name, row));
      const own = people.filter((one) => one.network === network && one.age === age && one.sex === sex);
      expect(at('patients', row)).toBe(own.length);
      expect(own.length).toBeGreaterThan(0);
      counted += own.length;
    }
    expect(counted).toBe(600);
  });

  it('puts at most 5% of people strictly above the cut-off of the highest tier', async () => {
    const { tiers } = await readManifest(out);
    const people = await everyRow();
    const flags = new Map(Object.keys(people[0]!).map((name) => [name, people.map((one) => one[name] ?? 0)]));
    const scores = scoreUnits(cambridge20, flagsIn(flags), people.length);
    const above = (cutOff: number) => scores.filter((score) => score > cutOff).length;
    expect(above(tiers.high_risk.aboveHundredths)).toBe(tiers.high_risk.people);
    expect(tiers.high_risk.people).toBeLessThanOrEqual(30);
    expect(above(tiers.high_risk.aboveHundredths - 1)).toBeGreaterThan(30);
  });

  it('has warm results for every measure by network, under the text of the query', async () => {
    const manifest = await readManifest(out);
    const { results } = await readWarm(out, manifest);
    const context = contextOf(manifest);
    const measures = availableMeasures(context, new Set(manifest.columns.map(({ name }) => name)));
    expect(results.map(({ sql }) => sql)).toEqual(
      measures.map((measure) => areaSql({ measure, level: 'network' })),
    );
    const people = await everyRow();
    const dm = results.find(({ sql }) => sql.includes('sum(dm)'))!.columns;
    expect(dm).toEqual({
      area: [0, 1],
      numerator: [0, 1].map(
        (network) => people.filter((one) => one.network === network && one.dm === 1).length,
      ),
      denominator: [0, 1].map(
        (network) => people.filter((one) => one.network === network && one.age! >= 17).length,
      ),
    });
  });

  it('lists each neighbourhood’s patients as its rows have them', async () => {
    const manifest = await readManifest(out);
    const { patients } = await readNeighbourhoods(out, manifest);
    expect(patients).toEqual([20, 190, 190, 100, 100]);
  });

  it('reports progress in patients, then in networks, and ends each stage whole', () => {
    const last = new Map(progress.map((one) => [one.stage, one]));
    expect([...last.keys()]).toEqual(['Patients', 'Cells', 'Maps']);
    expect(last.get('Patients')).toEqual({ stage: 'Patients', done: 600, total: 600, unit: 'patients' });
    expect(last.get('Cells')).toMatchObject({ done: 2, total: 2 });
  });
});

describe('staff in post', () => {
  it('are written as the source has them, and in a file of their own', async () => {
    const manifest = await readManifest(out);
    expect(manifest.workforce?.file).toBe('workforce.json');
    expect(await readWorkforce(out, manifest)).toEqual(tinySystem().workforce);
  });

  it('that the source has not are no file, and the package passes its check', async () => {
    const target = path.join(folder, 'unstaffed');
    const source = { ...tinySystem(), workforce: null };
    await writePackage(source, target, { seed: 7, simulate: tinyPatients });
    const manifest = await readManifest(target);
    expect(manifest).not.toHaveProperty('workforce');
    expect(await readWorkforce(target, manifest)).toBeNull();
    expect((await checkPackage(target)).problems).toEqual([]);
  });

  it('of a network that does not exist are refused', async () => {
    const workforce = { ...tinySystem().workforce!, network: [0, 2] };
    const failing = writePackage({ ...tinySystem(), workforce }, path.join(folder, 'misstaffed'), {
      seed: 7,
      simulate: tinyPatients,
    });
    await expect(failing).rejects.toThrow('network.1: there is no network 2');
  });
});

describe('a projection', () => {
  it('is written as the source has it, in a file of its own', async () => {
    const manifest = await readManifest(out);
    expect(manifest.projection?.file).toBe('projection.json');
    expect(await readProjection(out, manifest)).toEqual(tinySystem().projection);
  });

  it('that the source has not is no file, and the package passes its check', async () => {
    const target = path.join(folder, 'unprojected');
    await writePackage({ ...tinySystem(), projection: null }, target, { seed: 7, simulate: tinyPatients });
    const manifest = await readManifest(target);
    expect(manifest).not.toHaveProperty('projection');
    expect(await readProjection(target, manifest)).toBeNull();
    expect((await checkPackage(target)).problems).toEqual([]);
  });

  it('from another year than the snapshot’s is refused', async () => {
    const projection = { ...tinySystem().projection!, firstYear: 2025 };
    const failing = writePackage({ ...tinySystem(), projection }, path.join(folder, 'misprojected'), {
      seed: 7,
      simulate: tinyPatients,
    });
    await expect(failing).rejects.toThrow('firstYear is 2025, and the snapshot is of 2026');
  });
});

describe('an earlier list', () => {
  it('is written as the source has it, in a file of its own', async () => {
    const manifest = await readManifest(out);
    expect(manifest.earlier?.file).toBe('earlier.json');
    expect(await readEarlierList(out, manifest)).toEqual(tinySystem().earlier);
  });

  it('that the source has not is no file, and the package passes its check', async () => {
    const target = path.join(folder, 'unlisted');
    await writePackage({ ...tinySystem(), earlier: null }, target, { seed: 7, simulate: tinyPatients });
    const manifest = await readManifest(target);
    expect(manifest).not.toHaveProperty('earlier');
    expect(await readEarlierList(target, manifest)).toBeNull();
    expect((await checkPackage(target)).problems).toEqual([]);
  });

  it('from another time than five years before is refused', async () => {
    const earlier = { ...tinySystem().earlier!, date: '2021-01-01' };
    const failing = writePackage({ ...tinySystem(), earlier }, path.join(folder, 'misdated'), {
      seed: 7,
      simulate: tinyPatients,
    });
    await expect(failing).rejects.toThrow('date is 2021-01-01, which is not within 62 days of five years');
  });
});

describe('writing that is stopped', () => {
  it('leaves nothing behind, neither before it began nor half-way', async () => {
    const target = path.join(folder, 'aborted');
    const before = AbortSignal.abort(new Error('interrupted'));
    await expect(
      writePackage(tinySystem(), target, { seed: 7, simulate: tinyPatients, signal: before }),
    ).rejects.toThrow('interrupted');
    const control = new AbortController();
    const halfway = writePackage(tinySystem(), target, {
      seed: 7,
      simulate: tinyPatients,
      signal: control.signal,
      onProgress: ({ stage }) => stage === 'Cells' && control.abort(new Error('interrupted')),
    });
    await expect(halfway).rejects.toThrow('interrupted');
    expect(readdirSync(folder).filter((name) => name.includes('aborted'))).toEqual([]);
  });

  it('keeps the earlier dataset when a network cannot be simulated', async () => {
    const target = path.join(folder, 'kept');
    await writePackage(tinySystem(), target, { seed: 7, simulate: tinyPatients });
    const before = await files(target);
    const failing = writePackage(tinySystem(), target, {
      seed: 9,
      simulate: (margins, seed) => {
        if (margins.network === 1) throw new Error('network 1: no such list');
        return tinyPatients(margins, seed);
      },
    });
    await expect(failing).rejects.toThrow('no such list');
    expect(await files(target)).toEqual(before);
  });

  it('refuses patients that are not those of the lists', async () => {
    const target = path.join(folder, 'wrong');
    const failing = writePackage(tinySystem(), target, {
      seed: 7,
      simulate: (margins, seed) => {
        const table = tinyPatients(margins, seed);
        table.columns.get('practice')![0] = margins.network === 0 ? 1 : 2;
        return table;
      },
    });
    await expect(failing).rejects.toThrow('practice 0 has 199 simulated patients, its list has 200');
    expect(existsSync(target)).toBe(false);
  });

  it('leaves a folder alone that is no dataset', async () => {
    const target = path.join(folder, 'letters');
    await mkdir(target);
    await writeFile(path.join(target, 'letter.txt'), 'precious');
    await expect(writePackage(tinySystem(), target, { seed: 7, simulate: tinyPatients })).rejects.toThrow(
      /no dataset/,
    );
    expect(readdirSync(target)).toEqual(['letter.txt']);
  });
});

describe('writing with worker threads and the population engine', () => {
  it('makes what passes the check', async () => {
    const target = path.join(folder, 'threads');
    await writePackage(tinySystem(), target, { seed: 7 });
    expect((await checkPackage(target)).problems).toEqual([]);
  });

  it('passes on what a thread refuses, and leaves nothing', async () => {
    const source = tinySystem();
    const margins = (network: number) => {
      const result = source.margins(network);
      if (network === 1) result.practices[0]!.registers.fill(999);
      return result;
    };
    const failing = writePackage({ ...source, margins }, path.join(folder, 'refused'), { seed: 7 });
    await expect(failing).rejects.toThrow(/practice 2: 999 on the AF register/);
    expect(readdirSync(folder).filter((name) => name.includes('refused'))).toEqual([]);
  });
});
