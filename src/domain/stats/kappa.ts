import { defaultConfidence, estimateOf, notAvailable, type Estimate } from './estimate';
import { confidenceFault, negativeFault } from './faults';
import { z } from './quantile';

/** How far two ordered classes agree, 1 the same to 0 the furthest apart: 1 − |i − j| ÷ (classes − 1). */
export const linearAgreement = (row: number, column: number, classes: number): number =>
  1 - Math.abs(row - column) / (classes - 1);

/**
 * Cohen's weighted kappa of a square table of people by two classifications, with normal limits clipped to −1 to 1:
 * (pₒ − pₑ) ÷ (1 − pₑ), where pₒ is Σ wᵢⱼpᵢⱼ and pₑ the same of what the margins alone would give. 1 is the same class for
 * everybody, 0 what chance gives. `agreement` is 1 in the diagonal of a table of that many classes.
 * Source: Cohen, Psychol Bull 1968;70:213–20; variance: Fleiss, Cohen & Everitt, Psychol Bull 1969;72:323–7.
 */
export function weightedKappa(
  counts: readonly (readonly number[])[],
  agreement: (row: number, column: number, classes: number) => number = linearAgreement,
  { confidence = defaultConfidence } = {},
): Estimate {
  const fault = tableFault(counts) ?? confidenceFault(confidence);
  if (fault !== null) return notAvailable(fault);
  const classes = counts.length;
  const total = sum(counts.map(sum));
  if (total === 0) return notAvailable('there is nobody to count among');
  const shares = counts.map((row) => row.map((count) => count / total));
  const rows = shares.map(sum);
  const columns = rows.map((_, j) => sum(shares.map((row) => row[j]!)));
  const weights = counts.map((row, i) => row.map((_, j) => agreement(i, j, classes)));
  const over = (value: (i: number, j: number) => number) =>
    sum(weights.map((row, i) => sum(row.map((_, j) => value(i, j)))));
  const observed = over((i, j) => weights[i]![j]! * shares[i]![j]!);
  const expected = over((i, j) => weights[i]![j]! * rows[i]! * columns[j]!);
  if (!(expected < 1)) return notAvailable('everybody is in one class by both');
  const kappa = (observed - expected) / (1 - expected);
  const ofRow = weights.map((row) => sum(row.map((weight, j) => weight * columns[j]!)));
  const ofColumn = columns.map((_, j) => sum(rows.map((share, i) => weights[i]![j]! * share)));
  const squares = over(
    (i, j) => shares[i]![j]! * (weights[i]![j]! - (ofRow[i]! + ofColumn[j]!) * (1 - kappa)) ** 2,
  );
  const variance =
    Math.max(0, squares - (kappa - expected * (1 - kappa)) ** 2) / (total * (1 - expected) ** 2);
  const spread = z(confidence) * Math.sqrt(variance);
  return estimateOf(
    kappa,
    Math.max(-1, kappa - spread),
    Math.min(1, kappa + spread),
    'Fleiss, Cohen & Everitt',
  );
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function tableFault(counts: readonly (readonly number[])[]): string | null {
  if (counts.length < 2) return 'agreement needs two classes';
  if (counts.some((row) => row.length !== counts.length)) return 'the table is not square';
  for (const count of counts.flat()) {
    const fault = negativeFault('a count', count);
    if (fault !== null) return fault;
  }
  return null;
}
