import { registers } from '../../../src/domain/conditions';
import { bandCount } from '../../../src/domain/schema';
import { sexes } from '../../source';
import { InputError } from './input-error';
import { usedAs } from './inventory';
import type { Journal } from './journal';
import { singleYearCounts, type SingleYears } from './lists';
import type { MapPractice } from './practice-map';
import { fileNameOf, type Published } from './read-files';
import { type PublishedRegisters, registerTargets } from './registers';
import { listed, plural, sum } from './report';
import type { System } from './system';

/** Patients by sex and single year, `counts[sex * 91 + age]`, by practice. */
export function ageCounts({ lists, single }: Published, system: System, journal: Journal): Int32Array[] {
  const { practices, networks } = system;
  const size = sexes * bandCount;
  if (!single) {
    journal.note(
      'Single years of age',
      'No file of single years: patients are spread evenly over the five years of each band.',
    );
  } else {
    journal.note(
      'Single years of age',
      `Lists are of ${lists.snapshot}, by five-year band; within each band single years follow the network’s own curve of ${single.date || 'the single-year file'}.`,
    );
    const absent = new Set(
      networks.map(({ code }) => code).filter((code) => !single.curves.has(`PCN ${code}`)),
    );
    if (absent.size > 0) {
      journal.note(
        'Single years of age',
        `Not in the single-year file, so the curve of the sub-ICB stands in: ${listed([...absent])}.`,
        sum(system.lists.filter((_, i) => absent.has(practices[i]!.network))),
      );
    }
  }
  return practices.map((practice, i) => {
    const from = system.areaIndex[i]! * size;
    return singleYearCounts(
      lists.bands.subarray(from, from + size),
      single ? curvesFor(single, practice) : [],
    );
  });
}

/** The network's own curve first; then, for bands in which that has nobody, its sub-ICB's, ICB's and England's. */
function curvesFor({ curves, england }: SingleYears, { network, subIcb, icb }: MapPractice): Float64Array[] {
  const keys = [`PCN ${network}`, `SUB_ICB_LOCATION_CODE ${subIcb}`, `ICB ${icb}`];
  return [...keys.flatMap((key) => curves.get(key) ?? []), england];
}

export interface RegisterMargins {
  /** `targets[practice * 21 + register]` */
  targets: Int32Array;
  /** Practices whose rates are their network's. */
  standIns: ReadonlySet<number>;
}

/** Registers of each practice carried to today's list. */
export function registerMargins(
  published: Published,
  system: System,
  counts: readonly Int32Array[],
  journal: Journal,
): RegisterMargins {
  const { practices, lists, networkOf, placeOf } = system;
  const file = usedAs(published.inventory, 'registers')[0]!;
  const own = ofPractices(published.registers, system.areaIndex);
  const result = registerTargets(own, counts, {
    groupings: [networkOf, placeOf, practices.map(() => 0)],
    nameOf: (practice) => practices[practice]!.code,
    table: file.table!,
  });
  const { standIns, partial, adjusted, otherBase } = result;
  if (standIns.length === practices.length) {
    throw new InputError([
      {
        file: file.input.name,
        what: `None of the ${practices.length} practices of ${published.area.name} has rows in this file.`,
        mend: 'Use the QOF prevalence file of all England, or of this area.',
      },
    ]);
  }

  journal.problems.push(...adjusted);
  journal.note(
    'Registers',
    `Register ÷ list of the QOF ${file.date || 'file'}, in each register’s own age base, carried to the list of ${published.lists.snapshot}.`,
  );
  if (standIns.length > 0) {
    const codes = listed(
      standIns.map((i) => practices[i]!.code),
      30,
    );
    journal.note(
      'Registers',
      `${plural(standIns.length, 'practice')} without QOF rows, given the rates of ${standIns.length === 1 ? 'its network' : 'their networks'}: ${codes}.`,
      sum(standIns.map((i) => lists[i]!)),
    );
  }
  for (const { practice, groups } of partial) {
    const text = `${practices[practice]!.code} has no rows for ${groups.join(', ')}: its network’s rates are used for these.`;
    journal.note('Registers', text, lists[practice]);
  }
  if (otherBase.length > 0) {
    journal.note(
      'Registers',
      `Counted over another age base in the file: ${otherBase.join('; ')}. Scaled over the file’s base, then placed in the register’s own.`,
    );
  }
  if (adjusted.length > 0) journal.note('Registers', `Taken with a change: ${listed(adjusted, 20)}.`);
  const inMap = new Set(published.practices.map(({ code }) => code));
  const gone = [...published.registers.others].filter(([code]) => !inMap.has(code));
  if (gone.length > 0) {
    journal.note(
      'Registers',
      `${plural(gone.length, 'practice')} of the QOF file not in the practice map (closed or merged since): ${listed(gone.map(([code]) => code))}.`,
      sum(gone.map(([, list]) => list)),
    );
  }
  const { otherGroups } = published.registers;
  if (otherGroups.size > 0) {
    journal.note(
      'Registers',
      `Groups of ${fileNameOf(published.inventory, 'registers')} that are not used: ${[...otherGroups].join(', ')}.`,
    );
  }
  return { targets: result.targets, standIns: new Set(standIns) };
}

/** Only the rows of the system's practices, in their order. */
function ofPractices(published: PublishedRegisters, areaIndex: readonly number[]): PublishedRegisters {
  const take = (column: Int32Array): Int32Array => {
    const taken = new Int32Array(areaIndex.length * registers.length);
    for (const [i, from] of areaIndex.entries()) {
      taken.set(
        column.subarray(from * registers.length, (from + 1) * registers.length),
        i * registers.length,
      );
    }
    return taken;
  };
  return {
    ...published,
    register: take(published.register),
    list: take(published.list),
    row: take(published.row),
  };
}
