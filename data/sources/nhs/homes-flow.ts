import type { Recognised } from './inventory';
import type { Journal } from './journal';
import { otherHomes } from './lsoa-codes';
import { countHomes, type Destination, otherHomeKinds } from './neighbourhoods';
import type { MapPractice } from './practice-map';
import type { Published } from './read-files';
import { flowStep, type FlowStep, grouped, listed, plural, sum } from './report';
import type { Vintage } from './vintage';

export interface HomesFound {
  published: Published;
  /** Practices of the dataset. */
  members: readonly MapPractice[];
  files: readonly Recognised[];
  vintage: Vintage;
  destinations: readonly Destination[];
  /** Whether split LSOAs could be shared out by residents. */
  hasResidents: boolean;
}

/** Notes where the patients of the LSOA file are, by practice and by home. */
export function noteHomes(found: HomesFound, journal: Journal): FlowStep[] {
  const { files, vintage, destinations, members } = found;
  const { homes, decileOf, area, practices } = found.published;
  const mapByCode = new Map(practices.map((practice) => [practice.code, practice]));
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
  journal.note(
    'Neighbourhoods',
    `Shares of each practice’s patients by neighbourhood are of ${date || 'no stated date'} (LSOA ${vintage.year}, told by ${vintage.told}), carried to today’s list by largest remainder.`,
  );
  if (gone.length > 0) {
    journal.note(
      'Neighbourhoods',
      `${plural(gone.length, 'practice')} of the LSOA file not in the practice map (closed or merged since): ${listed(gone)}.`,
      by.gone,
    );
  }

  const { known, noDecile, other } = countHomes(homes, destinations, decileOf);
  const kinds = otherHomeKinds.filter((kind) => other.has(kind));
  if (kinds.length > 0) {
    journal.note(
      'Neighbourhoods',
      `Homes in the LSOA file without a neighbourhood in England: ${kinds.map((kind) => `${otherHomes[kind]} ${grouped(other.get(kind)!)}`).join('; ')}.`,
      sum(kinds.map((kind) => other.get(kind)!)),
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
  if (vintage.year === 2011) steps.push(noteChanges(found, known + noDecile, journal));
  return steps;
}

const changes: Readonly<Record<string, string>> = { U: 'unchanged', M: 'merged', S: 'split', X: 'redrawn' };

/** Patients of a file by LSOA 2011 by what became of their LSOA. */
function noteChanges(
  { published, files, destinations, hasResidents }: HomesFound,
  total: number,
  journal: Journal,
): FlowStep {
  const { homes } = published;
  const { changeOf } = published.lookup2021!;
  const patients = new Map<string, number>();
  for (const [i, lsoa] of homes.lsoa.entries()) {
    if ('other' in destinations[lsoa]!) continue;
    const change = changeOf.get(homes.lsoaCodes[lsoa]!) ?? '';
    patients.set(change, (patients.get(change) ?? 0) + homes.patients[i]!);
  }
  const divided = (patients.get('S') ?? 0) + (patients.get('X') ?? 0);
  journal.note(
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
