import type { DatasetSource } from '../../source';
import { InputError } from './input-error';
import type { Journal } from './journal';
import type { MapPractice } from './practice-map';
import { fileNameOf, type Published } from './read-files';
import { flowStep, grouped, listed, plural, sum } from './report';

/** The system's practices, networks and places. Columns over practices are in the order of `practices`. */
export interface System {
  /** In order of network, then code. */
  practices: MapPractice[];
  /** Index in `Published.areaPractices` by practice. */
  areaIndex: number[];
  /** List by practice. */
  lists: number[];
  patients: number;
  networkOf: number[];
  placeOf: number[];
  networks: DatasetSource['networks'];
  places: DatasetSource['places'];
}

/** Networks are those of the map with a practice in the area that has patients; `U` (unallocated) is none. */
export function systemOf(published: Published, journal: Journal): System {
  const { area, areaPractices, lists } = published;
  const indexOf = new Map(areaPractices.map((practice, i) => [practice, i]));
  const listOf = (practice: MapPractice): number => lists.totals[indexOf.get(practice)!]!;
  const practices = areaPractices
    .filter((practice) => practice.network !== '' && listOf(practice) > 0)
    .sort((a, b) => compare(a.network, b.network) || compare(a.code, b.code));
  if (practices.length === 0) throw noPatients(published);

  const sizes = practices.map(listOf);
  const patients = sum(sizes);
  const networkCodes = [...new Set(practices.map(({ network }) => network))];
  const networkOf = practices.map(({ network }) => networkCodes.indexOf(network));
  const placeNames = new Map(practices.map(({ subIcb, subIcbName }) => [subIcb, subIcbName]));
  const places = [...placeNames]
    .map(([code, name]) => ({ code, name }))
    .sort((a, b) => compare(a.code, b.code));
  const placeNumber = new Map(places.map(({ code }, i) => [code, i]));
  const placeOf = practices.map(({ subIcb }) => placeNumber.get(subIcb)!);

  const sizeByPlace = networkCodes.map(() => new Map<number, number>());
  const nameOf: string[] = [];
  for (const [i, practice] of practices.entries()) {
    const byPlace = sizeByPlace[networkOf[i]!]!;
    byPlace.set(placeOf[i]!, (byPlace.get(placeOf[i]!) ?? 0) + sizes[i]!);
    nameOf[networkOf[i]!] ??= practice.networkName;
  }
  const networks = networkCodes.map((code, i) => {
    const [[place]] = [...sizeByPlace[i]!].sort((a, b) => b[1] - a[1] || a[0] - b[0]) as [[number, number]];
    return { code, name: nameOf[i]!, place };
  });

  noteStraddling(published, practices, networks, journal);
  const unallocated = areaPractices.filter(({ network }) => network === '');
  const unallocatedPatients = sum(unallocated.map(listOf));
  journal.flow.push(
    flowStep(`Lists of ${area.name}`, sum(lists.totals), [
      { part: `in ${plural(networks.length, 'network')}`, patients },
      {
        part: `in ${plural(unallocated.length, 'practice')} without a network`,
        patients: unallocatedPatients,
      },
    ]),
  );
  if (unallocated.length > 0) {
    const codes = listed(unallocated.map(({ code }) => code));
    journal.note(
      'Networks',
      `${plural(unallocated.length, 'practice')} of the area in no network (U, unallocated), left out: ${codes}.`,
      unallocatedPatients,
    );
  }
  const empty = areaPractices.filter((practice) => practice.network !== '' && listOf(practice) === 0);
  if (empty.length > 0) {
    const codes = listed(empty.map(({ code }) => code));
    journal.note(
      'Lists',
      `${plural(empty.length, 'practice')} of the map without patients in the lists, left out: ${codes}.`,
      0,
    );
  }
  if (lists.otherSex > 0) {
    journal.note(
      'Lists',
      'Patients whose sex is published as neither male nor female, left out.',
      lists.otherSex,
    );
  }
  const file = fileNameOf(published.inventory, 'quinary');
  for (const text of [...lists.mismatches, ...mismatchedTotals(published)])
    journal.problems.push(`${file}: ${text}`);
  return {
    practices,
    areaIndex: practices.map((practice) => indexOf.get(practice)!),
    lists: sizes,
    patients,
    networkOf,
    placeOf,
    networks,
    places,
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function noPatients({ area, inventory }: Published): InputError {
  return new InputError([
    {
      file: fileNameOf(inventory, 'quinary'),
      what: `No practice of ${area.name} has patients in this file.`,
      mend: `Use a file that covers ${area.code}; its practices are taken from ${fileNameOf(inventory, 'map')}.`,
    },
  ]);
}

/** Networks across the area's border, across ICBs, and across sub-ICBs within it. */
function noteStraddling(
  { area, practices: everyPractice }: Published,
  practices: readonly MapPractice[],
  networks: System['networks'],
  journal: Journal,
): void {
  const outside = groupBy(
    everyPractice.filter((practice) => !area.has(practice)),
    ({ network }) => network,
  );
  const inside = groupBy(practices, ({ network }) => network);
  const crossing: string[] = [];
  for (const { code, name } of networks) {
    const elsewhere = outside.get(code);
    if (elsewhere) {
      const where = distinct(elsewhere.map(({ icb, subIcb }) => `${icb} ${subIcb}`));
      journal.note(
        'Networks',
        `${name} (${code}) also has ${plural(elsewhere.length, 'practice')} outside ${area.code}, in ${listed(where)}: only its practices inside are here.`,
      );
    }
    const own = inside.get(code)!;
    const systems = distinct(own.map(({ icb }) => icb));
    if (systems.length > 1)
      journal.note('Networks', `${name} (${code}) has practices in several ICBs: ${systems.join(', ')}.`);
    if (distinct(own.map(({ subIcb }) => subIcb)).length > 1) crossing.push(code);
  }
  if (crossing.length > 0) {
    journal.note(
      'Networks',
      `${plural(crossing.length, 'network')} with practices in several sub-ICBs, shown in the one with most of the patients: ${listed(crossing)}.`,
    );
  }
}

const distinct = (texts: readonly string[]): string[] => [...new Set(texts)].sort();

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

/** The file's own totals of networks and systems that lie wholly in the area, against the sums of their practices. */
function mismatchedTotals({ area, practices, areaPractices, lists }: Published): string[] {
  const keysOf = ({ network, subIcb, icb }: MapPractice): string[] => [
    `PCN ${network || 'U'}`,
    `SUB_ICB_LOCATION_CODE ${subIcb}`,
    `ICB ${icb}`,
  ];
  const partial = new Set(practices.filter((practice) => !area.has(practice)).flatMap(keysOf));
  const sums = new Map<string, number>();
  for (const [i, practice] of areaPractices.entries()) {
    for (const key of keysOf(practice)) sums.set(key, (sums.get(key) ?? 0) + lists.totals[i]!);
  }
  return [...sums].flatMap(([key, ofPractices]) => {
    const published = lists.publishedTotals.get(key);
    if (published === undefined || published === ofPractices || partial.has(key)) return [];
    return [
      `${key} has ${grouped(published)} patients, its practices in the map sum to ${grouped(ofPractices)}`,
    ];
  });
}

/** Whether an LSOA lies in the area by the lookup: its sub-ICB is one of the area's practices. Null where not known. */
export function insideBy({
  area,
  practices,
  areaPractices,
  subIcbOf,
}: Published): (lsoa: number) => boolean | null {
  if (area.kind === 'england') return () => true;
  if (area.kind === 'networks' || !subIcbOf) return () => null;
  // The lookup may be older than the map and name a sub-ICB that is no more.
  const all = new Set(practices.map(({ subIcb }) => subIcb));
  const own = new Set(areaPractices.map(({ subIcb }) => subIcb));
  return (lsoa) => {
    const subIcb = subIcbOf.get(lsoa);
    return subIcb === undefined || !all.has(subIcb) ? null : own.has(subIcb);
  };
}
