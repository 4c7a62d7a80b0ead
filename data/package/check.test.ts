import { createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { tableFromIPC, tableToIPC } from 'apache-arrow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  listedFiles,
  type EarlierList,
  type Manifest,
  type Projection,
  type Workforce,
} from '../../src/domain/schema';
import { encodeStream, type Column } from './arrow';
import { checkPackage } from './check';
import { rowProblems, schemaProblems } from './check-rows';
import { readColumns, readInflated, readManifest, readNeighbourhoods, readNetwork } from './read';
import { tinyPatients, tinySystem } from './tiny-system';
import { writePackage, type Progress } from './write';

const folder = mkdtempSync(path.join(tmpdir(), 'check-'));
const good = path.join(folder, 'good');
beforeAll(async () => {
  await writePackage(tinySystem(), good, { seed: 7, simulate: tinyPatients });
});
afterAll(() => rm(folder, { recursive: true }));

type Edit = (dir: string) => Promise<void>;
let copies = 0;

/** Problems of a copy of the good package after an edit. */
async function problemsAfter(edit: Edit): Promise<string[]> {
  const dir = path.join(folder, `copy-${copies++}`);
  await cp(good, dir, { recursive: true });
  await edit(dir);
  return (await checkPackage(dir)).problems;
}

const editJson = async (dir: string, file: string, edit: (content: never) => unknown) => {
  const content = JSON.parse(await readFile(path.join(dir, file), 'utf8')) as never;
  edit(content);
  await writeFile(path.join(dir, file), JSON.stringify(content));
};
const editManifest = (edit: (manifest: Manifest) => unknown) => (dir: string) =>
  editJson(dir, 'manifest.json', edit);

