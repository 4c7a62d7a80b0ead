import { furtherConditionIds, registers } from '../../src/domain/conditions';
import {
  bandCount,
  patientColumns,
  topAge,
  type EarlierList,
  type Projection,
} from '../../src/domain/schema';
import { sexes, type DatasetSource, type NetworkMargins, type PatientTable } from '../source';

/** For tests: two networks, three practices and four square neighbourhoods of 600 people, all invented. */
export function tinySystem(): DatasetSource {
  const practices = [0, 0, 1].map((network, i) => ({
    code: `X0000${i + 1}`,
    name: `Practice ${i + 1}`,
    network,
    lon: i * 0.01,
    lat: 52,
    position: 'published' as const,
    registers: 'published' as const,
  }));
  const homes = [
    { code: '', name: 'Outside or unknown', imd: 0, network: -1, patients: 20 },
    { code: 'E1', name: 'Quayside', imd: 1, network: 0, patients: 160 },
    { code: 'E2', name: 'Old Town', imd: 2, network: 0, patients: 160 },
    { code: 'E3', name: 'Hillcrest', imd: 6, network: 1, patients: 130 },
    { code: 'E4', name: 'Moorend', imd: 10, network: 1, patients: 130 },
  ];
  return {
    id: 'tiny',
    kind: 'demo',
    title: 'Tiny system',
    area: { code: 'TINY', name: 'Tiny system' },
    snapshot: '2026-07-01',
    disclosure: 'hes',
    attribution: 'Invented for tests.',
    sources: [{ file: 'tiny', title: 'Invented', publisher: 'Catchment', date: '2026', licence: 'MIT' }],
    places: [{ code: 'P', name: 'Place' }],
    networks: [
      { code: 'U00001', name: 'Harbour', place: 0 },
      { code: 'U00002', name: 'Hills', place: 0 },
    ],
    practices,
    neighbourhoods: homes,
    polygons: [0, 1, 2, 3].map((i) => {
      const west = i * 0.02;
      const corners: [number, number][] = [
        [0, 0],
        [0, 1],
        [1, 1],
        [1, 0],
        [0, 0],
      ];
      const ring = corners.map(([x, y]) => [west + x * 0.02, 52 + y * 0.02]);
      return {
        type: 'Feature' as const,
        id: i + 1,
        properties: null,
        geometry: { type: 'Polygon' as const, coordinates: [ring] },
      };
    }),
    workforce: {
      date: '2026-06',
      provenance: 'recorded',
      source: 'Invented for tests.',
      roles: [
        { name: 'Pharmacists', group: 'Other Direct Patient Care staff' },
        { name: 'Managers', group: 'Other Admin/Non-clinical staff' },
      ],
      network: [0, 0],
      role: [0, 1],
      fte: [2.5, 0.4],
    },
    projection: tinyProjection(),
    earlier: tinyEarlierList(),
    notes: [{ topic: 'Practices', text: 'One practice closed.', patients: 12 }],
    hasEthnicity: false,
    margins: (network) => ({
      network,
      practices: practices.flatMap((practice, i) =>
        practice.network === network ? [{ practice: i, ...listOf(i, homes) }] : [],
      ),
    }),
  };
}

/** Three years in which older bands grow more than younger ones, and men more than women. */
function tinyProjection(): Projection {
  const years = (sex: number) =>
    [0, 1, 2].map((year) => Array.from({ length: bandCount }, (_, band) => 30 + sex + year * (band + sex)));
  return {
    area: { code: 'TINY', name: 'Tiny system' },
    provenance: 'constrained',
    source: 'Invented for tests.',
    variant: 'principal',
    firstYear: 2026,
    ages: 'bands',
    male: years(1),
    female: years(0),
  };
}

/** Of the first network alone, with more women than men. */
function tinyEarlierList(): EarlierList {
  const bands = (more: number) => Array.from({ length: bandCount }, (_, band) => 8 + more + (band % 3));
  return {
    date: '2021-07-01',
    provenance: 'recorded',
    source: 'Invented for tests.',
    network: [0],
    male: [bands(0)],
    female: [bands(1)],
  };
}

