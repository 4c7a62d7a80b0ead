import { fileURLToPath } from 'node:url';
import { furtherConditionIds, registerIds, registers } from '../../src/domain/conditions';
import type { RegisterId } from '../../src/domain/conditions';
import { bandCount, bandOf, topAge } from '../../src/domain/schema';
import { cellCount, cellOf, quintiles, sexCount } from './cells';
import { bandIn, byCell, numberIn, readTable, sexIn, text } from './table';
import type { Row } from './table';

/** Columns of `condition_factors.csv`, in its order. */
export const factors = [
  'general',
  'vascular',
  'metabolic',
  'respiratory',
  'neuro_psych',
  'frailty_endoflife',
  'learning_epilepsy',
] as const;
export type Factor = (typeof factors)[number];

/** What is drawn by threshold from a liability of its own: the further conditions and smoking. */
export const latentIds = [...furtherConditionIds, 'smoker'] as const;
export type LatentId = (typeof latentIds)[number];

export const rateIds = [
  'medicines_5_plus',
  'medicines_10_plus',
  'efi_fit',
  'efi_mild',
  'efi_moderate',
  'efi_severe',
  'care_home',
  'housebound',
  'emergency_admissions',
  'ae',
  'gp_contacts',
] as const;
export type RateId = (typeof rateIds)[number];

export const careProcessIds = ['smr', 'care_plan', 'ld_check', 'smi_check', 'bp_target'] as const;
export type CareProcessId = (typeof careProcessIds)[number];

/** Liability Z = Σ loadings·F + parentLoading·Z(parent) + residual·e, of variance 1; F, e independent N(0, 1). */
export interface Liability {
  readonly loadings: Float64Array;
  readonly residual: number;
}
export interface LatentCondition extends Liability {
  readonly id: LatentId;
  readonly parent: RegisterId | null;
  readonly parentLoading: number;
  /** Register whose people all have the condition, by its definition; `prevalence` is then that of the others. */
  readonly includes: RegisterId | null;
  /** Prevalence by cell. */
  readonly prevalence: Float64Array;
}

/** Figures that turn margins into people. Arrays by cell are indexed by `cellOf`. */
export interface Calibration {
  /** By register in the order of `registers`, then cell: prevalence among those old enough for the register. */
  readonly prevalence: readonly Float64Array[];
  /** By register in the order of `registers`. */
  readonly liabilities: readonly Liability[];
  readonly latent: readonly LatentCondition[];
  /** Proportions, or events a person-year (emergency_admissions, ae, gp_contacts), by cell. */
  readonly rates: Readonly<Record<RateId, Float64Array>>;
  readonly careProcesses: Readonly<Record<CareProcessId, readonly CareProcessRate[]>>;
}

/** Share of those due who had it, at completed ages `from` … `to`. */
export interface CareProcessRate {
  readonly due: string;
  readonly from: number;
  readonly to: number;
  readonly value: number;
}

export const calibrationFolder = fileURLToPath(new URL('.', import.meta.url));

/** Reads and checks the tables; a missing cell or a value out of range is an error that names file and row. */
export function loadCalibration(folder: string = calibrationFolder): Calibration {
  const liabilities = readLiabilities(folder);
  const prevalence = readPrevalence(folder);
  const rate = readRates(folder);
  return {
    prevalence,
    liabilities,
    latent: readLatent(folder, liabilities, prevalence, rate),
    rates: checkedRates(rate),
    careProcesses: readCareProcesses(folder),
  };
}

function readPrevalence(folder: string): Float64Array[] {
  const file = 'prevalence_age_sex_imd.csv';
  const rows = readTable(folder, file, ['condition', 'band', 'sex', 'imd_quintile', 'prevalence']);
  const groups = grouped(rows, 'condition');
  return registers.map((register) =>
    byCell(file, register.code, groups.get(register.code) ?? [], {
      value: 'prevalence',
      fromBand: bandOf(register.ageBase),
    }),
  );
}

function readLiabilities(folder: string): Liability[] {
  const file = 'condition_factors.csv';
  const rows = readTable(folder, file, ['condition', ...factors, 'residual_sd']);
  return registers.map((register) => {
    const row = only(file, register.code, grouped(rows, 'condition'));
    const loadings = loadingsIn(row);
    const residual = numberIn(row, 'residual_sd', [0, 1]);
    const variance = sumOfSquares(loadings) + residual ** 2;
    if (Math.abs(variance - 1) > 0.002) throw new Error(`${row.at}: the variance is ${variance}, expected 1`);
    return { loadings, residual };
  });
}

const rateRange = [0, 50] as const;
const fromBandOf: Partial<Record<string, number>> = {
  smoker: bandOf(15),
  care_home: bandOf(15),
  efi_fit: bandOf(50),
  efi_mild: bandOf(50),
  efi_moderate: bandOf(50),
  efi_severe: bandOf(50),
};

type RateOf = (id: RateId | LatentId) => Float64Array;

function readRates(folder: string): RateOf {
  const file = 'modelled_rates.csv';
  const columns = ['attribute', 'band', 'sex', 'imd_quintile', 'value', 'source'];
  const published = grouped(readTable(folder, file, columns), 'attribute');
  const further = readFurther(folder);
  const eventRates: readonly string[] = ['emergency_admissions', 'ae', 'gp_contacts'] satisfies RateId[];
  return (id) =>
    further.get(id) ??
    byCell(file, id, published.get(id) ?? [], {
      range: eventRates.includes(id) ? rateRange : [0, 1],
      fromBand: fromBandOf[id] ?? 0,
    });
}

