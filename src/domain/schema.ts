import * as v from 'valibot';
import { furtherConditions, registers } from './conditions';

/** The dataset package's version; a site refuses a newer one and says so. */
export const schemaVersion = 1;

export const topAge = 90;
/** Five-year bands 0–4 … 85–89, 90+. */
export const bandCount = 19;
export const bandOf = (age: number): number => Math.min(Math.floor(age / 5), bandCount - 1);
export const bandLabels: readonly string[] = Array.from({ length: bandCount }, (_, band) =>
  band === bandCount - 1 ? '90+' : `${band * 5}–${band * 5 + 4}`,
);
/** The same band in SQL, over a column `age`. */
export const bandSql = `least(age // 5, ${bandCount - 1})`;

/** In the order of the rows of a cell. */
export const sexCodes: readonly number[] = [1, 2, 9];
export const sexLabels: Readonly<Record<number, string>> = { 1: 'Male', 2: 'Female', 9: 'Other or unknown' };
export const ethnicityLabels: Readonly<Record<number, string>> = {
  0: 'Unknown',
  1: 'Asian or Asian British',
  2: 'Black, Black British, Caribbean or African',
  3: 'Mixed or multiple ethnic groups',
  4: 'White',
  5: 'Other ethnic group',
};

export type ColumnType = 'boolean' | 'uint8' | 'uint16';

/** One column of the patient table: one row a patient, nothing that identifies. */
export interface PatientColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** NULL says that the column does not apply to this person. */
  readonly nullable: boolean;
  readonly meaning: string;
  /** A dataset may lack it; what needs it is then switched off. */
  readonly optional: boolean;
}

const column = (
  name: string,
  type: ColumnType,
  meaning: string,
  { nullable = false, optional = true } = {},
): PatientColumn => ({ name, type, meaning, nullable, optional });

/** Every column that a patient table may have, in the order of the file. */
export const patientColumns: readonly PatientColumn[] = [
  column('network', 'uint16', 'Index into the manifest’s networks', { optional: false }),
  column('practice', 'uint16', 'Index into the manifest’s practices', { optional: false }),
  column('neighbourhood', 'uint16', 'Index into the neighbourhoods; 0 is outside or unknown', {
    optional: false,
  }),
  column('age', 'uint8', 'Completed years, 90 is 90 and over', { optional: false }),
  column('sex', 'uint8', '1 male, 2 female, 9 other or unknown', { optional: false }),
  column('ethnicity', 'uint8', 'ONS five groups, 0 unknown'),
  column('imd', 'uint8', 'Deprivation decile of the neighbourhood, 1 most deprived, 0 unknown', {
    optional: false,
  }),
  ...registers.map((r) => column(r.id, 'boolean', `On the ${r.inSentence} register`)),
  ...furtherConditions.map((c) => column(c.id, 'boolean', c.name)),
  column('smoker', 'boolean', 'Current smoker'),
  column('care_home', 'boolean', 'Lives in a care home'),
  column('housebound', 'boolean', 'Housebound'),
  column('medicines', 'uint8', 'Distinct repeat medicines'),
  column('efi', 'uint8', 'Electronic frailty index deficits, 0–36; NULL below 65', { nullable: true }),
  column('em_adm', 'uint8', 'Emergency admissions in the past 12 months'),
  column('ae', 'uint8', 'A&E attendances in the past 12 months'),
  column('gp_contacts', 'uint8', 'General practice contacts in the past 12 months'),
  column('smr', 'boolean', 'Structured medication review in the past 12 months; NULL where none is due', {
    nullable: true,
  }),
  column(
    'care_plan',
    'boolean',
    'Personalised care plan; NULL outside care homes and moderate or severe frailty',
    { nullable: true },
  ),
  column('ld_check', 'boolean', 'Annual health check, learning disability register aged 14 and over', {
    nullable: true,
  }),
  column('smi_check', 'boolean', 'Annual physical health check, severe mental illness register', {
    nullable: true,
  }),
  column('bp_target', 'boolean', 'Blood pressure at target, hypertension register', { nullable: true }),
];

