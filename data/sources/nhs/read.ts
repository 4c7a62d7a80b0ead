import { createHash } from 'node:crypto';
import { registers } from '../../../src/domain/conditions';
import type { DatasetSource } from '../../source';
import type { Area } from './area';
import { earlierListOf } from './earlier-list';
import { homeMargins } from './home-margins';
import { sha256Of } from './input-file';
import { takeInventory } from './inventory';
import { Journal } from './journal';
import { marginsOf } from './neighbourhoods';
import { ageCounts, registerMargins } from './people';
import { practicePositions } from './positions';
import { projectionOf } from './projection';
import { type Published, readFiles } from './read-files';
import type { NhsReport } from './report';
import { systemOf } from './system';
import { workforceOf } from './workforce';

export interface NhsOptions {
  /** Folder of published files, as downloaded. */
  folder: string;
  /** ENG, an ICB's or a sub-ICB's ODS code, or network codes with commas between. */
  area: string;
  onProgress?: ((progress: { stage: string; done: number; total: number; unit: string }) => void) | undefined;
  signal?: AbortSignal | undefined;
}

const licence = 'Open Government Licence v3.0';
const attribution =
  'Contains public sector information licensed under the Open Government Licence v3.0. Source: NHS England; ' +
  'Office for National Statistics; Ministry of Housing, Communities and Local Government. Contains OS data © Crown ' +
  'copyright and database right. Contains Royal Mail data © Royal Mail copyright and database right.';

/**
 * Published files of a folder → margins of a system. What could be used with care is in `notes` and `report`.
 *
 * @throws InputError that names file, row, column and mend when the files cannot be used
 */
export async function readNhs({
  folder,
  area: areaText,
  onProgress,
  signal,
}: NhsOptions): Promise<DatasetSource & { report: NhsReport }> {
  const began = performance.now();
  const inventory = await takeInventory(folder);
  const total = inventory.used.reduce((sum, { input }) => sum + input.bytes, 0);
  let done = 0;
  const published = await readFiles(inventory, areaText, (bytes) => {
    signal?.throwIfAborted();
    done = Math.min(done + bytes, total);
    onProgress?.({ stage: 'Reading published files', done, total, unit: 'bytes' });
  });

  const journal = new Journal();
  const system = systemOf(published, journal);
  const counts = ageCounts(published, system, journal);
  const { targets, standIns } = registerMargins(published, system, counts, journal);
  const { neighbourhoods, polygons, homes, shapes } = homeMargins(published, system, journal);
  const positions = practicePositions(published, system, homes, journal);
  const workforce = workforceOf(published, system, journal);
  const projection = projectionOf(published, system, journal);
  const earlier = earlierListOf(published, system, journal);
  const { area, lists, rowsOf } = published;
  const practicesOf = system.networks.map((_, network) =>
    [...system.networkOf.keys()].filter((practice) => system.networkOf[practice] === network),
  );

  return {
    id: datasetId(area, lists.snapshot),
    kind: 'nhs',
    title: area.name,
    area: { code: area.code, name: area.name },
    snapshot: lists.snapshot,
    disclosure: 'none',
    attribution,
    sources: await describeSources(published),
    places: system.places,
    networks: system.networks,
    practices: system.practices.map(({ code, name }, i) => ({
      code,
      name,
      network: system.networkOf[i]!,
      ...positions[i]!,
      registers: standIns.has(i) ? 'network' : 'published',
    })),
    neighbourhoods,
    polygons,
    workforce,
    projection,
    earlier,
    notes: journal.notes,
    hasEthnicity: false,
    margins: (network) => ({
      network,
      practices: practicesOf[network]!.map((practice) => ({
        practice,
        counts: counts[practice]!,
        neighbourhoods: marginsOf(homes, shapes, practice),
        registers: targets.slice(practice * registers.length, (practice + 1) * registers.length),
      })),
    }),
    report: {
      used: inventory.used.map((file) => ({
        file: file.input.name,
        as: file.kind.name,
        date: file.date,
        rows: rowsOf.get(file)!,
      })),
      ignored: inventory.ignored,
      missing: inventory.missing,
      problems: journal.problems,
      flow: journal.flow,
      seconds: (performance.now() - began) / 1000,
    },
  };
}

/** `nhs-qnc-2026-07`; a long list of networks is shortened to their number and a stamp of their codes. */
function datasetId({ kind, code }: Area, snapshot: string): string {
  const codes = code.split('-');
  const stamp = (): string => createHash('sha256').update(code).digest('hex').slice(0, 6);
  const short = kind === 'networks' && codes.length > 3 ? `${codes.length}-networks-${stamp()}` : code;
  return `nhs-${short}-${snapshot.slice(0, 7)}`
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/-+$/, '');
}

async function describeSources({ inventory, rowsOf }: Published): Promise<DatasetSource['sources']> {
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
      rows: rowsOf.get(file)!,
    });
  }
  return sources;
}
