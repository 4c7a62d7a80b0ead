import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RawCounts, refusal, type ShownCount } from '../disclosure';
import type { DisclosurePolicy } from '../schema';
import { releaseSize, type Permit } from './permit';
import { releaseAgeSex, releasePlaces } from './release-lines';
import { releaseAmounts, releaseShares, releaseGroups } from './release-make-up';
import { releaseOverlap } from './release-overlap';

const answer = (columns: Record<string, readonly number[]>) =>
  new RawCounts({
    get(name) {
      const column = columns[name];
      if (!column) throw new Error(`the answer has no column ${name}`);
      return column;
    },
  });
const few = (count: number) => count >= 1 && count <= 7;
const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0);
const policies = fc.constantFrom<DisclosurePolicy>('hes', 'opensafely', 'midpoint6');

function allowed(people: number, everybody: number, policy: DisclosurePolicy, beside: RawCounts[] = []) {
  return releaseSize(
    { cohort: answer({ people: [people] }), everybody: answer({ people: [everybody] }) },
    { policy, beside },
  );
}
const overlapOf = (both: number, aOnly: number, bOnly: number, neither: number) =>
  answer({ a_and_b: [both], a_only: [aOnly], b_only: [bOnly], neither: [neither] });

describe('a cohort is refused', () => {
  it.each([
    ['shown where there is nothing to guard', 100, 1000, [], true],
    ['shown of nobody', 0, 1000, [], true],
    ['of a few', 7, 1000, [], false],
    ['in a scope of a few', 0, 7, [], false],
    ['of all but a few', 995, 1000, [], false],
    ['that is the one before with a few more', 100, 1000, [overlapOf(95, 5, 0, 900)], false],
    ['that is the one before with a few less', 100, 1000, [overlapOf(100, 0, 3, 897)], false],
    ['shown beside the same', 100, 1000, [overlapOf(100, 0, 0, 900)], true],
    ['shown beside another', 100, 1000, [overlapOf(50, 50, 80, 820)], true],
  ] as const)('%s', (_, people, everybody, beside, ok) => {
    const released = allowed(people, everybody, 'hes', [...beside]);
    expect(released.ok).toBe(ok);
    if (!released.ok) expect(released.refusal).toBe(refusal);
    expect(allowed(people, everybody, 'none', [...beside]).ok).toBe(true);
  });

  it('and its permit is for no other cohort', () => {
    const permit = permitFor(100, 1000, 'hes');
    const places = (people: number) => answer({ place: [0], people: [people] });
    expect(() => releasePlaces(permit, { cohort: places(99), everybody: places(1000) })).toThrow(
      'another cohort',
    );
    expect(releasePlaces(permit, { cohort: places(100), everybody: places(1000) })).toHaveLength(1);
  });
});

function permitFor(people: number, everybody: number, policy: DisclosurePolicy): Permit {
  const released = allowed(people, everybody, policy);
  if (!released.ok) throw new Error('refused');
  return released.permit;
}

interface Range {
  from: number;
  to: number;
}

/**
 * What the adversary knows of a count: the rounding rules, and of a star even whether it stands for 1 to 7 or for a count that
 * was hidden to guard another; of a table in which nothing is shown he does not know that.
 */
function rangeOf(shown: ShownCount, count: number, policy: DisclosurePolicy, nothing = false): Range {
  if (shown === '*') return few(count) && !nothing ? { from: 1, to: 7 } : { from: 0, to: Infinity };
  if (shown === 0) return { from: 0, to: 0 };
  const range = { from: shown - 2, to: shown + (policy === 'midpoint6' ? 3 : 2) };
  if (policy === 'midpoint6') return range;
  return { from: Math.max(8, range.from), to: range.to };
}

/** Narrowed to what the others leave of the total. */
function narrowed(ranges: readonly Range[], total: Range): Range[] {
  return ranges.map((range, i) => {
    const others = ranges.filter((_, j) => j !== i);
    return {
      from: Math.max(range.from, total.from - sum(others.map(({ to }) => to))),
      to: Math.min(range.to, total.to - sum(others.map(({ from }) => from))),
    };
  });
}