export const disclosurePolicies = ['none', 'hes', 'opensafely', 'midpoint6'] as const;
export type DisclosurePolicy = (typeof disclosurePolicies)[number];

export const provenances = ['recorded', 'constrained', 'modelled'] as const;
/** recorded: from the source row by row; constrained: modelled within published totals; modelled: from rates alone. */
export type Provenance = (typeof provenances)[number];

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const index = count;
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'a SHA-256 in hexadecimal'));
/** A path inside the package: relative, no climbing out. */
const packagePath = v.pipe(v.string(), v.regex(/^(?!.*\.\.)[\w-][\w./-]*$/, 'a path inside the package'));
const isoDate = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/, 'a date as 2026-07-01'));

const storedFile = v.object({ file: packagePath, bytes: count, sha256 });
const storedTable = v.object({ ...storedFile.entries, rows: count });
const position = v.object({ lon: v.number(), lat: v.number() });

const tier = v.object({ model: v.string(), share: v.number(), aboveHundredths: v.number(), people: count });

export const manifestSchema = v.object({
  schemaVersion: v.literal(schemaVersion),
  id: v.pipe(v.string(), v.regex(/^[a-z0-9-]+$/)),
  title: v.string(),
  kind: v.picklist(['demo', 'nhs', 'extract']),
  area: v.object({ code: v.string(), name: v.string() }),
  /** Date of the list that the population stands for. */
  snapshot: isoDate,
  generator: v.object({ version: v.string(), seed: v.number() }),
  disclosure: v.picklist(disclosurePolicies),
  patients: count,
  attribution: v.string(),
  sources: v.array(
    v.object({
      /** File name as read, or the name of a figures table inside the product. */
      file: v.string(),
      title: v.string(),
      publisher: v.string(),
      /** Date of the data, as the source gives it (ISO, a month, or a year range). */
      date: v.string(),
      licence: v.string(),
      sha256: v.optional(sha256),
      bytes: v.optional(count),
      rows: v.optional(count),
    }),
  ),
  columns: v.array(
    v.object({
      name: v.string(),
      type: v.picklist(['boolean', 'uint8', 'uint16']),
      nullable: v.boolean(),
      provenance: v.picklist(provenances),
      /** Where its values come from, in a sentence. */
      source: v.string(),
    }),
  ),
  places: v.array(v.object({ code: v.string(), name: v.string() })),
  networks: v.array(v.object({ code: v.string(), name: v.string(), place: index, ...storedTable.entries })),
  practices: v.array(
    v.object({
      code: v.string(),
      name: v.string(),
      network: index,
      rows: count,
      ...position.entries,
      /** published: its own postcode's point; patients: the centre of its patients' neighbourhoods. */
      position: v.picklist(['published', 'patients']),
      /** published: its own registers; network: it had none, so its network's rates stand in. */
      registers: v.picklist(['published', 'network']),
    }),
  ),
  neighbourhoods: storedTable,
  cells: v.object({
    practice: storedTable,
    /** One table, or at the size of a country one for each part of a place; `networks` says whose patients it counts. */
    neighbourhood: v.array(v.object({ ...storedTable.entries, networks: v.optional(v.array(index)) })),
    /** Who has what together, by network, band and sex. */
    comorbidity: v.exactOptional(storedTable),
    /** Registers by ethnic group, where the rows have it. */
    ethnicity: v.exactOptional(storedTable),
    /** Patients by network, single year of age and sex. */
    age: v.exactOptional(storedTable),
  }),
  geography: v.object({ networks: storedFile, neighbourhoods: storedFile }),
  warm: storedFile,
  /** Staff in post, where the source has them. */
  workforce: v.exactOptional(storedFile),
  /** Published projection of the area's residents, where the source has one from the snapshot's year on. */
  projection: v.exactOptional(storedFile),
  /** Lists of five years before the snapshot, where the source has them. */
  earlier: v.exactOptional(storedFile),
  models: v.array(v.object({ id: v.string(), version: v.string() })),
  /** Cut-offs over the whole dataset: a person is in the tier when the score is strictly above (ties go to the lower tier). */
  tiers: v.object({
    high_risk: tier,
    very_high_risk: v.exactOptional(tier),
    raised_risk: v.exactOptional(tier),
  }),
  /** What was handled on the way from the sources, for people to read. */
  notes: v.array(v.object({ topic: v.string(), text: v.string(), patients: v.optional(count) })),
});

