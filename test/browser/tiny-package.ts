import { createHash } from 'node:crypto';
import { bootEngine } from '../../data/package/engine';
import { encodeStream, type Column } from '../../data/package/arrow';
import { networkCells, stack, type Cells } from '../../data/package/network-cells';
import { gzip, json } from '../../data/package/stored';
import { availableMeasures, cellColumns } from '../../src/domain/measures/cells';
import { areaSql } from '../../src/domain/measures/query';
import { patientColumns, schemaVersion, type Manifest } from '../../src/domain/schema';

/** A dataset package in memory, by path. */
export type Files = Map<string, Uint8Array>;

export interface TinyPackage {
  manifest: Manifest;
  files: Files;
}

const columns = patientColumns.filter(({ name }) => name !== 'ethnicity');
const context = { highRiskAboveHundredths: 150 };
const practicesByNetwork = 3;
const neighbourhoodCount = 30;

/** A good package with made-up patients, the same ones every time. */
export async function tinyPackage({ networks = 3, rows = 200 } = {}): Promise<TinyPackage> {
  const files: Files = new Map();
  const put = (file: string, bytes: Uint8Array) => {
    files.set(file, bytes);
    return { file, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  };
  const engine = await bootEngine();
  const cells = cellColumns(context, new Set(columns.map(({ name }) => name)));
  const parts = { practice: [] as Cells[], neighbourhood: [] as Cells[] };

  const stored = Array.from({ length: networks }, (_, network) => {
    const stream = encodeStream(patients(network, rows), rows);
    const made = networkCells(engine, stream, cells);
    parts.practice.push(made.practice);
    parts.neighbourhood.push(made.neighbourhood);
    const code = `N${String(network).padStart(3, '0')}`;
    return {
      code,
      name: `Network ${network}`,
      place: 0,
      rows,
      ...put(`networks/${code}.arrows`, gzip(stream)),
    };
  });
  const table = (file: string, { rows, columns }: Cells) => ({
    ...put(file, gzip(encodeStream(columns, rows))),
    rows,
  });
  const practice = stack(parts.practice);
  const neighbourhood = stack(parts.neighbourhood);
  engine.insert('practice_cells', encodeStream(practice.columns, practice.rows));
  const listSize = availableMeasures(context, new Set()).find(({ id }) => id === 'list_size')!;
  const warmSql = areaSql({ measure: listSize, level: 'network' });
  const warm = engine.query(warmSql);
  engine.close();

  const topology = (name: string, ids: number[]) => ({
    type: 'Topology',
    arcs: [],
    objects: { [name]: { type: 'GeometryCollection', geometries: ids.map((id) => ({ type: null, id })) } },
  });
  const neighbourhoods = Array.from({ length: neighbourhoodCount + 1 }, (_, i) => i);
  const manifest: Manifest = {
    schemaVersion,
    id: 'tiny',
    title: 'Tiny',
    kind: 'demo',
    area: { code: 'T', name: 'Tiny' },
    snapshot: '2026-07-01',
    generator: { version: '0', seed: 1 },
    disclosure: 'none',
    patients: networks * rows,
    attribution: '',
    sources: [],
    columns: columns.map(({ name, type, nullable }) => ({
      name,
      type,
      nullable,
      provenance: 'modelled',
      source: '',
    })),
    places: [{ code: 'P', name: 'Place' }],
    networks: stored,
    practices: Array.from({ length: networks * practicesByNetwork }, (_, i) => ({
      code: `P${i}`,
      name: `Practice ${i}`,
      network: Math.floor(i / practicesByNetwork),
      rows: 0,
      lon: 0,
      lat: 52,
      position: 'published',
      registers: 'published',
    })),
    neighbourhoods: {
      ...put(
        'neighbourhoods.json',
        gzip(
          json({
            code: neighbourhoods.map((i) => (i === 0 ? '' : `E${i}`)),
            name: neighbourhoods.map((i) => `Neighbourhood ${i}`),
            imd: neighbourhoods.map((i) => i % 11),
            network: neighbourhoods.map((i) => (i === 0 ? -1 : i % networks)),
            patients: neighbourhoods.map(() => 0),
          }),
        ),
      ),
      rows: neighbourhoods.length,
    },
    cells: {
      practice: table('cells/practice.arrows', practice),
      neighbourhood: [table('cells/neighbourhood.arrows', neighbourhood)],
    },
    geography: {
      networks: put(
        'geo/networks.json',
        json(
          topology(
            'networks',
            stored.map((_, i) => i),
          ),
        ),
      ),
      neighbourhoods: put(
        'geo/neighbourhoods.json',
        gzip(json(topology('neighbourhoods', neighbourhoods.slice(1)))),
      ),
    },
    warm: put(
      'warm.json',
      json({
        results: [
          {
            sql: warmSql,
            columns: Object.fromEntries(
              [...warm.columns].map(([name, values]) => [name, Array.from(values)]),
            ),
          },
        ],
      }),
    ),
    models: [],
    tiers: {
      high_risk: {
        model: 'cambridge20',
        share: 0.05,
        aboveHundredths: context.highRiskAboveHundredths,
        people: 0,
      },
    },
    notes: [],
  };
  files.set('manifest.json', json(manifest));
  return { manifest, files };
}

/** Rows sorted by practice, with flags as rare as in life. */
function patients(network: number, rows: number): Column[] {
  const random = generator(network + 1);
  const below = (n: number) => Math.floor(random() * n);
  const valueOf: Record<string, (row: number) => number> = {
    network: () => network,
    practice: (row) => network * practicesByNetwork + Math.floor((row * practicesByNetwork) / rows),
    neighbourhood: () => below(neighbourhoodCount + 1),
    age: () => below(91),
    sex: () => 1 + below(2),
    imd: () => below(11),
    efi: () => below(20),
    medicines: () => below(12),
    gp_contacts: () => below(9),
    em_adm: () => Math.max(0, below(12) - 10),
    ae: () => Math.max(0, below(6) - 4),
  };
  return columns.map(({ name, type, nullable }) => {
    const value = valueOf[name] ?? ((_row: number) => (random() < 0.06 ? 1 : 0));
    return {
      name,
      type,
      values: (type === 'uint16' ? Uint16Array : Uint8Array).from(
        Array.from({ length: rows }, (_, row) => value(row)),
      ),
      valid: nullable ? Uint8Array.from({ length: rows }, () => (random() < 0.2 ? 1 : 0)) : null,
    };
  });
}

/** mulberry32 */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
