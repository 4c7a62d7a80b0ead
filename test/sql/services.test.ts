import { beforeAll, describe, expect, it } from 'vitest';
import { standardFields } from '../../src/domain/cohort/fields';
import { parseCohort } from '../../src/domain/cohort/parse';
import { placesOf } from '../../src/domain/cohort/places';
import { cohortSql } from '../../src/domain/cohort/sql';
import type { Scope } from '../../src/domain/condition/scope';
import { longTermConditions } from '../../src/domain/conditions';
import { assertAggregated } from '../../src/domain/disclosure/aggregates';
import { patientColumns } from '../../src/domain/schema';
import { serviceByArea } from '../../src/domain/services/by-area';
import { services } from '../../src/domain/services/catalogue';
import { releaseOverlap } from '../../src/domain/services/overlap';
import { overlapSql, servicesSql } from '../../src/domain/services/queries';
import { releaseServices, type ServiceFigures } from '../../src/domain/services/release';
import { serviceCohort, serviceIds, type ServiceId } from '../../src/domain/services/service';
import { randomPatients, type Patients } from './condition-patients';
import { scopes, wilson } from './condition-near';

type Cell = boolean | number | null;
type Person = Record<string, Cell>;
/** Yes, no, or not recorded. */
type Told = boolean | null;

const and = (...all: Told[]): Told => (all.includes(false) ? false : all.includes(null) ? null : true);
const or = (...all: Told[]): Told => (all.includes(true) ? true : all.includes(null) ? null : false);
const not = (told: Told): Told => (told === null ? null : !told);
const flag = (person: Person, name: string): Told => person[name] as Told;
/** A comparison of numbers, which nothing recorded leaves open. */
const number = (person: Person, name: string, holds: (value: number) => boolean): Told =>
  person[name] === null ? null : holds(person[name] as number);
/** Points that the person has at the least and could have at the most. */
function points(terms: [Told, number][], wanted: number): Told {
  const least = terms.reduce((sum, [told, weight]) => sum + (told === true ? weight : 0), 0);
  const most = terms.reduce((sum, [told, weight]) => sum + (told === false ? 0 : weight), 0);
  return least >= wanted ? true : most < wanted ? false : null;
}

/** Columns beyond the patient table, that an extract might have. */
const further = {
  flags: [
    ...[
      'high_risk_medicine',
      'opioid',
      'gabapentinoid',
      'benzodiazepine',
      'z_drug',
      'bp_5_years',
      'bp_raised',
    ],
    ...['anticoagulant', 'lipid_lowering', 'loneliness', 'pregnant', 'copd_vaccinated'],
    ...['cervical_screened', 'breast_screened', 'bowel_screened'],
  ],
  numbers: ['qrisk', 'cholesterol'],
};

interface Rule {
  eligible: (p: Person, has: (name: string) => boolean) => Told;
  done?: string;
}
const aged = (p: Person, from: number, to = 200): boolean => Number(p.age) >= from && Number(p.age) <= to;
const frail = (p: Person, from: number): Told =>
  !aged(p, 65) ? false : number(p, 'efi', (efi) => efi >= from);
const woman = (p: Person): Told => (p.sex === 9 ? null : p.sex === 2);
const deprived = (p: Person): Told => (p.imd === 0 ? null : Number(p.imd) <= 2);
const overdue = (p: Person): Told =>
  or(
    and(woman(p), aged(p, 25, 64), not(flag(p, 'cervical_screened'))),
    and(woman(p), aged(p, 50, 70), not(flag(p, 'breast_screened'))),
    and(aged(p, 50, 74), not(flag(p, 'bowel_screened'))),
  );
