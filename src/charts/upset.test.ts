import { describe, expect, it } from 'vitest';
import { RawCounts } from '../domain/disclosure';
import type { DisclosurePolicy } from '../domain/schema';
import { services } from '../domain/services/catalogue';
import { releaseOverlap } from '../domain/services/overlap';
import { toCsv } from './figure-table';
import { upsetParts, upsetSteps, upsetTable } from './upset';

/** Three services of which the bits are these; by mask, how many people. */
const columns = ['care_home', 'hyp', 'mh'];
const three = services().filter(({ id }) => ['ehch', 'hypertension', 'smi_check'].includes(id));
const people: Record<number, number> = { 0: 700, 1: 40, 2: 150, 3: 5, 4: 20, 6: 3 };
function overlap(policy: DisclosurePolicy) {
  const rows = Object.entries(people).map(([mask, count]) => ({
    services: Number(mask),
    people: count,
    network: 0,
  }));
  const raw = new RawCounts({ get: (name) => rows.map((row) => row[name as keyof (typeof rows)[number]]) });
  return releaseOverlap(raw, { services: three, available: new Set(columns), scope: null, policy });
}

describe('the overlap of services', () => {
  it('is drawn with the largest service and combination first, without those in none', () => {
    const { rows, columns: drawn } = upsetParts(overlap('none'));
    expect(rows.map(({ service, people: size }) => [service.id, size])).toEqual([
      ['hypertension', 158],
      ['ehch', 45],
      ['smi_check', 23],
    ]);
    expect(drawn.map(({ people: count }) => count)).toEqual([150, 40, 20, 5, 3]);
  });

  it('is stepped through in sentences, combinations before services', () => {
    const { sentences, columns: inRow } = upsetSteps(overlap('none'));
    expect(inRow).toBe(5);
    expect(sentences).toHaveLength(8);
    expect(sentences[0]).toBe('Hypertension to target, no other: 150 people');
    expect(sentences[4]).toBe(
      'Hypertension to target and Severe mental illness health check, no other: 3 people',
    );
    expect(sentences[5]).toBe('Hypertension to target: 158 people, alone or with other services');
    expect(upsetSteps(overlap('hes')).sentences).toContain(
      'Hypertension to target and Severe mental illness health check, no other: not shown, too few people',
    );
  });

  it('is a table of every service and every combination, nobody’s few in it', () => {
    const table = upsetTable(overlap('hes'), { code: 'U1', name: 'Harbour' }, '2026-07-01');
    const lines = toCsv(table).trim().split('\r\n');
    expect(lines).toHaveLength(1 + 3 + 6);
    expect(lines[1]).toBe(
      'U1,Harbour,ehch,Enhanced health in care homes,"in it, alone or with others",45,2026-07-01',
    );
    expect(lines).toContain('U1,Harbour,,None of these services,in exactly these,700,2026-07-01');
    expect(lines.filter((line) => line.includes(',*,')).length).toBe(2);
  });
});
