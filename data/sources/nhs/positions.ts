import type { DatasetSource } from '../../source';
import type { Journal } from './journal';
import type { PracticeHomes } from './neighbourhoods';
import type { Published } from './read-files';
import { listed, plural, sum } from './report';
import type { System } from './system';

export type PracticePosition = Pick<DatasetSource['practices'][number], 'lon' | 'lat' | 'position'>;

/** Each practice's published position, or else the centre of its patients' neighbourhoods. */
export function practicePositions(
  { locations }: Published,
  { practices }: System,
  { centres }: PracticeHomes,
  journal: Journal,
): PracticePosition[] {
  const known = centres.filter((centre) => centre !== null);
  const middle = [0, 1].map((axis) => sum(known.map((centre) => centre[axis]!)) / Math.max(known.length, 1));
  const positions = practices.map(({ code }, i): PracticePosition => {
    const location = locations.get(code);
    if (location) return { lon: location.lon, lat: location.lat, position: 'published' };
    const [lon, lat] = centres[i] ?? (middle as [number, number]);
    return { lon, lat, position: 'patients' };
  });

  const unplaced = practices.filter((_, i) => positions[i]!.position === 'patients');
  if (unplaced.length > 0) {
    const which = unplaced.length < practices.length ? `: ${listed(unplaced.map(({ code }) => code))}` : '';
    journal.note(
      'Positions',
      `${plural(unplaced.length, 'practice')} without a published position, placed at the centre of the patients’ neighbourhoods${which}.`,
    );
  }
  const moved = practices.filter(({ code, postcode }) => {
    const then = locations.get(code)?.postcode;
    return then && postcode && then !== postcode.toUpperCase();
  });
  if (moved.length > 0) {
    journal.note(
      'Positions',
      `${plural(moved.length, 'practice')} with another postcode since the positions were taken, shown at the old one: ${listed(moved.map(({ code }) => code))}.`,
    );
  }
  return positions;
}
