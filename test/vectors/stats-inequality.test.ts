import { expect, it } from 'vitest';
import { inequality, lifeExpectancy, simulatedInequality } from '../../src/domain/stats';
import type { UncertainGroup } from '../../src/domain/stats/simulated-inequality';
import { describeShared } from '../shared';
import { Cells, grouped, number, statsRows, type Row } from './stats-cells';

/** The value of a group, or its count over its people. */
const valueOf = (row: Row) =>
  row.value === '' ? number(row.count) / number(row.population) : Number(row.value);

const groupsOf = (rows: readonly Row[]) =>
  [...rows]
    .sort((a, b) => Number(a.quantile) - Number(b.quantile))
    .map((row) => ({ row, population: number(row.population), value: valueOf(row) }));

describeShared('inequality and life tables agree with the national package', () => {
  it('gives slope and relative indices of inequality', () => {
    const cells = { sii: new Cells('sii_expected.csv'), rii: new Cells('sii_expected.csv') };
    const intercepts = new Cells('sii_expected.csv');
    const groups = grouped(statsRows('sii_input.csv'), (row) => row.group!);
    for (const row of statsRows('sii_expected.csv')) {
      if (row.sii === '') continue;
      const indices = inequality(groupsOf(groups.get(row.group!)!), {
        transform: row.transform as 'none' | 'log' | 'logit',
        multiplier: Number(row.multiplier),
      });
      if (!indices.ok) throw new Error(`${row.group}: ${indices.reason}`);
      cells.sii.number(indices.sii, row.sii, `${row.group} sii`);
      cells.rii.number(indices.rii, row.rii, `${row.group} rii`);
      intercepts.number(indices.intercept, row.intercept, `${row.group} intercept`);
    }
    cells.sii.finish(44, 'slope indices');
    cells.rii.finish(40, 'relative indices');
    intercepts.finish(26, 'intercepts');
  });

  it('refuses its invalid inputs', () => {
    const cells = new Cells('sii_expected.csv');
    const groups = grouped(statsRows('sii_input.csv'), (row) => row.group!);
    for (const row of statsRows('sii_expected.csv')) {
      // g23 has 15 sound groups: the package warns above ten, and computes.
      if (row.sii !== '' || row.group === 'g23') continue;
      const inputs = groupsOf(groups.get(row.group!)!);
      const withErrors = simulatedInequality(
        inputs.map(({ row: group, ...rest }) => ({ ...rest, standardError: number(group.se) })),
      );
      const withLimits = simulatedInequality(
        inputs.map(
          ({ row: group, ...rest }): UncertainGroup => ({
            ...rest,
            lower: number(group.lower95),
            upper: number(group.upper95),
          }),
        ),
      );
      expect(withErrors.sii.ok && withLimits.sii.ok, row.description).toBe(false);
      cells.text(String(withErrors.sii.ok && withLimits.sii.ok), 'false', row.group!);
    }
    cells.finish(6, 'invalid inputs');
  });

  it('gives life expectancy with its limits', () => {
    const cells = new Cells('life_expectancy.csv');
    const rows = statsRows('life_expectancy.csv');
    const estimates = lifeExpectancy(
      rows.map(({ deaths, population }) => ({ deaths: Number(deaths), population: Number(population) })),
    );
    rows.forEach((row, band) => {
      cells.estimates({ ...row, value: row.life_expectancy! }, row.start_age!, () => estimates[band]!, [
        [0.95, '95'],
      ]);
    });
    cells.finish(60);
  });
});
