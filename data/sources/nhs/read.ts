import { createHash } from 'node:crypto';
import { registers } from '../../../src/domain/conditions';
import type { DatasetSource, NetworkMargins } from '../../source';
import { type Area, resolveArea } from './area';
import { readBoundaries } from './boundaries';
import { headerName, kindOf } from './file-kinds';
import { readHomes } from './homes';
import { Faults, InputError } from './input-error';
import { sha256Of } from './input-file';
import { type Inventory, type Recognised, requireBothSexes, takeInventory, usedAs } from './inventory';
import { readLists, readSingleYears, singleYearCounts, type SingleYears } from './lists';
import { readLocations } from './locations';
import { LsoaCodes } from './lsoa-codes';
import { readDeprivation, readLookup2021, readLookupIcb, readStructure } from './lsoa-tables';
import {
  destinations2011,
  destinations2021,
  mainNetworks,
  marginsOf,
  outsideShapes,
  ownNeighbourhoods,
  practiceHomes,
  type Shapes,
  Spread,
  structures,
} from './neighbourhoods';
import { noteHomes, noteNetworks, publishedTotalMismatches } from './notes';
import { type MapPractice, readPracticeMap } from './practice-map';
import { readRegisters, registerTargets } from './registers';
import { flowStep, type FlowStep, listed, type NhsReport, plural } from './report';
import type { TableFile } from './table';
import { vintageOf } from './vintage';

export interface NhsOptions {
  /** Folder of published files, as downloaded. */
  folder: string;
  /** ENG, an ICB's or a sub-ICB's ODS code, or network codes with commas between. */
  area: string;
  onProgress?: (progress: { stage: string; done: number; total: number; unit: string }) => void;
  signal?: AbortSignal;
}

const licence = 'Open Government Licence v3.0';
const attribution =
  'Contains public sector information licensed under the Open Government Licence v3.0. Source: NHS England; ' +
  'Office for National Statistics; Ministry of Housing, Communities and Local Government. Contains OS data © Crown ' +
  'copyright and database right. Contains Royal Mail data © Royal Mail copyright and database right.';

/**
 * Published files of a folder → margins of a system. Throws an `InputError` that names file, row, column and mend
 * when the files cannot be used; what could be used with care is in `notes` and `report`.
 */