export type Manifest = v.InferOutput<typeof manifestSchema>;

/** Every file of cells. */
export const cellFiles = ({ cells }: Pick<Manifest, 'cells'>): Manifest['cells']['practice'][] =>
  [cells.practice, ...cells.neighbourhood, cells.comorbidity, cells.ethnicity, cells.age].filter(
    (file) => file !== undefined,
  );

/** Every file that a manifest lists. */
export const listedFiles = (manifest: Manifest): v.InferOutput<typeof storedFile>[] => [
  ...manifest.networks,
  ...cellFiles(manifest),
  manifest.neighbourhoods,
  ...Object.values(manifest.geography),
  manifest.warm,
  ...[manifest.workforce, manifest.projection, manifest.earlier].filter((file) => file !== undefined),
];

/**
 * `neighbourhoods.json`: columns of equal length; entry 0 is 'outside or unknown'.
 * `network` is the index of the network with most of its registered patients, -1 where none.
 */
export const neighbourhoodsSchema = v.object({
  code: v.array(v.string()),
  name: v.array(v.string()),
  imd: v.array(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10))),
  network: v.array(v.pipe(v.number(), v.integer(), v.minValue(-1))),
  patients: v.array(count),
});
export type Neighbourhoods = v.InferOutput<typeof neighbourhoodsSchema>;

/**
 * `workforce.json`: staff in post. `network`, `role` and `fte` are columns of equal length, each pair of a network and a role
 * once, by network, then role; `network` is an index in the manifest's list, `role` one in `roles`, `fte` is in full-time
 * equivalents. A network that stands nowhere has no record: its staff are not known, which is not none.
 */
export const workforceSchema = v.object({
  /** Month of the count of staff, as 2026-06; '' where the source does not state it. */
  date: v.pipe(v.string(), v.regex(/^(\d{4}-\d{2})?$/, 'a month as 2026-06')),
  provenance: v.picklist(provenances),
  /** Where the figures come from, in a sentence. */
  source: v.string(),
  roles: v.array(v.object({ name: v.string(), group: v.string() })),
  network: v.array(index),
  role: v.array(index),
  fte: v.array(v.pipe(v.number(), v.finite(), v.minValue(0))),
});
export type Workforce = v.InferOutput<typeof workforceSchema>;

/** What is wrong within a workforce over so many networks: lengths, indices, a pair twice; empty where nothing is. */
export function workforceProblems({ roles, network, role, fte }: Workforce, networks: number): string[] {
  if (network.length !== fte.length || role.length !== fte.length)
    return [`network, role and fte have ${network.length}, ${role.length} and ${fte.length} entries`];
  const problems: string[] = [];
  const seen = new Set<string>();
  for (const [i, n] of network.entries()) {
    if (n >= networks) problems.push(`network.${i}: there is no network ${n}`);
    if (role[i]! >= roles.length) problems.push(`role.${i}: there is no role ${role[i]!}`);
    const pair = `${n} ${role[i]!}`;
    if (seen.has(pair)) problems.push(`network.${i}: network ${n} has the role ${role[i]!} twice`);
    seen.add(pair);
  }
  return problems;
}

const people = v.pipe(v.number(), v.finite(), v.minValue(0));

/**
 * `projection.json`: residents of the area, or of the one that it is part of, as projected: whole persons by consecutive year
 * from the snapshot's on, each year by single age 0 … 89, 90+ or by five-year band 0–4 … 85–89, 90+.
 */
export const projectionSchema = v.object({
  /** Whose residents these are: an ONS code, and its name. */
  area: v.object({ code: v.string(), name: v.string() }),
  provenance: v.picklist(provenances),
  /** Where the figures come from, in a sentence. */
  source: v.string(),
  variant: v.literal('principal'),
  /** Year of the snapshot. */
  firstYear: v.pipe(v.number(), v.integer()),
  ages: v.picklist(['single', 'bands']),
  male: v.array(v.array(people)),
  female: v.array(v.array(people)),
});
export type Projection = v.InferOutput<typeof projectionSchema>;

