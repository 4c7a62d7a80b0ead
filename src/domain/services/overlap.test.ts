import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RawCounts } from '../disclosure';
import type { DisclosurePolicy } from '../schema';
import { services } from './catalogue';
import { releaseOverlap } from './overlap';

const three = services().filter(({ id }) => ['ehch', 'hypertension', 'smi_check'].includes(id));
const available = new Set(['care_home', 'hyp', 'mh']);

function released(counts: readonly number[], policy: DisclosurePolicy) {
  const rows = counts
    .map((people, mask) => ({ network: 0, services: mask, people }))
    .filter((row) => row.people > 0);
  const raw = new RawCounts({ get: (name) => rows.map((row) => row[name as keyof (typeof rows)[number]]) });
  return releaseOverlap(raw, { services: three, available, scope: null, policy });
}
const maskOf = (ids: readonly string[]) =>
  three.reduce((mask, { id }, bit) => mask + (ids.includes(id) ? 2 ** bit : 0), 0);
const tables = fc.array(fc.oneof(fc.integer({ min: 0, max: 13 }), fc.integer({ min: 0, max: 500 })), {
  minLength: 8,
  maxLength: 8,
});

describe.each(['hes', 'opensafely', 'midpoint6'] as const)('an overlap under %s', (policy) => {
  it('shows no combination or set of 1 to 7 as it is, for any people', () => {
    fc.assert(
      fc.property(tables, (counts) => {
        const { combinations, sets } = released(counts, policy);
        const few = (count: number) => count >= 1 && count <= 7;
        for (const { services: ids, people } of combinations)
          if (few(counts[maskOf(ids)]!)) expect(people).toBe(policy === 'midpoint6' ? people : '*');
        if (policy === 'midpoint6')
          for (const { people } of combinations) expect(people === '*' || people % 6 === 3).toBe(true);
        sets.forEach(({ people }, bit) => {
          const size = counts.reduce((sum, count, mask) => sum + (mask & (2 ** bit) ? count : 0), 0);
          if (few(size) && policy !== 'midpoint6') expect(people).toBe('*');
        });
      }),
    );
  });
});

describe('an overlap', () => {
  it('has its sets and its list add up where all is shown', () => {
    fc.assert(
      fc.property(tables, (counts) => {
        const { combinations, sets, list } = released(counts, 'none');
        const sum = (holds: (ids: readonly string[]) => boolean) =>
          combinations
            .filter(({ services: ids }) => holds(ids))
            .reduce((all, { people }) => all + Number(people), 0);
        expect(sum(() => true)).toBe(list);
        for (const { service, people } of sets) expect(sum((ids) => ids.includes(service.id))).toBe(people);
      }),
    );
  });

  it('hides in the list what a set must hide', () => {
    // Of a set of 12 + 12 + 12 + 7 = 43, shown as 45, the 7 could only be that: a 12 is hidden as well.
    const { combinations } = released([5000, 12, 300, 12, 400, 12, 300, 7], 'hes');
    const stars = combinations.filter(({ people }) => people === '*').map(({ services: ids }) => maskOf(ids));
    expect(stars.toSorted((a, b) => a - b)).toEqual([1, 7]);
  });
});
