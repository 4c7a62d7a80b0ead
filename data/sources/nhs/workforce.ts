import type { Workforce } from '../../../src/domain/schema';
import type { Faults } from './input-error';
import { usedAs } from './inventory';
import type { Journal } from './journal';
import type { Published } from './read-files';
import { listed, plural, sum } from './report';
import type { System } from './system';
import { readTable, type TableFile } from './table';

/** Staff as published: full-time equivalents by network code, then role. */
export interface PublishedWorkforce {
  roles: { name: string; group: string }[];
  /** By network code: full-time equivalents by index in `roles`. */
  byNetwork: Map<string, Map<number, number>>;
}

/** More full-time equivalents than one row can mean. */
const mostFte = 1000;

/**
 * Adds up a network's full-time equivalents by staff role: staff of its own and contracted services are two sources of one
 * network, and the publisher's own release has a row for each member of staff. Without identifiers of staff a row for the
 * same source, network and detailed role cannot stand twice.
 */
export async function readWorkforce(
  table: TableFile,
  faults: Faults,
  onBytes?: (bytes: number) => void,
): Promise<{ workforce: PublishedWorkforce; rows: number }> {
  const { at, header } = table;
  const file = table.input.name;
  const roles: PublishedWorkforce['roles'] = [];
  const numberOf = new Map<string, number>();
  const byNetwork: PublishedWorkforce['byNetwork'] = new Map();
  const rowOf = new Map<string, number>();
  const hasPeople = at.person! >= 0;
  const rows = await readTable(
    table,
    faults,
    (fields, row) => {
      const text = (column: string): string => (at[column]! < 0 ? '' : fields[at[column]!]!.trim());
      const fault = (column: string, what: string, mend: string): void => {
        faults.add({ file, row, column: header[at[column]!]!, what, mend });
      };
      const network = text('network').toUpperCase();
      const [group, name] = [text('group'), text('role')];
      if (network === '') fault('network', 'The network code is empty.', 'Fill it in, or delete the row.');
      if (name === '') fault('role', 'The staff role is empty.', 'Fill it in, or delete the row.');
      const fte = fteOf(text('fte'));
      if (Number.isNaN(fte)) {
        fault(
          'fte',
          `“${text('fte')}” is not a number of full-time equivalents from 0 to ${mostFte}.`,
          'Correct it, or delete the row.',
        );
        return;
      }
      const key = [text('source'), network, group, name, text('detail')].join('\n');
      const before = rowOf.get(key);
      if (before !== undefined && !hasPeople) {
        fault(
          'role',
          `${network} already has “${text('detail') || name}” of this source in row ${before}.`,
          'Delete one of the two rows.',
        );
        return;
      }
      rowOf.set(key, row);
      const role = `${group}\n${name}`;
      if (!numberOf.has(role)) numberOf.set(role, roles.push({ name, group }) - 1);
      const own = byNetwork.get(network) ?? new Map<number, number>();
      byNetwork.set(network, own);
      const number = numberOf.get(role)!;
      own.set(number, (own.get(number) ?? 0) + fte);
    },
    onBytes,
  );
  return { workforce: { roles, byNetwork }, rows };
}

/** A number as `0.906666667`, `1` or `4.9e-05`; NaN for anything else. */
function fteOf(text: string): number {
  const fte = /^(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text) ? Number(text) : NaN;
  return fte <= mostFte ? fte : NaN;
}

/** The staff of the system's networks; what stands elsewhere, or nowhere, is noted. */
export function workforceOf(published: Published, { networks }: System, journal: Journal): Workforce | null {
  const { workforce, inventory, practices, area } = published;
  if (workforce === null) {
    journal.note('Workforce', 'No file of network workforce: staff in post are not known.');
    return null;
  }
  const { roles, byNetwork } = workforce;
  const inMap = new Set(practices.map(({ network }) => network));
  const unknown = [...byNetwork].filter(([code]) => !inMap.has(code));
  if (unknown.length > 0) {
    const fte = sum(unknown.flatMap(([, own]) => [...own.values()])).toFixed(1);
    const codes = listed(unknown.map(([code]) => code));
    journal.note(
      'Workforce',
      `${plural(unknown.length, 'network')} of the workforce file not in the practice map, left out with ${fte} full-time equivalents: ${codes}.`,
    );
  }
  const absent = networks.filter(({ code }) => !byNetwork.has(code));
  if (absent.length > 0) {
    const codes = listed(absent.map(({ code }) => code));
    journal.note(
      'Workforce',
      `${plural(absent.length, 'network')} without a workforce record, whose staff are not known (not none): ${codes}.`,
    );
  }
  const beyond = new Set(practices.filter((practice) => !area.has(practice)).map(({ network }) => network));
  const shared = networks.filter(({ code }) => beyond.has(code) && byNetwork.has(code));
  if (shared.length > 0) {
    const codes = listed(shared.map(({ code }) => code));
    journal.note(
      'Workforce',
      `${plural(shared.length, 'network')} with practices outside the area: the staff are those of the whole network: ${codes}.`,
    );
  }

  const entries = networks.flatMap(({ code }, network) =>
    [...(byNetwork.get(code) ?? [])].map(([role, fte]) => ({ network, role, fte: Number(fte.toFixed(4)) })),
  );
  // Roles that these networks have, in the order of their names.
  const used = [...new Set(entries.map(({ role }) => role))].sort((a, b) =>
    compare([roles[a]!.group, roles[a]!.name].join(), [roles[b]!.group, roles[b]!.name].join()),
  );
  const placeOf = new Map(used.map((role, place) => [role, place]));
  const rows = entries
    .map((entry) => ({ ...entry, role: placeOf.get(entry.role)! }))
    .sort((a, b) => a.network - b.network || a.role - b.role);
  return {
    date: usedAs(inventory, 'workforce')[0]!.date,
    provenance: 'recorded',
    source:
      'NHS England, Primary Care Network Workforce: full-time equivalents as recorded, staff and contracted services together.',
    roles: used.map((role) => roles[role]!),
    network: rows.map(({ network }) => network),
    role: rows.map(({ role }) => role),
    fte: rows.map(({ fte }) => fte),
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
