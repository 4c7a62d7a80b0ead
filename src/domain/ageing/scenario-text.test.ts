import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  conditionsOf,
  scenarioFor,
  scenarioRanges,
  todaysRates,
  withoutCondition,
  type Scenario,
} from './scenario';
import { formatScenario, parseScenario, scenarioWords } from './scenario-text';

const id = fc.constantFrom('all', 'dm', 'ltc4', 'gp_contacts', 'cohort');
const of = ({ least, most, step }: { least: number; most: number; step: number }) =>
  fc.integer({ min: least / step, max: most / step }).map((steps) => steps * step);
const scenarios: fc.Arbitrary<Scenario> = fc.record({
  trend: fc.dictionary(id, of(scenarioRanges.trend)).map((each) => new Map(Object.entries(each))),
  healthier: of(scenarioRanges.healthier),
  prevention: fc
    .dictionary(id, fc.record({ less: of(scenarioRanges.less), from: of(scenarioRanges.from) }))
    .map((each) => new Map(Object.entries(each))),
  gapClosed: of(scenarioRanges.gapClosed),
});

it('reads what it writes, and writes nothing that an address would escape', () => {
  fc.assert(
    fc.property(scenarios, (scenario) => {
      const text = formatScenario(scenario);
      const { scenario: back, notices } = parseScenario(text);
      expect(notices).toEqual([]);
      expect(formatScenario(back)).toBe(text);
      expect(new URLSearchParams({ text }).toString()).toBe(`text=${text}`);
      const trendOf = ({ trend }: Scenario, each: string) => trend.get(each) ?? trend.get('all') ?? 0;
      for (const each of ['dm', 'ltc4', 'cvd'])
        expect(trendOf(back, each) === trendOf(scenario, each), `${each} in ${text}`).toBe(true);
    }),
  );
});

it('is nothing where today’s rates persist, and never throws', () => {
  expect(formatScenario(todaysRates)).toBe('');
  fc.assert(
    fc.property(fc.string(), (text) => {
      parseScenario(text);
    }),
  );
  expect(parseScenario('trend.dm.50--less.dm.20.5').notices).toHaveLength(1);
});

it('takes a condition’s own assumptions out and leaves the others', () => {
  const { scenario } = parseScenario('trend.all.1--trend.dm.-1.5--healthier.2--less.dm.20.5--less.copd.10.0');
  expect([...conditionsOf(scenario)].sort()).toEqual(['copd', 'dm']);
  const left = withoutCondition(scenario, 'dm');
  expect([...conditionsOf(left)]).toEqual(['copd']);
  expect(formatScenario(left)).toBe('trend.all.1--healthier.2--less.copd.10.0');
  expect(formatScenario(withoutCondition(scenario, 'hf'))).toBe(formatScenario(scenario));
});

it('says what is assumed', () => {
  const words = (text: string) => scenarioWords(parseScenario(text).scenario, () => 'diabetes');
  expect(words('')).toBe('if today’s rates persist');
  expect(words('trend.dm.-1.5--gap.30')).toBe(
    'if rates of diabetes fall by 1.5% a year, and 30% of the deprivation gap is closed in ten years’ time',
  );
  expect(words('less.dm.20.5')).toBe('if 20% of new cases (diabetes) no longer happen from year 5 on');
});

it('speaks of what touches the outcomes that are shown, and of no other condition', () => {
  const { scenario } = parseScenario('trend.all.1--trend.cohort.2--healthier.2--less.dm.20.5--gap.30');
  const words = (...ids: string[]) => scenarioWords(scenarioFor(scenario, ids), (each) => each);
  expect(words()).toBe(
    'if rates of everything rise by 1% a year, and people are healthier by 2 years in ten years’ time, and 30% of the deprivation gap is closed in ten years’ time',
  );
  expect(words('dm')).toContain('20% of new cases (dm)');
  expect(words('dm')).not.toContain('cohort');
  expect(words('dm', 'cohort')).toBe(scenarioWords(scenario, (each) => each));
  const own = parseScenario('trend.cohort.2').scenario;
  expect(scenarioWords(scenarioFor(own, ['care_home']), String)).toBe('if today’s rates persist');
});
