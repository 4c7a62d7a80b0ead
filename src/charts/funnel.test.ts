import { expect, test } from 'vitest';
import { RawCounts } from '../domain/disclosure';
import { measureCatalogue } from '../domain/measures/catalogue';
import { release } from '../domain/measures/release';
import { releaseStandardised } from '../domain/measures/standardise';
import { areaTable } from './area-table';
import { funnelOf, funnelTable, whyNoFunnel } from './funnel';

const catalogue = measureCatalogue({ tierAbove: { high_risk: 150 } });
const measure = (id: string) => catalogue.find((each) => each.id === id)!;
const figures = release(
  measure('dm'),
  { area: [0, 1, 2], numerator: [100, 150, 3], denominator: [1000, 1000, 50] },
  'hes',
);

test('suppressed areas have no point', () => {
  const funnel = funnelOf(figures)!;
  expect(funnel.points.map(({ area }) => area)).toEqual([0, 1]);
  expect(funnel.left).toBe(1);
});

test('points are labelled against the limits at their size', () => {
  const { average, points } = funnelOf(figures)!;
  expect(average).toBeCloseTo(255 / 2050, 9);
  expect(points.map(({ label }) => label)).toEqual(['Low (0.025)', 'High (0.025)']);
});

test('the table has limits and label for each area, and a star where the area is suppressed', () => {
  const table = areaTable(
    figures,
    (area) => ({ code: `A${area}`, name: `Area ${area}` }),
    { code: 'S', name: 'System' },
    { date: '2026-07-01', provenance: 'modelled', standard: 'crude' },
  );
  const funnel = funnelTable(table, figures);
  const at = (name: string) => funnel.columns.findIndex((column) => column.name === name);
  expect(funnel.rows.map((row) => row[at('funnel_label')])).toEqual(['Low (0.025)', 'High (0.025)', '', '']);
  expect(funnel.rows[2]![at('funnel_lower_95')]).toBe('*');
  expect(funnel.rows[3]![at('funnel_lower_95')]).toBe('');
  for (const row of funnel.rows) expect(row).toHaveLength(funnel.columns.length);
});

test.each(['em_adm', 'cms', 'list_size'])('%s has no funnel, and says why', (id) => {
  expect(whyNoFunnel({ of: measure(id), standard: 'crude' })).toMatch(
    /^There is no funnel for this measure: /,
  );
});

test('a share has one', () => {
  expect(whyNoFunnel({ of: measure('dm'), standard: 'crude' })).toBe(null);
  expect(whyNoFunnel({ of: measure('dm'), standard: 'age-sex-ratio' })).toBe(null);
  expect(whyNoFunnel({ of: measure('dm'), standard: 'age-sex' })).toMatch(/standardised/);
});

test('observed against expected has the exact limits of a ratio', () => {
  const of = measure('dm');
  const strata = { area: [0, 1], band: [5, 5], sex: [1, 1], dm: [80, 120], aged17: [1000, 1000] };
  const ratio = releaseStandardised(
    of,
    new RawCounts({ get: (name) => strata[name as keyof typeof strata] }),
    { standard: 'age-sex-ratio', level: 'network', policy: 'none' },
  );
  const { kind, points } = funnelOf(ratio)!;
  expect(kind).toBe('ratio');
  expect(points).toMatchObject([
    { area: 0, size: 100, value: 80, label: 'Low (0.025)' },
    { area: 1, size: 100, value: 120, label: 'Not significant' },
  ]);
});
