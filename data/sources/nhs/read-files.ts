import { type Area, resolveArea } from './area';
import { type Boundary, readBoundaries } from './boundaries';
import { readHomes, type Homes } from './homes';
import { Faults } from './input-error';
import { type Inventory, type Recognised, requireBothSexes, setAside, usedAs } from './inventory';
import { type Lists, readLists, readSingleYears, type SingleYears } from './lists';
import { type Location, readLocations } from './locations';
import { LsoaCodes } from './lsoa-codes';
import { readDeprivation, readLookup2021, readLookupIcb, readStructure } from './lsoa-tables';
import { type MapPractice, readPracticeMap } from './practice-map';
import { boardsOf, englandCode } from './projection';
import { type PublishedProjection, readProjection } from './projection-file';
import { type PublishedRegisters, readRegisters } from './registers';
import type { TableFile } from './table';
import { type PublishedWorkforce, readWorkforce } from './workforce';

/** Everything that the files say, before anything is made of it. */
export interface Published {
  inventory: Inventory;
  /** Data rows read, by file. */
  rowsOf: ReadonlyMap<Recognised, number>;
  area: Area;
  /** Every practice of the map. */
  practices: MapPractice[];
  /** Practices of the area: the order of `lists` and `registers`. */
  areaPractices: MapPractice[];
  lists: Lists;
  single: SingleYears | null;
  registers: PublishedRegisters;
  lsoas: LsoaCodes;
  boundaries: Map<number, Boundary>;
  /** Decile by LSOA 2021 number, 0 unknown. */
  decileOf: Uint8Array;
  /** Residents by LSOA 2021 number, where the deprivation file has them. */
  population: ReadonlyMap<number, number>;
  lookup2021: { successors: Map<string, number[]>; changeOf: Map<string, string> } | null;
  subIcbOf: ReadonlyMap<number, string> | null;
  /** Residents by sex and band, by LSOA code of the file's own vintage. */
  residents: ReadonlyMap<string, Float64Array>;
  homes: Homes;
  locations: ReadonlyMap<string, Location>;
  workforce: PublishedWorkforce | null;
  projection: PublishedProjection | null;
  /** Lists of five years before, of every practice of the area's networks, within the area or not. */
  earlier: { lists: Lists; practices: MapPractice[] } | null;
}

type KindId = Recognised['kind']['id'];

/** Reads every file in use; what is wrong with them is thrown together. */
export async function readFiles(
  inventory: Inventory,
  areaText: string,
  onBytes: (bytes: number) => void,
): Promise<Published> {
  const faults = new Faults();
  const rowsOf = new Map<Recognised, number>();
  const read = async <T extends { rows: number }>(
    id: KindId,
    reader: (table: TableFile) => Promise<T>,
  ): Promise<T | null> => {
    const [file] = usedAs(inventory, id);
    if (!file) return null;
    const result = await reader(file.table!);
    rowsOf.set(file, result.rows);
    return result;
  };
  for (const id of ['homes', 'structure'] as const) requireBothSexes(usedAs(inventory, id));

  const { practices } = (await read('map', (table) => readPracticeMap(table, faults, onBytes)))!;
  faults.stopIfAny();
  const area = resolveArea(areaText, practices, fileNameOf(inventory, 'map'));
  const areaPractices = practices.filter((practice) => area.has(practice));
  const wanted = new Map(areaPractices.map(({ code }, i) => [code, i]));

  const lists = (await read('quinary', (table) => readLists(table, wanted, faults, onBytes)))!;
  const networks = new Set(areaPractices.map(({ network }) => network).filter(Boolean));
  const ofNetworks = practices.filter(({ network }) => networks.has(network));
  const earlier = await read('earlier', (table) =>
    readLists(table, new Map(ofNetworks.map(({ code }, i) => [code, i])), faults, onBytes),
  );
  const single = await read('single', (table) => readSingleYears(table, faults, onBytes));
  const registers = (await read('registers', (table) => readRegisters(table, wanted, faults, onBytes)))!;

  const lsoas = new LsoaCodes();
  const deprivation = (await read('deprivation', (table) => readDeprivation(table, lsoas, faults, onBytes)))!;
  const boundaryFile = usedAs(inventory, 'boundaries')[0]!;
  const { boundaries, rows } = await readBoundaries(boundaryFile.input, lsoas, faults, onBytes);
  rowsOf.set(boundaryFile, rows);
  const lookup2021 = await read('lookup2021', (table) => readLookup2021(table, lsoas, faults, onBytes));
  const lookupIcb = await read('lookupIcb', (table) => readLookupIcb(table, lsoas, faults, onBytes));
  const locations = await read('locations', (table) => readLocations(table, faults, onBytes));
  const workforce = await read('workforce', (table) => readWorkforce(table, faults, onBytes));
  const projection = await readProjections();
  const residents = new Map<string, Float64Array>();
  for (const file of usedAs(inventory, 'structure')) {
    rowsOf.set(file, await readStructure(file.table!, file.sex, residents, faults, onBytes));
  }
  const { homes, rowsOf: homeRows } = await readHomes(usedAs(inventory, 'homes'), faults, onBytes);
  for (const [file, count] of homeRows) rowsOf.set(file, count);
  faults.stopIfAny();

  const decileOf = new Uint8Array(lsoas.size);
  for (const [lsoa, decile] of deprivation.decile) decileOf[lsoa] = decile;
  return {
    inventory,
    rowsOf,
    area,
    practices,
    areaPractices,
    lists,
    single,
    registers,
    lsoas,
    boundaries,
    decileOf,
    population: deprivation.population,
    lookup2021,
    subIcbOf: lookupIcb?.subIcb ?? null,
    residents,
    homes,
    locations: locations?.locations ?? new Map<string, Location>(),
    workforce: workforce?.workforce ?? null,
    projection,
    earlier: earlier && { lists: earlier, practices: ofNetworks },
  };

  /** By single year of age where that has the area, else by band; the file that is not needed is set aside. */
  async function readProjections(): Promise<PublishedProjection | null> {
    const boards = boardsOf(area.kind === 'england' ? practices : areaPractices);
    const codes = new Set([...(area.kind === 'england' ? [englandCode] : []), ...boards]);
    const of = async (id: 'projection' | 'projectionBands') =>
      (await read(id, (table) => readProjection(table, codes, faults, onBytes)))?.projection ?? null;
    const single = await of('projection');
    if (single && (hasArea(single) || usedAs(inventory, 'projectionBands').length === 0)) {
      setAside(inventory, 'projectionBands', 'population projection: a file by single year of age is used');
      return single;
    }
    const banded = await of('projectionBands');
    setAside(inventory, 'projection', 'population projection: the area is not in it');
    return banded;

    function hasArea({ areas }: PublishedProjection): boolean {
      return areas.has(englandCode) || boards.every((code) => areas.has(code));
    }
  }
}

/** Name of the (first) file of a kind in use. */
export const fileNameOf = (inventory: Inventory, id: KindId): string => usedAs(inventory, id)[0]!.input.name;