export async function readNhs({
  folder,
  area: areaText,
  onProgress,
  signal,
}: NhsOptions): Promise<DatasetSource & { report: NhsReport }> {
  const started = performance.now();
  const inventory = await takeInventory(folder);
  const faults = new Faults();
  const problems: string[] = [];
  const notes: DatasetSource['notes'] = [];
  const flow: FlowStep[] = [];
  const rowsOf = new Map<Recognised, number>();
  const note = (topic: string, text: string, patients?: number): void => {
    notes.push({ topic, text, ...(patients !== undefined && { patients }) });
  };

  const total = inventory.used.reduce((sum, file) => sum + file.input.bytes, 0);
  let done = 0;
  const onBytes = (bytes: number): void => {
    signal?.throwIfAborted();
    done += bytes;
    onProgress?.({ stage: 'Reading published files', done: Math.min(done, total), total, unit: 'bytes' });
  };
  /** The one file of a kind, and its reading. */
  const readOne = async <T extends { rows: number }>(
    id: Recognised['kind']['id'],
    read: (table: TableFile, file: Recognised) => Promise<T>,
  ): Promise<T | null> => {
    const [file] = usedAs(inventory, id);
    if (!file) return null;
    const result = await read(file.table!, file);
    rowsOf.set(file, result.rows);
    return result;
  };
  const fileOf = (id: Recognised['kind']['id']): string => usedAs(inventory, id)[0]!.input.name;

  for (const id of ['homes', 'structure'] as const) requireBothSexes(usedAs(inventory, id));

  // The practices of the area, in order of network and code.
  const map = (await readOne('map', (table) => readPracticeMap(table, faults, onBytes)))!;
  faults.stopIfAny();
  const area = resolveArea(areaText, map.practices, fileOf('map'));
  const inArea = map.practices.filter((practice) => area.has(practice));
  const wanted = new Map(inArea.map((practice, i) => [practice.code, i]));

  const lists = (await readOne('quinary', (table) => readLists(table, wanted, faults, onBytes)))!;
  const single = await readOne('single', (table) => readSingleYears(table, faults, onBytes));
  const published = (await readOne('registers', (table) => readRegisters(table, wanted, faults, onBytes)))!;

  const lsoas = new LsoaCodes();
  const deprivation = (await readOne('deprivation', (table) =>
    readDeprivation(table, lsoas, faults, onBytes),
  ))!;
  const [boundaryFile] = usedAs(inventory, 'boundaries');
  const { boundaries, rows: features } = await readBoundaries(boundaryFile!.input, lsoas, faults, onBytes);
  rowsOf.set(boundaryFile!, features);
  const lookup2021 = await readOne('lookup2021', (table) => readLookup2021(table, lsoas, faults, onBytes));
  const lookupIcb = await readOne('lookupIcb', (table) => readLookupIcb(table, lsoas, faults, onBytes));
  const locations = await readOne('locations', (table) => readLocations(table, faults, onBytes));
  const residents = new Map<string, Float64Array>();
  for (const file of usedAs(inventory, 'structure')) {
    rowsOf.set(file, await readStructure(file.table!, file.sex, residents, faults, onBytes));
  }
  const homeFiles = usedAs(inventory, 'homes');
  const { homes, rowsOf: homeRows } = await readHomes(homeFiles, faults, onBytes);
  for (const [file, rows] of homeRows) rowsOf.set(file, rows);
  faults.stopIfAny();

  // Networks: those of the map with at least one practice of the area that has patients.
  const hasPatients = (practice: MapPractice): boolean => lists.totals[wanted.get(practice.code)!]! > 0;
  const members = inArea
    .filter((practice) => practice.network !== '' && hasPatients(practice))
    .sort((a, b) => compare(a.network, b.network) || compare(a.code, b.code));
  if (members.length === 0) {
    throw new InputError([
      {
        file: fileOf('quinary'),
        what: `No practice of ${area.name} has patients in this file.`,
        mend: `Use files that cover ${area.code}: the area’s practices are taken from ${fileOf('map')}.`,
      },
    ]);
  }
  const listRow = members.map((practice) => wanted.get(practice.code)!);
  const sizes = listRow.map((row) => lists.totals[row]!);
  const patients = sum(sizes);
  const networkCodes = [...new Set(members.map((practice) => practice.network))];
  const networkNumber = new Map(networkCodes.map((code, i) => [code, i]));
  const networkOf = members.map((practice) => networkNumber.get(practice.network)!);
  const placeNames = new Map(members.map((practice) => [practice.subIcb, practice.subIcbName]));
  const places = [...placeNames]
    .map(([code, name]) => ({ code, name }))
    .sort((a, b) => compare(a.code, b.code));
  const placeNumber = new Map(places.map(({ code }, i) => [code, i]));
  const practicePlace = members.map((practice) => placeNumber.get(practice.subIcb)!);
  const networks = networkCodes.map((code, network) => {
    const own = members.flatMap((practice, i) => (networkOf[i] === network ? [{ practice, i }] : []));
    const byPlace = new Map<number, number>();
    for (const { i } of own)
      byPlace.set(practicePlace[i]!, (byPlace.get(practicePlace[i]!) ?? 0) + sizes[i]!);
    const [place] = [...byPlace].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]!;
    return { code, name: own[0]!.practice.networkName, place, crosses: byPlace.size > 1 };
  });
  noteNetworks(area, map.practices, members, networks, note);

  // Lists.
  const unallocated = inArea.filter((practice) => practice.network === '');
  const unallocatedPatients = sum(unallocated.map((practice) => lists.totals[wanted.get(practice.code)!]!));
  flow.push(
    flowStep(`Lists of ${area.name}`, sum(lists.totals), [
      { part: `in ${plural(networks.length, 'network')}`, patients },
      {
        part: `in ${plural(unallocated.length, 'practice')} without a network`,
        patients: unallocatedPatients,
      },
    ]),
  );
  if (unallocated.length > 0) {
    note(
      'Networks',
      `${plural(unallocated.length, 'practice')} of the area in no network (U, unallocated): left out: ${listed(unallocated.map(({ code }) => code))}.`,
      unallocatedPatients,
    );
  }
  const without = inArea.filter((practice) => practice.network !== '' && !hasPatients(practice));
  if (without.length > 0) {
    note(
      'Lists',
      `${plural(without.length, 'practice')} of the map without patients in the lists, left out: ${listed(without.map(({ code }) => code))}.`,
      0,
    );
  }
  if (lists.otherSex > 0) {
    note(
      'Lists',
      'Patients whose sex is published as neither male nor female: left out, as the margins are by sex.',
      lists.otherSex,
    );
  }
  problems.push(...lists.mismatches.map((text) => `${fileOf('quinary')}: ${text}`));
  problems.push(
    ...publishedTotalMismatches(area, lists.publishedTotals, map.practices, wanted, lists.totals).map(
      (text) => `${fileOf('quinary')}: ${text}`,
    ),
  );

  // Single years.
  const counts = members.map((practice, i) => {
    const curves = single ? curvesFor(single, practice) : [];
    const bands = lists.bands.subarray(listRow[i]! * 38, listRow[i]! * 38 + 38);
    return singleYearCounts(bands, curves);
  });
  if (single) {
    const absent = networks.filter(({ code }) => !single.curves.has(`PCN ${code}`));
    note(
      'Single years of age',
      `Lists are of ${lists.snapshot}, by five-year band; within each band single years follow the network’s own curve of ${single.date || 'the single-year file'}.`,
    );
    if (absent.length > 0) {
      note(
        'Single years of age',
        `Not in the single-year file, so the curve of the sub-ICB stands in: ${listed(absent.map(({ code }) => code))}.`,
        sum(sizes.filter((_, i) => absent.some(({ code }) => code === members[i]!.network))),
      );
    }
  } else {
    note(
      'Single years of age',
      'No file of single years: patients are spread evenly over the five years of each band.',
    );
  }

  // Registers.
  const registersFile = fileOf('registers');
  const ownRegisters = pick(published, listRow);
  const targets = registerTargets(
    ownRegisters,
    counts,
    [networkOf, practicePlace, members.map(() => 0)],
    (practice) => members[practice]!.code,
    registersFile,
  );
  problems.push(...targets.adjusted);
  const standIns = new Set(targets.standIns);
  const qofDate = usedAs(inventory, 'registers')[0]!.date;
  note(
    'Registers',
    `Register ÷ list of the QOF ${qofDate || 'file'}, in each register’s own age base, carried to the list of ${lists.snapshot}.`,
  );
  if (standIns.size > 0) {
    note(
      'Registers',
      `${plural(standIns.size, 'practice')} without QOF rows, given the rates of ${standIns.size === 1 ? 'its network' : 'their networks'}: ${listed(
        targets.standIns.map((i) => members[i]!.code),
        30,
      )}.`,
      sum(targets.standIns.map((i) => sizes[i]!)),
    );
  }
  for (const { practice, groups } of targets.partial) {
    note(
      'Registers',
      `${members[practice]!.code} has no rows for ${groups.join(', ')}: its network’s rates are used for these.`,
      sizes[practice]!,
    );
  }
  if (targets.otherBase.length > 0) {
    note(
      'Registers',
      `Counted over another age base in the file: ${targets.otherBase.join('; ')}. Scaled over the file’s base, then placed in ours.`,
    );
  }
  if (targets.adjusted.length > 0) note('Registers', `Taken with a change: ${listed(targets.adjusted, 20)}.`);
  const mapCodes = new Set(map.practices.map(({ code }) => code));
  const gone = [...published.others].filter(([code]) => !mapCodes.has(code));
  if (gone.length > 0) {
    note(
      'Registers',
      `${plural(gone.length, 'practice')} of the QOF file not in the practice map (closed or merged since): ${listed(gone.map(([code]) => code))}.`,
      sum(gone.map(([, list]) => list)),
    );
  }
  if (published.otherGroups.size > 0)
    note('Registers', `Groups of the QOF file that are not used: ${[...published.otherGroups].join(', ')}.`);

  // Neighbourhoods.
  const vintage = vintageOf(homeFiles[0]!, homes, lsoas);
  if (vintage.year === 2011 && !lookup2021) {
    throw new InputError([
      {
        file: homeFiles[0]!.input.name,
        what: `This file is by LSOA 2011 (${vintage.told}), and the ${kindOf('lookup2021').name} is missing.`,
        mend: `${kindOf('lookup2021').from!}, and put it in the folder.`,
      },
    ]);
  }
  const structureFile = usedAs(inventory, 'structure')[0];
  const structureIs2021 = structureFile
    ? /2021|21/.test(headerName(structureFile.table!.header[structureFile.table!.at.lsoa!]!))
    : false;
  const successorsOf = (code: string): readonly number[] | undefined => {
    if (!structureIs2021) return lookup2021?.successors.get(code);
    const lsoa = lsoas.find(code);
    return lsoa === undefined ? undefined : [lsoa];
  };
  const population = structureIs2021 ? residentsBy(residents, lsoas) : deprivation.population;
  const destinations =
    vintage.year === 2011
      ? destinations2011(homes, lookup2021!.successors, population)
      : destinations2021(homes, lsoas);
  const decileOf = new Uint8Array(lsoas.size);
  for (const [lsoa, decile] of deprivation.decile) decileOf[lsoa] = decile;

  const spread = new Spread(homes, destinations, lsoas.size);
  const mapByCode = new Map(map.practices.map((practice) => [practice.code, practice]));
  // All networks of the map, in order of code, so that a network elsewhere can have most of an LSOA's patients.
  const everyNetwork = [...new Set(map.practices.map(({ network }) => network).filter(Boolean))].sort();
  const everyNumber = new Map(everyNetwork.map((code, i) => [code, i]));
  const fileNetworks = Int32Array.from(
    homes.practiceCodes,
    (code) => everyNumber.get(mapByCode.get(code)?.network ?? '') ?? -1,
  );
  const main = mainNetworks(spread, fileNetworks, everyNetwork.length);
  const own = ownNeighbourhoods(
    boundaries,
    lsoas.codes,
    main,
    (network) => networkNumber.has(everyNetwork[network]!),
    insideBy(area, lookupIcb?.subIcb ?? null, map.practices),
  );
  const indexOf = new Uint16Array(lsoas.size);
  for (const [i, { lsoa }] of own.entries()) indexOf[lsoa] = i + 1;

  const fileNumber = new Map(homes.practiceCodes.map((code, i) => [code, i]));
  const isPresent = (code: string): boolean => fileNumber.has(code);
  const fileNumbersOf = (chosen: MapPractice[]): number[] =>
    chosen.flatMap(({ code }) => fileNumber.get(code) ?? []);
  const absentHomes = members.filter(({ code }) => !isPresent(code));
  const filePractices = members.map((practice) => {
    if (isPresent(practice.code)) return fileNumbersOf([practice]);
    const ofNetwork = fileNumbersOf(map.practices.filter(({ network }) => network === practice.network));
    return ofNetwork.length > 0
      ? ofNetwork
      : fileNumbersOf(map.practices.filter(({ subIcb }) => subIcb === practice.subIcb));
  });
  const practiceHome = practiceHomes(spread, filePractices, sizes, indexOf, decileOf, boundaries);
  const structure = structures(residents, successorsOf, population, lsoas.size);
  const shapes: Shapes = {
    own: [null, ...own.map(({ lsoa }) => structure[lsoa]!)],
    outside: outsideShapes(practiceHome, decileOf, structure),
  };

  const homePatients = new Int32Array(own.length + 1);
  let outside = 0;
  for (const [i, index] of practiceHome.index.entries()) {
    homePatients[index]! += practiceHome.patients[i]!;
    if (index === 0 && practiceHome.imd[i]! > 0) outside += practiceHome.patients[i]!;
  }
  const unknown = homePatients[0]! - outside;
  const neighbourhoods: DatasetSource['neighbourhoods'] = [
    { code: '', name: 'Outside or unknown', imd: 0, network: -1, patients: homePatients[0]! },
    ...own.map(({ lsoa, network, empty }, i) => ({
      code: lsoas.codes[lsoa]!,
      name: boundaries.get(lsoa)!.name,
      imd: decileOf[lsoa]!,
      network: networkNumber.get(everyNetwork[network]!)!,
      patients: homePatients[i + 1]!,
      empty,
    })),
  ].map(({ code, name, imd, network, patients: here }) => ({ code, name, imd, network, patients: here }));

  flow.push(
    flowStep('Homes of the patients in networks', patients, [
      {
        part: `in ${plural(own.length, 'neighbourhood')} of the area`,
        patients: patients - homePatients[0]!,
      },
      { part: 'in a neighbourhood outside, with its decile', patients: outside },
      { part: 'unknown or outside England', patients: unknown },
    ]),
  );
  if (outside > 0)
    note(
      'Neighbourhoods',
      'Patients who live in a neighbourhood outside the area: on no polygon, with the deprivation decile of their home.',
      outside,
    );
  if (unknown > 0)
    note(
      'Neighbourhoods',
      'Patients whose neighbourhood is unknown or outside England: on no polygon, without a decile.',
      unknown,
    );
  flow.push(
    ...noteHomes(
      {
        homes,
        files: homeFiles,
        vintage,
        destinations,
        decileOf,
        members,
        mapByCode,
        area,
        changeOf: vintage.year === 2011 ? lookup2021!.changeOf : null,
        hasResidents: population.size > 0,
      },
      note,
    ),
  );
  if (absentHomes.length > 0) {
    note(
      'Neighbourhoods',
      `${plural(absentHomes.length, 'practice')} not in the LSOA file, given the homes of ${absentHomes.length === 1 ? 'its network' : 'their networks'}: ${listed(absentHomes.map(({ code }) => code))}.`,
      sum(members.flatMap(({ code }, i) => (isPresent(code) ? [] : [sizes[i]!]))),
    );
  }
  const empty = own.filter((neighbourhood) => neighbourhood.empty);
  if (empty.length > 0) {
    note(
      'Neighbourhoods',
      `${plural(empty.length, 'neighbourhood')} without a registered patient, shown with the network of the neighbour that shares the longest border: ${listed(empty.map(({ lsoa }) => lsoas.codes[lsoa]!))}.`,
      0,
    );
  }
  const noDecile = own.filter(({ lsoa }) => decileOf[lsoa] === 0);
  if (noDecile.length > 0)
    note(
      'Neighbourhoods',
      `${plural(noDecile.length, 'neighbourhood')} without a decile in the deprivation file: ${listed(noDecile.map(({ lsoa }) => lsoas.codes[lsoa]!))}.`,
      sum(noDecile.map(({ lsoa }) => homePatients[indexOf[lsoa]!]!)),
    );
  if (structureFile) {
    const lacking = shapes.own.filter((shape, i) => i > 0 && !shape).length;
    note(
      'Neighbourhoods',
      `Age structure by neighbourhood is that of residents ${structureFile.date || ''}${structureIs2021 ? '' : ' by LSOA 2011, carried to LSOA 2021 (the parts of a split one share its structure)'}; only its form is used.${lacking > 0 ? ` ${plural(lacking, 'neighbourhood')} without one: the practice’s own is used.` : ''}${!structureIs2021 && !lookup2021 ? ` It could not be used, as the ${kindOf('lookup2021').name} is missing.` : ''}`,
    );
  } else {
    note(
      'Neighbourhoods',
      'No age structure by neighbourhood among the files: every neighbourhood of a practice has the practice’s own.',
    );
  }
  note(
    'Neighbourhoods',
    'Network areas are derived: each neighbourhood goes to the network with most of its registered patients. There is no official boundary of a network.',
  );

  // Positions.
  const positions = members.map((practice, i) => {
    const location = locations?.locations.get(practice.code);
    if (location) return { lon: location.lon, lat: location.lat, position: 'published' as const };
    const [lon, lat] = practiceHome.centres[i] ?? centreOfAll(practiceHome.centres);
    return { lon, lat, position: 'patients' as const };
  });
  const unplaced = members.filter((_, i) => positions[i]!.position === 'patients');
  if (unplaced.length > 0) {
    note(
      'Positions',
      `${plural(unplaced.length, 'practice')} without a published position, placed at the centre of the patients’ neighbourhoods${unplaced.length < members.length ? `: ${listed(unplaced.map(({ code }) => code))}` : ''}.`,
    );
  }
  const moved = members.filter(({ code, postcode }) => {
    const then = locations?.locations.get(code)?.postcode;
    return then && postcode && then !== postcode.toUpperCase();
  });
  if (moved.length > 0)
    note(
      'Positions',
      `${plural(moved.length, 'practice')} with another postcode since the positions were taken, shown at the old one: ${listed(moved.map(({ code }) => code))}.`,
    );

  const sources = await describeSources(inventory, rowsOf);
  const marginsOfNetwork = (network: number): NetworkMargins => ({
    network,
    practices: members.flatMap((_, practice) =>
      networkOf[practice] !== network
        ? []
        : [
            {
              practice,
              counts: counts[practice]!,
              neighbourhoods: marginsOf(practiceHome, shapes, practice),
              registers: targets.targets.slice(
                practice * registers.length,
                (practice + 1) * registers.length,
              ),
            },
          ],
    ),
  });

  return {
    id: datasetId(area, lists.snapshot),
    kind: 'nhs',
    title: area.name,
    area: { code: area.code, name: area.name },
    snapshot: lists.snapshot,
    disclosure: 'none',
    attribution,
    sources,
    places,
    networks: networks.map(({ code, name, place }) => ({ code, name, place })),
    practices: members.map((practice, i) => ({
      code: practice.code,
      name: practice.name,
      network: networkOf[i]!,
      ...positions[i]!,
      registers: standIns.has(i) ? ('network' as const) : ('published' as const),
    })),
    neighbourhoods,
    polygons: own.map(({ lsoa }, i) => ({
      type: 'Feature',
      id: i + 1,
      properties: {},
      geometry: boundaries.get(lsoa)!.geometry,
    })),
    notes,
    hasEthnicity: false,
    margins: marginsOfNetwork,
    report: {
      used: inventory.used.map((file) => ({
        file: file.input.name,
        as: file.kind.name,
        date: file.date,
        rows: rowsOf.get(file) ?? 0,
      })),
      ignored: inventory.ignored,
      missing: inventory.missing,
      problems,
      flow,
      seconds: (performance.now() - started) / 1000,
    },
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const sum = (numbers: Iterable<number>): number => {
  let all = 0;
  for (const n of numbers) all += n;
  return all;
};

/** The network's own curve first, then those of its sub-ICB, ICB and England, for bands in which it has nobody. */
function curvesFor({ curves, england }: SingleYears, practice: MapPractice): Float64Array[] {
  const keys = [`PCN ${practice.network}`, `SUB_ICB_LOCATION_CODE ${practice.subIcb}`, `ICB ${practice.icb}`];
  return [...keys.flatMap((key) => curves.get(key) ?? []), england];
}

/** Only the rows of the dataset's practices, in their order. */
function pick(
  published: Awaited<ReturnType<typeof readRegisters>>,
  rows: readonly number[],
): typeof published {
  const each = registers.length;
  const take = (column: Int32Array): Int32Array => {
    const picked = new Int32Array(rows.length * each);
    for (const [i, row] of rows.entries())
      picked.set(column.subarray(row * each, (row + 1) * each), i * each);
    return picked;
  };
  return {
    ...published,
    register: take(published.register),
    list: take(published.list),
    row: take(published.row),
  };
}

function datasetId({ kind, code }: Area, snapshot: string): string {
  const parts = code.split('-');
  const short =
    kind === 'networks' && parts.length > 3
      ? `${parts.length}-networks-${createHash('sha256').update(code).digest('hex').slice(0, 6)}`
      : code;
  return `nhs-${short}-${snapshot.slice(0, 7)}`
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/-+$/, '');
}

