import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { disclose, discloseTwoWay, type ShownCount } from '.';

/**
 * The adversary writes down every table that could stand behind what is shown. He sees the cells, and each row's, each
 * column's and the whole table's count rounded by itself, as other figures show them; he knows every rounding rule, and of
 * each star whether it is few (1 to 7) or was hidden for another reason. He works by trying, not by the gate's own reasoning.
 */
type Policy = 'hes' | 'opensafely' | 'midpoint6';
type Table = readonly (readonly number[])[];
interface Range {
  from: number;
  to: number;
}

const few = (count: number) => count >= 1 && count <= 7;
const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

function rangeOf(shown: ShownCount, policy: Policy, real: number, most: number): Range {
  if (shown === 0) return { from: 0, to: 0 };
  if (shown !== '*') return { from: shown - 2, to: shown + (policy === 'midpoint6' ? 3 : 2) };
  if (policy === 'midpoint6') return { from: 1, to: most };
  return few(real) ? { from: 1, to: 7 } : { from: 8, to: most };
}

/** The values that each cell has in some table that could stand behind. */
function possible(table: Table, shown: readonly (readonly ShownCount[])[], policy: Policy): Set<number>[] {
  const rows = table.map(sum);
  const columns = table[0]!.map((_, j) => sum(table.map((row) => row[j]!)));
  const total = sum(rows);
  const margin = (count: number) => rangeOf(disclose(count, policy), policy, count, total + 5);
  const [rowRanges, columnRanges, totalRange] = [rows.map(margin), columns.map(margin), margin(total)];
  const cells = table.flatMap((row, i) =>
    row.map((count, j) =>
      rangeOf(shown[i]![j]!, policy, count, Math.min(rowRanges[i]!.to, columnRanges[j]!.to)),
    ),
  );
  const width = columns.length;
  const seen = cells.map(() => new Set<number>());
  const values: number[] = [];
  const inColumns = columns.map(() => 0);
  const put = (at: number, inRow: number, soFar: number) => {
    if (at === cells.length) {
      if (soFar < totalRange.from) return;
      if (columnRanges.some(({ from }, j) => inColumns[j]! < from)) return;
      values.forEach((value, i) => seen[i]!.add(value));
      return;
    }
    const [i, j] = [Math.floor(at / width), at % width];
    for (let value = cells[at]!.from; value <= cells[at]!.to; value++) {
      if (inRow + value > rowRanges[i]!.to || inColumns[j]! + value > columnRanges[j]!.to) break;
      if (soFar + value > totalRange.to) break;
      if (j === width - 1 && inRow + value < rowRanges[i]!.from) continue;
      values[at] = value;
      inColumns[j]! += value;
      put(at + 1, j === width - 1 ? 0 : inRow + value, soFar + value);
      inColumns[j]! -= value;
    }
  };
  put(0, 0, 0);
  return seen;
}

/** Few people, or what must be hidden, whom the adversary knows exactly. */
function recovered(table: Table, policy: Policy, hidden: (i: number, j: number) => boolean = () => false) {
  const shown = discloseTwoWay(table, policy, hidden);
  if (shown === null) return [];
  const seen = possible(table, shown, policy);
  return table.flatMap((row, i) =>
    row.flatMap((count, j) => {
      const values = seen[i * row.length + j]!;
      if (!values.has(count)) throw new Error('the adversary reasons wrongly');
      return (few(count) || hidden(i, j)) && values.size === 1 ? [`${i}, ${j}`] : [];
    }),
  );
}

const small = fc.oneof(fc.constant(0), fc.constantFrom(1, 7, 8, 12, 13), fc.integer({ min: 0, max: 16 }));
const tableOf = (rows: number, columns: number) =>
  fc.array(fc.array(small, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows });

describe.each(['hes', 'opensafely', 'midpoint6'] as const)('a table of two ways by %s', (policy) => {
  test('tells no count of 1 to 7: every table of two by two of chosen counts', () => {
    const counts = [0, 1, 2, 7, 8, 12, 13, 18];
    for (const a of counts)
      for (const b of counts)
        for (const c of counts)
          for (const d of counts)
            if (
              recovered(
                [
                  [a, b],
                  [c, d],
                ],
                policy,
              ).length > 0
            )
              expect([
                [a, b],
                [c, d],
              ]).toBe('not to be told');
  });

  test('tells no count of 1 to 7: random tables of two by three and of four by two', () => {
    fc.assert(
      fc.property(fc.oneof(tableOf(2, 3), tableOf(4, 2)), (table) => {
        expect(recovered(table, policy)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('nor what must be hidden for another reason', () => {
    fc.assert(
      fc.property(tableOf(2, 2), fc.nat(3), (table, at) => {
        const hidden = (i: number, j: number) =>
          policy !== 'midpoint6' && i * 2 + j === at && table[i]![j]! > 7;
        const shown = discloseTwoWay(table, policy, hidden);
        table.forEach((row, i) =>
          row.forEach((_, j) => {
            if (shown !== null && hidden(i, j)) expect(shown[i]![j]).toBe('*');
          }),
        );
        expect(recovered(table, policy, hidden)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('shows each cell as the gate shows it alone, or hides it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.nat(3000), { minLength: 4, maxLength: 4 }), { minLength: 4, maxLength: 4 }),
        (table) => {
          const shown = discloseTwoWay(table, policy)!;
          shown.flat().forEach((count, at) => {
            if (count !== '*') expect(count).toBe(disclose(table.flat()[at]!, policy));
          });
        },
      ),
    );
  });
});

describe('what is hidden beside the few', () => {
  test.each([
    [
      'nothing, where the margins’ rounding leaves a doubt',
      [
        [100, 3],
        [50, 200],
      ],
      [
        [100, '*'],
        [50, 200],
      ],
    ],
    [
      'nothing where nothing is few',
      [
        [12, 13],
        [8, 0],
      ],
      [
        [10, 15],
        [10, 0],
      ],
    ],
    [
      'the 18, where otherwise the stars could only be 7 and 1',
      [
        [0, 7, 12],
        [18, 1, 18],
      ],
      [
        [0, '*', 10],
        [20, '*', '*'],
      ],
    ],
  ])('%s', (_, table, shown) => {
    expect(discloseTwoWay(table, 'hes')).toEqual(shown);
  });

  test('all of it, where rows and columns alone would tell: 1 of 1 + 8 + 18, shown as 25', () => {
    const table = [
      [0, 0, 0],
      [1, 8, 18],
    ];
    expect(discloseTwoWay(table, 'hes')).toBeNull();
  });

  test('none hides nothing', () => {
    expect(
      discloseTwoWay(
        [
          [1, 2],
          [3, 0],
        ],
        'none',
        () => true,
      ),
    ).toEqual([
      [1, 2],
      [3, 0],
    ]);
  });

  test('in fewer than one of fifty tables', () => {
    let tables = 0;
    let further = 0;
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.nat(200), { minLength: 4, maxLength: 4 }), { minLength: 4, maxLength: 4 }),
        (table) => {
          const shown = discloseTwoWay(table, 'hes');
          tables++;
          if (shown === null || table.some((row, i) => row.some((c, j) => shown[i]![j] === '*' && !few(c))))
            further++;
        },
      ),
      { numRuns: 2000 },
    );
    expect(further / tables).toBeLessThan(0.02);
  });
});
