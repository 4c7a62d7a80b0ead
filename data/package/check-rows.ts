import { registers } from '../../src/domain/conditions';
import { ethnicityLabels, patientColumns, sexLabels, topAge, type Manifest } from '../../src/domain/schema';
import type { Neighbourhoods } from '../../src/domain/schema';
import type { Columns } from './arrow';

/** What every row of a network's file must keep, and how often it is broken. */
export interface RowRules {
  manifest: Manifest;
  neighbourhoods: Neighbourhoods | null;
  network: number;
}

/** Oldest deficits of the electronic frailty index, and the age that it starts from. */
const deficits = 36;
const frailtyFrom = 65;
const moderateFrailty = 9;

/** Problems of a file's columns against the manifest, in words; with any of them its rows cannot be read. */
export function columnProblems({ columns }: Columns, manifest: Manifest): string[] {
  const problems: string[] = [];
  for (const { name, type, nullable } of manifest.columns) {
    const column = columns.get(name);
    if (!column) problems.push(`the column ${name} is missing, and the manifest lists it`);
    else if (column.type !== type)
      problems.push(`the column ${name} is ${column.type}, and the manifest says ${type}`);
    else if (!nullable && column.valid?.includes(0))
      problems.push(`the column ${name} has empty values, and the manifest says that it has none`);
  }
  const listed = new Set(manifest.columns.map(({ name }) => name));
  for (const name of columns.keys())
    if (!listed.has(name)) problems.push(`the column ${name} is not in the manifest`);
  return problems;
}

/** Problems of the rows themselves: codes out of range and combinations that cannot be. */
export function rowProblems(
  { rows, columns }: Columns,
  { manifest, neighbourhoods, network }: RowRules,
): string[] {
  const problems: string[] = [];
  const values = (name: string) => columns.get(name)?.values;
  const valid = (name: string) => columns.get(name)?.valid;
  /** Reports the rows for which `wrong` holds. */
  const forbid = (what: string, wrong: (row: number) => boolean) => {
    let first = -1;
    let count = 0;
    for (let row = 0; row < rows; row++)
      if (wrong(row)) {
        if (first < 0) first = row;
        count++;
      }
    if (count > 0)
      problems.push(
        count === 1
          ? `row ${first + 1} has ${what}`
          : `${count} rows, the first of them ${first + 1}, have ${what}`,
      );
  };

  const [age, practice, home, imd] = [
    values('age')!,
    values('practice')!,
    values('neighbourhood')!,
    values('imd')!,
  ];
  const networkOf = manifest.practices.map((one) => one.network);
  forbid(`another network than ${network}, this file’s`, (row) => values('network')![row] !== network);
  forbid('a practice of another network', (row) => networkOf[practice[row]!] !== network);
  forbid(`an age over ${topAge}`, (row) => age[row]! > topAge);
  forbidCodes('sex', sexLabels);
  forbidCodes('ethnicity', ethnicityLabels);
  forbid('a deprivation decile over 10', (row) => imd[row]! > 10);
  if (neighbourhoods) {
    const deciles = neighbourhoods.imd;
    forbid('a neighbourhood that is not in the list', (row) => home[row]! >= deciles.length);
    forbid('another deprivation decile than its neighbourhood', (row) => {
      const decile = deciles[home[row]!];
      return home[row] !== 0 && decile !== undefined && imd[row] !== decile;
    });
  }
  forbid('a place out of order (practice, neighbourhood, age)', (row) => {
    if (row === 0) return false;
    const byPractice = practice[row]! - practice[row - 1]!;
    const byHome = home[row]! - home[row - 1]!;
    return (
      byPractice < 0 || (byPractice === 0 && (byHome < 0 || (byHome === 0 && age[row]! < age[row - 1]!)))
    );
  });
  for (const { id, code, ageBase } of registers) {
    const on = values(id);
    if (on && ageBase > 0)
      forbid(
        `the ${code} register below its age of ${ageBase}`,
        (row) => on[row] === 1 && age[row]! < ageBase,
      );
  }
  const [dm, ndh] = [values('dm'), values('ndh')];
  if (dm && ndh) forbid('both the DM and the NDH register', (row) => dm[row] === 1 && ndh[row] === 1);
  const [efi, hasEfi] = [values('efi'), valid('efi')];
  if (efi && hasEfi) {
    forbid(
      `a frailty index below the age of ${frailtyFrom}`,
      (row) => hasEfi[row] === 1 && age[row]! < frailtyFrom,
    );
    forbid(`a frailty index over ${deficits}`, (row) => hasEfi[row] === 1 && efi[row]! > deficits);
  }
  forbidOutside(
    'ld_check',
    'the LD register from 14 years',
    (row) => values('ld')?.[row] === 1 && age[row]! >= 14,
  );
  forbidOutside('smi_check', 'the MH register', (row) => values('mh')?.[row] === 1);
  forbidOutside('bp_target', 'the HYP register', (row) => values('hyp')?.[row] === 1);
  forbidOutside(
    'care_plan',
    'care homes and moderate or severe frailty',
    (row) => values('care_home')?.[row] === 1 || (hasEfi?.[row] === 1 && efi![row]! >= moderateFrailty),
  );
  const sums = new Map<number, number>();
  for (const index of practice) sums.set(index, (sums.get(index) ?? 0) + 1);
  manifest.practices.forEach(({ code, network: of, rows: wanted }, index) => {
    const found = sums.get(index) ?? 0;
    if (of === network && found !== wanted)
      problems.push(`practice ${code} has ${found} rows, and the manifest says ${wanted}`);
  });
  return problems;

  function forbidCodes(name: string, labels: Readonly<Record<number, string>>): void {
    const codes = values(name);
    if (codes)
      forbid(`a code of ${name} that is not in its list`, (row) => labels[codes[row]!] === undefined);
  }

  /** The column may have a value only for those whom it applies to. */
  function forbidOutside(name: string, whom: string, applies: (row: number) => boolean): void {
    const has = valid(name);
    if (has) forbid(`a value of ${name} outside ${whom}`, (row) => has[row] === 1 && !applies(row));
  }
}

/** Problems of the manifest's columns against the patient table that this program knows. */
export function schemaProblems({ columns }: Manifest): string[] {
  const known = new Map(patientColumns.map((column) => [column.name, column]));
  const listed = new Set(columns.map(({ name }) => name));
  return [
    ...columns.flatMap(({ name, type, nullable }) => {
      const column = known.get(name);
      if (!column) return [`the column ${name} is unknown`];
      return column.type === type && column.nullable === nullable
        ? []
        : [
            `the column ${name} must be ${column.type}${column.nullable ? ', possibly empty' : ', never empty'}`,
          ];
    }),
    ...patientColumns
      .filter(({ name, optional }) => !optional && !listed.has(name))
      .map(({ name }) => `the column ${name} is missing; no dataset can do without it`),
  ];
}
