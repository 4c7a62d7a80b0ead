import { displayName, shortBoardName } from './display-names';
import type { Faults } from './input-error';
import { readTable, type TableFile } from './table';

/** A practice as the map has it, with names for display. `network` is '' for a practice in no network (published as `U`, unallocated). */
export interface MapPractice {
  code: string;
  name: string;
  postcode: string;
  network: string;
  networkName: string;
  subIcb: string;
  subIcbName: string;
  icb: string;
  icbName: string;
  /** ONS code of the integrated care board; '' where the map has none. */
  onsIcb: string;
}

export async function readPracticeMap(
  table: TableFile,
  faults: Faults,
  onBytes?: (bytes: number) => void,
): Promise<{ practices: MapPractice[]; rows: number }> {
  const { at } = table;
  const practices: MapPractice[] = [];
  const rowOf = new Map<string, number>();
  const file = table.input.name;
  const text = (fields: string[], column: string): string =>
    at[column]! < 0 ? '' : fields[at[column]!]!.trim();
  const rows = await readTable(
    table,
    faults,
    (fields, row) => {
      const code = text(fields, 'practice').toUpperCase();
      const before = rowOf.get(code);
      if (code === '') {
        faults.add({
          file,
          row,
          column: table.header[at.practice!]!,
          what: 'The practice code is empty.',
          mend: 'Fill it in, or delete the row.',
        });
      } else if (before !== undefined) {
        faults.add({
          file,
          row,
          column: table.header[at.practice!]!,
          what: `Practice ${code} already stands in row ${before}.`,
          mend: 'Delete one of the two rows.',
        });
      } else {
        rowOf.set(code, row);
        const network = text(fields, 'network').toUpperCase();
        if (!/^[\w-]*$/.test(network)) {
          faults.add({
            file,
            row,
            column: table.header[at.network!]!,
            what: `The network code “${network}” has other signs than letters and digits.`,
            mend: 'Correct it.',
          });
        }
        const subIcb = text(fields, 'subIcb').toUpperCase();
        const icb = text(fields, 'icb').toUpperCase();
        practices.push({
          code,
          name: displayName(text(fields, 'name')) || code,
          postcode: text(fields, 'postcode'),
          network: network === 'U' ? '' : network,
          networkName: displayName(text(fields, 'networkName')) || network,
          subIcb,
          subIcbName: shortBoardName(text(fields, 'subIcbName')) || subIcb,
          icb,
          icbName: shortBoardName(text(fields, 'icbName')) || icb,
          onsIcb: text(fields, 'onsIcb').toUpperCase(),
        });
      }
    },
    onBytes,
  );
  return { practices, rows };
}
