import type { Faults } from './input-error';
import { readTable, type TableFile } from './table';

export interface Location {
  lon: number;
  lat: number;
  postcode: string;
}

/** Position by practice code. A practice without one in its row has none. */
export async function readLocations(
  table: TableFile,
  faults: Faults,
  onBytes?: (bytes: number) => void,
): Promise<{ locations: Map<string, Location>; rows: number }> {
  const { at, header } = table;
  const file = table.input.name;
  const locations = new Map<string, Location>();
  const rows = await readTable(
    table,
    faults,
    (fields, row) => {
      const code = fields[at.practice!]!.trim().toUpperCase();
      const lonText = fields[at.lon!]!.trim();
      const latText = fields[at.lat!]!.trim();
      if (lonText === '' || latText === '') return;
      const lon = Number(lonText);
      const lat = Number(latText);
      if (!(lat >= 49 && lat <= 61 && lon >= -9 && lon <= 3)) {
        const isLat = !(lat >= 49 && lat <= 61);
        faults.add({
          file,
          row,
          column: header[isLat ? at.lat! : at.lon!]!,
          what: `“${isLat ? latText : lonText}” is not a ${isLat ? 'latitude' : 'longitude'} in the United Kingdom.`,
          mend: 'Put degrees (WGS84), or leave the field empty.',
        });
        return;
      }
      locations.set(code, {
        lon,
        lat,
        postcode: at.postcode! < 0 ? '' : fields[at.postcode!]!.trim().toUpperCase(),
      });
    },
    onBytes,
  );
  return { locations, rows };
}
