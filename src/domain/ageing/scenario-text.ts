import { everyCondition, scenarioRanges, todaysRates, type Scenario } from './scenario';

/** No part ends or begins with a hyphen, so two stand nowhere else. */
const separator = '--';
const number = String.raw`(-?\d+(?:\.\d+)?)`;
const patterns = {
  trend: new RegExp(String.raw`^trend\.([a-z0-9_]+)\.${number}$`),
  healthier: new RegExp(String.raw`^healthier\.${number}$`),
  less: /^less\.([a-z0-9_]+)\.(\d+)\.(\d+)$/,
  gap: new RegExp(String.raw`^gap\.${number}$`),
};

/**
 * A scenario as one parameter of the address, with only what differs from today's rates: `trend.dm.1.5--healthier.2--less.dm.20.5--gap.30`
 * is 1.5% a year more diabetes, two years healthier, of new diabetes 20% less from year 5 on, and 30% of the gap closed. '' for
 * today's rates. Nothing in it is escaped in a query string.
 */
export function formatScenario({ trend, healthier, prevention, gapClosed }: Scenario): string {
  const sorted = <T>(map: ReadonlyMap<string, T>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    ...sorted(trend).flatMap(([id, percent]) =>
      // That of one condition may be 0 where that of all is not.
      percent === 0 && (id === everyCondition || !trend.get(everyCondition))
        ? []
        : [`trend.${id}.${percent}`],
    ),
    ...(healthier === 0 ? [] : [`healthier.${healthier}`]),
    ...sorted(prevention).flatMap(([id, { less, from }]) =>
      less === 0 ? [] : [`less.${id}.${less}.${from}`],
    ),
    ...(gapClosed === 0 ? [] : [`gap.${gapClosed}`]),
  ].join(separator);
}

/** The same back. What cannot be used is left out, with a sentence for each; nothing throws. */
export function parseScenario(text: string): { scenario: Scenario; notices: string[] } {
  const trend = new Map<string, number>();
  const prevention = new Map<string, { less: number; from: number }>();
  let { healthier, gapClosed } = todaysRates;
  const notices: string[] = [];
  const within = (value: number, name: keyof typeof scenarioRanges) =>
    value >= scenarioRanges[name].least && value <= scenarioRanges[name].most;
  for (const part of text.split(separator).filter(Boolean)) {
    const [trends, years, less, gap] = [
      patterns.trend.exec(part),
      patterns.healthier.exec(part),
      patterns.less.exec(part),
      patterns.gap.exec(part),
    ];
    if (trends && within(Number(trends[2]), 'trend')) trend.set(trends[1]!, Number(trends[2]));
    else if (years && within(Number(years[1]), 'healthier')) healthier = Number(years[1]);
    else if (less && within(Number(less[2]), 'less') && within(Number(less[3]), 'from'))
      prevention.set(less[1]!, { less: Number(less[2]), from: Number(less[3]) });
    else if (gap && within(Number(gap[1]), 'gapClosed')) gapClosed = Number(gap[1]);
    else notices.push(`“${part}” is no part of a scenario; it was left out.`);
  }
  return { scenario: { trend, healthier, prevention, gapClosed }, notices };
}

const percent = (value: number) => `${value < 0 ? '−' : ''}${Math.abs(value)}%`;

/** In words, for the foot of every figure: "if today’s rates persist", or what else is assumed. */
export function scenarioWords(
  { trend, healthier, prevention, gapClosed }: Scenario,
  nameOf: (id: string) => string,
): string {
  const parts = [
    ...[...trend].flatMap(([id, value]) =>
      value === 0
        ? []
        : [
            `rates of ${id === everyCondition ? 'everything' : nameOf(id)} ${value > 0 ? 'rise' : 'fall'} by ${percent(Math.abs(value))} a year`,
          ],
    ),
    ...(healthier === 0
      ? []
      : [`people are healthier by ${healthier} ${healthier === 1 ? 'year' : 'years'} in ten years’ time`]),
    ...[...prevention].flatMap(([id, { less, from }]) =>
      less === 0 ? [] : [`${less}% of new cases (${nameOf(id)}) no longer happen from year ${from} on`],
    ),
    ...(gapClosed === 0 ? [] : [`${gapClosed}% of the deprivation gap is closed in ten years’ time`]),
  ];
  return parts.length === 0 ? 'if today’s rates persist' : `if ${parts.join(', and ')}`;
}
