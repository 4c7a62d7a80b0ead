import type { Random } from './random';

/**
 * Turns a real table (row by row, `columns` wide) into whole numbers with exactly the row sums and column sums given.
 * Every cell gets its floor; what is left in each row is dealt to columns by systematic sampling with
 * probabilities proportional to the cells' fractions, each column's share shrunk to the room that it still has.
 * Rows take their turn in random order, so a cell's expectation is its real value within a small fraction
 * of a person, whatever its place in the table.
 */
export function integerise(
  table: Float64Array,
  rowSums: Int32Array,
  columnSums: Int32Array,
  random: Random,
): Int32Array {
  const rows = rowSums.length;
  const columns = columnSums.length;
  const whole = new Int32Array(table.length);
  const fraction = new Float64Array(table.length);
  const rowRoom = Int32Array.from(rowSums);
  const columnRoom = Int32Array.from(columnSums);
  const expected = new Float64Array(columns);
  for (let row = 0, i = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, i++) {
      // A fit that stopped a hair off must not push a floor past its margin.
      const floor = Math.min(Math.floor(table[i]! + 1e-9), rowRoom[row]!, columnRoom[column]!);
      whole[i] = floor;
      rowRoom[row]! -= floor;
      columnRoom[column]! -= floor;
      const rest = Math.max(0, table[i]! - floor);
      fraction[i] = rest;
      expected[column]! += rest;
    }
  }
  const order = Int32Array.from({ length: rows }, (_, row) => row);
  random.shuffle(order, rows);
  const weight = new Float64Array(columns);
  for (const row of order) {
    const start = row * columns;
    let left = rowRoom[row]!;
    let sum = 0;
    for (let column = 0; column < columns; column++) {
      const share = expected[column]! > 0 ? fraction[start + column]! / expected[column]! : 0;
      weight[column] = columnRoom[column]! * Math.min(1, share);
      sum += weight[column]!;
      expected[column]! -= fraction[start + column]!;
    }
    if (left > 0 && sum > 0) {
      const scale = left / sum;
      let reached = -random.uniform();
      for (let column = 0; column < columns && left > 0; column++) {
        reached += weight[column]! * scale;
        const picks = Math.min(Math.ceil(reached), columnRoom[column]!, left);
        if (picks <= 0) continue;
        reached -= picks;
        whole[start + column]! += picks;
        columnRoom[column]! -= picks;
        left -= picks;
      }
    }
    // Columns that were full passed their share on; what still has no place goes where there is most room.
    while (left > 0) {
      let roomiest = 0;
      for (let column = 1; column < columns; column++) {
        if (columnRoom[column]! > columnRoom[roomiest]!) roomiest = column;
      }
      whole[start + roomiest]!++;
      columnRoom[roomiest]!--;
      left--;
    }
  }
  return whole;
}