/** `further_rates.csv` gives the middle fifth; `deprivation_gradients.csv` turns it, log-linear over the fifths. */
function readFurther(folder: string): Map<string, Float64Array> {
  const file = 'further_rates.csv';
  const values = grouped(
    readTable(folder, file, ['attribute', 'band', 'sex', 'value', 'source']),
    'attribute',
  );
  const gradients = readTable(folder, 'deprivation_gradients.csv', ['attribute', 'scale', 'most_to_least']);
  const result = new Map<string, Float64Array>();
  for (const gradient of gradients) {
    const name = text(gradient, 'attribute');
    const onRates = text(gradient, 'scale') === 'rate';
    const ratio = numberIn(gradient, 'most_to_least', [0.1, 10]);
    const cells = new Float64Array(cellCount).fill(NaN);
    for (const row of values.get(name) ?? []) {
      const value = numberIn(row, 'value', onRates ? rateRange : [0, 1]);
      for (let quintile = 1; quintile <= quintiles; quintile++) {
        const factor = ratio ** ((3 - quintile) / (quintiles - 1));
        cells[cellOf(sexIn(row), bandIn(row), quintile)] = onRates
          ? value * factor
          : (value * factor) / (1 - value + value * factor);
      }
    }
    if (cells.some(Number.isNaN)) {
      throw new Error(`${file}: ${name} needs ${sexCount * bandCount} rows, one for each band and sex`);
    }
    result.set(name, cells);
  }
  return result;
}

function readLatent(
  folder: string,
  liabilities: readonly Liability[],
  registerPrevalence: readonly Float64Array[],
  rate: RateOf,
): LatentCondition[] {
  const file = 'further_loadings.csv';
  const columns = ['attribute', 'includes', 'parent', 'parent_loading', ...factors];
  const rows = grouped(readTable(folder, file, columns), 'attribute');
  return latentIds.map((id) => {
    const row = only(file, id, rows);
    const parent = registerNamed(row, 'parent');
    const includes = registerNamed(row, 'includes');
    const parentLoading = parent === null ? 0 : numberIn(row, 'parent_loading', [-1, 1]);
    const loadings = loadingsIn(row);
    // Var(Σ λF + ρZ) with Var(Z) = 1 and Cov(F, Z) the parent's own loadings.
    let variance = sumOfSquares(loadings) + parentLoading ** 2;
    if (parent !== null) {
      const ofParent = liabilities[registerIds.indexOf(parent)]!.loadings;
      loadings.forEach((loading, k) => (variance += 2 * parentLoading * loading * ofParent[k]!));
    }
    if (variance > 1) throw new Error(`${row.at}: the loadings explain ${variance} of a variance of 1`);
    const all = rate(id);
    const prevalence =
      includes === null ? all : amongOthers(all, registerPrevalence[registerIds.indexOf(includes)]!);
    return { id, parent, parentLoading, includes, loadings, residual: Math.sqrt(1 - variance), prevalence };
  });
}

function registerNamed(row: Row, column: string): RegisterId | null {
  const name = text(row, column);
  const register = registerIds.find((id) => id === name);
  if (register === undefined && name !== '')
    throw new Error(`${row.at}: ${column} "${name}" is not a register`);
  return register ?? null;
}

/** Prevalence among people off the register that gives the whole group, register included, its prevalence. */
const amongOthers = (all: Float64Array, onRegister: Float64Array): Float64Array =>
  all.map((p, cell) => Math.max(0, (p - onRegister[cell]!) / (1 - onRegister[cell]!)));

function readCareProcesses(folder: string): Record<CareProcessId, CareProcessRate[]> {
  const file = 'care_processes.csv';
  const rows = grouped(readTable(folder, file, ['process', 'due', 'age_from', 'age_to', 'value']), 'process');
  const entries = careProcessIds.map((id): [CareProcessId, CareProcessRate[]] => {
    const of = rows.get(id);
    if (of === undefined) throw new Error(`${file}: no row for ${id}`);
    return [
      id,
      of.map((row) => ({
        due: text(row, 'due'),
        from: numberIn(row, 'age_from', [0, topAge]),
        to: numberIn(row, 'age_to', [0, topAge]),
        value: numberIn(row, 'value', [0, 1]),
      })),
    ];
  });
  return Object.fromEntries(entries) as Record<CareProcessId, CareProcessRate[]>;
}

function checkedRates(rate: RateOf): Record<RateId, Float64Array> {
  const rates = Object.fromEntries(rateIds.map((id) => [id, rate(id)])) as Record<RateId, Float64Array>;
  for (let cell = 0; cell < cellCount; cell++) {
    const frailty =
      rates.efi_fit[cell]! + rates.efi_mild[cell]! + rates.efi_moderate[cell]! + rates.efi_severe[cell]!;
    if (frailty !== 0 && Math.abs(frailty - 1) > 1e-4) {
      throw new Error(`modelled_rates.csv: the four frailty shares of cell ${cell} sum to ${frailty}, not 1`);
    }
    if (rates.medicines_10_plus[cell]! > rates.medicines_5_plus[cell]!) {
      throw new Error(`modelled_rates.csv: more people on 10+ than on 5+ medicines in cell ${cell}`);
    }
  }
  return rates;
}

const loadingsIn = (row: Row): Float64Array =>
  Float64Array.from(factors, (factor) => numberIn(row, factor, [-1, 1]));

const sumOfSquares = (values: Float64Array): number => values.reduce((sum, value) => sum + value ** 2, 0);

function grouped(rows: readonly Row[], column: string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(text(row, column));
    if (group === undefined) groups.set(text(row, column), [row]);
    else group.push(row);
  }
  return groups;
}

function only(file: string, name: string, groups: Map<string, Row[]>): Row {
  const [row, second] = groups.get(name) ?? [];
  if (row === undefined) throw new Error(`${file}: no row for ${name}`);
  if (second !== undefined) throw new Error(`${second.at}: a second row for ${name}`);
  return row;
}