/** Written from the methods, not from the SQL. */
const rules: Record<ServiceId, Rule> = {
  smr: {
    eligible: (p, has) =>
      or(
        flag(p, 'care_home'),
        number(p, 'medicines', (count) => count >= 10),
        frail(p, 13),
        ...further.flags.slice(0, 5).map((name) => (has(name) ? flag(p, name) : false)),
      ),
    done: 'smr',
  },
  ehch: { eligible: (p) => flag(p, 'care_home'), done: 'care_plan' },
  proactive: { eligible: (p) => and(not(flag(p, 'care_home')), frail(p, 9)), done: 'care_plan' },
  bp_case_finding: {
    eligible: (p) =>
      and(not(flag(p, 'hyp')), or(flag(p, 'bp_raised'), and(aged(p, 40), not(flag(p, 'bp_5_years'))))),
  },
  hypertension: { eligible: (p) => flag(p, 'hyp'), done: 'bp_target' },
  af: {
    eligible: (p) =>
      and(
        flag(p, 'af'),
        points(
          [
            [flag(p, 'hf'), 1],
            [flag(p, 'hyp'), 1],
            [aged(p, 75), 2],
            [flag(p, 'dm'), 1],
            [flag(p, 'stia'), 2],
            [or(flag(p, 'chd'), flag(p, 'pad')), 1],
            [aged(p, 65, 74), 1],
            [woman(p), 1],
          ],
          2,
        ),
        not(flag(p, 'anticoagulant')),
      ),
  },
  lipids: {
    eligible: (p) =>
      or(
        and(or(flag(p, 'chd'), flag(p, 'stia'), flag(p, 'pad')), not(flag(p, 'lipid_lowering'))),
        and(
          number(p, 'qrisk', (risk) => risk >= 10),
          not(flag(p, 'lipid_lowering')),
        ),
        number(p, 'cholesterol', (level) => level > 7.5),
      ),
  },
  cancer_screening: { eligible: overdue },
  ld_check: { eligible: (p) => and(flag(p, 'ld'), aged(p, 14)), done: 'ld_check' },
  smi_check: { eligible: (p) => flag(p, 'mh'), done: 'smi_check' },
  social_prescribing: {
    eligible: (p, has) =>
      or(
        has('loneliness') ? flag(p, 'loneliness') : false,
        and(
          deprived(p),
          points(
            longTermConditions.map((id) => [flag(p, id), 1]),
            2,
          ),
        ),
        number(p, 'gp_contacts', (contacts) => contacts >= 20),
        and(or(flag(p, 'dep'), flag(p, 'anxdep')), not(flag(p, 'mh'))),
      ),
  },
  core20: { eligible: deprived },
  core20_maternity: { eligible: (p) => and(deprived(p), flag(p, 'pregnant')) },
  core20_smi: { eligible: (p) => and(deprived(p), flag(p, 'mh')), done: 'smi_check' },
  core20_copd: { eligible: (p) => and(deprived(p), flag(p, 'copd')), done: 'copd_vaccinated' },
  core20_cancer: { eligible: (p) => and(deprived(p), overdue(p)) },
  core20_hypertension: { eligible: (p) => and(deprived(p), flag(p, 'hyp')), done: 'bp_target' },
};

const noPlaces = placesOf({ networks: [], practices: [] }, null);

interface System {
  ask: Patients['ask'];
  rows: Patients['rows'];
  people: Person[];
  available: ReadonlySet<string>;
}
const usual = new Set(patientColumns.map(({ name }) => name));
const systems = new Map<string, System>();

beforeAll(async () => {
  const patients = await randomPatients();
  // The same people with any flag not recorded in one of ten, and with what registers do not hold.
  const lost = (name: string) => `CASE WHEN random() < 0.9 THEN ${name} END AS ${name}`;
  const flags = patientColumns.filter(({ type }) => type === 'boolean').map(({ name }) => name);
  const more = [
    ...further.flags.map((name) => `CASE WHEN random() < 0.9 THEN random() < 0.3 END AS ${name}`),
    ...further.numbers.map((name) => `CASE WHEN random() < 0.9 THEN random() * 20 END AS ${name}`),
  ];
  await patients.rows(
    `CREATE OR REPLACE TABLE fuller AS SELECT * REPLACE (${[...flags, 'medicines', 'gp_contacts'].map(lost).join()}), ${more.join()} FROM patients`,
  );
  const load = async (table: string, available: ReadonlySet<string>) => {
    const people = (await patients.rows(`SELECT * FROM ${table}`)) as Person[];
    const ask = (sql: string) => patients.ask(sql.replaceAll('FROM patients', `FROM ${table}`));
    systems.set(table, { ask, rows: patients.rows, people, available });
  };
  await load('patients', usual);
  await load('fuller', new Set([...usual, ...further.flags, ...further.numbers]));
});

const inScope = (scope: Scope) => (person: Person) =>
  scope === null || scope.includes(Number(person.network));
const all = services();
const computable = ({ standing }: ServiceFigures) => standing.standing !== 'not computable';