/** What is wrong within the projection of a dataset of this snapshot: years, lengths; empty where nothing is. */
export function projectionProblems(
  { firstYear, ages, male, female }: Projection,
  snapshot: string,
): string[] {
  const problems: string[] = [];
  if (`${firstYear}` !== snapshot.slice(0, 4))
    problems.push(`firstYear is ${firstYear}, and the snapshot is of ${snapshot.slice(0, 4)}`);
  if (male.length !== female.length)
    problems.push(`male and female have ${male.length} and ${female.length} years`);
  if (male.length < 2) problems.push('male: a projection has two years or more');
  const wanted = ages === 'single' ? topAge + 1 : bandCount;
  for (const [sex, years] of Object.entries({ male, female }))
    for (const [year, counts] of years.entries())
      if (counts.length !== wanted)
        problems.push(`${sex}.${year}: has ${counts.length} ages, and ${ages} are ${wanted}`);
  return problems;
}

/**
 * `earlier.json`: people on the lists of five years before the snapshot, by network, then by five-year band 0–4 … 85–89, 90+.
 * `network` has indices in the manifest's list, ascending; a network that is not in it has no comparable list of then.
 */
export const earlierListSchema = v.object({
  date: isoDate,
  provenance: v.picklist(provenances),
  /** Where the figures come from, in a sentence. */
  source: v.string(),
  network: v.array(index),
  male: v.array(v.array(count)),
  female: v.array(v.array(count)),
});
export type EarlierList = v.InferOutput<typeof earlierListSchema>;

/** Days that an earlier list may be from exactly five years before: about two months, 3% of the time between. */
export const earlierListSlack = 62;

/** Whether a list of `date` is of five years before the snapshot, nearly; both as 2026-07-01. */
export function isFiveYearsBefore(date: string, snapshot: string): boolean {
  const wanted = Date.parse(`${Number(snapshot.slice(0, 4)) - 5}${snapshot.slice(4)}`);
  return Math.abs(Date.parse(date) - wanted) <= earlierListSlack * 24 * 60 * 60 * 1000;
}

/** What is wrong within an earlier list: its date, lengths, indices; empty where nothing is. */
export function earlierListProblems(
  { date, network, male, female }: EarlierList,
  { networks, snapshot }: { networks: number; snapshot: string },
): string[] {
  const problems: string[] = [];
  if (!isFiveYearsBefore(date, snapshot))
    problems.push(
      `date is ${date}, which is not within ${earlierListSlack} days of five years before ${snapshot}`,
    );
  for (const [i, n] of network.entries()) {
    if (n >= networks) problems.push(`network.${i}: there is no network ${n}`);
    if (i > 0 && n <= network[i - 1]!) problems.push(`network.${i}: ${n} does not come after its precursor`);
  }
  for (const [sex, lists] of Object.entries({ male, female })) {
    if (lists.length !== network.length)
      problems.push(`${sex} has ${lists.length} networks, and network has ${network.length}`);
    for (const [i, counts] of lists.entries())
      if (counts.length !== bandCount)
        problems.push(`${sex}.${i}: has ${counts.length} bands, and there are ${bandCount}`);
  }
  return problems;
}

/** `warm.json`: results of the default views, by the text of the query that they answer. */
export const warmSchema = v.object({
  results: v.array(
    v.object({ sql: v.string(), columns: v.record(v.string(), v.array(v.nullable(v.number()))) }),
  ),
});
export type Warm = v.InferOutput<typeof warmSchema>;

/**
 * TopoJSON of the package: `geo/networks.json` has the object `networks`, `geo/neighbourhoods.json` the object
 * `neighbourhoods`; every geometry's `id` is the index in the manifest's list. Longitude and latitude, WGS84.
 */
export const geographyObjects = { networks: 'networks', neighbourhoods: 'neighbourhoods' } as const;
