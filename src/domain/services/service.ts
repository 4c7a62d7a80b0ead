import type { RoleId } from './roles';

/** One thing that is asked of a person: a predicate over patient rows, NULL where the row does not say. */
export interface Criterion {
  /** snake_case, once within its service. */
  readonly id: string;
  /** "People on ten or more medicines" */
  readonly label: string;
  readonly sql: string;
  /** Columns of the patient table that it reads; a dataset may have none of them. */
  readonly columns: readonly string[];
  /** The same people in the grammar of cohorts (domain/cohort), where it can say exactly them. */
  readonly cohort?: string;
}

/**
 * A service of the network contract and who it is for, as data. A person is eligible who meets every criterion of `allOf`
 * and, where there are any, one of `anyOf`. NULL is not recorded and never no: such a person is counted apart.
 */
export interface Service {
  readonly id: ServiceId;
  readonly name: string;
  readonly group: ServiceGroup;
  /** Who it is for, in a sentence. */
  readonly who: string;
  readonly allOf: readonly Criterion[];
  readonly anyOf: readonly Criterion[];
  /** What says that it was done, among the eligible; null where nothing that is recorded could. */
  readonly done: Criterion | null;
  /** Whom it is looked for among: a size that can be told where who needs it cannot. */
  readonly among: Criterion | null;
  /** Whether it is one of the sets of the overlap: not where it is a part of another set. */
  readonly overlaps: boolean;
  readonly source: string;
  /** What is not certain about the rule or its columns. */
  readonly doubt: string;
  /** Who leads it, first the most. */
  readonly roles: readonly RoleId[];
}

export const serviceGroups = [
  'Medicines and frailty',
  'Heart and circulation',
  'Health checks and screening',
  'Inequality and community',
] as const;
export type ServiceGroup = (typeof serviceGroups)[number];

export const serviceIds = [
  'smr',
  'ehch',
  'proactive',
  'bp_case_finding',
  'hypertension',
  'af',
  'lipids',
  'cancer_screening',
  'ld_check',
  'smi_check',
  'social_prescribing',
  'core20',
  'core20_maternity',
  'core20_smi',
  'core20_copd',
  'core20_cancer',
  'core20_hypertension',
] as const;
export type ServiceId = (typeof serviceIds)[number];

/** What a dataset allows of a service. A service that cannot be computed is that, and not one for nobody. */
export interface ServiceStanding {
  readonly standing: 'computable' | 'partly' | 'not computable';
  /** Ways of being eligible that cannot be told, so that its people are at the least so many. */
  readonly leftOut: readonly Criterion[];
  /** Columns that the service would read and the dataset lacks, `done` among them. */
  readonly lacking: readonly string[];
  /** Whether it can be told who has had it. */
  readonly done: boolean;
  /** Whether the people it is looked for among can be counted. */
  readonly among: boolean;
}

export function serviceStanding(service: Service, available: ReadonlySet<string>): ServiceStanding {
  const isThere = ({ columns }: Criterion) => columns.every((name) => available.has(name));
  const { allOf, anyOf, done, among } = service;
  const leftOut = anyOf.filter((criterion) => !isThere(criterion));
  const isLost = !allOf.every(isThere) || (anyOf.length > 0 && leftOut.length === anyOf.length);
  const read = [...allOf, ...anyOf, ...(done ? [done] : [])].flatMap(({ columns }) => columns);
  return {
    standing: isLost ? 'not computable' : leftOut.length > 0 ? 'partly' : 'computable',
    leftOut,
    lacking: [...new Set(read)].filter((name) => !available.has(name)),
    done: !isLost && done !== null && isThere(done),
    among: among !== null && isThere(among),
  };
}

/** Services that can be computed, wholly or partly, and are sets of the overlap, in the order of its bits. */
export const overlapping = (
  services: readonly Service[],
  available: ReadonlySet<string>,
): readonly Service[] =>
  services.filter(
    (service) => service.overlaps && serviceStanding(service, available).standing !== 'not computable',
  );

/** The eligible people as a cohort of the Cohort view; null where its grammar has no such cohort, or nothing can be told. */
export function serviceCohort(service: Service, available: ReadonlySet<string>): string | null {
  const { standing, leftOut } = serviceStanding(service, available);
  const any = service.anyOf.filter((criterion) => !leftOut.includes(criterion));
  const isSaid = [...service.allOf, ...any].every(({ cohort }) => cohort !== undefined);
  if (standing === 'not computable' || !isSaid) return null;
  const all = service.allOf.map(({ cohort }) => cohort!);
  return [...all, ...(any.length > 0 ? [any.map(({ cohort }) => cohort!).join('.or.')] : [])].join(' ');
}

/** Who is eligible by what the dataset tells, over patient rows: TRUE, FALSE, or NULL where that is not recorded. */
export function eligibleSql(service: Service, available: ReadonlySet<string>): string {
  const { leftOut } = serviceStanding(service, available);
  const all = service.allOf.map(({ sql }) => `(${sql})`);
  const any = service.anyOf.filter((criterion) => !leftOut.includes(criterion)).map(({ sql }) => `(${sql})`);
  return [...all, ...(any.length > 0 ? [`(${any.join(' OR ')})`] : [])].join(' AND ');
}

/**
 * Whether weights of what a person has reach a threshold: FALSE only where they could not, whatever is not recorded, and
 * NULL where that would decide it. Rows with everything recorded need one sum: it is NULL for the others alone, and only
 * they are asked for the least and the most that their sum may be.
 */
export function reaches(
  terms: readonly (readonly [sql: string, weight: number])[],
  threshold: number,
): string {
  const sum = (points: (sql: string) => string) =>
    terms
      .map(([sql, weight]) => `${weight === 1 ? '' : `${weight} * `}${points(`(${sql})::SMALLINT`)}`)
      .join(' + ');
  const [recorded, least, most] = [
    sum((flag) => flag),
    sum((flag) => `coalesce(${flag}, 0)`),
    sum((flag) => `coalesce(${flag}, 1)`),
  ];
  return `coalesce(${recorded} >= ${threshold}, CASE WHEN ${least} >= ${threshold} THEN TRUE WHEN ${most} < ${threshold} THEN FALSE END)`;
}
