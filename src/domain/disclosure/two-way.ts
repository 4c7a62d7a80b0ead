import type { DisclosurePolicy } from '../schema';
import { disclose, isFew, mostFew } from './disclose';
import { suppressed, type ShownCount } from './shown';

/**
 * A table of two classifications through the gate, cell by cell; null where nothing of it may be shown. Its rows, its columns
 * and all of it together may be on show elsewhere, each rounded by itself: no cell of 1 to 7 can be worked out from all of
 * them, nor one of anybody that `mustHide` names.
 *
 * Cells, margins and total are a flow in a network whose bounds are what is known of each: a shown number lies within its
 * rounding, a hidden one is few or, hidden for another reason, is not. A cell can be worked out just where no circle of
 * changes within those bounds leads through it. Then the smallest shown cell that opens such a circle is hidden, too.
 */
export function discloseTwoWay(
  cells: readonly (readonly number[])[],
  policy: DisclosurePolicy,
  mustHide: (row: number, column: number) => boolean = () => false,
): ShownCount[][] | null {
  if (policy === 'none') return cells.map((row) => row.map((count) => disclose(count, policy)));
  // By midpoints rounding alone protects, and nothing is hidden that does not give another count away.
  const hides = (i: number, j: number) => policy !== 'midpoint6' && cells[i]![j]! > 0 && mustHide(i, j);
  const shown = cells.map((row, i) =>
    row.map((count, j) => (hides(i, j) ? suppressed : disclose(count, policy))),
  );
  const places = cells.flatMap((row, i) => row.map((_, j): Place => [i, j]));
  const guarded = places.filter(([i, j]) => isFew(cells[i]![j]!) || hides(i, j));
  for (;;) {
    const arcs = arcsOf(cells, shown, policy);
    const told = guarded.find((place) => isTold(arcs, place, cells.length));
    if (told === undefined) return shown;
    const candidates = places
      .filter(([i, j]) => shown[i]![j] !== suppressed && shown[i]![j] !== 0)
      .sort(([a, b], [c, d]) => cells[a]![b]! - cells[c]![d]!);
    const opens = ([i, j]: Place) => {
      const without = shown.map((row, r) => row.map((count, c) => (r === i && c === j ? suppressed : count)));
      return !isTold(arcsOf(cells, without, policy), told, cells.length);
    };
    const next = candidates.find(opens) ?? candidates[0];
    if (next === undefined) return null;
    shown[next[0]]![next[1]] = suppressed;
  }
}

type Place = readonly [row: number, column: number];

interface Range {
  least: number;
  most: number;
}

/** What is known of a count from how it is shown; of a hidden one, whether it is hidden for being few is taken to be known. */
function rangeOf(count: number, shown: ShownCount, policy: DisclosurePolicy): Range {
  if (shown === 0) return { least: 0, most: 0 };
  if (shown !== suppressed) return { least: shown - 2, most: shown + (policy === 'midpoint6' ? 3 : 2) };
  if (policy === 'midpoint6') return { least: 1, most: Infinity };
  return isFew(count) ? { least: 1, most: mostFew } : { least: mostFew + 1, most: Infinity };
}

/** A count in the network, from one node to another, and whether what is known leaves room above and below it. */
interface Arc {
  from: number;
  to: number;
  mayRise: boolean;
  mayFall: boolean;
  place: Place | null;
}

const source = 0;
const sink = 1;
const rowNode = (row: number) => 2 + row;
const columnNode = (column: number, rows: number) => 2 + rows + column;

function arcsOf(
  cells: readonly (readonly number[])[],
  shown: readonly (readonly ShownCount[])[],
  policy: DisclosurePolicy,
): Arc[] {
  const arc = (from: number, to: number, count: number, as: ShownCount, place: Place | null = null): Arc => {
    const { least, most } = rangeOf(count, as, policy);
    return { from, to, mayRise: count < most, mayFall: count > least, place };
  };
  const margin = (from: number, to: number, count: number) => arc(from, to, count, disclose(count, policy));
  const rows = cells.map((row) => row.reduce((sum, count) => sum + count, 0));
  const columns = (cells[0] ?? []).map((_, j) => cells.reduce((sum, row) => sum + row[j]!, 0));
  return [
    ...cells.flatMap((row, i) =>
      row.map((count, j) => arc(rowNode(i), columnNode(j, cells.length), count, shown[i]![j]!, [i, j])),
    ),
    ...rows.map((count, i) => margin(source, rowNode(i), count)),
    ...columns.map((count, j) => margin(columnNode(j, cells.length), sink, count)),
    margin(
      sink,
      source,
      rows.reduce((sum, count) => sum + count, 0),
    ),
  ];
}

/** Whether the count at a place can only be what it is. */
function isTold(arcs: readonly Arc[], [row, column]: Place, rows: number): boolean {
  const own = arcs.find(({ place }) => place?.[0] === row && place[1] === column)!;
  const others = arcs.filter((arc) => arc !== own);
  const [from, to] = [rowNode(row), columnNode(column, rows)];
  return !((own.mayRise && leads(others, to, from)) || (own.mayFall && leads(others, from, to)));
}

/** Whether changes of one within the bounds lead from a node to another. */
function leads(arcs: readonly Arc[], from: number, to: number): boolean {
  const reached = new Set([from]);
  // A set gives what is added to it while it is gone through, too.
  for (const node of reached) {
    if (node === to) return true;
    for (const arc of arcs) {
      if (arc.from === node && arc.mayRise) reached.add(arc.to);
      if (arc.to === node && arc.mayFall) reached.add(arc.from);
    }
  }
  return false;
}
