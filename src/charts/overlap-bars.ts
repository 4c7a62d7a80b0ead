import * as Plot from '@observablehq/plot';
import type { Overlap } from '../domain/cohort/release-overlap';
import { suppressed } from '../domain/disclosure';
import { formatCount, formatShare } from '../domain/format';
import { shareOf, type ShareFigure } from '../domain/measures/release-counts';
import { ink, quiet, rule, thisNetwork, white } from '../ui/colour';
import { axisText } from './axis-text';
import type { FigureTable } from './figure-table';
import { cohortCells, cohortColumns, type CohortName } from './make-up';
import { shareCells, shareColumns } from './share-columns';
import { tipText, tipWidth } from './tip-text';

export const overlapHeight = 118;

interface Part {
  id: 'both' | 'first_only' | 'second_only' | 'neither';
  name: string;
  /** Of everybody in the scope. */
  ofAll: ShareFigure;
  ofFirst: ShareFigure | null;
  ofSecond: ShareFigure | null;
}

/** The four parts that two cohorts make of their scope. */
export function overlapParts({ ofA, ofB, aOnly, bOnly, neither }: Overlap): Part[] {
  return [
    {
      id: 'both',
      name: 'In both',
      ofAll: shareOf(ofA.numerator, aOnly.denominator),
      ofFirst: ofA,
      ofSecond: ofB,
    },
    {
      id: 'first_only',
      name: 'Only in the first',
      ofAll: aOnly,
      ofFirst: shareOf(aOnly.numerator, ofA.denominator),
      ofSecond: null,
    },
    {
      id: 'second_only',
      name: 'Only in the second',
      ofAll: bOnly,
      ofFirst: null,
      ofSecond: shareOf(bOnly.numerator, ofB.denominator),
    },
    { id: 'neither', name: 'In neither', ofAll: neither, ofFirst: null, ofSecond: null },
  ];
}

/** A share for reading: "33.1%", * where it is hidden, "–" where there is none. */
export const overlapShare = (share: ShareFigure | null): string =>
  share === null
    ? '–'
    : share.estimate.ok
      ? formatShare(share.estimate.value)
      : share.numerator === suppressed
        ? suppressed
        : '–';

/** "In both: 1,240 people, 33.1% of the first cohort, 12.0% of the second" */
export function describePart({ name, ofAll, ofFirst, ofSecond }: Part): string {
  const shares = [
    ofFirst?.estimate.ok ? `${formatShare(ofFirst.estimate.value)} of the first cohort` : '',
    ofSecond?.estimate.ok ? `${formatShare(ofSecond.estimate.value)} of the second cohort` : '',
    ofFirst || ofSecond || !ofAll.estimate.ok ? '' : `${formatShare(ofAll.estimate.value)} of everybody`,
  ].filter(Boolean);
  return [`${name}: ${formatCount(ofAll.numerator)} people`, ...shares].join(', ');
}

/** "1,240 people are in both: 33.1% of the first cohort, 12.0% of the second" */
export function overlapSentence({ ofA, ofB }: Overlap): string {
  if (ofA.numerator === 0) return 'Nobody is in both';
  if (!ofA.estimate.ok || !ofB.estimate.ok) return 'How many are in both';
  return `${formatCount(ofA.numerator)} people are in both: ${formatShare(ofA.estimate.value)} of the first cohort, ${formatShare(ofB.estimate.value)} of the second`;
}

