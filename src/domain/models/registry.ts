import type { Provenance } from '../schema';
import { cambridge20, cambridge20Mortality } from './cambridge';
import { ccms21 } from './ccms';
import { charlson } from './charlson';
import { efi } from './efi';
import { efi2 } from './efi2';
import type { Bits } from './bits';
import {
  missingConditions,
  modelColumns,
  scoreBandSql,
  scoreUnits,
  scoreUnitsSql,
  type AdditiveModel,
  type ScoreBand,
} from './model';
import { testBits, testSql, type PatientRows, type RowTest } from './row-test';

/** What people must know before they use a score. Facts are those of the papers' abstracts; what is not is marked "unchecked". */
export interface ModelAbout {
  readonly madeFor: string;
  /** Population, years and ages that it was derived on. */
  readonly derivedOn: string;
  /** Published C statistics. */
  readonly discrimination: string;
  readonly ages: string;
  readonly licence: string;
  readonly limits: string;
}

export interface ScoreModel {
  readonly model: AdditiveModel;
  /** Column of the patient table that holds the score in whole units; preferred to one computed from conditions. */
  readonly supplied?: string;
  readonly about: ModelAbout;
}

export const scoreUse = 'For planning, not for decisions about one person.';

const facts = 'The weights are published facts.';
const samples = '300,000 patients; validated on 150,000 others';
const cambridge = {
  derivedOn: `UK Clinical Practice Research Datalink: ${samples}. Years and ages: not stated here.`,
  ages: 'Everybody; made from adults’ records (unchecked).',
  licence: facts,
};
const proxies = 'QOF registers stand in for the paper’s conditions.';

/** Every score model, by id; a score's versions and models are never compared with each other. */
export const scoreModels: readonly ScoreModel[] = [
  {
    model: cambridge20,
    about: {
      ...cambridge,
      madeFor: 'Consultations, unplanned admissions and death together, for research and planning.',
      discrimination:
        'One-year C index of the 20-condition models: consultations 0.727, admissions 0.738, death 0.910; the general score is reported to do about as well.',
      limits: `${proxies} No published bands.`,
    },
  },
  {
    model: cambridge20Mortality,
    about: {
      ...cambridge,
      madeFor: 'Ranking people by risk of death within a year.',
      discrimination: 'C index for death within a year 0.910, within five years 0.889.',
      limits: `${proxies} May be negative, is no probability; weights are known from one secondary copy.`,
    },
  },
  {
    model: ccms21,
    about: {
      madeFor: 'Death within a year, from conditions coded in SNOMED CT.',
      derivedOn: `English primary care sentinel network, 2014 to 2019: ${samples} of the same and 150,000 of another time. Ages 16 and over (unchecked).`,
      discrimination:
        'Reported as high, with good calibration once it was recalibrated; C statistic not stated here.',
      ages: '16 and over (from one secondary copy, unchecked).',
      licence: facts,
      limits: `${proxies} May be negative; no published bands.`,
    },
  },
  {
    model: efi,
    supplied: 'efi',
    about: {
      madeFor: 'Finding groups of older people with frailty, from primary care records.',
      derivedOn:
        'ResearchOne, checked in THIN: 931,541 patients in all, aged 65 to 95, registered in October 2008.',
      discrimination:
        'C statistic not stated here. One-year hazard ratio of death: mild 1.92, moderate 3.10, severe 4.52.',
      ages: '65 and over.',
      licence: 'The list of deficits and the bands are published facts; code lists are not included.',
      limits:
        'A supplied index is preferred; one computed without all 36 deficits is too low and has no band.',
    },
  },
  {
    model: efi2,
    about: {
      madeFor: 'Home care, admission after a fall or fracture, care home or death within a year.',
      derivedOn:
        'Connected Bradford: 78,760 people aged 65 and over in 2018; checked on 660,417 people of Wales (SAIL).',
      discrimination: 'C index 0.803 where it was made, 0.723 in Wales.',
      ages: '65 and over.',
      licence: 'The coefficients are published facts; code lists are restricted and not included.',
      limits: 'Provisional: coefficients from two secondary copies, not validated here as a whole.',
    },
  },
  {
    model: charlson.quan_2011,
    about: {
      madeFor:
        'Adjusting hospital data for other conditions; weights from deaths within a year of discharge.',
      derivedOn:
        'Hospital discharges of Calgary, Canada, 2004; applied to those of six countries. Numbers and ages: not stated here.',
      discrimination: 'C statistic for death in hospital 0.825.',
      ages: 'Adults (unchecked); age points are not included.',
      licence: facts,
      limits:
        'From registers only a proxy: they are wider than the hospital’s definitions, and about half of the conditions have no register.',
    },
  },
];

export const scoreModelOf = (id: string): ScoreModel | undefined =>
  scoreModels.find(({ model }) => model.id === id);

/** Flags of a model that a count of the patient table tells. */
const derivedFlags: Readonly<Record<string, RowTest>> = {
  polypharmacy: { column: 'medicines', least: 5 },
  medicines_5_to_9: { column: 'medicines', least: 5, most: 9 },
  medicines_10_or_more: { column: 'medicines', least: 10 },
};

