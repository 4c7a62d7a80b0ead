import { frailtyBands } from './efi';
import { firstMatch, firstMatchSql, type RuledGroup } from './first-match';
import type { PatientRows } from './row-test';

/** Columns that tell a person's band. */
export const frailtyColumns: readonly string[] = ['age', 'efi'];

/** Bands of the supplied frailty index in their order, of people of 65 and over; then everybody who has none. */
export const frailtyGroups: readonly RuledGroup[] = [
  ...Object.entries(frailtyBands).map(([id, [least, most]]): RuledGroup => ({
    id,
    name: id === 'fit' ? 'Fit' : `${id[0]!.toUpperCase()}${id.slice(1)} frailty`,
    meaning: `${least} to ${most} deficits of the frailty index, from 65 years.`,
    anyOf: [
      {
        words: `${least} to ${most} deficits, from 65 years`,
        all: [
          { column: 'age', least: 65 },
          { column: 'efi', least, most },
        ],
      },
    ],
  })),
  { id: 'none', name: 'No index', meaning: 'Younger than 65, or no index is recorded.', anyOf: [] },
];

const available: ReadonlySet<string> = new Set(frailtyColumns);

/** SQL over patient rows for the place of a person's band in the list (UTINYINT), never NULL. */
export const frailtySql: string = firstMatchSql(frailtyGroups, available);

/** The same of rows at hand. */
export const frailtyOf = (patients: PatientRows): Uint8Array =>
  firstMatch(frailtyGroups, available, patients);