/** Lines in which the cohort or the rest is 1 to 7 people and the adversary knows how many. */
function recovered(
  shown: readonly { numerator: ShownCount; denominator: ShownCount }[],
  lines: readonly { people: number; among: number }[],
  totals: { people: ShownCount; among: ShownCount },
  policy: DisclosurePolicy,
): number[] {
  const known = (which: 'people' | 'among', counts: readonly ShownCount[]) =>
    narrowed(
      counts.map((count, i) =>
        rangeOf(
          count,
          lines[i]![which],
          policy,
          counts.every((each) => each === '*'),
        ),
      ),
      rangeOf(totals[which], sum(lines.map((line) => line[which])), policy),
    );
  const people = known(
    'people',
    shown.map(({ numerator }) => numerator),
  );
  const among = known(
    'among',
    shown.map(({ denominator }) => denominator),
  );
  return lines.flatMap((line, i) => {
    const inside = new Set<number>();
    const outside = new Set<number>();
    const most = line.among + 20;
    for (let n = among[i]!.from; n <= Math.min(among[i]!.to, most); n++)
      for (let c = people[i]!.from; c <= Math.min(people[i]!.to, n); c++) {
        inside.add(c);
        outside.add(n - c);
      }
    if (!inside.has(line.people) || !outside.has(line.among - line.people))
      throw new Error('the adversary reasons wrongly');
    const told =
      (few(line.people) && inside.size === 1) || (few(line.among - line.people) && outside.size === 1);
    return told ? [i] : [];
  });
}

const line = fc
  .tuple(
    fc.oneof(
      fc.integer({ min: 0, max: 13 }),
      fc.integer({ min: 0, max: 60 }),
      fc.constantFrom(0, 1, 7, 8, 12),
    ),
    fc.oneof(
      fc.integer({ min: 0, max: 13 }),
      fc.integer({ min: 0, max: 200 }),
      fc.constantFrom(0, 1, 7, 8, 12),
    ),
  )
  .map(([people, rest]) => ({ people, among: people + rest }));

describe('the lines of places', () => {
  it('tell no 1 to 7 people, in the cohort or outside: 20,000 random tables', () => {
    let shownTables = 0;
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 12 }), policies, (lines, policy) => {
        const [people, among] = [sum(lines.map((each) => each.people)), sum(lines.map((each) => each.among))];
        const size = allowed(people, among, policy);
        if (!size.ok) return;
        shownTables++;
        const place = lines.map((_, i) => i);
        const shown = releasePlaces(size.permit, {
          cohort: answer({ place, people: lines.map((each) => each.people) }),
          everybody: answer({ place, people: lines.map((each) => each.among) }),
        });
        const totals = { people: size.size.numerator, among: size.size.denominator };
        expect(recovered(shown, lines, totals, policy)).toEqual([]);
        shown.forEach(({ numerator }, i) => {
          const { people: count, among: all } = lines[i]!;
          if (few(count) || few(all - count)) expect(numerator).toBe('*');
        });
      }),
      { numRuns: 20_000 },
    );
    expect(shownTables).toBeGreaterThan(10_000);
  });

  it('hides a few whose total of everybody tells that they are all of their place', () => {
    // 6 of 6: of 80 people 70 and 10 are elsewhere, so that there are 6 here at most; of 65 in the cohort 55 are elsewhere, so at least.
    const [people, among] = [
      [57, 0, 6],
      [68, 8, 6],
    ];
    const place = people.map((_, i) => i);
    const lines = releasePlaces(permitFor(sum(people), sum(among), 'hes'), {
      cohort: answer({ place, people }),
      everybody: answer({ place, people: among }),
    });
    expect(lines.map(({ numerator }) => numerator)).toEqual(['*', '*', '*']);
    expect(lines.map(({ denominator }) => denominator)).toEqual([70, 10, '*']);
  });

  it('of practices under their networks tell no 1 to 7 people either, nor a network that is hidden: 5,000 systems', () => {
    let shownNetworks = 0;
    const systems = fc.array(fc.array(line, { minLength: 1, maxLength: 6 }), { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(systems, policies, (networks, policy) => {
        const lines = networks.flat();
        const networkOf = networks.flatMap((practices, network) => practices.map(() => network));
        const total = (which: 'people' | 'among', of: typeof lines) => sum(of.map((each) => each[which]));
        const size = allowed(total('people', lines), total('among', lines), policy);
        if (!size.ok) return;
        const by = (place: number[]) => ({
          cohort: answer({ place, people: lines.map((each) => each.people) }),
          everybody: answer({ place, people: lines.map((each) => each.among) }),
        });
        const shown = releasePlaces(size.permit, by(lines.map((_, i) => i)), (at) => networkOf[at]!);
        expect(shown.map(({ area }) => area)).toEqual(lines.map((_, i) => i));
        const sums = networks.map((of) => ({ people: total('people', of), among: total('among', of) }));
        const ofNetworks = releasePlaces(size.permit, {
          cohort: answer({ place: sums.map((_, i) => i), people: sums.map(({ people }) => people) }),
          everybody: answer({ place: sums.map((_, i) => i), people: sums.map(({ among }) => among) }),
        });
        ofNetworks.forEach(({ numerator, denominator }, network) => {
          const here = shown.filter(({ area }) => networkOf[area] === network);
          if (numerator === '*') expect(here.map((each) => each.numerator)).toEqual(here.map(() => '*'));
          if (denominator === '*') expect(here.map((each) => each.denominator)).toEqual(here.map(() => '*'));
          if (numerator === '*') return;
          shownNetworks++;
          const totals = { people: numerator, among: denominator };
          expect(recovered(here, networks[network]!, totals, policy)).toEqual([]);
        });
      }),
      { numRuns: 5000 },
    );
    expect(shownNetworks).toBeGreaterThan(4000);
  });

  it('hides a practice that only its network’s line tells', () => {
    const counts = [8, 1, 1, 1, 1, 100, 300];
    const everybody = counts.map(() => 1000);
    const place = counts.map((_, i) => i);
    const answers = {
      cohort: answer({ place, people: counts }),
      everybody: answer({ place, people: everybody }),
    };
    const permit = permitFor(sum(counts), sum(everybody), 'hes');
    const shown = (networkOf?: (practice: number) => number) =>
      releasePlaces(permit, answers, networkOf).map(({ numerator }) => numerator);
    expect(shown()).toEqual([10, '*', '*', '*', '*', 100, 300]);
    expect(shown((at) => (at < 5 ? 0 : 1))).toEqual(['*', '*', '*', '*', '*', 100, 300]);
  });

  it('has a line for places without anybody of the cohort', () => {
    const lines = releasePlaces(permitFor(50, 300, 'hes'), {
      cohort: answer({ place: [2], people: [50] }),
      everybody: answer({ place: [1, 2], people: [100, 200] }),
    });
    expect(lines.map(({ area, numerator, denominator }) => [area, numerator, denominator])).toEqual([
      [1, 0, 100],
      [2, 50, 200],
    ]);
  });
});

