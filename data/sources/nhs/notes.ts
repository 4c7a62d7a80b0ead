import type { DatasetSource } from '../../source';
import type { Area } from './area';
import type { Homes } from './homes';
import type { Recognised } from './inventory';
import { otherHomes } from './lsoa-codes';
import { countHomes, type Destination, otherHomeKinds } from './neighbourhoods';
import type { MapPractice } from './practice-map';
import { flowStep, type FlowStep, grouped, listed, plural } from './report';
import type { Vintage } from './vintage';

/** Adds a note: topic, text, patients concerned. */
export type Note = (topic: string, text: string, patients?: number) => void;

/** Networks that straddle the area's border, or sub-ICBs within it. */
export function noteNetworks(
  area: Area,
  everyPractice: readonly MapPractice[],
  members: readonly MapPractice[],
  networks: readonly (DatasetSource['networks'][number] & { crosses: boolean })[],
  note: Note,
): void {
  const isMember = new Set(members.map(({ code }) => code));
  const codes = new Set(networks.map(({ code }) => code));
  const elsewhere = new Map<string, MapPractice[]>();
  for (const practice of everyPractice) {
    if (!codes.has(practice.network) || isMember.has(practice.code) || area.has(practice)) continue;
    elsewhere.set(practice.network, [...(elsewhere.get(practice.network) ?? []), practice]);
  }
  for (const [code, practices] of elsewhere) {
    const name = networks.find((network) => network.code === code)!.name;
    note(
      'Networks',
      `${name} (${code}) also has ${plural(practices.length, 'practice')} outside ${area.code}, in ${listed([...new Set(practices.map(({ icb, subIcb }) => `${icb} ${subIcb}`))])}: only its practices inside are here.`,
    );
  }
  if (area.kind !== 'subIcb') {
    const systems = new Map<string, Set<string>>();
    for (const { network, icb } of members)
      systems.set(network, (systems.get(network) ?? new Set()).add(icb));
    for (const { code, name } of networks) {
      if (systems.get(code)!.size > 1)
        note(
          'Networks',
          `${name} (${code}) has practices in several ICBs: ${[...systems.get(code)!].sort().join(', ')}.`,
        );
    }
    const crossing = networks.filter(({ crosses }) => crosses);
    if (crossing.length > 0) {
      note(
        'Networks',
        `${plural(crossing.length, 'network')} with practices in several sub-ICBs, shown in the one with most of the patients: ${listed(crossing.map(({ code }) => code))}.`,
      );
    }
  }
}

/** The file's own totals of networks and systems against the sums of their practices. */
export function publishedTotalMismatches(
  area: Area,
  publishedTotals: ReadonlyMap<string, number>,
  practices: readonly MapPractice[],
  numberOf: ReadonlyMap<string, number>,
  totals: Int32Array,
): string[] {
  const sums = new Map<string, number>();
  const partial = new Set<string>();
  for (const practice of practices) {
    const keys = [
      `PCN ${practice.network || 'U'}`,
      `SUB_ICB_LOCATION_CODE ${practice.subIcb}`,
      `ICB ${practice.icb}`,
    ];
    const number = numberOf.get(practice.code);
    for (const key of keys) {
      if (number === undefined || !area.has(practice)) partial.add(key);
      else sums.set(key, (sums.get(key) ?? 0) + totals[number]!);
    }
  }
  return [...sums].flatMap(([key, sum]) => {
    const published = publishedTotals.get(key);
    if (published === undefined || published === sum || partial.has(key)) return [];
    return [`${key} has ${grouped(published)} patients, its practices in the map sum to ${grouped(sum)}`];
  });
}

export interface HomesFound {
  homes: Homes;
  files: readonly Recognised[];
  vintage: Vintage;
  destinations: readonly Destination[];
  decileOf: Uint8Array;
  members: readonly MapPractice[];
  mapByCode: ReadonlyMap<string, MapPractice>;
  area: Area;
  /** Kind of change (U, M, S, X) by LSOA 2011, where the file is of 2011. */
  changeOf: ReadonlyMap<string, string> | null;
  hasResidents: boolean;
}