function residentsBy(residents: ReadonlyMap<string, Float64Array>, lsoas: LsoaCodes): Map<number, number> {
  const population = new Map<number, number>();
  for (const [code, people] of residents) {
    const lsoa = lsoas.find(code);
    if (lsoa !== undefined) population.set(lsoa, sum(people));
  }
  return population;
}

/**
 * Whether an LSOA lies inside the area by the lookup: its sub-ICB is one of the area's practices. Null where the lookup
 * is not among the files, does not hold the LSOA, or names a sub-ICB that the map no longer has.
 */
function insideBy(
  area: Area,
  subIcbOf: ReadonlyMap<number, string> | null,
  practices: readonly MapPractice[],
): (lsoa: number) => boolean | null {
  if (area.kind === 'england') return () => true;
  if (area.kind === 'networks' || !subIcbOf) return () => null;
  const all = new Set(practices.map(({ subIcb }) => subIcb));
  const own = new Set(practices.filter((practice) => area.has(practice)).map(({ subIcb }) => subIcb));
  return (lsoa) => {
    const subIcb = subIcbOf.get(lsoa);
    return subIcb === undefined || !all.has(subIcb) ? null : own.has(subIcb);
  };
}

function centreOfAll(centres: readonly ([number, number] | null)[]): [number, number] {
  const known = centres.filter((centre) => centre !== null);
  return [
    sum(known.map(([lon]) => lon)) / (known.length || 1),
    sum(known.map(([, lat]) => lat)) / (known.length || 1),
  ];
}

async function describeSources(
  inventory: Inventory,
  rowsOf: ReadonlyMap<Recognised, number>,
): Promise<DatasetSource['sources']> {
  const sources: DatasetSource['sources'] = [];
  for (const file of inventory.used) {
    const { input, kind, date } = file;
    sources.push({
      file: input.name,
      title: kind.title,
      publisher: kind.publisher,
      date: date || 'not stated',
      licence,
      sha256: await sha256Of(input),
      bytes: input.bytes,
      rows: rowsOf.get(file) ?? 0,
    });
  }
  return sources;
}
