import { bandCount, topAge } from '../../../src/domain/schema';
import type { Faults } from './input-error';
import { listed } from './report';
import { readTable, type TableFile } from './table';

/** By year: residents by single age or band of males, then of females. */
export type ProjectedArea = Map<number, readonly [male: Float64Array, female: Float64Array]>;

export interface PublishedProjection {
  ages: 'single' | 'bands';
  /** By ONS code, of those asked for. */
  areas: Map<string, ProjectedArea>;
  /** Variants of the file that are not the principal one, as it calls them. */
  otherVariants: string[];
}

const sexNumbers: Readonly<Record<string, 0 | 1>> = {
  M: 0,
  MALE: 0,
  MALES: 0,
  F: 1,
  FEMALE: 1,
  FEMALES: 1,
};
const everySex = ['P', 'ALL', 'PERSON', 'PERSONS'];
const principal = ['', 'V1', 'PRINCIPAL', 'PRINCIPAL PROJECTION'];
const oldest = 120;

/**
 * Residents by year, sex and age of the areas asked for; rows of everybody together and of other variants are passed over.
 * Ages of 90 and over are added up. Each year of an area must have every age of both sexes once, and no year may be left out.
 */
export async function readProjection(
  table: TableFile,
  wanted: ReadonlySet<string>,
  faults: Faults,
  onBytes?: (bytes: number) => void,
): Promise<{ projection: PublishedProjection; rows: number }> {
  const { at, header } = table;
  const file = table.input.name;
  const ages = table.kind.id === 'projection' ? 'single' : 'bands';
  const ageColumn = ages === 'single' ? 'age' : 'band';
  const step = ages === 'single' ? 1 : 5;
  const areas: PublishedProjection['areas'] = new Map();
  const rowOf = new Map<string, number>();
  /** Youngest ages of the rows of an area. */
  const starts = new Map<string, Set<number>>();
  const otherVariants = new Set<string>();

  const rows = await readTable(
    table,
    faults,
    (fields, row) => {
      const text = (column: string): string => (at[column]! < 0 ? '' : fields[at[column]!]!.trim());
      const fault = (column: string, what: string, mend: string): void => {
        faults.add({ file, row, column: header[at[column]!]!, what, mend });
      };
      const variant = text('variant');
      if (!principal.includes(variant.toUpperCase())) {
        otherVariants.add(variant);
        return;
      }
      const area = text('area').toUpperCase();
      const sexText = text('sex').toUpperCase();
      const ageText = text(ageColumn);
      if (!wanted.has(area) || everySex.includes(sexText) || /^all( ages)?$/i.test(ageText)) return;
      const year = /^(19|20|21)\d\d$/.test(text('year')) ? Number(text('year')) : NaN;
      const sex = sexNumbers[sexText];
      const start = ages === 'single' ? ageOf(ageText) : bandStartOf(ageText);
      const people = peopleOf(text('population'));
      if (Number.isNaN(year)) fault('year', `“${text('year')}” is not a year.`, 'Write it as 2026.');
      else if (sex === undefined) fault('sex', `“${text('sex')}” is not a sex.`, 'Use F or M.');
      else if (Number.isNaN(start)) {
        const mend = ages === 'single' ? 'Use 0 … 90 or more.' : 'Use 00-04, 05-09 … 85-89, 90+.';
        fault(
          ageColumn,
          `“${ageText}” is not ${ages === 'single' ? 'an age' : 'a five-year age band'}.`,
          mend,
        );
      } else if (Number.isNaN(people)) {
        fault(
          'population',
          `“${text('population')}” is not a number of people.`,
          'Put the number of people, 0 or more.',
        );
      } else {
        const key = [area, year, sex, start].join();
        const before = rowOf.get(key);
        if (before !== undefined) {
          const what = `${area}, ${year}, ${text('sex')}, ${ageText} already stands in row ${before}.`;
          fault('area', what, 'Delete one of the two rows.');
          return;
        }
        rowOf.set(key, row);
        starts.set(area, (starts.get(area) ?? new Set()).add(start));
        const years = areas.get(area) ?? (new Map() as ProjectedArea);
        areas.set(area, years);
        const cells = ages === 'single' ? topAge + 1 : bandCount;
        const counts = years.get(year) ?? ([new Float64Array(cells), new Float64Array(cells)] as const);
        years.set(year, counts);
        counts[sex][Math.min(start, topAge) / step]! += people;
      }
    },
    onBytes,
  );
  const ageLabel = (start: number): string =>
    step === 1 ? `${start}` : start >= topAge ? `${start}+` : `${start}–${start + step - 1}`;
  for (const [area, years] of areas) addMissing(area, years);
  return { projection: { ages, areas, otherVariants: [...otherVariants].sort() }, rows };

  /** What an area lacks: a year between two others, an age, or one of the oldest that its other years have. */
  function addMissing(area: string, years: ProjectedArea): void {
    const fault = (column: string, what: string): void =>
      faults.add({
        file,
        column: header[at[column]!]!,
        what,
        mend: 'Add the rows, or download the file again.',
      });
    const [from, to] = [Math.min(...years.keys()), Math.max(...years.keys())];
    const youngest = Array.from({ length: topAge / step }, (_, i) => i * step);
    const own = [...starts.get(area)!];
    const old = own.filter((start) => start >= topAge);
    const expected = [...youngest, ...(old.length > 0 ? old : [topAge])].sort((a, b) => a - b);
    for (let year = from; year <= to; year++) {
      if (!years.has(year)) {
        fault('year', `${area} has no rows of ${year}, between ${from} and ${to}.`);
        continue;
      }
      for (const [sex, name] of ['males', 'females'].entries()) {
        const missing = expected.filter((start) => !rowOf.has([area, year, sex, start].join()));
        if (missing.length > 0)
          fault(ageColumn, `${area} has no ${name} of ${year} aged ${listed(missing.map(ageLabel), 5)}.`);
      }
    }
  }
}

/** `0` … `90`, `100`, `90+`; NaN for anything else. */
function ageOf(text: string): number {
  const age = /^\d{1,3}\+?$/.test(text) ? parseInt(text, 10) : NaN;
  return age <= oldest && (age >= topAge || !text.endsWith('+')) ? age : NaN;
}

/** The first age of `00-04`, `5-9`, `85_89`, `90+`; NaN for anything else. */
function bandStartOf(text: string): number {
  const [, from, to] = /^(\d{1,3})(?:\s*[-–_]\s*(\d{1,3})|\+)$/.exec(text) ?? [];
  const start = Number(from ?? NaN);
  const isBand = to === undefined ? start >= topAge : Number(to) === start + 4;
  return isBand && start % 5 === 0 && start <= oldest ? start : NaN;
}

/** `5801`, `5,801`, `5801.43`; NaN for anything else. */
function peopleOf(text: string): number {
  const plain = text.replace(/^(\d{1,3})((?:,\d{3})+)(?=$|\.)/, (all) => all.replaceAll(',', ''));
  return /^\d{1,9}(\.\d*)?$/.test(plain) ? Number(plain) : NaN;
}
