import { longTermConditions } from '../conditions';
import { flagCountSql } from './first-match';

/** In the order of the weights in an address. */
export const needDomainIds = ['conditions', 'frailty', 'medicines', 'use', 'deprivation'] as const;
export type NeedDomainId = (typeof needDomainIds)[number];

export interface NeedDomain {
  readonly id: NeedDomainId;
  readonly name: string;
  /** What a level is, in a sentence. */
  readonly meaning: string;
  /** SQL over patient rows for the level (INTEGER, from 0); null where the dataset has no column of it. */
  readonly sql: (available: ReadonlySet<string>) => string | null;
  /** Level 0 says that the level is unknown. */
  readonly zeroIsUnknown?: boolean;
}

/**
 * Points of use that one contact, attendance or admission in 12 months adds. Source: definition of this product; rough
 * relative sizes, neither costs nor measured.
 */
const usePoints: readonly (readonly [column: string, points: number])[] = [
  ['gp_contacts', 1],
  ['ae', 3],
  ['em_adm', 10],
];
const mostUsePoints = 200;
/**
 * Use is told in bands of so many points, of this product's choice. In single points 2.3 million people of 48 networks have
 * 460,000 combinations of levels and networks, in these bands 252,000, so that a change of weights is at once.
 */
const useBand = 5;

const countSql =
  (column: string) =>
  (available: ReadonlySet<string>): string | null =>
    available.has(column) ? `coalesce(${column}, 0)::INTEGER` : null;

/** Domains of need; columns that a dataset lacks are left out of their domain. Source: definition of this product. */
export const needDomains: readonly NeedDomain[] = [
  {
    id: 'conditions',
    name: 'Long-term conditions',
    meaning: `How many of ${longTermConditions.length} long-term conditions are recorded.`,
    sql: (available) => {
      const flags = longTermConditions.filter((name) => available.has(name));
      return flags.length === 0 ? null : flagCountSql(flags);
    },
  },
  {
    id: 'frailty',
    name: 'Frailty',
    meaning: 'Deficits of the electronic frailty index; none below 65 years, where there is no index.',
    sql: countSql('efi'),
  },
  { id: 'medicines', name: 'Medicines', meaning: 'Repeat medicines.', sql: countSql('medicines') },
  {
    id: 'use',
    name: 'Use of care',
    meaning: `Points in bands of ${useBand}, up to ${mostUsePoints}: 1 a general practice contact, 3 an A&E attendance, 10 an emergency admission in 12 months; the points are this product’s.`,
    sql: (available) => {
      const parts = usePoints
        .filter(([column]) => available.has(column))
        .map(([column, points]) => `${points} * coalesce(${column}, 0)::INTEGER`);
      return parts.length === 0 ? null : `(least(${parts.join(' + ')}, ${mostUsePoints}) // ${useBand})`;
    },
  },
  {
    id: 'deprivation',
    name: 'Deprivation',
    meaning:
      '10 in the most deprived tenth of England’s neighbourhoods, 1 in the least; unknown counts as the mean.',
    sql: (available) =>
      available.has('imd') ? '(CASE WHEN imd BETWEEN 1 AND 10 THEN 11 - imd::INTEGER ELSE 0 END)' : null,
    zeroIsUnknown: true,
  },
];

/**
 * SQL for people at each level of each domain: `domain` by place in the list, `level` (INTEGER), `people` (DOUBLE).
 *
 * @param where predicate over patient rows of the population
 */
export function needLevelsSql(available: ReadonlySet<string>, where = 'TRUE'): string {
  const parts = needDomains.flatMap(({ sql }, domain) => {
    const level = sql(available);
    if (level === null) return [];
    return [
      `SELECT ${domain}::INTEGER AS domain, ${level}::INTEGER AS level, count(*)::DOUBLE AS people FROM patients WHERE ${where} GROUP BY 2`,
    ];
  });
  return parts.join(' UNION ALL ');
}

/** Columns of equal length, as a query gives them. */
export interface NeedColumns {
  readonly rows: number;
  get(name: string): ArrayLike<number>;
}

