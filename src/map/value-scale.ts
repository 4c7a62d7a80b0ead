import { classBreaks, classOf } from '../domain/stats/class-breaks';
import { falls, rises, sequentialPaints, type Paint } from '../ui/colour';
import type { Scale } from './legend';

/** Classes of numbers, each with its paint. */
export interface ValueScale extends Scale {
  paintOf: (value: number) => Paint;
}

interface Reading {
  /** The smallest difference that the text shows. */
  finest: number;
  text: (value: number) => string;
  /** Of all areas together; null where that is not to be compared with one. */
  total: number | null;
}

/** About as many values in each class, from light to dark. */
export function sequentialScale(values: readonly number[], { finest, text, total }: Reading): ValueScale {
  const { limits, counts } = classBreaks(values, { finest });
  const paints = sequentialPaints(counts.length);
  const texts = limitTexts(limits, text);
  return {
    paintOf: (value) => paints[classOf(value, limits)]!,
    classes: classLabels(texts, values, text).map((label, i) => ({ paint: paints[i]!, label })),
    limits: texts,
    total: totalIn(total, limits, values, text),
  };
}

/**
 * Changes around zero: no class has falls and rises, and one as far from zero is as dark on either side. Limits are such that
 * about as many values, whichever their sign, are in each class; outer classes that nobody is in are left out.
 */
export function changeScale(values: readonly number[], { finest, text, total }: Reading): ValueScale {
  const sizes = classBreaks(values.map(Math.abs), { finest, classes: rises.length }).limits;
  const every = [...sizes.toReversed().map((size) => -size), 0, ...sizes];
  const classes = every.length + 1;
  const depth = classes / 2;
  const paints: Paint[] = [...falls.slice(-depth), ...rises.slice(0, depth)];
  const used = values.map((value) => classOf(value, every));
  const [first, last] = values.length === 0 ? [0, -1] : [Math.min(...used), Math.max(...used)];
  const limits = every.slice(first, Math.max(first, last));
  const texts = limitTexts(every, text);
  const labelOf = (i: number) =>
    i === 0
      ? `Under ${texts[0]!}`
      : i === classes - 1
        ? `${texts.at(-1)!} or more`
        : `${texts[i - 1]!} to under ${texts[i]!}`;
  return {
    paintOf: (value) => paints[classOf(value, every)]!,
    classes: paints.slice(first, last + 1).map((paint, i) => ({ paint, label: labelOf(first + i) })),
    limits: texts.slice(first, Math.max(first, last)),
    total: totalIn(total, limits, values, text),
  };
}

/** Where the value of all areas stands between its class's limits; the outermost classes end at their last value. */
function totalIn(
  total: number | null,
  limits: readonly number[],
  values: readonly number[],
  text: Reading['text'],
): Scale['total'] {
  if (total === null || values.length === 0) return null;
  const at = classOf(total, limits);
  const from = limits[at - 1] ?? Math.min(...values);
  const to = limits[at] ?? Math.max(...values);
  const along = to > from ? (total - from) / (to - from) : 0.5;
  return { at, along: Math.min(1, Math.max(0, along)), text: text(total) };
}

/** Limits without a decimal that none of them needs: 6%, 8%, 10%. */
function limitTexts(limits: readonly number[], text: Reading['text']): string[] {
  const shown = limits.map(text);
  const whole = shown.every((each) => /^[^.]*(\.0+)?%?$/.test(each));
  return whole ? shown.map((each) => each.replace(/\.0+/, '')) : shown;
}

function classLabels(limits: readonly string[], values: readonly number[], text: Reading['text']): string[] {
  if (values.length === 0) return [];
  if (limits.length === 0) return [`About ${text(values[0]!)}`];
  return [
    `Under ${limits[0]!}`,
    ...limits.slice(1).map((limit, i) => `${limits[i]!} to under ${limit}`),
    `${limits.at(-1)!} or more`,
  ];
}
