import { expect } from 'vitest';
import { releaseGroups } from '../../src/domain/condition/by-group';
import { releaseExpected } from '../../src/domain/condition/expected';
import { expectedSql, fifthSql } from '../../src/domain/condition/queries';
import type { Scope } from '../../src/domain/condition/scope';
import { registers, type RegisterId } from '../../src/domain/conditions';
import type { Standard } from '../../src/domain/measures/measure';
import type { AreaFigure } from '../../src/domain/measures/release';
import type { DisclosurePolicy } from '../../src/domain/schema';
import type { Estimate } from '../../src/domain/stats';
import { available, measureOf, type Patients } from './condition-patients';

export const scopes: readonly (readonly [string, Scope])[] = [
  ['the whole system', null],
  ['one network', [1]],
  ['a group of networks', [0, 2]],
];
export const inScope = (scope: Scope) =>
  scope === null ? 'TRUE' : `list_contains([${scope.join()}], network)`;
export const baseOf = (id: string) => `age >= ${registers.find((register) => register.id === id)!.ageBase}`;
export const z = 1.959963984540054;
/** Wilson's limits of x of n, and Byar's of a count x, as SQL. */
export const wilson = (x: string, n: string) =>
  ['-', '+'].map(
    (sign) =>
      `(2 * ${x} + ${z ** 2} ${sign} ${z} * sqrt(${z ** 2} + 4 * ${x} * (1 - ${x} / ${n}))) / (2 * (${n} + ${z ** 2}))`,
  );
export const byar = (x: string) => [
  `${x} * (1 - 1 / (9 * ${x}) - ${z} / (3 * sqrt(${x}))) ** 3`,
  `(${x} + 1) * (1 - 1 / (9 * (${x} + 1)) + ${z} / (3 * sqrt(${x} + 1))) ** 3`,
];

/** Relative. */
const tolerance = 1e-9;
export function near(actual: unknown, expected: unknown, what = '') {
  const [a, e] = [Number(actual), Number(expected)];
  expect(Number.isFinite(a), `${what}: ${String(actual)}`).toBe(true);
  expect(Math.abs(a - e), `${what}: ${a}, not ${e}`).toBeLessThanOrEqual(
    tolerance * Math.max(Math.abs(e), 1e-6),
  );
}
type Row = Record<string, unknown>;
export function nearEstimate(estimate: Estimate, { value, lower, upper }: Row, what = '') {
  if (!estimate.ok) throw new Error(`${what}: ${estimate.reason}`);
  near(estimate.value, value, what);
  near(estimate.lower, lower, what);
  near(estimate.upper, upper, what);
}
export const valueOf = (estimate: Estimate) => (estimate.ok ? estimate.value : NaN);

export const options = { policy: 'none', available } as const;
export const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
export const standardError = (estimate: Estimate) =>
  estimate.ok ? (estimate.upper - estimate.lower) / (2 * z) : NaN;

export async function fifths(
  patients: Patients,
  id: string,
  scope: Scope,
  standard: Standard,
  policy: DisclosurePolicy = 'none',
) {
  const answer = await patients.ask(fifthSql(measureOf(id), scope));
  return releaseGroups(measureOf(id), answer, { standard, policy });
}

export async function expectedOf(
  patients: Patients,
  id: RegisterId,
  scope: Scope,
  by: 'whole' | 'network' | 'practice',
  policy: DisclosurePolicy = 'none',
): Promise<AreaFigure[]> {
  const answer = await patients.ask(expectedSql(measureOf(id), scope, by));
  return releaseExpected(measureOf(id), answer, policy).areas;
}
