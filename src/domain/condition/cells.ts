import { conditionIds, registerIds, registers, type AgeBase, type ConditionId } from '../conditions';
import type { CellColumn } from '../measures/cells';
import { agedAtLeast } from '../measures/denominators';

/**
 * Cells of who has what together: one row a network, band and sex. Columns: `patients`; each condition; each pair of a
 * register with another condition (`copd_hf`, the earlier of the catalogue first); the quantities below for everybody and
 * for people on each register (`copd_medicines`), each with its sum of squares by person where it can exceed one.
 */
export const comorbidityCellKeys = ['network', 'band', 'sex'] as const;

/** Cells of each register by ethnic group: one row a network, group, band and sex; `aged17` and so on are its age bases. */
export const ethnicityCellKeys = ['network', 'ethnicity', 'band', 'sex'] as const;

/** What people with a condition are compared by with others of their age and sex. */
export interface Quantity {
  readonly id: 'medicines' | 'gp_contacts' | 'em_adm' | 'frail';
  /** By row: a whole number, or 0 and 1. */
  readonly sql: string;
  /** Columns of the patient table that it needs. */
  readonly column: string;
  /** Who is counted among: everybody, or those with a frailty index. */
  readonly among: 'patients' | 'aged65_efi';
}

export const quantities: readonly Quantity[] = [
  { id: 'medicines', sql: 'medicines', column: 'medicines', among: 'patients' },
  { id: 'gp_contacts', sql: 'gp_contacts', column: 'gp_contacts', among: 'patients' },
  { id: 'em_adm', sql: 'em_adm', column: 'em_adm', among: 'patients' },
  { id: 'frail', sql: '(age >= 65 AND efi >= 9)::INTEGER', column: 'efi', among: 'aged65_efi' },
];

/** Only counts above one have a square of their own. */
export const hasSquares = ({ id }: Quantity): boolean => id !== 'frail';

/** The pair's column; the same whichever comes first. */
export function pairColumn(a: ConditionId, b: ConditionId): string {
  const [first, second] = conditionIds.indexOf(a) < conditionIds.indexOf(b) ? [a, b] : [b, a];
  return `${first}_${second}`;
}

/** Columns of the comorbidity cells, as far as the patient table has what they need. */
export function comorbidityColumns(available: ReadonlySet<string>): CellColumn[] {
  const conditions = conditionIds.filter((id) => available.has(id));
  const recorded = registerIds.filter((id) => available.has(id));
  const columns = new Map<string, CellColumn>();
  const put = (name: string, type: CellColumn['type'], sql: string) => columns.set(name, { name, type, sql });
  put('patients', 'INTEGER', 'count(*)');
  for (const id of conditions) put(id, 'INTEGER', countWhere(id));
  for (const one of recorded)
    for (const other of conditions)
      if (one !== other) put(pairColumn(one, other), 'INTEGER', countWhere(`${one} AND ${other}`));
  const among = quantities.filter(({ column }) => available.has(column));
  if (available.has('efi')) {
    put('aged65_efi', 'INTEGER', countWhere(withIndex));
    for (const id of recorded) put(`${id}_aged65_efi`, 'INTEGER', countWhere(`${id} AND ${withIndex}`));
  }
  for (const quantity of among) {
    put(quantity.id, 'DOUBLE', sumWhere(quantity.sql));
    if (hasSquares(quantity)) put(`${quantity.id}_squares`, 'DOUBLE', sumWhere(squared(quantity.sql)));
    for (const id of recorded) {
      put(`${id}_${quantity.id}`, 'DOUBLE', sumWhere(quantity.sql, id));
      if (hasSquares(quantity))
        put(`${id}_${quantity.id}_squares`, 'DOUBLE', sumWhere(squared(quantity.sql), id));
    }
  }
  return [...columns.values()];
}

/** Columns of the ethnicity cells; none where the dataset has no ethnic groups. */
export function ethnicityColumns(available: ReadonlySet<string>): CellColumn[] {
  if (!available.has('ethnicity')) return [];
  const bases: readonly AgeBase[] = [0, 6, 16, 17, 18, 50];
  return [
    ...bases.map(agedAtLeast).map(({ column, sql }) => ({
      name: column,
      type: 'INTEGER' as const,
      sql: sql === 'TRUE' ? 'count(*)' : countWhere(sql),
    })),
    ...registerIds
      .filter((id) => available.has(id))
      .map((id) => {
        const { ageBase } = registers.find((register) => register.id === id)!;
        const within = ageBase === 0 ? id : `${agedAtLeast(ageBase).sql} AND ${id}`;
        return { name: id, type: 'INTEGER' as const, sql: countWhere(within) };
      }),
  ];
}

const withIndex = 'age >= 65 AND efi IS NOT NULL';
const countWhere = (predicate: string) => `count(*) FILTER (${predicate})`;
const squared = (sql: string) => `(${sql})::INTEGER * (${sql})::INTEGER`;
const sumWhere = (sql: string, predicate?: string) =>
  `coalesce(sum((${sql})::DOUBLE)${predicate === undefined ? '' : ` FILTER (${predicate})`}, 0)`;