describe('two cohorts and what they share', () => {
  it('are shown only where each way from one to another is nobody or 8 and more people', () => {
    let shown = 0;
    const count = fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 500 }));
    fc.assert(
      fc.property(count, count, count, count, policies, (both, aOnly, bOnly, neither, policy) => {
        const released = releaseOverlap(overlapOf(both, aOnly, bOnly, neither), policy);
        if (!released.ok) {
          expect(released.refusal).toBe(refusal);
          return;
        }
        shown++;
        for (const each of [both, aOnly, bOnly, neither, both + aOnly, both + bOnly])
          expect(few(each)).toBe(false);
      }),
      { numRuns: 5000 },
    );
    expect(shown).toBeGreaterThan(500);
  });

  it('say how much of each the other holds', () => {
    const released = releaseOverlap(overlapOf(30, 70, 20, 880), 'none');
    if (!released.ok) throw new Error('refused');
    const { ofA, ofB, neither } = released.overlap;
    expect([ofA.estimate, ofB.estimate].map((each) => each.ok && each.value)).toEqual([0.3, 0.6]);
    expect([neither.numerator, neither.denominator]).toEqual([880, 1000]);
  });
});

describe('one cohort after another', () => {
  it('differ by nobody or by 8 and more people each way, wherever both are shown: 5,000 systems', () => {
    const people = fc.array(fc.integer({ min: 0, max: 15 }), { maxLength: 120 });
    const asked = fc.integer({ min: 0, max: 15 });
    let shown = 0;
    fc.assert(
      fc.property(people, asked, asked, policies, (flags, now, before, policy) => {
        const counts = [0, 0, 0, 0];
        for (const each of flags)
          counts[((each & now) === now ? 0 : 2) + ((each & before) === before ? 0 : 1)]!++;
        const [both, aOnly, bOnly, neither] = counts as [number, number, number, number];
        const beside = [overlapOf(both, aOnly, bOnly, neither)];
        const released = allowed(both + aOnly, flags.length, policy, beside);
        if (!released.ok) return;
        shown++;
        for (const each of [both + aOnly, aOnly, bOnly, bOnly + neither]) expect(few(each)).toBe(false);
      }),
      { numRuns: 5000 },
    );
    expect(shown).toBeGreaterThan(500);
  });
});

/** Two rows: people of 10 and of 70 years, so that age bases matter. */
const rows = (columns: Record<string, readonly [number, number]>) =>
  answer({ age: [10, 70], sex: [1, 2], ...columns });

