import { conditionIds, isRegister } from '../conditions';
import { bandCount, bandOf, sexCodes } from '../schema';
import { comorbidityCellKeys, comorbidityColumns, hasSquares, pairColumn, quantities } from './cells';

/** Columns of patient rows: flags as 0 and 1; `valid` is 0 where a value is missing. */
export interface PatientColumns {
  readonly rows: number;
  values(name: string): ArrayLike<number>;
  valid(name: string): ArrayLike<number> | null;
}

/**
 * One network's comorbidity cells counted row by row, equal to the SQL of `comorbidityColumns`: a query with an aggregate a
 * pair takes some twenty times as long, as most people have none or one of the conditions.
 *
 * @returns columns by name, keys first, one value a band and sex that has people
 */
export function countComorbidity(
  patients: PatientColumns,
  network: number,
  available: ReadonlySet<string>,
): Map<string, Float64Array> {
  const names = comorbidityColumns(available).map(({ name }) => name);
  const at = new Map(names.map((name, i) => [name, i]));
  const sums = new Float64Array(bandCount * sexCodes.length * names.length);
  const conditions = conditionIds.filter((id) => available.has(id));
  const flags = conditions.map((id) => patients.values(id));
  const own = conditions.map((id) => at.get(id)!);
  const pair = conditions.map((a) =>
    conditions.map((b) => (a === b ? -1 : (at.get(pairColumn(a, b)) ?? -1))),
  );

  const counted = quantities.filter(({ column }) => available.has(column));
  const index = available.has('efi')
    ? { values: patients.values('efi'), valid: patients.valid('efi') }
    : null;
  const summed = counted.filter(hasSquares);
  const amounts = summed.map((quantity) => patients.values(quantity.column));
  const placesOf = (prefix: string) => ({
    amounts: summed.map(({ id }) => ({
      sum: at.get(`${prefix}${id}`)!,
      squares: at.get(`${prefix}${id}_squares`)!,
    })),
    aged: at.get(`${prefix}aged65_efi`) ?? -1,
    frail: at.get(`${prefix}frail`) ?? -1,
  });
  const everybody = placesOf('');
  const ofCondition = conditions.map((id) => (isRegister(id) ? placesOf(`${id}_`) : null));

  const age = patients.values('age');
  const sex = patients.values('sex');
  const present = new Int32Array(conditions.length);
  for (let row = 0; row < patients.rows; row++) {
    const base = (bandOf(age[row]!) * sexCodes.length + sexCodes.indexOf(sex[row]!)) * names.length;
    sums[base]!++;
    let count = 0;
    for (let c = 0; c < flags.length; c++) if (flags[c]![row] !== 0) present[count++] = c;
    const hasIndex = index !== null && age[row]! >= 65 && (index.valid === null || index.valid[row] !== 0);
    const isFrail = hasIndex && index.values[row]! >= 9;
    add(everybody, row, base, hasIndex, isFrail);
    for (let i = 0; i < count; i++) {
      const c = present[i]!;
      sums[base + own[c]!]!++;
      const places = ofCondition[c];
      if (places) add(places, row, base, hasIndex, isFrail);
      for (let j = i + 1; j < count; j++) {
        const column = pair[c]![present[j]!]!;
        if (column >= 0) sums[base + column]!++;
      }
    }
  }
  return columnsOf(names, sums, network);

  function add(places: typeof everybody, row: number, base: number, hasIndex: boolean, isFrail: boolean) {
    for (let k = 0; k < amounts.length; k++) {
      const amount = amounts[k]![row]!;
      const { sum, squares } = places.amounts[k]!;
      sums[base + sum]! += amount;
      sums[base + squares]! += amount * amount;
    }
    if (hasIndex) sums[base + places.aged]!++;
    if (isFrail) sums[base + places.frail]!++;
  }
}

function columnsOf(names: readonly string[], sums: Float64Array, network: number): Map<string, Float64Array> {
  const filled: number[] = [];
  for (let key = 0; key < bandCount * sexCodes.length; key++)
    if (sums[key * names.length]! > 0) filled.push(key);
  const keyOf: Record<(typeof comorbidityCellKeys)[number], (key: number) => number> = {
    network: () => network,
    band: (key) => Math.floor(key / sexCodes.length),
    sex: (key) => sexCodes[key % sexCodes.length]!,
  };
  return new Map([
    ...comorbidityCellKeys.map((name) => [name, Float64Array.from(filled, keyOf[name])] as const),
    ...names.map(
      (name, i) => [name, Float64Array.from(filled, (key) => sums[key * names.length + i]!)] as const,
    ),
  ]);
}
