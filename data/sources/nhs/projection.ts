import { bandCount, type Projection, topAge } from '../../../src/domain/schema';
import { usedAs } from './inventory';
import type { Journal } from './journal';
import type { MapPractice } from './practice-map';
import type { ProjectedArea, PublishedProjection } from './projection-file';
import type { Published } from './read-files';
import { grouped, listed, sum } from './report';
import type { System } from './system';

export const englandCode = 'E92000001';

/** ONS codes of the integrated care boards of these practices; '' where the map has none. */
export const boardsOf = (practices: readonly MapPractice[]): string[] =>
  [...new Set(practices.map(({ onsIcb }) => onsIcb))].sort();

/** The residents of the system, or of the one board that it is part of; what cannot be had is noted. */
export function projectionOf(published: Published, system: System, journal: Journal): Projection | null {
  const { area, projection, areaPractices, lists, inventory } = published;
  const note = (text: string): null => {
    journal.note('Projection', text);
    return null;
  };
  if (projection === null) {
    return note(
      'No file of population projections: ageing follows births and deaths, and nobody comes or goes.',
    );
  }
  const boards = boardsOf(areaPractices);
  if (area.kind !== 'england' && boards.includes(''))
    return note('The practice map has no ONS code of the ICB: no projection can be joined to it.');
  if (area.kind !== 'england' && boards.length > 1)
    return note(
      `The area lies in several ICBs (${listed(boards)}), of which no projection of the whole is published.`,
    );
  const found = area.kind === 'england' ? ofEngland(projection, published) : projection.areas.get(boards[0]!);
  const code = area.kind === 'england' ? englandCode : boards[0]!;
  if (!found) return note(`The file of population projections has no principal projection of ${code}.`);

  const firstYear = Number(lists.snapshot.slice(0, 4));
  const years = [...found.keys()].sort((a, b) => a - b).filter((year) => year >= firstYear);
  if (years[0] !== firstYear || years.length < 2) {
    const [from, to] = [Math.min(...found.keys()), Math.max(...found.keys())];
    return note(
      `The projection of ${code} is of ${from} to ${to}: it does not go on from ${firstYear}, the year of the lists.`,
    );
  }
  const name = area.kind === 'england' ? area.name : areaPractices[0]!.icbName;
  const file = usedAs(inventory, projection.ages === 'single' ? 'projection' : 'projectionBands')[0]!;
  const of = (sex: 0 | 1) => years.map((year) => Array.from(found.get(year)![sex], Math.round));
  const [male, female] = [of(0), of(1)];
  noteWhatItIs();
  return {
    area: { code, name },
    provenance: 'constrained',
    source: `Office for National Statistics, subnational population projections${file.date && `, ${file.date}`}, principal variant: residents in the middle of each year.`,
    variant: 'principal',
    firstYear,
    ages: projection.ages,
    male,
    female,
  };

  function noteWhatItIs(): void {
    const kind = projection!.ages === 'single' ? 'single years of age' : 'five-year bands';
    note(
      `Residents of ${name} (${code}) are projected by ${kind} from ${firstYear} to ${years.at(-1)!}, ${years.length - 1} years ahead.`,
    );
    if (area.kind === 'subIcb' || area.kind === 'networks')
      note(`${area.name} is part of ${name}: each of its age bands follows the change of the whole.`);
    const residents = sum([...male[0]!, ...female[0]!]);
    const registered =
      area.kind === 'subIcb' || area.kind === 'networks' ? '' : `, ${grouped(system.patients)}`;
    note(
      `Projected are residents, ${grouped(residents)} of ${name} in ${firstYear}; on the lists are patients${registered}. Lists follow the change of residents, not their number.`,
    );
    if (projection!.otherVariants.length > 0)
      note(`Variants other than the principal one are left out: ${projection!.otherVariants.join(', ')}.`);
  }
}

/** England's own rows, else the sum of all boards of the map where each has a projection. */
function ofEngland(
  { areas, ages }: PublishedProjection,
  { practices }: Published,
): ProjectedArea | undefined {
  const own = areas.get(englandCode);
  if (own) return own;
  const boards = boardsOf(practices).map((code) => areas.get(code));
  const [first] = boards;
  if (!first || boards.some((board) => board === undefined)) return undefined;
  const cells = ages === 'single' ? topAge + 1 : bandCount;
  const together: ProjectedArea = new Map();
  for (const year of first.keys()) {
    if (!boards.every((board) => board!.has(year))) continue;
    const total = (sex: 0 | 1) =>
      Float64Array.from({ length: cells }, (_, at) =>
        sum(boards.map((board) => board!.get(year)![sex][at]!)),
      );
    together.set(year, [total(0), total(1)]);
  }
  return together;
}