describe('the make-up', () => {
  const available = new Set(['dm', 'hf', 'medicines']);
  const everybody = {
    people: [1000, 4000],
    dm: [0, 800],
    hf: [0, 200],
    medicines: [500, 20_000],
    medicines_squares: [600, 180_000],
  } as const;

  it('counts each register in its age base, and sets the cohort against the rest', () => {
    const cohort = {
      people: [100, 400],
      dm: [0, 200],
      hf: [0, 40],
      medicines: [50, 4000],
      medicines_squares: [60, 48_000],
    } as const;
    const answers = { cohort: rows(cohort), everybody: rows(everybody) };
    const permit = permitFor(500, 5000, 'none');
    const [dm, hf] = releaseShares(permit, answers, available);
    expect([dm!.cohort.numerator, dm!.cohort.denominator, dm!.other.denominator]).toEqual([200, 400, 4000]);
    expect(dm!.rest.ok && dm!.rest.value).toBeCloseTo(600 / 3600, 12);
    expect([hf!.cohort.numerator, hf!.cohort.denominator]).toEqual([40, 500]);
    // (0.5 − 1/6) / √((0.25 + 5/36) / 2)
    expect(dm!.difference.ok && dm!.difference.value).toBeCloseTo(1 / 3 / Math.sqrt((0.25 + 5 / 36) / 2), 12);
    const [medicines] = releaseAmounts(permit, answers, available);
    expect(medicines!.cohort.ok && medicines!.cohort.value).toBeCloseTo(4050 / 500, 12);
    expect(medicines!.rest.ok && medicines!.rest.value).toBeCloseTo(16_450 / 4500, 12);
  });

  it.each([
    ['a few in the cohort', 4],
    ['all but a few of the cohort', 498],
    ['all but a few of those who have it', 195],
  ])('hides what %s have', (_, hf) => {
    const cohort = {
      people: [100, 400],
      dm: [0, 200],
      hf: [0, hf],
      medicines: [50, 4000],
      medicines_squares: [60, 48_000],
    } as const;
    const answers = {
      cohort: rows(cohort),
      everybody: rows({ ...everybody, hf: [0, hf > 400 ? 900 : 200] }),
    };
    const shown = releaseShares(permitFor(500, 5000, 'hes'), answers, available)[1]!;
    expect([shown.cohort.numerator, shown.cohort.estimate.ok, shown.difference.ok]).toEqual([
      '*',
      false,
      false,
    ]);
    expect(shown.other.numerator).not.toBe('*');
  });

  it('hides what all but a few of the rest have', () => {
    const cohort = {
      people: [100, 400],
      dm: [0, 200],
      hf: [100, 390],
      medicines: [50, 4000],
      medicines_squares: [60, 48_000],
    } as const;
    const answers = { cohort: rows(cohort), everybody: rows({ ...everybody, hf: [1000, 3985] }) };
    const shown = releaseShares(permitFor(500, 5000, 'hes'), answers, available)[1]!;
    expect([shown.cohort.numerator, shown.other.numerator]).toEqual(['*', 4985]);
  });

  it('has nobody to compare everybody with', () => {
    const answers = { cohort: rows(everybody), everybody: rows(everybody) };
    const [dm] = releaseShares(permitFor(5000, 5000, 'hes'), answers, available);
    expect(dm!.rest).toEqual({ ok: false, reason: 'nobody is left to compare with' });
  });

  it('by age and sex draws every band, of people who are men or women', () => {
    const answers = { cohort: rows(everybody), everybody: rows(everybody) };
    const lines = releaseAgeSex(permitFor(5000, 5000, 'hes'), answers);
    expect(lines).toHaveLength(38);
    expect(lines.filter(({ numerator }) => numerator !== 0)).toMatchObject([
      { band: 2, sex: 1, numerator: 1000 },
      { band: 14, sex: 2, numerator: 4000 },
    ]);
  });
});

describe('groups of whom it is nearly always known', () => {
  const told = new Set(['imd']);
  const groups = (unknown: number) => {
    const of = (each: number, unknown: number) =>
      answer({
        imd: [0, 1, 3, 5, 7, 9],
        ethnicity: [0, 0, 0, 0, 0, 0],
        people: [unknown, each, each, each, each, each],
      });
    const answers = { cohort: of(100, unknown), everybody: of(1000, 400) };
    return releaseGroups(permitFor(500 + unknown, 5400, 'hes'), answers, told);
  };

  it('are shown of everybody where it is not known of 1 to 7, and look the same as where it is known of all', () => {
    const lines = groups(2);
    expect(lines.map(({ cohort }) => [cohort.numerator, cohort.denominator])).toEqual(
      [1, 2, 3, 4, 5].map(() => [100, 500]),
    );
    expect(lines).toEqual(groups(0));
  });

  it('are of those of whom it is known where the others are more', () => {
    expect(groups(40)[0]!.cohort).toMatchObject({ numerator: 100, denominator: 500 });
    expect(groups(6)[0]!.cohort).toMatchObject({ numerator: 100, denominator: 505 });
  });
});