/** Puts other bytes in a file and the manifest's size and hash right, as a careless program would. */
const replace = async (dir: string, file: string, bytes: Uint8Array) => {
  await writeFile(path.join(dir, file), bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await editManifest((manifest) => {
    Object.assign(
      listedFiles(manifest).find((one) => one.file === file)!,
      { bytes: bytes.length, sha256 },
    );
  })(dir);
};

/** Edits one row's values of a table and stores it with the right hash. */
const editTable =
  (file: string, edit: (columns: Map<string, Column>) => void): Edit =>
  async (dir) => {
    const { rows, columns } = await readColumns(dir, { file });
    const edited = new Map(columns);
    edit(edited);
    await replace(dir, file, gzipSync(encodeStream([...edited.values()], rows)));
  };
const setRow =
  (values: Record<string, number>, row = 0) =>
  (columns: Map<string, Column>): void => {
    for (const [name, value] of Object.entries(values)) {
      const column = columns.get(name)!;
      column.values[row] = value;
      if (column.valid) column.valid[row] = 1;
    }
  };
const editContent =
  (file: string, edit: (content: never) => unknown): Edit =>
  async (dir) => {
    await editJson(dir, file, edit);
    await replace(dir, file, await readFile(path.join(dir, file)));
  };

describe('while it checks', () => {
  it('tells how many bytes of all files are done', async () => {
    const points: Progress[] = [];
    const { bytes } = await checkPackage(good, { onProgress: (point) => points.push(point) });
    expect(points[0]!.done).toBeLessThan(bytes);
    expect(points.at(-1)).toEqual({ stage: 'Checking', done: bytes, total: bytes, unit: 'bytes' });
    const done = points.map((point) => point.done);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
  });
  it('stops at the next file when it is aborted', async () => {
    const control = new AbortController();
    let points = 0;
    const checking = checkPackage(good, {
      signal: control.signal,
      onProgress: () => ++points === 3 && control.abort(new Error('interrupted')),
    });
    await expect(checking).rejects.toThrow('interrupted');
    expect(points).toBe(3);
  });
});

describe('a package that was damaged on the way', () => {
  const files = [
    'networks/U00001.arrows',
    'networks/U00002.arrows',
    'cells/practice.arrows',
    'cells/neighbourhood.arrows',
    'cells/comorbidity.arrows',
    'cells/age.arrows',
    'geo/networks.json',
    'geo/neighbourhoods.json',
    'neighbourhoods.json',
    'workforce.json',
    'projection.json',
    'earlier.json',
    'warm.json',
  ];
  /** Problems of a copy in which every file went through the same accident. */
  const damagedBy = (accident: (file: string) => Promise<void>) =>
    problemsAfter(async (dir) => {
      await Promise.all(files.map((file) => accident(path.join(dir, file))));
    });

  it('names every file in which a byte is another', async () => {
    const problems = await damagedBy(async (file) => {
      const bytes = await readFile(file);
      bytes[bytes.length >> 1]! ^= 1;
      await writeFile(file, bytes);
    });
    for (const file of files)
      expect(problems).toContainEqual(expect.stringMatching(`^${file}: was changed: its SHA-256`));
  });

  it('names every file that is cut off', async () => {
    const problems = await damagedBy(async (file) => {
      const bytes = await readFile(file);
      await writeFile(file, bytes.subarray(0, bytes.length - 20));
    });
    for (const file of files)
      expect(problems).toContainEqual(
        expect.stringMatching(`^${file}: has \\d+ bytes, and the manifest says \\d+. Copy the dataset again`),
      );
  });

  it('names every file that is missing', async () => {
    const problems = await damagedBy((file) => rm(file));
    expect(problems.sort()).toEqual(
      files
        .map(
          (file) => `${file}: is missing. Copy the dataset again from where it was made, or build it again.`,
        )
        .sort(),
    );
  });

  it.each<[string, (content: Workforce) => unknown, RegExp]>([
    [
      'entries are left out',
      ({ fte }) => fte.pop(),
      /^workforce\.json: network, role and fte have 2, 2 and 1 entries/,
    ],
    ['a network does not exist', ({ network }) => (network[1] = 9), /network\.1: there is no network 9/],
    ['a role does not exist', ({ role }) => (role[0] = 5), /role\.0: there is no role 5/],
    ['a pair stands twice', ({ role }) => (role[1] = 0), /network 0 has the role 0 twice/],
    ['staff are fewer than none', ({ fte }) => (fte[0] = -1), /^workforce\.json: fte\.0: /],
  ])('says of staff in post when %s', async (_, edit, problem) => {
    expect(await problemsAfter(editContent('workforce.json', edit))).toEqual([
      expect.stringMatching(problem),
    ]);
  });

  it.each<[string, (content: Projection) => unknown, RegExp]>([
    ['begins in another year', (p) => p.firstYear++, /^projection\.json: firstYear is 2027, .* of 2026/],
    [
      'lacks a year of one sex',
      ({ male }) => male.pop(),
      /^projection\.json: male and female have 2 and 3 years/,
    ],
    [
      'has one year only',
      (p) => [p.male, p.female].map((sex) => sex.splice(1)),
      /male: .* two years or more/,
    ],
    ['lacks an age', ({ female }) => female[2]!.pop(), /female\.2: has 18 ages, and bands are 19/],
    ['has fewer people than none', ({ male }) => (male[1]![4] = -1), /^projection\.json: male\.1\.4: /],
    ['is of another variant', (p) => Object.assign(p, { variant: 'high' }), /^projection\.json: variant: /],
  ])('says of a projection when it %s', async (_, edit, problem) => {
    expect(await problemsAfter(editContent('projection.json', edit))).toEqual([
      expect.stringMatching(problem),
    ]);
  });

  it.each<[string, (content: EarlierList) => unknown, RegExp]>([
    ['is of six years before', (e) => (e.date = '2020-07-01'), /^earlier\.json: date is 2020-07-01, which/],
    ['is of no day', (e) => (e.date = '2021-07'), /^earlier\.json: date: /],
    ['is of a network that does not exist', (e) => (e.network[0] = 2), /network\.0: there is no network 2/],
    [
      'has a network twice',
      (e) => [e.network, e.male, e.female].map((each) => each.push(each[0] as never)),
      /network\.1: 0 does not come after its precursor/,
    ],
    ['lacks a network of one sex', (e) => e.male.pop(), /male has 0 networks, and network has 1/],
    ['lacks a band', (e) => e.female[0]!.pop(), /female\.0: has 18 bands, and there are 19/],
    ['has a part of a person', (e) => (e.male[0]![4] = 1.5), /^earlier\.json: male\.0\.4: /],
  ])('says of an earlier list when it %s', async (_, edit, problem) => {
    expect(await problemsAfter(editContent('earlier.json', edit))).toEqual([expect.stringMatching(problem)]);
  });

  it.each(files)('blames %s alone when only it is damaged', async (file) => {
    const problems = await problemsAfter((dir) => writeFile(path.join(dir, file), 'gone'));
    expect(problems.length).toBeGreaterThan(0);
    for (const problem of problems) expect(problem.startsWith(`${file}: `)).toBe(true);
  });
});

describe('a manifest', () => {
  it('that is missing says that the folder is no dataset', async () => {
    expect(await problemsAfter((dir) => rm(path.join(dir, 'manifest.json')))).toEqual([
      expect.stringMatching(/^manifest\.json: is missing.*no dataset/),
    ]);
  });
  it('that is cut off is not JSON', async () => {
    expect(
      await problemsAfter((dir) => writeFile(path.join(dir, 'manifest.json'), '{"schemaVersion": 1,')),
    ).toEqual([expect.stringMatching(/^manifest\.json: is not JSON/)]);
  });
  it('of a newer schema says which version it has', async () => {
    expect(
      await problemsAfter(
        editManifest((manifest) => Object.assign(manifest, { schemaVersion: 2, networks: 'other' })),
      ),
    ).toEqual([
      'manifest.json: has schema version 2, and this program reads 1. Check it with a newer Catchment.',
    ]);
  });
  it('that breaks the schema says where', async () => {
    const problems = await problemsAfter(
      editManifest((manifest) => {
        manifest.networks[1]!.sha256 = 'none';
        Object.assign(manifest.practices[0]!, { lon: null });
      }),
    );
    expect(problems).toEqual([
      expect.stringMatching(/^manifest\.json: networks\.1\.sha256: /),
      expect.stringMatching(/^manifest\.json: practices\.0\.lon: /),
    ]);
  });
  it('whose lists do not agree with each other is refused, each fault in words', async () => {
    const problems = await problemsAfter(
      editManifest((manifest) => {
        manifest.practices[0]!.rows++;
        manifest.practices[2]!.network = 7;
        manifest.networks[1]!.place = 3;
        manifest.practices[1]!.lat = 520;
      }),
    );
    expect(problems.slice(0, 5)).toEqual([
      expect.stringMatching(/^manifest\.json: practices\.1 \(X00002\): 0\.01, 520/),
      expect.stringMatching(/^manifest\.json: practices\.2 \(X00003\): its network 7/),
      expect.stringMatching(/^manifest\.json: networks\.0 \(U00001\): its practices have 401/),
      expect.stringMatching(/^manifest\.json: networks\.1 \(U00002\): its place 3/),
      expect.stringMatching(/^manifest\.json: networks\.1 \(U00002\): its practices have 0/),
    ]);
  });
  it.each<[string, (manifest: Manifest) => unknown, string]>([
    ['an unknown column', (m) => (m.columns[9]!.name = 'weight'), 'the column weight is unknown'],
    ['no age', (m) => m.columns.splice(3, 1), 'the column age is missing'],
    ['another type', (m) => (m.columns[3]!.type = 'uint16'), 'the column age must be uint8, never empty'],
  ])('that has %s is not of the schema', async (_, edit, problem) => {
    const manifest = await readManifest(good);
    expect(schemaProblems(manifest)).toEqual([]);
    edit(manifest);
    expect(schemaProblems(manifest)).toContainEqual(expect.stringContaining(problem));
  });
  it.each<[string, (manifest: Manifest) => unknown, RegExp]>([
    ['counts other patients', (m) => m.patients++, /networks have 600 rows together, and patients says 601/],
    [
      'gives two networks one code',
      (m) => (m.networks[1]!.code = 'U00001'),
      /networks: the code U00001 stands twice/,
    ],
    ['has an unknown column', (m) => (m.columns[9]!.name = 'weight'), /the column weight is unknown/],
    [
      'counts others in the highest tier',
      (m) => m.tiers.high_risk.people--,
      /tiers\.high_risk\.people is \d+, and the networks’ rows have/,
    ],
  ])('that %s is refused', async (_, edit, problem) => {
    const problems = await problemsAfter(editManifest((manifest) => void edit(manifest)));
    expect(problems).toContainEqual(expect.stringMatching(problem));
    expect(problems[0]).toMatch(/^manifest\.json: /);
  });
});

describe('rows that a careless program wrote', () => {
  const file = 'networks/U00001.arrows';
  it('in the Arrow file format are named as such', async () => {
    const problems = await problemsAfter(async (dir) => {
      const stream = await readInflated(dir, { file });
      await replace(dir, file, gzipSync(tableToIPC(tableFromIPC(stream), 'file')));
    });
    expect(problems).toEqual([expect.stringMatching(`^${file}: is an Arrow IPC file \\(magic ARROW1\\)`)]);
  });
  it('without an end are named as cut off', async () => {
    const problems = await problemsAfter(async (dir) => {
      const stream = await readInflated(dir, { file });
      await replace(dir, file, gzipSync(stream.subarray(0, -8)));
    });
    expect(problems).toEqual([expect.stringMatching(`^${file}: has no end-of-stream marker`)]);
  });
  it('that are fewer or more than the manifest says are counted', async () => {
    const problems = await problemsAfter(
      editManifest((manifest) => {
        manifest.networks[0]!.rows = 399;
        manifest.practices[0]!.rows = 199;
        manifest.patients = 599;
        for (const tier of Object.values(manifest.tiers)) tier.share *= 1.2;
      }),
    );
    expect(problems).toEqual([`${file}: has 400 rows, and the manifest says 399. Build the dataset again.`]);
  });
  it('of other columns than the manifest says are refused', async () => {
    const problems = await problemsAfter(
      editTable(file, (columns) => {
        const age = columns.get('age')!;
        columns.set('age', { ...age, type: 'uint16', values: Uint16Array.from(age.values) });
        columns.delete('dm');
        columns.set('nhs_number', { ...age, name: 'nhs_number' });
      }),
    );
    expect(problems.join('\n')).toMatch(/the column age is uint16, and the manifest says uint8/);
    expect(problems.join('\n')).toMatch(/the column dm is missing/);
    expect(problems.join('\n')).toMatch(/the column nhs_number is not in the manifest/);
  });

  it('that break a rule are refused in the name of their file', async () => {
    const problems = await problemsAfter(editTable(file, setRow({ age: 91 }, 399)));
    expect(problems[0]).toMatch(`${file}: row 400 has an age over 90. Build the dataset again.`);
  });
  it.each<[string, (columns: Map<string, Column>) => void, RegExp]>([
    ['another network', setRow({ network: 1 }), /row 1 has another network than 0/],
    ['another network’s practice', setRow({ practice: 2 }, 399), /row 400 has a practice of another network/],
    ['an age over 90', setRow({ age: 91 }, 399), /row 400 has an age over 90/],
    ['an unknown sex', setRow({ sex: 3 }), /row 1 has a code of sex that is not in its list/],
    [
      'an unknown neighbourhood',
      setRow({ neighbourhood: 5 }, 399),
      /row 400 has a neighbourhood that is not in the list/,
    ],
    [
      'another decile',
      setRow({ imd: 9 }, 399),
      /row 400 has another deprivation decile than its neighbourhood/,
    ],
    ['a register below its age', setRow({ age: 0, dm: 1 }), /below its age of 17/],
    ['both DM and NDH', setRow({ dm: 1, ndh: 1, age: 90 }), /both the DM and the NDH register/],
    ['a frailty index of a child', setRow({ age: 0, efi: 3 }), /frailty index below the age of 65/],
    ['a frailty index over 36', setRow({ age: 90, efi: 37 }, 399), /frailty index over 36/],
    [
      'a blood pressure target without the register',
      setRow({ hyp: 0, bp_target: 1 }),
      /a value of bp_target outside the HYP register/,
    ],
    ['rows out of order', setRow({ age: 0 }, 399), /a place out of order/],
  ])('with %s are refused', async (_, edit, problem) => {
    const manifest = await readManifest(good);
    const neighbourhoods = await readNeighbourhoods(good, manifest);
    const { rows, columns } = await readNetwork(good, manifest, 0);
    const problemsOf = () => rowProblems({ rows, columns }, { manifest, neighbourhoods, network: 0 });
    expect(problemsOf()).toEqual([]);
    edit(new Map(columns));
    expect(problemsOf()).toContainEqual(expect.stringMatching(problem));
  });
});

describe('what is derived from the rows', () => {
  it('is refused where practice cells differ from the rows, naming network and column', async () => {
    const file = 'cells/practice.arrows';
    const problems = await problemsAfter(editTable(file, (columns) => columns.get('hyp')!.values[0]!++));
    expect(problems).toContainEqual(
      expect.stringMatching(`^${file}: network U00001: hyp is \\d+ in row 1, and its rows give`),
    );
  });
  it('is refused where neighbourhood cells differ from the rows', async () => {
    const file = 'cells/neighbourhood.arrows';
    const problems = await problemsAfter(
      editTable(file, (columns) => {
        const { values } = columns.get('patients')!;
        values[values.length - 1]!++;
      }),
    );
    expect(problems).toEqual([expect.stringMatching(`^${file}: network U00002: patients is`)]);
  });
  it('is refused where comorbidity cells differ from the rows', async () => {
    const file = 'cells/comorbidity.arrows';
    const problems = await problemsAfter(editTable(file, (columns) => columns.get('dm_hyp')!.values[20]!++));
    expect(problems).toEqual([expect.stringMatching(/^cells\/comorbidity\.arrows: network \w+: dm_hyp is /)]);
  });

  it('is refused where cells by age differ from the rows', async () => {
    const file = 'cells/age.arrows';
    const problems = await problemsAfter(editTable(file, (columns) => columns.get('patients')!.values[3]!++));
    expect(problems).toEqual([
      expect.stringMatching(`^${file}: network U00001: patients is \\d+ in row 4, and its rows give`),
    ]);
  });
  it('is refused where a manifest lists no cells by age', async () => {
    expect(await problemsAfter(editManifest(({ cells }) => delete cells.age))).toEqual([
      'manifest.json: lists no age cells. Build the dataset again.',
    ]);
  });

  it('is refused where cells lack a column', async () => {
    const file = 'cells/practice.arrows';
    const problems = await problemsAfter(editTable(file, (columns) => columns.delete('aged17')));
    expect(problems).toContainEqual(`${file}: no column aged17. Build the dataset again.`);
  });
  it('is refused where a warm result is not that of the cells, or answers another query', async () => {
    const problems = await problemsAfter(
      editContent(
        'warm.json',
        (content: { results: { sql: string; columns: { numerator: number[] } }[] }) => {
          content.results[1]!.columns.numerator[0]!++;
          content.results[2]!.sql += ' LIMIT 1';
        },
      ),
    );
    expect(problems).toHaveLength(3);
    for (const problem of problems) expect(problem).toMatch(/^warm\.json: /);
  });
  it('is refused where a neighbourhood has other patients than the list says', async () => {
    const problems = await problemsAfter(
      editContent('neighbourhoods.json', (content: { patients: number[] }) => content.patients[2]!++),
    );
    expect(problems).toEqual([
      expect.stringMatching(/^neighbourhoods\.json: patients\.2 is 191, and the networks’ rows have 190/),
    ]);
  });
  it('is refused where the list of neighbourhoods has gaps', async () => {
    const problems = await problemsAfter(
      editContent('neighbourhoods.json', (content: { name: string[] }) => void content.name.pop()),
    );
    expect(problems[0]).toMatch(/^neighbourhoods\.json: name has 4 entries, and the manifest says 5/);
  });
  interface Topology {
    objects: Record<string, { geometries: { id: number }[] }>;
  }
  it.each(['networks', 'neighbourhoods'])(
    'is refused where a geometry of %s is missing or belongs to nobody',
    async (layer) => {
      const file = `geo/${layer}.json`;
      const missing = await problemsAfter(
        editContent(file, (content: Topology) => void content.objects[layer]!.geometries.pop()),
      );
      expect(missing).toEqual([expect.stringMatching(`^${file}: has no geometry for 1 of`)]);
      const unknown = await problemsAfter(
        editContent(file, (content: Topology) => void (content.objects[layer]!.geometries[0]!.id = 99)),
      );
      expect(unknown).toContainEqual(expect.stringMatching(`^${file}: has a geometry with the id 99`));
    },
  );
});