/** How far a level lies from the population's mean. */
export interface NeedScale {
  /** Nobody's level is known where this is false: the domain has no part in an index. */
  readonly told: boolean;
  readonly mean: number;
  /** Of the population as it is, not of a sample; 0 where everybody has the same level. */
  readonly sd: number;
  /** Standard deviations from the mean by level, within ±3; levels above the last have its value. */
  readonly z: Float64Array;
}

/** Beyond so many standard deviations a level counts no more: one domain must not outweigh all others. */
export const mostZ = 3;

/**
 * A scale for each domain, from the answer of {@link needLevelsSql} over the loaded population: mean and standard deviation
 * of the people whose level is known. A level that is unknown is the mean, 0. The last level of a scale is the first that
 * is clipped at the upper end, so that capping a level there changes no value.
 */
export function needScales(levels: NeedColumns): NeedScale[] {
  const [domain, level, people] = ['domain', 'level', 'people'].map((name) => levels.get(name));
  return needDomains.map(({ zeroIsUnknown = false }, of): NeedScale => {
    let [total, sum, highest] = [0, 0, 0];
    const known = (row: number) => domain![row] === of && !(zeroIsUnknown && level![row] === 0);
    for (let row = 0; row < levels.rows; row++) {
      if (!known(row)) continue;
      total += people![row]!;
      sum += people![row]! * level![row]!;
      highest = Math.max(highest, level![row]!);
    }
    if (total === 0) return { told: false, mean: NaN, sd: NaN, z: new Float64Array(1) };
    const mean = sum / total;
    let squares = 0;
    for (let row = 0; row < levels.rows; row++)
      if (known(row)) squares += people![row]! * (level![row]! - mean) ** 2;
    const sd = Math.sqrt(squares / total);
    const zOf = (each: number) => Math.min(Math.max((each - mean) / sd, -mostZ), mostZ);
    const z: number[] = [];
    for (let each = 0; each <= highest && z.at(-1) !== mostZ; each++)
      z.push(sd === 0 || (zeroIsUnknown && each === 0) ? 0 : zOf(each));
    return { told: true, mean, sd, z: Float64Array.from(z) };
  });
}

const radices = (scales: readonly NeedScale[]): number[] => scales.map(({ z }) => z.length);

/**
 * SQL for people by combination of levels, each capped at the end of its scale: `key` (INTEGER, the caller's, as `network`),
 * `cell` (the levels as digits of one INTEGER, below 2³¹) and `people` (DOUBLE).
 *
 * @param where predicate over patient rows of those who are counted
 */
export function needCellsSql(
  scales: readonly NeedScale[],
  available: ReadonlySet<string>,
  key = '0',
  where = 'TRUE',
): string {
  const sizes = radices(scales);
  const cell = needDomains.reduce((sql, domain, at) => {
    const level = scales[at]!.told ? domain.sql(available) : null;
    const digit = level === null ? '0' : `least(${level}, ${sizes[at]! - 1})`;
    return sql === '' ? digit : `(${sql} * ${sizes[at]!} + ${digit})`;
  }, '');
  return `SELECT ${key}::INTEGER AS key, ${cell}::INTEGER AS cell, count(*)::DOUBLE AS people FROM patients WHERE ${where} GROUP BY 1, 2`;
}

/** People by combination of levels. */
export interface NeedCells {
  readonly rows: number;
  readonly key: ArrayLike<number>;
  readonly people: ArrayLike<number>;
  /** Level by cell, for each domain. */
  readonly levels: readonly Uint8Array[];
}

/** The answer of {@link needCellsSql} with its levels apart. */
export function needCells(scales: readonly NeedScale[], answer: NeedColumns): NeedCells {
  const { rows } = answer;
  const cell = answer.get('cell');
  const sizes = radices(scales);
  const levels = scales.map(() => new Uint8Array(rows));
  for (let row = 0; row < rows; row++) {
    let rest = cell[row]!;
    for (let at = sizes.length - 1; at >= 0; at--) {
      levels[at]![row] = rest % sizes[at]!;
      rest = Math.floor(rest / sizes[at]!);
    }
  }
  return { rows, key: answer.get('key'), people: answer.get('people'), levels };
}
