/** A score that adds one weight for each condition a person has. */
export interface AdditiveModel {
  readonly id: string;
  readonly version: string;
  readonly name: string;
  readonly source: string;
  /** Weights have this many decimals; scores are summed as whole numbers of this unit, so that ties are exact. */
  readonly decimals: number;
  readonly terms: readonly ModelTerm[];
}

export interface ModelTerm {
  readonly condition: string;
  readonly weight: number;
  /** Columns of the patient table, any of which counts as having the condition. */
  readonly anyOf: readonly string[];
}

/** Whole units of a weight: 2.5 with two decimals is 250. */
export const unitsOf = (model: AdditiveModel, weight: number): number =>
  Math.round(weight * 10 ** model.decimals);

/** SQL over patient rows for the score in whole units (INTEGER). */
export function scoreUnitsSql(model: AdditiveModel): string {
  const terms = model.terms.map((term) => {
    const flag = term.anyOf.length === 1 ? term.anyOf[0]! : `(${term.anyOf.join(' OR ')})`;
    return `${unitsOf(model, term.weight)} * ${flag}::INTEGER`;
  });
  return `(${terms.join(' + ')})`;
}

/**
 * The same score in whole units, by row, from columns of flags (0 and 1) of equal length.
 * @throws when a column that the model reads is missing
 */
export function scoreUnits(
  model: AdditiveModel,
  columns: ReadonlyMap<string, ArrayLike<number>>,
  rows: number,
): Int32Array {
  const units = new Int32Array(rows);
  for (const term of model.terms) {
    const weight = unitsOf(model, term.weight);
    const [first, ...others] = term.anyOf.map((name) => {
      const values = columns.get(name);
      if (values === undefined) throw new Error(`${model.name}: the column ${name} is missing`);
      return values;
    });
    for (let row = 0; row < rows; row++) {
      let has = first![row] !== 0;
      // No closure: this runs over every patient of a dataset.
      for (let k = 0; !has && k < others.length; k++) has = others[k]![row] !== 0;
      if (has) units[row]! += weight;
    }
  }
  return units;
}

/** SQL over patient rows for the score itself (DOUBLE). */
export const scoreSql = (model: AdditiveModel): string =>
  `(${scoreUnitsSql(model)} / ${10 ** model.decimals}.0)::DOUBLE`;

/** Columns that the model reads. */
export const modelColumns = (model: AdditiveModel): string[] => [
  ...new Set(model.terms.flatMap((term) => term.anyOf)),
];
