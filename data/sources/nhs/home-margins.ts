import type { DatasetSource } from '../../source';
import { headerName, kindOf } from './file-kinds';
import { InputError } from './input-error';
import { usedAs } from './inventory';
import type { Journal } from './journal';
import {
  destinations2011,
  destinations2021,
  mainNetworks,
  outsideShapes,
  ownNeighbourhoods,
  type OwnNeighbourhood,
  type PracticeHomes,
  practiceHomes,
  type Shapes,
  Spread,
  structures,
} from './neighbourhoods';
import { noteHomes } from './homes-flow';
import type { MapPractice } from './practice-map';
import { fileNameOf, type Published } from './read-files';
import { flowStep, listed, plural, sum } from './report';
import { insideBy, type System } from './system';
import { vintageOf } from './vintage';

export interface HomeMargins {
  neighbourhoods: DatasetSource['neighbourhoods'];
  polygons: DatasetSource['polygons'];
  homes: PracticeHomes;
  shapes: Shapes;
}

/** Where each practice's patients live, and which neighbourhoods are the area's own. */
export function homeMargins(published: Published, system: System, journal: Journal): HomeMargins {
  const { area, homes, lsoas, boundaries, decileOf, inventory, practices: everyPractice } = published;
  const homeFiles = usedAs(inventory, 'homes');
  const vintage = vintageOf(homeFiles[0]!, homes, lsoas);
  const structure = structureOf(published);
  const population = structure.population ?? published.population;
  if (vintage.year === 2011 && !published.lookup2021) throw noLookup(homeFiles[0]!.input.name, vintage.told);
  const destinations =
    vintage.year === 2011
      ? destinations2011(homes, published.lookup2021!.successors, population)
      : destinations2021(homes, lsoas);
  const spread = new Spread(homes, destinations, lsoas.size);

  // Over all networks of the map, so that one elsewhere can have most of an LSOA's patients.
  const networkOfCode = new Map(everyPractice.map(({ code, network }) => [code, network]));
  const codes = [...new Set(everyPractice.map(({ network }) => network).filter(Boolean))].sort();
  const numberOf = new Map(codes.map((code, i) => [code, i]));
  const fileNetworks = Int32Array.from(
    homes.practiceCodes,
    (code) => numberOf.get(networkOfCode.get(code) ?? '') ?? -1,
  );
  const networkNumber = new Map(system.networks.map(({ code }, i) => [code, i]));
  const own = ownNeighbourhoods(
    boundaries,
    lsoas.codes,
    mainNetworks(spread, fileNetworks, codes.length),
    (network) => networkNumber.has(codes[network]!),
    insideBy(published),
  );
  const stand = fileStandIns(published, system, journal);
  if (own.length === 0) {
    throw new InputError([
      {
        file: fileNameOf(inventory, 'boundaries'),
        what: `It has none of the neighbourhoods in which patients of ${area.name} live.`,
        mend: 'Use the LSOA 2021 boundaries of all England, or of this area.',
      },
    ]);
  }
  const indexOf = new Uint16Array(lsoas.size);
  for (const [i, { lsoa }] of own.entries()) indexOf[lsoa] = i + 1;
  const practiceHome = practiceHomes(spread, stand, system.lists, indexOf, decileOf, boundaries);

  const byLsoa = structures(published.residents, structure.successorsOf, population, lsoas.size);
  const shapes: Shapes = {
    own: [null, ...own.map(({ lsoa }) => byLsoa[lsoa]!)],
    outside: outsideShapes(practiceHome, decileOf, byLsoa),
  };
  const patients = countPatients(practiceHome, own, system, journal);
  journal.flow.push(
    ...noteHomes(
      {
        published,
        members: system.practices,
        files: homeFiles,
        vintage,
        destinations,
        hasResidents: population.size > 0,
      },
      journal,
    ),
  );
  noteNeighbourhoods(published, own, patients, shapes, structure, journal);

  return {
    neighbourhoods: [
      { code: '', name: 'Outside or unknown', imd: 0, network: -1, patients: patients[0]! },
      ...own.map(({ lsoa, network }, i) => ({
        code: lsoas.codes[lsoa]!,
        name: boundaries.get(lsoa)!.name,
        imd: decileOf[lsoa]!,
        network: networkNumber.get(codes[network]!)!,
        patients: patients[i + 1]!,
      })),
    ],
    polygons: own.map(({ lsoa }, i) => ({
      type: 'Feature',
      id: i + 1,
      properties: {},
      geometry: boundaries.get(lsoa)!.geometry,
    })),
    homes: practiceHome,
    shapes,
  };
}

function noLookup(file: string, told: string): InputError {
  const kind = kindOf('lookup2021');
  return new InputError([
    {
      file,
      what: `This file is by LSOA 2011 (told by ${told}), and the ${kind.name} is missing.`,
      mend: `${kind.from}, and put it in the folder.`,
    },
  ]);
}

interface Structure {
  /** Date of the estimates, '' where there are none. */
  date: string;
  is2021: boolean;
  /** LSOAs of 2021 that a code of the file stands for. */
  successorsOf: (code: string) => readonly number[] | undefined;
  /** Residents by LSOA 2021, where the file is by those. */
  population: ReadonlyMap<number, number> | null;
}

function structureOf({ inventory, lookup2021, lsoas, residents }: Published): Structure {
  const file = usedAs(inventory, 'structure')[0];
  const is2021 = file !== undefined && headerName(file.table!.header[file.table!.at.lsoa!]!).includes('21');
  if (!is2021) {
    const successorsOf = (code: string): readonly number[] | undefined => lookup2021?.successors.get(code);
    return { date: file?.date ?? '', is2021, successorsOf, population: null };
  }
  const population = new Map<number, number>();
  for (const [code, people] of residents) {
    const lsoa = lsoas.find(code);
    if (lsoa !== undefined) population.set(lsoa, sum(people));
  }
  const successorsOf = (code: string): readonly number[] | undefined => {
    const lsoa = lsoas.find(code);
    return lsoa === undefined ? undefined : [lsoa];
  };
  return { date: file.date, is2021, successorsOf, population };
}