async function figuresOf(
  table: string,
  scope: Scope,
  by: 'network' | 'practice',
  policy: 'none' | 'hes' = 'none',
) {
  const { ask, people, available } = systems.get(table)!;
  const sql = servicesSql({ services: all, available, scope });
  expect(() => assertAggregated(sql)).not.toThrow();
  const figures = releaseServices(await ask(sql), { services: all, available, by, scope: null, policy });
  return { figures, people: people.filter(inScope(scope)), available };
}

describe.each(['patients', 'fuller'])('services over %s, against a count person by person', (table) => {
  it.each(scopes)('in %s, by practice and together', async (_, scope) => {
    const { figures, people, available } = await figuresOf(table, scope, 'practice');
    expect(figures.map(({ service }) => service.id)).toEqual([...serviceIds]);
    let compared = 0;
    for (const { service, areas, total } of figures.filter(computable)) {
      const { eligible, done } = rules[service.id];
      const told = people.map((p) => eligible(p, (name) => available.has(name)));
      for (const figure of [...areas, total]) {
        const here = (i: number) => figure.area === null || people[i]!.practice === figure.area;
        const of = (holds: (p: Person, told: Told) => boolean) =>
          people.filter((p, i) => here(i) && holds(p, told[i]!)).length;
        const what = `${service.id}, practice ${figure.area}`;
        const found = of((_, is) => is === true);
        expect(figure.eligible!.numerator, what).toBe(found);
        expect(figure.eligible!.denominator, what).toBe(of(() => true));
        expect(figure.unknown, what).toBe(of((_, is) => is === null));
        compared++;
        if (done === undefined || !available.has(done)) {
          expect(figure.done, what).toBeNull();
          continue;
        }
        const had = of((p, is) => is === true && p[done] === true);
        const untold = of((p, is) => is === true && p[done] === null);
        expect(figure.doneUnknown, what).toBe(untold);
        expect([figure.done!.numerator, figure.done!.denominator], what).toEqual([had, found - untold]);
        expect(had).toBeLessThanOrEqual(found);
      }
    }
    expect(compared).toBeGreaterThan(20);
  });

  it('that have a cohort are for exactly its people', async () => {
    const { figures, available } = await figuresOf(table, null, 'network');
    const linked: ServiceId[] = [];
    for (const { service, total } of figures) {
      const text = serviceCohort(service, available);
      if (text === null) continue;
      linked.push(service.id);
      const { cohort, notices } = parseCohort(text, standardFields);
      expect(notices, text).toEqual([]);
      const where = cohortSql(cohort, { fields: standardFields, places: noPlaces });
      const [row] = await systems
        .get(table)!
        .rows(`SELECT count(*)::INTEGER AS people FROM ${table} WHERE ${where}`);
      expect(row!.people, service.id).toBe(total.eligible!.numerator);
    }
    // Medicines that are often in errors are no criterion of a cohort.
    expect(linked).toEqual([
      ...(table === 'patients' ? ['smr'] : []),
      ...['ehch', 'proactive', 'hypertension', 'ld_check', 'smi_check'],
      ...['core20', 'core20_smi', 'core20_copd', 'core20_hypertension'],
    ]);
  });

  it('of some networks are those of their practices alone, in the answer of all', async () => {
    const { ask, available } = systems.get(table)!;
    const asked = { services: all, available };
    const whole = await ask(servicesSql({ ...asked, scope: null }));
    for (const scope of [[1], [0, 2]]) {
      const own = await ask(servicesSql({ ...asked, scope }));
      const of = (answer: typeof own, within: Scope) =>
        releaseServices(answer, { ...asked, by: 'practice', scope: within, policy: 'none' });
      expect(of(whole, scope)).toEqual(of(own, null));
    }
  });

  it('by network add up to all together, and ways in cover the eligible', async () => {
    const { figures } = await figuresOf(table, null, 'network');
    for (const { areas, total, service } of figures.filter(computable)) {
      const sum = areas.reduce((all, { eligible }) => all + Number(eligible!.numerator), 0);
      expect(total.eligible!.numerator).toBe(sum);
      const parts = total.parts.map(({ people }) => Number(people));
      if (parts.length === 0) continue;
      expect(
        parts.reduce((all, count) => all + count, 0),
        service.id,
      ).toBeGreaterThanOrEqual(sum);
      expect(Math.max(...parts)).toBeLessThanOrEqual(sum);
    }
  });

  it.each(scopes)('combinations in %s are those of each person, and sum to the list', async (_, scope) => {
    const { ask, people, available } = systems.get(table)!;
    const sql = overlapSql({ services: all, available, scope });
    expect(() => assertAggregated(sql)).not.toThrow();
    const answer = await ask(sql);
    const overlap = releaseOverlap(answer, { services: all, available, scope: null, policy: 'none' });
    const counted = new Map<string, number>();
    const here = people.filter(inScope(scope));
    for (const p of here) {
      const ids = overlap.sets
        .map(({ service }) => service.id)
        .filter((id) => rules[id].eligible(p, (name) => available.has(name)) === true);
      counted.set(ids.join(), (counted.get(ids.join()) ?? 0) + 1);
    }
    expect(new Map(overlap.combinations.map((one) => [one.services.join(), one.people]))).toEqual(counted);
    expect(overlap.list).toBe(here.length);
    for (const { service, people: size } of overlap.sets)
      expect(size, service.id).toBe(
        here.filter((p) => rules[service.id].eligible(p, (name) => available.has(name)) === true).length,
      );
    const one = releaseOverlap(answer, { services: all, available, scope: [1], policy: 'none' });
    const inOne = here.filter(({ network }) => network === 1).length;
    expect(one.combinations.reduce((sum, { people: count }) => sum + Number(count), 0)).toBe(inOne);
  });
});

