/**
 * The kinds of published file that a system is made from, and how each is told: by its header, never by its name
 * or the position of a column. Header names are compared in lower case with every other character as `_`.
 */

export interface Column {
  /** Names that publishers and years have given this column. */
  readonly aliases: readonly (string | RegExp)[];
  readonly optional?: true;
}

export interface FileKind {
  readonly id: FileKindId;
  /** What a person calls it. */
  readonly name: string;
  readonly publisher: string;
  readonly title: string;
  /** What it is for, or why it is not needed. */
  readonly use: string;
  /** essential: nothing works without it; optional: `without` says what follows; unneeded: known, and left alone. */
  readonly need: 'essential' | 'optional' | 'unneeded';
  readonly without?: string;
  /** The kind in whose absence this one will do: neither is missing where the other is. */
  readonly insteadOf?: FileKindId;
  /** Where to get it. */
  readonly from?: string;
  readonly columns: Readonly<Record<string, Column>>;
}

export type FileKindId =
  | 'map'
  | 'quinary'
  | 'earlier'
  | 'single'
  | 'registers'
  | 'homes'
  | 'boundaries'
  | 'deprivation'
  | 'lookup2021'
  | 'lookupIcb'
  | 'structure'
  | 'locations'
  | 'workforce'
  | 'projection'
  | 'projectionBands'
  | UnneededKindId;

type UnneededKindId = 'rurality' | 'practiceDeprivation' | 'areaBoundaries' | 'practiceTotals';

const nhsEngland = 'NHS England';
const ons = 'Office for National Statistics';
const registrations = 'Patients Registered at a GP Practice';
const registrationsFrom = `Get it from NHS England Digital, “${registrations}”`;

const lsoa21 = ['lsoa21_code', 'lsoa21cd', 'lsoa_code_2021', 'lsoa_2021_code', 'lsoa2021cd'];
const lsoa11 = ['lsoa11_code', 'lsoa11cd', 'lsoa_code_2011', 'lsoa_2011_code', 'lsoa2011cd'];
const practice = {
  aliases: ['practice_code', 'organisationcode', 'organisation_code', 'prac_code', 'gp_practice_code'],
};
const patients = { aliases: ['number_of_patients', 'patients', 'patient', 'all_patients', 'patient_count'] };
const projected = {
  area: { aliases: ['area_code'] },
  year: { aliases: ['year'] },
  sex: { aliases: ['sex'] },
  population: { aliases: ['population'] },
  variant: { aliases: ['variant'], optional: true },
} as const;
const extractDate = { aliases: ['extract_date'], optional: true } as const;