/** Practices of the LSOA file that stand for each practice: itself, or where it is absent those of its network or place. */
function fileStandIns(published: Published, { practices, lists }: System, journal: Journal): number[][] {
  const { homes, inventory, area } = published;
  const numberOf = new Map(homes.practiceCodes.map((code, i) => [code, i]));
  const inFile = (chosen: (practice: MapPractice) => boolean): number[] =>
    published.practices.filter(chosen).flatMap(({ code }) => numberOf.get(code) ?? []);
  const absent = practices.filter(({ code }) => !numberOf.has(code));
  if (absent.length === practices.length) {
    throw new InputError([
      {
        file: fileNameOf(inventory, 'homes'),
        what: `None of the ${practices.length} practices of ${area.name} is in this file.`,
        mend: 'Use the LSOA file of all England, or of this area.',
      },
    ]);
  }
  if (absent.length > 0) {
    const isAbsent = new Set(absent);
    journal.note(
      'Neighbourhoods',
      `${plural(absent.length, 'practice')} not in the LSOA file, given the homes of ${absent.length === 1 ? 'its network' : 'their networks'}: ${listed(absent.map(({ code }) => code))}.`,
      sum(lists.filter((_, i) => isAbsent.has(practices[i]!))),
    );
  }
  return practices.map(({ code, network, subIcb }) => {
    const itself = numberOf.get(code);
    if (itself !== undefined) return [itself];
    const ofNetwork = inFile((practice) => practice.network === network);
    return ofNetwork.length > 0 ? ofNetwork : inFile((practice) => practice.subIcb === subIcb);
  });
}

/** Patients by neighbourhood of the dataset, entry 0 outside or unknown. */
function countPatients(
  homes: PracticeHomes,
  own: readonly OwnNeighbourhood[],
  system: System,
  journal: Journal,
): Int32Array {
  const patients = new Int32Array(own.length + 1);
  let outside = 0;
  for (const [i, index] of homes.index.entries()) {
    patients[index]! += homes.patients[i]!;
    if (index === 0 && homes.imd[i]! > 0) outside += homes.patients[i]!;
  }
  const unknown = patients[0]! - outside;
  journal.flow.push(
    flowStep('Homes of the patients in networks', system.patients, [
      {
        part: `in ${plural(own.length, 'neighbourhood')} of the area`,
        patients: system.patients - patients[0]!,
      },
      { part: 'in a neighbourhood outside, with its decile', patients: outside },
      { part: 'unknown or outside England', patients: unknown },
    ]),
  );
  if (outside > 0) {
    journal.note(
      'Neighbourhoods',
      'Patients who live in a neighbourhood outside the area: on no polygon, with the deprivation decile of their home.',
      outside,
    );
  }
  if (unknown > 0) {
    journal.note(
      'Neighbourhoods',
      'Patients whose neighbourhood is unknown or outside England: on no polygon, without a decile.',
      unknown,
    );
  }
  return patients;
}

function noteNeighbourhoods(
  { lsoas, decileOf, lookup2021, residents }: Published,
  own: readonly OwnNeighbourhood[],
  patients: Int32Array,
  shapes: Shapes,
  structure: Structure,
  journal: Journal,
): void {
  const codesOf = (some: readonly OwnNeighbourhood[]): string =>
    listed(some.map(({ lsoa }) => lsoas.codes[lsoa]!));
  const empty = own.filter((neighbourhood) => neighbourhood.empty);
  if (empty.length > 0) {
    journal.note(
      'Neighbourhoods',
      `${plural(empty.length, 'neighbourhood')} without a registered patient, shown with the network of the neighbour that shares the longest border: ${codesOf(empty)}.`,
      0,
    );
  }
  const unranked = own.filter(({ lsoa }) => decileOf[lsoa] === 0);
  if (unranked.length > 0) {
    journal.note(
      'Neighbourhoods',
      `${plural(unranked.length, 'neighbourhood')} without a decile in the deprivation file: ${codesOf(unranked)}.`,
      sum(own.flatMap(({ lsoa }, i) => (decileOf[lsoa] === 0 ? patients[i + 1]! : []))),
    );
  }
  if (residents.size === 0) {
    journal.note(
      'Neighbourhoods',
      'No age structure by neighbourhood among the files: every neighbourhood of a practice has the practice’s own.',
    );
  } else if (!structure.is2021 && !lookup2021) {
    journal.note(
      'Neighbourhoods',
      `The age structure by LSOA 2011 cannot be used, as the ${kindOf('lookup2021').name} is missing: every neighbourhood of a practice has the practice’s own.`,
    );
  } else {
    const lacking = shapes.own.filter((shape, i) => i > 0 && !shape).length;
    const carried = structure.is2021
      ? ''
      : ' by LSOA 2011, carried to 2021 (the parts of a split one share its structure)';
    const without =
      lacking > 0 ? ` ${plural(lacking, 'neighbourhood')} without one: the practice’s own is used.` : '';
    journal.note(
      'Neighbourhoods',
      `Age structure by neighbourhood is that of residents, ${structure.date || 'of no stated date'}${carried}; only its form is used.${without}`,
    );
  }
  journal.note(
    'Neighbourhoods',
    'Network areas are derived: each neighbourhood goes to the network with most of its registered patients. There is no official boundary of a network.',
  );
}