it('without a column a service is not computable, and only whom it is looked for among is counted', async () => {
  const { figures, people } = await figuresOf('patients', null, 'network');
  const lost = figures.filter((one) => !computable(one));
  expect(lost.map(({ service }) => service.id)).toEqual([
    ...['bp_case_finding', 'af', 'lipids', 'cancer_screening', 'core20_maternity', 'core20_cancer'],
  ]);
  for (const { total, areas, service } of lost)
    for (const figure of [...areas, total])
      expect([figure.eligible, figure.unknown, figure.done], service.id).toEqual([null, null, null]);
  const among = (id: ServiceId) => lost.find(({ service }) => service.id === id)!.total.among;
  const count = (holds: (p: Person) => Told) => people.filter((p) => holds(p) === true).length;
  expect(among('bp_case_finding')).toBe(count((p) => and(aged(p, 40), not(flag(p, 'hyp')))));
  expect(among('lipids')).toBe(count((p) => or(flag(p, 'chd'), flag(p, 'stia'), flag(p, 'pad'))));
  expect(among('cancer_screening')).toBe(count((p) => or(and(woman(p), aged(p, 25, 70)), aged(p, 50, 74))));
});

describe.each(['patients', 'fuller'])('a local rule of social prescribing over %s', (table) => {
  it.each([
    { conditions: 3, contacts: 12, mentalHealth: false },
    { conditions: 1, contacts: 40, mentalHealth: true },
    { conditions: 18, contacts: 255, mentalHealth: false },
  ])('%j finds whom an SQL of its own finds, in the list and in the overlap', async (rule) => {
    const { ask, rows, available } = systems.get(table)!;
    const local = { services: services(rule), available };
    const count = async (ways: readonly string[]) =>
      Number(
        (await rows(`SELECT count(*)::INTEGER AS people FROM ${table} WHERE ${ways.join(' OR ')}`))[0]!
          .people,
      );
    const ways = [
      `imd IN (1, 2) AND len(list_filter([${longTermConditions.join()}], lambda has: has)) >= ${rule.conditions}`,
      `gp_contacts BETWEEN ${rule.contacts} AND 10000`,
      ...(rule.mentalHealth ? ['mh = FALSE AND TRUE IN (dep, anxdep)'] : []),
      ...(available.has('loneliness') ? ['loneliness = TRUE'] : []),
    ].map((way) => `(coalesce(${way}, FALSE))`);
    const expected = await count(ways);
    const read = { ...local, scope: null, policy: 'none' } as const;
    const figures = releaseServices(await ask(servicesSql(read)), { ...read, by: 'network' });
    const own = figures.find(({ service }) => service.id === 'social_prescribing')!;
    expect(own.total.eligible!.numerator).toBe(expected);
    expect(own.areas.reduce((sum, { eligible }) => sum + Number(eligible!.numerator), 0)).toBe(expected);
    const { sets } = releaseOverlap(await ask(overlapSql(read)), read);
    expect(sets.find(({ service }) => service.id === 'social_prescribing')!.people).toBe(expected);
    for (const [i, { criterion, people }] of own.total.parts.entries()) {
      const way = { conditions: 0, attender: 1, mental_health: 2, lonely: ways.length - 1 }[criterion.id]!;
      expect(people, `${i}: ${criterion.label}`).toBe(await count([ways[way]!]));
    }
    const usualRule = await figuresOf(table, null, 'network');
    const before = usualRule.figures.find(({ service }) => service.id === 'social_prescribing')!;
    expect(before.total.eligible!.numerator).not.toBe(expected);
    // Nobody else's service is changed.
    for (const [i, { service, total }] of figures.entries())
      if (service.id !== 'social_prescribing') expect(total).toEqual(usualRule.figures[i]!.total);
  });
});