/** Every column of a patient table that the score may be told by: flags, counts and ages. */
export function scoreColumns({ model, supplied }: ScoreModel): string[] {
  const flags = modelColumns(model);
  const counts = flags.flatMap((name) =>
    Object.hasOwn(derivedFlags, name) ? [derivedFlags[name]!.column] : [],
  );
  return [
    ...new Set([
      ...flags,
      ...counts,
      ...(supplied === undefined ? [] : [supplied]),
      ...(model.youngest === undefined ? [] : ['age']),
    ]),
  ];
}

/** What tells a flag of a model; null where no column does. */
function flagTest(name: string, available: ReadonlySet<string>): RowTest | null {
  if (available.has(name)) return { column: name };
  const derived = Object.hasOwn(derivedFlags, name) ? derivedFlags[name]! : null;
  return derived !== null && available.has(derived.column) ? derived : null;
}

/** The model as far as the available columns tell it. */
function told(model: AdditiveModel, available: ReadonlySet<string>): AdditiveModel {
  const known = (names: readonly string[] = []) => names.filter((name) => flagTest(name, available) !== null);
  return {
    ...model,
    terms: model.terms.flatMap(({ unlessAnyOf, ...term }) => {
      const [anyOf, unless] = [known(term.anyOf), known(unlessAnyOf)];
      return anyOf.length === 0
        ? []
        : [{ ...term, anyOf, ...(unless.length > 0 && { unlessAnyOf: unless }) }];
    }),
  };
}

/** A model that is told, its flags replaced by SQL that is never NULL. */
function inSql(model: AdditiveModel, available: ReadonlySet<string>): AdditiveModel {
  const sql = (name: string) => `coalesce(${testSql(flagTest(name, available)!)}, false)`;
  return {
    ...model,
    terms: model.terms.map(({ unlessAnyOf, ...term }) => ({
      ...term,
      anyOf: term.anyOf.map(sql),
      ...(unlessAnyOf && { unlessAnyOf: unlessAnyOf.map(sql) }),
    })),
  };
}

export interface ModelStanding {
  /** A partial score is never compared with a complete one. */
  readonly state: 'complete' | 'partial' | 'not computable';
  /** Conditions without a column. */
  readonly missing: readonly string[];
  /** Conditions told by a modelled column; the model's own name where a supplied score is. */
  readonly modelled: readonly string[];
}

/** How much of a score the available columns tell. */
export function modelStanding(
  { model, supplied }: ScoreModel,
  available: ReadonlySet<string>,
  provenances: ReadonlyMap<string, Provenance>,
): ModelStanding {
  const isModelled = (name: string) =>
    available.has(name)
      ? provenances.get(name) === 'modelled'
      : provenances.get(derivedFlags[name]?.column ?? name) === 'modelled';
  if (supplied !== undefined && available.has(supplied))
    return { state: 'complete', missing: [], modelled: isModelled(supplied) ? [model.name] : [] };
  const known = new Set([
    ...available,
    ...Object.keys(derivedFlags).filter((name) => flagTest(name, available) !== null),
  ]);
  const missing = missingConditions(model, known);
  const modelled = model.terms
    .filter(({ anyOf }) => anyOf.some((name) => known.has(name) && isModelled(name)))
    .map(({ condition }) => condition);
  const state =
    missing.length === 0 ? 'complete' : missing.length < model.terms.length ? 'partial' : 'not computable';
  return { state, missing, modelled };
}

/**
 * SQL over patient rows for the score in whole units (INTEGER): the supplied column, else the sum over the conditions that the
 * columns tell, a NULL flag counting as not recorded. NULL below the model's youngest age, where there is a column of ages.
 * null where no column tells anything.
 */
export function unitsSql({ model, supplied }: ScoreModel, available: ReadonlySet<string>): string | null {
  const restricted = told(model, available);
  const isSupplied = supplied !== undefined && available.has(supplied);
  if (!isSupplied && restricted.terms.length === 0) return null;
  const units = isSupplied ? `${supplied}::INTEGER` : scoreUnitsSql(inSql(restricted, available));
  return model.youngest === undefined || !available.has('age')
    ? units
    : `(CASE WHEN age >= ${model.youngest} THEN ${units} END)`;
}

/** Scores of rows at hand, in whole units, as {@link unitsSql} has them where no column supplies them. */
export function unitsOfRows(
  { model }: ScoreModel,
  available: ReadonlySet<string>,
  patients: PatientRows,
): { units: Int32Array; known: Bits | null } {
  const flagsOf = (name: string) => testBits(flagTest(name, available)!, patients);
  const units = scoreUnits(told(model, available), flagsOf, patients.rows);
  const isAged = model.youngest !== undefined && available.has('age');
  return { units, known: isAged ? testBits({ column: 'age', least: model.youngest }, patients) : null };
}

/** Published bands from the lowest up; none where the score is partial. */
export const publishedBands = (score: ScoreModel, available: ReadonlySet<string>): readonly ScoreBand[] =>
  modelStanding(score, available, new Map()).state === 'complete' ? (score.model.bands ?? []) : [];

/** SQL for the name of the score's band (VARCHAR): NULL where there is none, or where the score is partial. */
export function bandSql(score: ScoreModel, available: ReadonlySet<string>): string {
  const units = unitsSql(score, available);
  const { state } = modelStanding(score, available, new Map());
  return units === null || state !== 'complete' ? 'NULL::VARCHAR' : scoreBandSql(score.model, units);
}
