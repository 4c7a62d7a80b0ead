import * as Plot from '@observablehq/plot';
import { suppressed, type ShownCount } from '../domain/disclosure';
import { formatCount } from '../domain/format';
import type { Combination, Overlap } from '../domain/services/overlap';
import type { Service, ServiceId } from '../domain/services/service';
import { ink, paints, quiet, rule } from '../ui/colour';
import type { AreaName } from './area-table';
import { axisText } from './axis-text';
import type { FigureTable } from './figure-table';
import { fitted, nameRoom } from './row-names';
import { showCount } from './share-columns';
import { tipText, tipWidth } from './tip-text';

/** Combinations that are drawn, the largest; the table has all. */
const mostColumns = 10;
const rowHeight = 38;
/** Room for a row's number, under the name and beside its bar. */
const numberWidth = 60;
const barsHeight = 120;
/** Room over the bars for their numbers, which stand upright where columns are narrow. */
const numbersHeight = { flat: 22, upright: 46 };
const foot = 8;
const emptyHeight = 60;
/** Of the axis type at 12 px. */
const digitWidth = 6.7;

/** What the chart shows of an overlap: services as rows and combinations as columns, the largest first. */
export interface UpsetParts {
  rows: Overlap['sets'];
  columns: Combination[];
}

/** People in no service are no column: they are most of every list, and the table has them. */
export function upsetParts({ sets, combinations }: Overlap): UpsetParts {
  const size = (count: ShownCount) => (count === suppressed ? -1 : count);
  return {
    rows: sets.toSorted((a, b) => size(b.people) - size(a.people)),
    columns: combinations.filter(({ services }) => services.length > 0).slice(0, mostColumns),
  };
}

const columnWidthAt = (width: number, nameWidth: number) => (width - nameWidth - 12) / mostColumns;

function layoutOf({ rows, columns }: UpsetParts, width: number) {
  const nameWidth = nameRoom(
    rows.map(({ service }) => service.name),
    width,
  );
  const columnWidth = columnWidthAt(width, nameWidth);
  const longest = Math.max(0, ...columns.map(({ people }) => formatCount(people).length));
  const isUpright = columnWidth < longest * digitWidth + 4;
  const top = 6 + numbersHeight[isUpright ? 'upright' : 'flat'];
  return { nameWidth, columnWidth, isUpright, top, matrixTop: top + barsHeight + foot };
}

export const upsetHeight = (overlap: Overlap, width: number): number => {
  const parts = upsetParts(overlap);
  if (parts.rows.length === 0) return emptyHeight;
  return layoutOf(parts, width).matrixTop + parts.rows.length * rowHeight + 4;
};

/**
 * Who is eligible for which services together: a row a service with how many people it is for, a column an exact combination
 * with a bar, dots where a service is in it and a line between.
 */
