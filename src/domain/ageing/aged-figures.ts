import { statistic, suppressed, type ShownCount, type Statistic } from '../disclosure';
import type { DisclosurePolicy } from '../schema';
import { isNumber, type Aged } from './aged';
import {
  olderGroups,
  releaseAgeGrowth,
  releaseAgeStructure,
  shownChange,
  shownRange,
  type Looked,
} from './figures';
import type { Forecast } from './forecast';
import { finished } from './steps';
import type { Draws } from './uncertainty';

/** A number of people, or a statistic of them: shares and changes in per cent as per cent; `*` where few are hidden. */
export type AgedValue = ShownCount | Statistic;

/** How old a network's people are today and in a year, and what of that is mapped. */
export interface AgedFigure {
  readonly today: AgedValue;
  readonly then: AgedValue;
  readonly value: AgedValue;
  /** 80% interval of the value, of numbers of people only. */
  readonly range: { readonly lower: AgedValue; readonly upper: AgedValue } | null;
}

/** Of each network, and of all together; through the gate. */
export const releaseAged = (...asked: Parameters<typeof agedSteps>): AgedFigures =>
  finished(agedSteps(...asked));

export interface AgedFigures {
  readonly networks: readonly AgedFigure[];
  readonly total: AgedFigure;
}

/** The same, step by step. */
export function* agedSteps(
  forecast: Forecast,
  draws: Draws | null,
  { aged, policy }: { aged: Aged; policy: DisclosurePolicy },
): Generator<void, AgedFigures> {
  const of = (scope: Looked['scope']): AgedFigure =>
    isNumber(aged.of)
      ? numberOf(forecast, draws, aged, { scope, policy })
      : statisticOf(forecast, aged, { scope, policy });
  const networks: AgedFigure[] = [];
  for (const network of forecast.people.keys()) {
    yield;
    networks.push(of([network]));
  }
  return { networks, total: of(null) };
}

function numberOf(forecast: Forecast, draws: Draws | null, aged: Aged, looked: Looked): AgedFigure {
  const group = olderGroups.find(({ id }) => id === aged.of.replace('number', 'age'))!;
  const growth = releaseAgeGrowth(forecast, draws, { ...looked, group, year: aged.year });
  const { today, then, more, percent, range } = growth;
  const { policy } = looked;
  switch (aged.form) {
    case 'value':
      return { today, then, value: then, range: range && shownRange(range.then, policy) };
    case 'change':
      return {
        today,
        then,
        value: more,
        range:
          range && today !== suppressed
            ? {
                lower: shownChange(range.then.lower - today, policy),
                upper: shownChange(range.then.upper - today, policy),
              }
            : null,
      };
    case 'percent':
      return {
        today,
        then,
        value: percent === null ? suppressed : statistic(percent),
        range: range && {
          lower: statistic(range.percent.lower),
          upper: statistic(range.percent.upper),
        },
      };
    default:
      return aged.form satisfies never;
  }
}

function statisticOf(forecast: Forecast, aged: Aged, looked: Looked): AgedFigure {
  const valueIn = (year: number): number | null => {
    const { shares, dependency, median } = releaseAgeStructure(forecast, year, looked);
    if (aged.of === 'dependency') return dependency;
    if (aged.of === 'median') return median;
    const share = shares.find(({ id }) => id === aged.of.replace('share', 'age'))!.share;
    return share === null ? null : share * 100;
  };
  const told = (value: number | null) => (value === null ? suppressed : statistic(value));
  const [today, then] = [valueIn(0), valueIn(aged.year)];
  const value = aged.form === 'value' ? then : today === null || then === null ? null : then - today;
  return { today: told(today), then: told(then), value: told(value), range: null };
}
