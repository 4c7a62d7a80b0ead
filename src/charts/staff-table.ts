import { statistic, suppressed, type ShownCount } from '../domain/disclosure';
import { formatStaff, formatStaffRate } from '../domain/format';
import {
  per10000,
  type NetworkGap,
  type StaffGap,
  type StaffNeed,
  type UnrankedNetwork,
} from '../domain/services/capacity';
import { roles, type RoleId } from '../domain/services/roles';
import type { ServiceId } from '../domain/services/service';
import { listed } from '../domain/words';
import type { AreaName } from './area-table';
import type { Cell, FigureColumn, FigureTable } from './figure-table';

export const roleName = (role: RoleId): string => roles.find(({ id }) => id === role)!.name;

/** A role with the staff that services need of it and those in post; null where staff in post are not known. */
export interface StaffRow {
  role: RoleId;
  need: number;
  inPost: number | null;
}

export const staffRows = (need: Pick<StaffNeed, 'byRole'>, gap: StaffGap | null): StaffRow[] =>
  gap?.roles ?? [...need.byRole].map(([role, wte]) => ({ role, need: wte, inPost: null }));

const showStaff = (cell: Cell, row: readonly Cell[]): string => {
  if (typeof cell !== 'number') return cell;
  return row.includes(unit.rate) ? formatStaffRate(cell) : formatStaff(cell);
};
const staffColumns: readonly FigureColumn[] = [
  { name: 'need', label: 'Needed', numeric: true, show: showStaff },
  { name: 'in_post', label: 'In post', numeric: true, show: showStaff },
  { name: 'in_post_less_need', label: 'In post less needed', numeric: true, show: showStaff },
];

const unit = { wte: 'whole-time equivalents', rate: 'whole-time equivalents per 10,000 patients' } as const;
const cell = (value: number | null): Cell => (value === null ? '' : statistic(value));

/** Roles, then all that services need, each as staff and for 10,000 patients. */
export function staffTable(
  rows: readonly StaffRow[],
  total: Omit<StaffRow, 'role'>,
  {
    area,
    list,
    capacity,
    dates,
    notCounted,
    leftOut,
  }: {
    area: AreaName;
    list: ShownCount;
    capacity: string;
    dates: { list: string; staff: string };
    /** Services that are not in the sum, with why. */
    notCounted: readonly string[];
    /** Networks that are left out of need and of staff in post. */
    leftOut: readonly AreaName[];
  },
): FigureTable {
  const lines = [
    ...rows.map(({ role, need, inPost }) => ({ id: role, name: roleName(role), need, inPost })),
    { id: 'all', name: 'All roles that services need', ...total },
  ];
  const cells = (need: number | null, inPost: number | null): Cell[] => [
    cell(need),
    cell(inPost),
    cell(need === null || inPost === null ? null : inPost - need),
  ];
  const rate = (wte: number | null) => (wte === null ? null : per10000(wte, list));
  return {
    columns: [
      { name: 'area_code', label: 'Code', fileOnly: true },
      { name: 'area_name', label: 'Area', fileOnly: true },
      { name: 'role', label: 'Role', fileOnly: true },
      { name: 'role_name', label: 'Role' },
      ...staffColumns,
      { name: 'unit', label: 'Unit' },
      ...(notCounted.length > 0 ? [{ name: 'not_counted', label: 'Not in the need' }] : []),
      ...(leftOut.length > 0 ? [{ name: 'networks_left_out', label: 'Networks left out' }] : []),
      { name: 'assumptions', label: 'Assumptions changed', fileOnly: true },
      { name: 'list_date', label: 'Date of the list', fileOnly: true },
      { name: 'staff_date', label: 'Date of the staff', fileOnly: true },
    ],
    rows: lines.flatMap(({ id, name, need, inPost }) =>
      (['wte', 'rate'] as const).map((kind): Cell[] => [
        area.code,
        area.name,
        id,
        name,
        ...(kind === 'wte' ? cells(need, inPost) : cells(rate(need), rate(inPost))),
        unit[kind],
        ...(notCounted.length > 0 ? [notCounted.join('; ')] : []),
        ...(leftOut.length > 0 ? [leftOut.map(({ name }) => name).join('; ')] : []),
        capacity,
        dates.list,
        dates.staff,
      ]),
    ),
  };
}

/** Services of which need is at the least so much without them. */
export const atLeastNote = (services: readonly string[]): string =>
  services.length === 0 ? '' : `need at least so much: not counted ${listed(services)}`;

/** Networks from the one furthest below its need, then those that cannot be placed with why. */
export function rankingTable(
  { ranked, unranked }: { ranked: readonly NetworkGap[]; unranked: readonly UnrankedNetwork[] },
  nameOf: (network: number) => AreaName,
  {
    nameOfService,
    notComputable,
    capacity,
    dates,
  }: {
    nameOfService: (service: ServiceId) => string;
    /** Services that are in no network's need. */
    notComputable: readonly ServiceId[];
    capacity: string;
    dates: { list: string; staff: string };
  },
): FigureTable {
  const missing = (hidden: readonly ServiceId[]) => [
    ...hidden.map((service) => `${nameOfService(service)} (too few people to show)`),
    ...notComputable.map((service) => `${nameOfService(service)} (not computable)`),
  ];
  const foot = [unit.rate, capacity, dates.list, dates.staff];
  const row = (network: number, place: Cell, note: string, cells: Cell[]): Cell[] => {
    const { code, name } = nameOf(network);
    return [place, code, name, ...cells, note, ...foot];
  };
  return {
    columns: [
      { name: 'place', label: 'Place', numeric: true },
      { name: 'area_code', label: 'Code' },
      { name: 'area_name', label: 'Network' },
      ...staffColumns,
      { name: 'note', label: 'Note' },
      { name: 'unit', label: 'Unit' },
      { name: 'assumptions', label: 'Assumptions changed', fileOnly: true },
      { name: 'list_date', label: 'Date of the list', fileOnly: true },
      { name: 'staff_date', label: 'Date of the staff', fileOnly: true },
    ],
    rows: [
      ...ranked.map(({ network, per10000: { need, inPost, gap }, hidden }, i) =>
        row(network, statistic(i + 1), atLeastNote(missing(hidden)), [need, inPost, gap].map(statistic)),
      ),
      ...unranked.map(({ network, reason }) => {
        const cell = reason === 'too few people to show' ? suppressed : '';
        return row(network, '', reason, [cell, cell, cell]);
      }),
    ],
  };
}
