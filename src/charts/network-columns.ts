import type { MeasureFigures } from '../domain/measures/release';
import type { AreaName } from './area-table';
import type { FigureTable } from './figure-table';

/** The network of a practice, by their indexes in the dataset's lists. */
export const networkOfPractice = (
  { networks, practices }: { networks: readonly AreaName[]; practices: readonly { network: number }[] },
  practice: number,
): AreaName => networks[practices[practice]!.network]!;

/** A table of practices of several networks, which names the network of each, too; the row of all together names none. */
export const withNetworks = (
  { columns, rows }: FigureTable,
  { areas }: Pick<MeasureFigures, 'areas'>,
  networkOf: (practice: number) => AreaName,
): FigureTable => {
  const after = columns.findIndex(({ name }) => name === 'area_name') + 1;
  return {
    columns: columns.toSpliced(
      after,
      0,
      { name: 'network_code', label: 'Network code', fileOnly: true },
      { name: 'network_name', label: 'Network' },
    ),
    rows: rows.map((row, i) => {
      const network = areas[i] && networkOf(areas[i].area);
      return row.toSpliced(after, 0, network?.code ?? '', network?.name ?? '');
    }),
  };
};
