import { describe, expect, it } from 'vitest';
import { DatasetError } from './error';
import {
  readEarlierList,
  readList,
  readManifest,
  readNeighbourhoods,
  readProjection,
  readWarm,
  readWorkforce,
} from './manifest';

function errorOf(read: () => unknown): DatasetError {
  try {
    read();
  } catch (error) {
    if (error instanceof DatasetError) return error;
    throw error;
  }
  throw new Error('It was read without an error.');
}

describe('reading a dataset’s JSON', () => {
  it('tells a newer version of the format before anything else that is unlike ours', () => {
    const error = errorOf(() =>
      readManifest('{"schemaVersion": 2, "networks": "elsewhere"}', 'manifest.json'),
    );
    expect(error).toMatchObject({ kind: 'newer-schema', file: 'manifest.json' });
    expect(error.message).toContain('version 2');
    expect(error.advice).toContain('Update the site');
  });

  it('says where a manifest is wrong', () => {
    const error = errorOf(() => readManifest('{"schemaVersion": 1, "id": "Not An Id"}', 'manifest.json'));
    expect(error.kind).toBe('invalid');
    expect(error.message).toContain('manifest.json is not as it should be at id');
  });

  it.each(['', 'null', '[]', '7'])('refuses %j as a manifest', (text) => {
    expect(['invalid', 'not-json']).toContain(errorOf(() => readManifest(text, 'manifest.json')).kind);
  });

  it('names a web page that a host sends in place of a missing file', () => {
    const page = '\n<!DOCTYPE html><html><title>404</title></html>';
    expect(errorOf(() => readManifest(page, 'manifest.json')).kind).toBe('web-page');
  });

  it('names JSON that is cut off', () => {
    const error = errorOf(() => readWarm('{"results": [', 'warm.json'));
    expect(error).toMatchObject({ kind: 'not-json', file: 'warm.json' });
  });

  it('wants as many neighbourhoods as the manifest says', () => {
    const text = JSON.stringify({
      code: ['', 'E1'],
      name: ['', 'A'],
      imd: [0, 1],
      network: [-1, 0],
      patients: [0],
    });
    const error = errorOf(() => readNeighbourhoods(text, 'neighbourhoods.json', 2));
    expect(error).toMatchObject({ kind: 'wrong-rows' });
    expect(error.message).toContain('1 values of “patients”');
  });

  it('wants staff of networks that the dataset has', () => {
    const staff = {
      date: '2026-06',
      provenance: 'recorded',
      source: '',
      roles: [{ name: 'Paramedics', group: 'Care' }],
      network: [2],
      role: [0],
      fte: [1.5],
    };
    expect(readWorkforce(JSON.stringify(staff), 'workforce.json', 3)).toEqual(staff);
    const error = errorOf(() => readWorkforce(JSON.stringify(staff), 'workforce.json', 2));
    expect(error).toMatchObject({ kind: 'invalid', file: 'workforce.json' });
    expect(error.message).toContain('there is no network 2');
  });

  it('wants a projection from the snapshot’s year on', () => {
    const years = [Array<number>(19).fill(10), Array<number>(19).fill(11.5)];
    const projection = {
      area: { code: 'E54000010', name: 'Somewhere' },
      provenance: 'constrained',
      source: '',
      variant: 'principal',
      firstYear: 2026,
      ages: 'bands',
      male: years,
      female: years,
    };
    const text = JSON.stringify(projection);
    expect(readProjection(text, 'projection.json', '2026-07-01')).toEqual(projection);
    const error = errorOf(() => readProjection(text, 'projection.json', '2027-01-01'));
    expect(error).toMatchObject({ kind: 'invalid', file: 'projection.json' });
    expect(error.message).toContain('firstYear is 2026');
  });

  it('wants an earlier list of five years before the snapshot, nearly', () => {
    const lists = [Array<number>(19).fill(10), Array<number>(19).fill(11)];
    const earlier = {
      date: '2021-08-01',
      provenance: 'recorded',
      source: '',
      network: [0, 3],
      male: lists,
      female: lists,
    };
    const text = JSON.stringify(earlier);
    const of = { networks: 4, snapshot: '2026-07-01' };
    expect(readEarlierList(text, 'earlier.json', of)).toEqual(earlier);
    for (const [wrong, told] of [
      [{ ...of, snapshot: '2026-01-01' }, 'date is 2021-08-01'],
      [{ ...of, networks: 3 }, 'there is no network 3'],
    ] as const) {
      const error = errorOf(() => readEarlierList(text, 'earlier.json', wrong));
      expect(error).toMatchObject({ kind: 'invalid', file: 'earlier.json' });
      expect(error.message).toContain(told);
    }
  });

  it('reads the list of datasets', () => {
    const entry = { id: 'demo', title: 'Demo', path: 'demo/' };
    expect(readList(JSON.stringify([entry]), 'data/index.json')).toEqual([entry]);
  });
});