/** In the order in which a header is tried: the more particular before the more general. */
export const tableKinds: readonly FileKind[] = [
  {
    id: 'workforce',
    name: 'network workforce',
    publisher: nhsEngland,
    title: 'Primary Care Network Workforce',
    use: 'staff in post of each network',
    need: 'optional',
    without: 'the dataset has no staff in post to set beside the staff that services need',
    columns: {
      network: { aliases: ['pcn_code'] },
      group: { aliases: ['staff_group'] },
      role: { aliases: ['staff_role'] },
      detail: { aliases: ['detailed_staff_role'], optional: true },
      fte: { aliases: ['fte'] },
      source: { aliases: ['data_source'], optional: true },
      person: { aliases: ['unique_identifier'], optional: true },
      year: { aliases: ['census_year', 'year'], optional: true },
      month: { aliases: ['census_month', 'month'], optional: true },
    },
  },
  {
    id: 'locations',
    name: 'practice locations',
    publisher: `${nhsEngland}; ${ons}`,
    title: 'GP practices with their postcode’s position',
    use: 'positions of practices',
    need: 'optional',
    without: 'practices are placed at the centre of their patients’ neighbourhoods',
    columns: {
      practice,
      postcode: { aliases: ['practice_postcode', 'postcode'], optional: true },
      lat: { aliases: ['latitude', 'lat', /^latitude_/] },
      lon: { aliases: ['longitude', 'lon', 'long', 'lng', /^longitude_/] },
      date: extractDate,
    },
  },
  {
    id: 'registers',
    name: 'QOF prevalence',
    publisher: nhsEngland,
    title: 'Quality and Outcomes Framework, practice prevalence',
    use: 'registers of each practice',
    need: 'essential',
    from: 'Get it from NHS England Digital, “Quality and Outcomes Framework”: PREVALENCE_….csv in the raw data ZIP',
    columns: {
      practice,
      group: { aliases: ['group_code', 'indicator_group_code'] },
      register: { aliases: ['register', 'register_size'] },
      listType: { aliases: ['patient_list_type', 'list_type'] },
      list: { aliases: ['practice_list_size', 'patient_list_size', 'list_size'] },
    },
  },
  {
    id: 'quinary',
    name: 'lists by five-year band',
    publisher: nhsEngland,
    title: `${registrations}, by sex and five-year age band`,
    use: 'list of each practice by sex and five-year band',
    need: 'essential',
    from: `${registrationsFrom}: gp-reg-pat-prac-quin-age`,
    columns: {
      level: { aliases: ['org_type'] },
      code: { aliases: ['org_code'] },
      sex: { aliases: ['sex'] },
      band: { aliases: ['age_group_5', 'age_group5', 'age_group'] },
      patients,
      date: extractDate,
    },
  },
  {
    id: 'single',
    name: 'networks by single year of age',
    publisher: nhsEngland,
    title: `${registrations}, by sex and single year of age`,
    use: 'single years of age within each band, by network',
    need: 'optional',
    without: 'patients are spread evenly over the five years of each band',
    columns: {
      level: { aliases: ['org_type'] },
      code: { aliases: ['org_code'] },
      sex: { aliases: ['sex'] },
      age: { aliases: ['age'] },
      patients,
      date: extractDate,
    },
  },
  {
    id: 'homes',
    name: 'patients by practice and LSOA',
    publisher: nhsEngland,
    title: `${registrations}, by LSOA`,
    use: 'neighbourhoods of each practice’s patients',
    need: 'essential',
    from: `${registrationsFrom}: gp-reg-pat-prac-lsoa-all (January, April, July and October)`,
    columns: {
      lsoa: { aliases: ['lsoa_code', ...lsoa21, ...lsoa11] },
      practice,
      patients,
      sex: { aliases: ['sex'], optional: true },
      date: extractDate,
    },
  },
  {
    id: 'structure',
    name: 'population by LSOA and single year of age',
    publisher: ons,
    title: 'Population estimates by LSOA, single year of age and sex (SAPE)',
    use: 'age structure of each neighbourhood',
    need: 'optional',
    without: 'every neighbourhood of a practice gets the practice’s own age structure',
    columns: {
      lsoa: { aliases: ['lsoa_code', ...lsoa11, ...lsoa21] },
      total: { aliases: ['all_ages', 'total'] },
      youngest: { aliases: ['0', 'f0', 'm0'] },
      oldest: { aliases: ['90_', 'f90', 'm90', 'f90_', 'm90_'] },
    },
  },
  {
    id: 'deprivation',
    name: 'deprivation by LSOA',
    publisher: 'Ministry of Housing, Communities and Local Government',
    title: 'English Indices of Deprivation',
    use: 'deprivation decile of each neighbourhood',
    need: 'essential',
    from: 'Get “English Indices of Deprivation 2025”, File 7, from GOV.UK',
    columns: {
      lsoa: { aliases: [...lsoa21, ...lsoa11, 'lsoa_code'] },
      decile: { aliases: ['imd_decile', /^index_of_multiple_deprivation_imd_decile/] },
      population: { aliases: [/^total_population/], optional: true },
    },
  },
  {
    id: 'lookup2021',
    name: 'LSOA 2011 to 2021 lookup',
    publisher: ons,
    title: 'LSOA (2011) to LSOA (2021) exact fit lookup',
    use: '2011 neighbourhoods carried over to 2021',
    need: 'optional',
    without: 'files by LSOA 2011 cannot be used',
    from: 'Get “LSOA (2011) to LSOA (2021) to Local Authority District lookup” from the ONS Open Geography Portal',
    columns: {
      from: { aliases: lsoa11 },
      to: { aliases: lsoa21 },
      change: { aliases: ['change_code', 'chgind', 'change_indicator'] },
    },
  },
  {
    id: 'lookupIcb',
    name: 'LSOA to ICB lookup',
    publisher: ons,
    title: 'LSOA (2021) to sub-ICB location to ICB lookup',
    use: 'which neighbourhoods lie inside the area',
    need: 'optional',
    without: 'a neighbourhood belongs to the area when most of its registered patients do',
    columns: {
      lsoa: { aliases: lsoa21 },
      subIcb: { aliases: [/^sicbl\d*_code_nhs$/, /^sicbl\d*cdh$/] },
      icb: { aliases: [/^icb\d*_code_nhs$/, /^icb\d*cdh$/] },
    },
  },
  {
    id: 'practiceDeprivation',
    name: 'deprivation by practice',
    publisher: 'Office for Health Improvement and Disparities',
    title: 'Deprivation score by practice',
    use: 'deprivation comes from the neighbourhoods of the patients',
    need: 'unneeded',
    columns: { practice, score: { aliases: ['imd_score'] } },
  },
  {
    id: 'rurality',
    name: 'rural urban classification',
    publisher: ons,
    title: 'Rural Urban Classification by LSOA',
    use: 'this command does not need rurality',
    need: 'unneeded',
    columns: { lsoa: { aliases: [...lsoa21, ...lsoa11] }, class: { aliases: [/^ruc(\d\d)?_?(code|cd)$/] } },
  },
  {
    id: 'projection',
    name: 'population projection by single year of age',
    publisher: ons,
    title: 'Subnational population projections',
    use: 'residents of the coming years',
    need: 'optional',
    without: 'the system is carried forward by births and deaths alone: nobody comes or goes',
    columns: { ...projected, age: { aliases: ['age'] } },
  },
  {
    id: 'projectionBands',
    name: 'population projection by five-year band',
    publisher: ons,
    title: 'Subnational population projections',
    use: 'residents of the coming years',
    need: 'optional',
    insteadOf: 'projection',
    columns: { ...projected, band: { aliases: ['age_band', 'age_group'] } },
  },
  {
    id: 'practiceTotals',
    name: 'other registration counts',
    publisher: nhsEngland,
    title: registrations,
    use: 'the five-year bands by practice hold these counts',
    need: 'unneeded',
    columns: {
      publication: { aliases: ['publication', 'extract_date'] },
      code: { aliases: ['code', 'org_code'] },
      sex: { aliases: ['sex'] },
      age: { aliases: ['age', 'age_group_5'] },
      patients,
    },
  },
  {
    id: 'map',
    name: 'practice map',
    publisher: nhsEngland,
    title: `${registrations}, practice mapping`,
    use: 'practice → network → sub-ICB → ICB',
    need: 'essential',
    from: `${registrationsFrom}: gp-reg-pat-prac-map`,
    columns: {
      practice,
      name: { aliases: ['practice_name'] },
      postcode: { aliases: ['practice_postcode', 'postcode'], optional: true },
      network: { aliases: ['pcn_code'] },
      networkName: { aliases: ['pcn_name'] },
      subIcb: { aliases: ['sub_icb_location_code', 'sub_icb_code', 'ccg_code'] },
      subIcbName: { aliases: ['sub_icb_location_name', 'sub_icb_name', 'ccg_name'], optional: true },
      icb: { aliases: ['icb_code', 'stp_code'] },
      icbName: { aliases: ['icb_name', 'stp_name'], optional: true },
      onsIcb: { aliases: ['ons_icb_code'], optional: true },
      date: extractDate,
    },
  },
];