/** Where the patients of the LSOA file are, by practice and by home. */
export function noteHomes(found: HomesFound, note: Note): FlowStep[] {
  const { homes, files, vintage, destinations, decileOf, members, mapByCode, area } = found;
  const { date, input } = files[0]!;
  const isMember = new Set(members.map(({ code }) => code));
  const by = { members: 0, unallocated: 0, elsewhere: 0, gone: 0 };
  const gone: string[] = [];
  for (const [practice, code] of homes.practiceCodes.entries()) {
    let patients = 0;
    for (let i = homes.start[practice]!; i < homes.start[practice + 1]!; i++) patients += homes.patients[i]!;
    const inMap = mapByCode.get(code);
    if (isMember.has(code)) by.members += patients;
    else if (!inMap) {
      by.gone += patients;
      gone.push(code);
    } else if (area.has(inMap)) by.unallocated += patients;
    else by.elsewhere += patients;
  }
  note(
    'Neighbourhoods',
    `Shares of each practice’s patients by neighbourhood are of ${date || 'no stated date'} (LSOA ${vintage.year}, told by ${vintage.told}), carried to today’s list by largest remainder.`,
  );
  if (gone.length > 0)
    note(
      'Neighbourhoods',
      `${plural(gone.length, 'practice')} of the LSOA file not in the practice map (closed or merged since): ${listed(gone)}.`,
      by.gone,
    );

  const { known, noDecile, other } = countHomes(homes, destinations, decileOf);
  const kinds = otherHomeKinds.filter((kind) => other.has(kind));
  if (kinds.length > 0) {
    note(
      'Neighbourhoods',
      `Homes in the LSOA file without a neighbourhood in England: ${kinds.map((kind) => `${otherHomes[kind]} ${grouped(other.get(kind)!)}`).join('; ')}.`,
      kinds.reduce((sum, kind) => sum + other.get(kind)!, 0),
    );
  }
  const steps = [
    flowStep(`Practices of ${input.name}`, homes.total, [
      { part: 'practices of this dataset', patients: by.members },
      { part: 'practices of the area without a network', patients: by.unallocated },
      { part: 'practices elsewhere', patients: by.elsewhere },
      { part: `practices not in the map (${gone.length})`, patients: by.gone },
    ]),
    flowStep(`Homes of ${input.name}`, homes.total, [
      { part: 'English neighbourhood with a decile', patients: known },
      { part: 'English neighbourhood without a decile', patients: noDecile },
      ...kinds.map((kind) => ({ part: otherHomes[kind], patients: other.get(kind)! })),
    ]),
  ];
  if (found.changeOf) steps.push(noteChanges(found, found.changeOf, known + noDecile, note));
  return steps;
}

const changes: Readonly<Record<string, string>> = { U: 'unchanged', M: 'merged', S: 'split', X: 'redrawn' };

function noteChanges(
  { homes, files, destinations, hasResidents }: HomesFound,
  changeOf: ReadonlyMap<string, string>,
  total: number,
  note: Note,
): FlowStep {
  const patients = new Map<string, number>();
  for (const [i, lsoa] of homes.lsoa.entries()) {
    if ('other' in destinations[lsoa]!) continue;
    const change = changeOf.get(homes.lsoaCodes[lsoa]!) ?? '';
    patients.set(change, (patients.get(change) ?? 0) + homes.patients[i]!);
  }
  const divided = (patients.get('S') ?? 0) + (patients.get('X') ?? 0);
  note(
    'Neighbourhoods',
    `LSOAs of 2011 were carried to 2021: unchanged and merged ones exactly; those split or redrawn in ${hasResidents ? 'proportion to the residents of their parts' : 'equal parts, since no file here says how many live in each'}.`,
    divided,
  );
  return flowStep(
    `LSOA 2011 → 2021, ${files[0]!.input.name}`,
    total,
    [...patients].map(([change, n]) => ({ part: changes[change] ?? `change ${change}`, patients: n })),
  );
}
