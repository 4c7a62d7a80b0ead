import { expect, it } from 'vitest';
import {
  directlyStandardisedRate,
  directlyStandardisedRepeatEvents,
  directlyStandardisedRepeatEventsOfSums,
  europeanStandardPopulation2013,
  expectedCount,
  indirectlyStandardised,
} from '../../src/domain/stats';
import { describeShared } from '../shared';
import { Cells, grouped, levels, number, statsRows, type Row } from './stats-cells';

/** The fixture's 99.8% limits of this area are about ten times too large, in both its rows. */
const faultyAt998 = 'testdata_1976';

const stratumOf = (row: Row) => ({
  name: row.age_band,
  count: row.count === '' ? 0 : Number(row.count),
  population: number(row.population),
  standard: number(row.standard_population),
});

describeShared('standardisation agrees with the national package', () => {
  it('has the European Standard Population 2013', () => {
    const rows = statsRows('esp2013.csv');
    const cells = new Cells('esp2013.csv', 0);
    rows.forEach((row, i) => {
      const { band, weight } = europeanStandardPopulation2013[i]!;
      expect(band).toBe(row.age_band);
      cells.number(weight, row.weight, band);
    });
    cells.finish(19, 'weights');
    expect(europeanStandardPopulation2013.reduce((sum, { weight }) => sum + weight, 0)).toBe(100_000);
  });

  it('standardises directly', () => {
    const cells = new Cells('dsr_expected.csv');
    const suppressed = new Cells('dsr_expected.csv');
    const areas = grouped(statsRows('dsr_input.csv'), (row) => row.area!);
    for (const row of statsRows('dsr_expected.csv')) {
      const strata = areas.get(row.area!)!.map(stratumOf);
      const multiplier = Number(row.multiplier);
      const estimateAt = (confidence: number) =>
        directlyStandardisedRate(strata, { multiplier, confidence });
      cells.estimates(
        row.area === faultyAt998 ? { ...row, lower998: '', upper998: '' } : row,
        row.area!,
        estimateAt,
      );
      if (row.value === '') suppressed.text(String(estimateAt(0.95).ok), 'false', row.area!);
    }
    cells.finish(26);
    suppressed.finish(2, 'suppressed rows');
  });

  it.each(['persons', 'sums'] as const)('standardises repeat events from %s', (form) => {
    const cells = new Cells('dsr_nonindependent_expected.csv');
    const suppressed = new Cells('dsr_nonindependent_expected.csv');
    const areas = grouped(statsRows('dsr_nonindependent_input.csv'), (row) => row.area!);
    for (const row of statsRows('dsr_nonindependent_expected.csv')) {
      // The population of a band is repeated in each of its rows.
      const strata = [...grouped(areas.get(row.area!)!, ({ age_band }) => age_band!)].map(([name, rows]) => ({
        name,
        population: number(rows[0]!.population),
        standard: number(rows[0]!.standard_population),
        persons: rows.map((each) => ({
          events: Number(each.events_per_person),
          count: each.persons === '' ? 0 : Number(each.persons),
        })),
      }));
      const sums = strata.map(({ persons, ...stratum }) => ({
        ...stratum,
        events: persons.reduce((sum, { events, count }) => sum + events * count, 0),
        squares: persons.reduce((sum, { events, count }) => sum + events * events * count, 0),
      }));
      const estimateAt = (confidence: number) => {
        const options = { multiplier: Number(row.multiplier), confidence };
        return form === 'persons'
          ? directlyStandardisedRepeatEvents(strata, options)
          : directlyStandardisedRepeatEventsOfSums(sums, options);
      };
      cells.estimates(row, row.area!, estimateAt);
      if (row.value === '') suppressed.text(String(estimateAt(0.95).ok), 'false', row.area!);
    }
    cells.finish(15, `cells from ${form}`);
    suppressed.finish(1, 'suppressed rows');
  });

  it('refuses invalid strata and names them', () => {
    const cells = new Cells('dsr_invalid_input.csv');
    const reasons: string[] = [];
    for (const [name, rows] of grouped(statsRows('dsr_invalid_input.csv'), (row) => row.case!)) {
      // Cases without a standard mean equal weights.
      const strata = rows.map((row) => ({
        ...stratumOf(row),
        name: row.age_band_or_area,
        standard: row.standard_population === '' ? 1 : Number(row.standard_population),
      }));
      const estimate = directlyStandardisedRate(strata);
      cells.text(String(estimate.ok), 'false', name);
      if (!estimate.ok) reasons.push(estimate.reason);
    }
    expect(reasons).toEqual([
      'stratum 25-29: the count is negative',
      'stratum Area1: the population is zero',
      'stratum 5-9: the population is negative',
      'stratum 25-29: the standard weight is negative',
    ]);
    cells.finish(4, 'cases');
  });

  it('standardises indirectly', () => {
    const cells = new Cells('isr_expected.csv');
    const reference = new Map(statsRows('isr_reference.csv').map((row) => [row.age_band!, row]));
    const areas = grouped(statsRows('isr_input.csv'), (row) => row.area!);
    for (const row of statsRows('isr_expected.csv')) {
      const what = `${row.area} ${row.measure}`;
      const strata = areas.get(row.area!)!.map(({ age_band, population }) => ({
        name: age_band,
        population: population === '' ? 0 : Number(population),
        referenceCount: Number(reference.get(age_band!)!.ref_count),
        referencePopulation: Number(reference.get(age_band!)!.ref_population),
      }));
      const observed = areas.get(row.area!)!.reduce((sum, { count }) => sum + Number(count), 0);
      const expected = expectedCount(strata);
      if (!expected.ok) throw new Error(expected.reason);
      const multiplier = Number(row.multiplier);
      cells.number(observed, row.observed, `${what} observed`);
      cells.number(expected.value, row.expected, `${what} expected`);
      cells.number(expected.referenceRate * multiplier, row.ref_rate, `${what} reference rate`);
      const as = row.measure === 'ratio' ? 'ratio' : 'rate';
      cells.estimates(row, what, (confidence) =>
        indirectlyStandardised(strata, observed, { as, multiplier, confidence }),
      );
      if (multiplier === (as === 'ratio' ? 1 : 100_000))
        expect(indirectlyStandardised(strata, observed, { as })).toEqual(
          indirectlyStandardised(strata, observed, { as, multiplier, confidence: levels[0][0] }),
        );
    }
    cells.finish(112);
  });
});