it('the share done has Wilson’s limits', async () => {
  const { figures } = await figuresOf('patients', null, 'network');
  const { done } = figures.find(({ service }) => service.id === 'hypertension')!.total;
  const [row] = await (
    await randomPatients()
  ).rows(
    `SELECT ${wilson(`${Number(done!.numerator)}::DOUBLE`, `${Number(done!.denominator)}::DOUBLE`)
      .map((limit, i) => `${limit} AS l${i}`)
      .join()}`,
  );
  if (!done!.estimate.ok) throw new Error(done!.estimate.reason);
  expect(done!.estimate.lower).toBeCloseTo(Number(row!.l0), 9);
  expect(done!.estimate.upper).toBeCloseTo(Number(row!.l1), 9);
});

describe('by the practices of several networks', () => {
  const byPractices = async (service: ServiceId, part: 'eligible' | 'done', policy: 'none' | 'hes') => {
    const { ask, available, people } = systems.get('patients')!;
    const answer = await ask(servicesSql({ services: all, available, scope: null }));
    const of = (by: 'network' | 'practice', scope: Scope) =>
      releaseServices(answer, { services: all, available, by, scope, policy }).find(
        (each) => each.service.id === service,
      )!;
    const networks = of('network', null);
    const practicesOf = (network: number) => of('practice', [network]);
    const lines = serviceByArea(networks, part, { available, practicesOf })?.areas ?? null;
    return { networks, practicesOf, lines, people };
  };

  it('shares are those of each practice, and together all’s', async () => {
    for (const part of ['eligible', 'done'] as const) {
      const { networks, lines: found, people } = await byPractices('ehch', part, 'none');
      const lines = found!;
      expect(lines.map(({ area }) => area).toSorted((a, b) => a - b)).toEqual(
        [...new Set(people.map(({ practice }) => Number(practice)))].toSorted((a, b) => a - b),
      );
      for (const { area, numerator } of lines)
        expect(numerator).toBe(
          people.filter(
            (p) =>
              p.practice === area && p.care_home === true && (part === 'eligible' || p.care_plan === true),
          ).length,
        );
      expect(lines.reduce((sum, { numerator }) => sum + Number(numerator), 0)).toBe(
        networks.total[part]!.numerator,
      );
    }
  });

  it('are as each network alone has them, and hidden where the network’s own line is', async () => {
    let [hidden, shown] = [0, 0];
    for (const id of serviceIds) {
      const { networks, practicesOf, lines } = await byPractices(id, 'eligible', 'hes');
      if (lines === null) continue;
      const counts = new Map(lines.map(({ area, numerator }) => [area, numerator]));
      for (const network of networks.areas)
        for (const practice of practicesOf(network.area!).areas) {
          const isHidden = network.eligible!.numerator === '*';
          if (isHidden) hidden++;
          else shown++;
          expect(counts.get(practice.area!)).toBe(isHidden ? '*' : practice.eligible!.numerator);
        }
    }
    expect(shown).toBeGreaterThan(50);
    expect(hidden).toBeGreaterThan(0);
  });
});