const listSize = 200;

function listOf(practice: number, homes: readonly { imd: number }[]) {
  const counts = new Int32Array(sexes * (topAge + 1));
  for (let i = 0; i < listSize; i++) counts[(i * 37 + practice) % counts.length]!++;
  const [first, second] = [
    [1, 2],
    [2, 1],
    [3, 4],
  ][practice]!;
  const neighbourhoods = [
    { index: 0, imd: 0, patients: practice < 2 ? 10 : 0 },
    { index: first!, imd: homes[first!]!.imd, patients: 100 },
    { index: second!, imd: homes[second!]!.imd, patients: practice < 2 ? 90 : 100 },
  ].map((home) => ({ ...home, shape: null }));
  return { counts, neighbourhoods, registers: new Int32Array(registers.length) };
}

/** Patients by plain arithmetic: every rule of the patient table is kept, nothing is meant. */
export function tinyPatients({ practices, network }: NetworkMargins, seed: number): PatientTable {
  const people = practices.flatMap(({ practice, counts, neighbourhoods }) => {
    const homes = neighbourhoods.flatMap((home) => Array.from({ length: home.patients }, () => home));
    const ages = Array.from(counts).flatMap((people, i) => Array.from({ length: people }, () => i));
    return ages.map((i, person) => ({
      practice,
      home: homes[(person * 7) % homes.length]!,
      age: i % (topAge + 1),
      sex: i <= topAge ? 1 : 2,
    }));
  });
  const rows = people.length;
  const random = (row: number, salt: number) => {
    const x = Math.sin((row + 1) * 12.9898 + salt * 78.233 + network * 3.7 + seed) * 43758.5453;
    return x - Math.floor(x);
  };
  const columns = new Map<string, Uint8Array | Uint16Array>();
  const valid = new Map<string, Uint8Array>();
  const put = (name: string, value: (row: number) => number) =>
    columns.set(
      name,
      Uint8Array.from({ length: rows }, (_, row) => value(row)),
    );
  const put16 = (name: string, value: (row: number) => number) =>
    columns.set(
      name,
      Uint16Array.from({ length: rows }, (_, row) => value(row)),
    );
  put16('network', () => network);
  put16('practice', (row) => people[row]!.practice);
  put16('neighbourhood', (row) => people[row]!.home.index);
  put('age', (row) => people[row]!.age);
  put('sex', (row) => people[row]!.sex);
  put('imd', (row) => people[row]!.home.imd);
  registers.forEach(({ id, ageBase }, k) =>
    put(id, (row) => Number(people[row]!.age >= ageBase && random(row, k) < people[row]!.age / 250)),
  );
  const dm = columns.get('dm')!;
  columns.get('ndh')!.forEach((on, row, flags) => (flags[row] = dm[row] === 1 ? 0 : on));
  [...furtherConditionIds, 'smoker', 'care_home', 'housebound'].forEach((name, k) =>
    put(name, (row) => Number(random(row, 50 + k) < 0.1)),
  );
  for (const name of ['medicines', 'em_adm', 'ae', 'gp_contacts'])
    put(name, (row) => Math.floor(4 * random(row, name.length) ** 3));
  const is = (name: string, row: number) => columns.get(name)![row] === 1;
  const applies: Record<string, (row: number) => boolean> = {
    efi: (row) => people[row]!.age >= 65,
    smr: (row) => columns.get('medicines')![row]! > 1,
    care_plan: (row) => is('care_home', row),
    ld_check: (row) => is('ld', row) && people[row]!.age >= 14,
    smi_check: (row) => is('mh', row),
    bp_target: (row) => is('hyp', row),
  };
  for (const { name } of patientColumns.filter(({ nullable }) => nullable)) {
    const has = Uint8Array.from({ length: rows }, (_, row) => Number(applies[name]!(row)));
    const values = name === 'efi' ? 37 : 2;
    put(name, (row) => has[row]! * Math.floor(values * random(row, 90 + name.length) ** 2));
    valid.set(name, has);
  }
  return { rows, columns, valid };
}