/** Each cohort a bar as long as it is large, one above the other where people are in both. */
export function overlapChart(
  overlap: Overlap,
  {
    width,
    active = null,
    document,
  }: {
    width: number;
    /** Part that the keyboard is on. */
    active?: number | null;
    document?: Document | undefined;
  },
): Element {
  const count = (share: ShareFigure): number => (share.numerator === suppressed ? 0 : share.numerator);
  const [both, first, second] = [count(overlap.ofA), count(overlap.aOnly), count(overlap.bOnly)];
  const all = Math.max(1, first + both + second);
  const edge = 1;
  const room = width - 2 * edge;
  const bars = [
    { x1: 0, x2: first + both, y: 0, fill: thisNetwork, name: 'First', size: first + both },
    { x1: first, x2: all, y: 2, fill: ink, name: 'Second', size: both + second },
  ].filter(({ size }) => size > 0);
  const letter = 8.5;
  const fits = (text: string, people: number) => text.length * letter < (people / all) * room;
  const counted = (part: number, people: number) =>
    people > 0 ? [overlapParts(overlap)[part]!.ofAll.numerator].map(formatCount) : [];
  const middles = [
    { text: counted(1, first), x: first / 2, y: 0, fill: white, people: first },
    { text: counted(0, both), x: first + both / 2, y: 1, fill: ink, people: both },
    { text: counted(2, second), x: first + both + second / 2, y: 2, fill: white, people: second },
  ].flatMap(({ text, ...place }) => text.map((each) => ({ ...place, text: each })));
  /** Of the parts in their order; nobody of the last has a place. */
  const stretches = [
    { x1: first, x2: first + both, y: 1 },
    { x1: 0, x2: first, y: 0 },
    { x1: first + both, x2: all, y: 2 },
  ];
  const chosen = active === null ? [] : stretches.slice(active, active + 1);
  const plot = Plot.plot({
    ...(document && { document }),
    width,
    height: overlapHeight,
    marginTop: 4,
    marginBottom: 4,
    marginLeft: edge,
    marginRight: edge,
    style: axisText,
    x: { domain: [0, all], axis: null },
    y: { type: 'band', domain: [0, 1, 2], axis: null, padding: 0 },
    marks: [
      Plot.barX(bars, { x1: 'x1', x2: 'x2', y: 'y', fill: 'fill', insetTop: 2, insetBottom: 2 }),
      both > 0 ? Plot.barX([{}], { x1: first, x2: first + both, y: 1, fill: rule }) : null,
      Plot.text(
        middles.filter(({ text, people }) => fits(text, people)),
        { x: 'x', y: 'y', text: 'text', fill: 'fill', fontSize: 14, fontWeight: 700 },
      ),
      Plot.ruleX(both > 0 ? [first, first + both] : [], {
        stroke: quiet,
        strokeDasharray: '2 2',
      }),
      Plot.tip(chosen, {
        x: ({ x1, x2 }: (typeof stretches)[number]) => (x1 + x2) / 2,
        y: 'y',
        title: () => tipText(describePart(overlapParts(overlap)[active!]!), width),
        lineWidth: tipWidth,
      }),
      Plot.barX(chosen, { x1: 'x1', x2: 'x2', y: 'y', fill: 'none', stroke: ink, strokeWidth: 3 }),
    ],
  });
  plot.setAttribute('aria-hidden', 'true');
  return plot;
}

/** A row a part and whom it is a share of. */
export function overlapTable(overlap: Overlap, name: CohortName): FigureTable {
  const rows = overlapParts(overlap).flatMap(({ id, name: part, ofAll, ofFirst, ofSecond }) =>
    (
      [
        ['everybody', ofAll],
        ['first', ofFirst],
        ['second', ofSecond],
      ] as const
    ).flatMap(([of, share]) => (share === null ? [] : [{ id, part, of, share }])),
  );
  return {
    columns: [
      ...cohortColumns(name),
      { name: 'part', label: 'Part', fileOnly: true },
      { name: 'part_name', label: 'People' },
      { name: 'share_of', label: 'Share of' },
      ...shareColumns({ numerator: 'People', denominator: 'Of' }),
      { name: 'date', label: 'Date', fileOnly: true },
    ],
    rows: rows.map(({ id, part, of, share }) => [
      ...cohortCells(name),
      id,
      part,
      of,
      ...shareCells(share),
      name.date,
    ]),
  };
}