/** The kinds that come as GeoJSON, told by the property that holds the area's ONS code. */
export const boundaryKinds: readonly (FileKind & { readonly property: RegExp })[] = [
  {
    id: 'boundaries',
    name: 'LSOA 2021 boundaries',
    publisher: ons,
    title: 'LSOA (December 2021) boundaries',
    use: 'polygons of the neighbourhoods',
    need: 'essential',
    from: 'Get “LSOA (December 2021) Boundaries EW BSC” as GeoJSON (WGS84) from the ONS Open Geography Portal',
    columns: {},
    property: /^lsoa_?(20)?21_?(cd|code)$/i,
  },
  {
    id: 'areaBoundaries',
    name: 'boundaries of other areas',
    publisher: ons,
    title: 'Boundaries',
    use: 'outlines are dissolved from the neighbourhoods',
    need: 'unneeded',
    columns: {},
    property: /./,
  },
];

/** Lists as today's are, of another date: see `tellEarlierLists`. */
const earlierLists: FileKind = {
  ...tableKinds.find(({ id }) => id === 'quinary')!,
  id: 'earlier',
  name: 'lists by five-year band of five years before',
  use: 'change of each network’s list in five years',
  need: 'optional',
  without:
    'people are carried forward by births, deaths and moves only, not by the change of the last five years',
};

export const fileKinds: readonly FileKind[] = [...tableKinds, ...boundaryKinds, earlierLists];

export const kindOf = (id: FileKindId): FileKind => fileKinds.find((kind) => kind.id === id)!;

/** `LSOA code (2021)` → `lsoa_code_2021`; `90+` → `90_` (the sign tells it from an age). */
export function headerName(text: string): string {
  const name = text
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_');
  return /^[fm]?\d+_$/.test(name) ? name : name.replace(/^_|_$/g, '');
}

/** Position of each column of the kind in a header, -1 for an optional one that is absent; null when one is lacking. */
export function columnPositions(kind: FileKind, header: readonly string[]): Record<string, number> | null {
  const names = header.map(headerName);
  const positions: Record<string, number> = {};
  for (const [name, column] of Object.entries(kind.columns)) {
    positions[name] = positionOf(column, names);
    if (positions[name] < 0 && !column.optional) return null;
  }
  return positions;
}

export function lackingColumns(kind: FileKind, header: readonly string[]): string[] {
  const names = header.map(headerName);
  return Object.values(kind.columns)
    .filter((column) => !column.optional && positionOf(column, names) < 0)
    .map((column) => String(column.aliases[0]).toUpperCase());
}

function positionOf({ aliases }: Column, names: readonly string[]): number {
  for (const alias of aliases) {
    const at = names.findIndex((name) => (typeof alias === 'string' ? name === alias : alias.test(name)));
    if (at >= 0) return at;
  }
  return -1;
}
