import { describe, expect, test } from 'vitest';
import type { Manifest, Provenance } from '../schema';
import { measureCatalogue } from './catalogue';
import { provenanceOf, provenanceOfSql } from './provenance';

const columns = (of: Record<string, Provenance>): Pick<Manifest, 'columns'> => ({
  columns: Object.entries(of).map(([name, provenance]) => ({
    name,
    type: 'uint8',
    nullable: false,
    provenance,
    source: '',
  })),
});
const manifest = columns({
  practice: 'recorded',
  age: 'constrained',
  dm: 'constrained',
  imd: 'recorded',
  efi: 'modelled',
  em_adm: 'modelled',
});
const measures = measureCatalogue({ tierAbove: { high_risk: 200 } });

describe('the provenance of a measure', () => {
  test.each<[string, Provenance]>([
    ['list_size', 'recorded'],
    ['age75', 'constrained'],
    ['dm', 'constrained'],
    ['core20', 'recorded'],
    ['frail', 'modelled'],
    ['em_adm', 'modelled'],
  ])('of %s is %s', (id, expected) => {
    expect(
      provenanceOf(
        measures.find((m) => m.id === id)!,
        manifest,
      ),
    ).toBe(expected);
  });

  test('of several registers at once is modelled, unless they are recorded', () => {
    const both = 'dm AND hyp AND age >= 17';
    const of = (provenance: Provenance) => columns({ dm: provenance, hyp: provenance, age: provenance });
    expect(provenanceOfSql(both, of('constrained'))).toBe('modelled');
    expect(provenanceOfSql(both, of('recorded'))).toBe('recorded');
  });

  test('counts the denominator’s columns too', () => {
    const ages = columns({ practice: 'recorded', age: 'modelled', dm: 'recorded' });
    expect(
      provenanceOf(
        measures.find((m) => m.id === 'dm')!,
        ages,
      ),
    ).toBe('modelled');
  });

  test('does not take a column for another whose name contains it', () => {
    expect(provenanceOfSql('average > 3', columns({ practice: 'recorded', age: 'modelled' }))).toBe(
      'recorded',
    );
  });
});