export function upsetChart(
  overlap: Overlap,
  {
    width,
    active = null,
    document,
  }: {
    width: number;
    /** Part that the keyboard is on, counted as in `upsetSteps`. */
    active?: number | null;
    document?: Document | undefined;
  },
): Element {
  const parts = upsetParts(overlap);
  const { rows, columns } = parts;
  const { nameWidth, columnWidth, isUpright, top, matrixTop } = layoutOf(parts, width);
  const left = nameWidth + 8;
  const barFoot = top + barsHeight;
  const count = (people: ShownCount) => (people === suppressed ? 0 : people);
  const longest = Math.max(1, ...columns.map(({ people }) => count(people)));
  const largest = Math.max(1, ...rows.map(({ people }) => count(people)));
  const yOf = (row: number) => matrixTop + (row + 0.5) * rowHeight;
  const places = rows.map((row, at) => ({ ...row, y: yOf(at) }));
  const bars = columns.map(({ services, people }, at) => ({
    services,
    people,
    x: left + (at + 0.5) * columnWidth,
    y: barFoot - (barsHeight * count(people)) / longest,
    held: rows.flatMap(({ service }, row) => (services.includes(service.id) ? [yOf(row)] : [])),
  }));
  const dots = bars.flatMap((bar) =>
    places.map(({ service, y }) => ({ x: bar.x, y, in: bar.services.includes(service.id) })),
  );
  const targets = [
    ...bars.map((bar) => ({ x: bar.x, y: bar.y, sentence: describeCombination(bar, rows) })),
    ...places.map((place) => ({ x: nameWidth / 2, y: place.y, sentence: describeSet(place) })),
  ];
  type Target = (typeof targets)[number];
  type Bar = (typeof bars)[number];
  type Place = (typeof places)[number];
  const half = Math.min(14, columnWidth * 0.34);
  const tip: Plot.TipOptions = {
    x: 'x',
    y: 'y',
    title: ({ sentence }: Target) => tipText(sentence, width),
    lineWidth: tipWidth,
  };
  const plot = Plot.plot({
    ...(document && { document }),
    width,
    height: upsetHeight(overlap, width),
    margin: 0,
    style: axisText,
    // Pixels: rows, columns and the bars at two sides share no scale.
    x: { type: 'identity', axis: null },
    y: { type: 'identity', axis: null },
    marks: [
      Plot.rect(
        places.filter((_, row) => row % 2 === 0),
        {
          x1: 0,
          x2: width,
          y1: ({ y }: Place) => y - rowHeight / 2,
          y2: ({ y }: Place) => y + rowHeight / 2,
          fill: paints.none,
        },
      ),
      Plot.text(rows.length > 0 ? ['People eligible'] : [], {
        x: 4,
        y: matrixTop - 10,
        textAnchor: 'start',
        fill: quiet,
      }),
      Plot.text(columns.length > 0 ? ['In exactly', 'these services'] : [], {
        x: left - 4,
        y: (_: string, i: number) => top + 8 + 16 * i,
        textAnchor: 'end',
        fill: quiet,
      }),
      Plot.text(rows.length === 0 ? ['No service can be computed'] : [], {
        x: width / 2,
        y: emptyHeight / 2,
        fill: quiet,
      }),
      Plot.text(rows.length > 0 && columns.length === 0 ? ['Nobody is in any of them'] : [], {
        x: (left + width) / 2,
        y: top + barsHeight / 2,
        fill: quiet,
      }),
      Plot.rect(places, {
        x1: 4,
        x2: ({ people }: Place) => 4 + ((nameWidth - numberWidth) * count(people)) / largest,
        y1: ({ y }: Place) => y + 5,
        y2: ({ y }: Place) => y + 13,
        fill: paints.class3,
      }),
      Plot.text(places, {
        x: 4,
        y: ({ y }: Place) => y - 7,
        textAnchor: 'start',
        text: ({ service }: Place) => fitted(service.name, nameWidth),
        fontSize: 13,
      }),
      Plot.text(places, {
        x: nameWidth,
        y: ({ y }: Place) => y + 9,
        textAnchor: 'end',
        text: ({ people }: Place) => formatCount(people),
        fontSize: 13,
        fontVariant: 'tabular-nums',
      }),
      Plot.link(columns.length > 0 ? [barFoot] : [], {
        x1: left,
        x2: width - 4,
        y1: barFoot,
        y2: barFoot,
        stroke: rule,
      }),
      Plot.rect(bars, {
        x1: ({ x }: Bar) => x - half,
        x2: ({ x }: Bar) => x + half,
        y1: 'y',
        y2: barFoot,
        fill: paints.class4,
      }),
      Plot.text(bars, {
        x: 'x',
        y: ({ y }: Bar) => y - 4,
        text: ({ people }: Bar) => formatCount(people),
        ...(isUpright ? { rotate: -90, textAnchor: 'start' as const } : { lineAnchor: 'bottom' as const }),
        fontVariant: 'tabular-nums',
      }),
      Plot.dot(dots, {
        x: 'x',
        y: 'y',
        r: 5,
        fill: ({ in: held }: (typeof dots)[number]) => (held ? ink : rule),
      }),
      Plot.link(
        bars.filter(({ held }) => held.length > 1),
        {
          x1: 'x',
          x2: 'x',
          y1: ({ held }: Bar) => held[0]!,
          y2: ({ held }: Bar) => held.at(-1)!,
          stroke: ink,
          strokeWidth: 2.5,
        },
      ),
      Plot.tip(targets, Plot.pointer(tip)),
      Plot.tip(
        targets.filter((_, at) => at === active),
        tip,
      ),
    ],
  });
  plot.setAttribute('aria-hidden', 'true');
  return plot;
}

/** "Structured medication review and Core20, no other: 1,240 people" */
export function describeCombination({ services, people }: Combination, sets: Overlap['sets']): string {
  const names = namesOf(services, sets);
  const head = names.length === 0 ? 'None of these services' : `${listed(names)}, no other`;
  return `${head}: ${peopleText(people)}`;
}

/** "Core20: 8,400 people, alone or with other services" */
export const describeSet = ({ service, people }: Overlap['sets'][number]): string =>
  people === suppressed
    ? `${service.name}: ${peopleText(people)}`
    : `${service.name}: ${peopleText(people)}, alone or with other services`;

const peopleText = (people: ShownCount) =>
  people === suppressed ? 'not shown, too few people' : `${formatCount(people)} people`;
const listed = (names: readonly string[]) =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)!}`;
const namesOf = (ids: readonly ServiceId[], sets: readonly { service: Service }[]): string[] =>
  sets.filter(({ service }) => ids.includes(service.id)).map(({ service }) => service.name);

/** Parts as the arrow keys step through them: combinations from the left, then services from the top. */
export function upsetSteps(overlap: Overlap): { sentences: string[]; columns: number } {
  const { rows, columns } = upsetParts(overlap);
  return {
    sentences: [
      ...columns.map((combination) => describeCombination(combination, rows)),
      ...rows.map(describeSet),
    ],
    columns: Math.max(1, columns.length),
  };
}

/** Each service with everybody eligible, then every combination with the people who are in exactly those. */
export function upsetTable({ sets, combinations }: Overlap, area: AreaName, date: string): FigureTable {
  return {
    columns: [
      { name: 'area_code', label: 'Code', fileOnly: true },
      { name: 'area_name', label: 'Area', fileOnly: true },
      { name: 'services', label: 'Services', fileOnly: true },
      { name: 'service_names', label: 'Services' },
      { name: 'people_are', label: 'People are' },
      { name: 'people', label: 'People', numeric: true, show: showCount },
      { name: 'date', label: 'Date', fileOnly: true },
    ],
    rows: [
      ...sets.map(({ service, people }) => [
        area.code,
        area.name,
        service.id,
        service.name,
        'in it, alone or with others',
        people,
        date,
      ]),
      ...combinations.map(({ services, people }) => [
        area.code,
        area.name,
        services.join(' '),
        listed(namesOf(services, sets)) || 'None of these services',
        'in exactly these',
        people,
        date,
      ]),
    ],
  };
}