describe('under the HES rule', () => {
  it('no count of 1 to 7 shows, nor what would leave one', async () => {
    const raw = (await figuresOf('patients', null, 'practice')).figures;
    const shown = (await figuresOf('patients', null, 'practice', 'hes')).figures;
    let hidden = 0;
    raw.forEach(({ areas, total, service }, s) =>
      [...areas, total].forEach((figure, a) => {
        const kept = [...shown[s]!.areas, shown[s]!.total][a]!;
        const pairs = [
          [figure.eligible?.numerator, kept.eligible?.numerator, figure.eligible?.denominator],
          [figure.done?.numerator, kept.done?.numerator, figure.done?.denominator],
          [figure.unknown, kept.unknown],
          [figure.doneUnknown, kept.doneUnknown, figure.eligible?.numerator],
          [figure.among, kept.among],
          ...figure.parts.map(({ people }, i) => [people, kept.parts[i]!.people, figure.eligible!.numerator]),
        ];
        for (const [count, out, of] of pairs) {
          if (count === null || count === undefined) {
            expect(out ?? null).toBeNull();
            continue;
          }
          const few = (value: unknown) => Number(value) >= 1 && Number(value) <= 7;
          const isFew = few(count) || (of !== undefined && few(Number(of) - Number(count)));
          if (isFew) {
            expect(out, `${service.id}, ${figure.area}`).toBe('*');
            hidden++;
          } else if (typeof out === 'number') expect(out % 5).toBe(0);
        }
        if (kept.done?.numerator === '*') expect(kept.done.estimate.ok).toBe(false);
      }),
    );
    expect(hidden).toBeGreaterThan(20);
  });

  it('what sets some networks apart from all of them is never a few', async () => {
    const { ask, available } = systems.get('patients')!;
    const asked = { services: all, available };
    const answer = await ask(servicesSql({ ...asked, scope: null }));
    const of = (scope: Scope, policy: 'none' | 'hes') =>
      releaseServices(answer, { ...asked, by: 'network', scope, policy });
    const [raw, shown] = [of(null, 'none'), of([0, 1, 2], 'hes')];
    const overlapping = (scope: Scope, policy: 'none' | 'hes') =>
      ask(overlapSql({ ...asked, scope: null })).then((columns) =>
        releaseOverlap(columns, { ...asked, scope, policy }),
      );
    let hidden = 0;
    raw.forEach(({ service, areas, total }, s) => {
      const left = Number(areas[3]!.eligible?.numerator ?? 0);
      const { eligible } = shown[s]!.total;
      if (total.eligible === null || left < 1 || left > 7) return;
      expect(eligible!.numerator, service.id).toBe('*');
      hidden++;
    });
    const few = (await overlapping([3], 'none')).combinations.filter(({ people }) => Number(people) <= 7);
    const rest = await overlapping([0, 1, 2], 'hes');
    const starred = new Set(
      rest.combinations.filter(({ people }) => people === '*').map(({ services: ids }) => ids.join()),
    );
    const present = new Set(rest.combinations.map(({ services: ids }) => ids.join()));
    for (const { services: ids } of few)
      if (present.has(ids.join())) {
        expect(starred).toContain(ids.join());
        hidden++;
      }
    expect(hidden).toBeGreaterThan(5);
  });

  it('combinations of 1 to 7 are hidden, and cannot be had from the list or a set by subtraction', async () => {
    const { ask, available } = systems.get('patients')!;
    const answer = await ask(overlapSql({ services: all, available, scope: null }));
    const of = (policy: 'none' | 'hes') =>
      releaseOverlap(answer, { services: all, available, scope: null, policy });
    const [raw, shown] = [of('none'), of('hes')];
    const counts = new Map(raw.combinations.map((one) => [one.services.join(), Number(one.people)]));
    const few = shown.combinations.filter(({ services: ids }) => (counts.get(ids.join()) ?? 0) <= 7);
    expect(few.length).toBeGreaterThan(10);
    for (const { people } of few) expect(people).toBe('*');
    const sizes = shown.combinations.map(({ people }) => (people === '*' ? -1 : people));
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    for (const id of [null, ...shown.sets.map(({ service }) => service.id)]) {
      const line = shown.combinations.filter(({ services: ids }) => id === null || ids.includes(id));
      const stars = line.filter(({ people }) => people === '*');
      const total = id === null ? shown.list : shown.sets.find(({ service }) => service.id === id)!.people;
      if (stars.length === 0 || total === '*') continue;
      const rest = line.reduce((sum, { people }) => sum + (people === '*' ? 0 : people), 0);
      const doubt = 2 * (line.length - stars.length + 1);
      // What is left for the hidden may be more than ones and less than sevens.
      expect(total - rest + doubt).toBeGreaterThan(stars.length);
      expect(total - rest - doubt).toBeLessThan(7 * stars.length);
    }
  });
});
