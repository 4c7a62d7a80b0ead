import { addWhere, anyBits, bitsBut, type Bits } from './bits';

/** A score that adds one weight for each condition a person has. */
export interface AdditiveModel {
  readonly id: string;
  readonly version: string;
  readonly name: string;
  readonly source: string;
  /** Weights have this many decimals; scores are summed as whole numbers of this unit, so that ties are exact. */
  readonly decimals: number;
  /** What the sum of weights is divided by; 1 where not given. */
  readonly divisor?: number;
  /** Youngest completed age that the model was made for; everybody where not given. */
  readonly youngest?: number;
  /** Not validated as a whole: a view that shows it says so. */
  readonly provisional?: boolean;
  /** Published bands from the lowest score up. */
  readonly bands?: readonly ScoreBand[];
  readonly terms: readonly ModelTerm[];
}

export interface ScoreBand {
  readonly name: string;
  /** Highest score of the band, in whole units; Infinity in the last one. */
  readonly mostUnits: number;
}

export interface ModelTerm {
  readonly condition: string;
  /** May be negative. */
  readonly weight: number;
  /** Columns of the patient table, any of which counts as having the condition. */
  readonly anyOf: readonly string[];
  /** Columns of a severer form, any of which takes this one's weight away. */
  readonly unlessAnyOf?: readonly string[];
}

/** Whole units of a weight: 2.5 with two decimals is 250. */
export const unitsOf = (model: AdditiveModel, weight: number): number =>
  Math.round(weight * 10 ** model.decimals);

/** Whole units that make a score of 1. */
export const unitsOfOne = (model: AdditiveModel): number => 10 ** model.decimals * (model.divisor ?? 1);

const anyOfSql = (columns: readonly string[]): string =>
  columns.length === 1 ? columns[0]! : `(${columns.join(' OR ')})`;

/**
 * SQL over patient rows for the score in whole units (INTEGER). Added up as DOUBLE, which is as exact and takes half the time:
 * DuckDB checks sums of whole numbers for overflow.
 */
export function scoreUnitsSql(model: AdditiveModel): string {
  const terms = model.terms.map((term) => {
    const has = anyOfSql(term.anyOf);
    const flag = term.unlessAnyOf === undefined ? has : `(${has} AND NOT ${anyOfSql(term.unlessAnyOf)})`;
    return `${unitsOf(model, term.weight)} * ${flag}::DOUBLE`;
  });
  return `(${terms.join(' + ')})::INTEGER`;
}

/**
 * The same score in whole units, by row.
 * @param flagsOf those of a column that the model names
 * @throws when a column that the model reads is missing
 */
export function scoreUnits(
  model: AdditiveModel,
  flagsOf: (name: string) => Bits | undefined,
  rows: number,
): Int32Array {
  const units = new Int32Array(rows);
  const known = (name: string): Bits => {
    const flags = flagsOf(name);
    if (flags === undefined) throw new Error(`${model.name}: the column ${name} is missing`);
    return flags;
  };
  const any = (names: readonly string[]) => anyBits(names.map(known), rows);
  for (const { weight, anyOf, unlessAnyOf } of model.terms) {
    const has = unlessAnyOf === undefined ? any(anyOf) : bitsBut(any(anyOf), any(unlessAnyOf));
    addWhere(units, has, unitsOf(model, weight));
  }
  return units;
}

/** Scores of whole units, as {@link scoreUnits} gives them. */
export const scoresOfUnits = (model: AdditiveModel, units: Int32Array): Float64Array =>
  Float64Array.from(units, (each) => each / unitsOfOne(model));

/** SQL over patient rows for the score itself (DOUBLE). */
export const scoreSql = (model: AdditiveModel): string =>
  `(${scoreUnitsSql(model)} / ${unitsOfOne(model)}::DOUBLE)`;

/** Name of the band that a score in whole units falls into; null where the model has no bands. */
export const scoreBand = (model: AdditiveModel, units: number): string | null =>
  model.bands?.find(({ mostUnits }) => units <= mostUnits)?.name ?? null;

/**
 * SQL for the same name (VARCHAR) over the score in whole units, which may be another expression: a supplied column
 * of deficits, say.
 */
export function scoreBandSql(model: AdditiveModel, units = scoreUnitsSql(model)): string {
  const bands = model.bands ?? [];
  const whens = bands.map(({ name, mostUnits }) =>
    mostUnits === Infinity
      ? `WHEN ${units} IS NOT NULL THEN '${name}'`
      : `WHEN ${units} <= ${mostUnits} THEN '${name}'`,
  );
  return whens.length === 0 ? 'NULL' : `CASE ${whens.join(' ')} END`;
}

/** Columns that the model reads. */
export const modelColumns = (model: AdditiveModel): string[] => [
  ...new Set(model.terms.flatMap((term) => [...term.anyOf, ...(term.unlessAnyOf ?? [])])),
];

/**
 * Conditions that none of the given columns tells. A score without them is partial: it is named with them beside it and
 * never compared with a complete one.
 */
export const missingConditions = (model: AdditiveModel, columns: ReadonlySet<string>): string[] =>
  model.terms
    .filter((term) => !term.anyOf.some((name) => columns.has(name)))
    .map(({ condition }) => condition);
