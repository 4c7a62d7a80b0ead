import { openEnds } from './canonical';
import type { RangeField } from './field';

interface Ends {
  from: number | null;
  to: number | null;
}

const number = String.raw`\d+(?:\.\d+)?`;

/** "65-84", "10-", "-4", "3", ">=65" and the like; or why it is none, as the end of a sentence. */
export function readRange(field: RangeField, value: string): Ends | { why: string } {
  const { id, least, most, decimals } = field;
  const step = 10 ** -decimals;
  const ends = endsOf(value, step, decimals);
  const example = `write “${id}.${sample(field)}”, “${id}.${sample(field).replace(/-.*/, '-')}” or “${id}.-${sample(field).replace(/.*-/, '')}”.`;
  if (ends === null) return { why: `“${id}” takes a range of numbers: ${example}` };
  const { from, to } = ends;
  const places = Math.max(...(value.match(/\.\d+/g) ?? ['.']).map((digits) => digits.length - 1));
  if (places > decimals)
    return {
      why:
        decimals === 0 ? `“${id}” takes whole numbers.` : `“${id}” has ${decimals} digits after the point.`,
    };
  if (from !== null && to !== null && from > to)
    return { why: `it ends before it begins; did you mean “${id}.${to}-${from}”?` };
  if ((from ?? least) > most || (to ?? most) < least)
    return { why: `“${id}” goes from ${least} to ${most}.` };
  return openEnds(field, ends);
}

/** A range in the middle of the field's own, for a notice. */
function sample({ least, most, decimals }: RangeField): string {
  const whole = Math.min(most, 20);
  const at = (share: number) =>
    String(Math.round((least + (whole - least) * share) * 10 ** decimals) / 10 ** decimals);
  return `${at(0.25)}-${at(0.5)}`;
}

function endsOf(value: string, step: number, decimals: number): Ends | null {
  const above = (text: string) => rounded(Number(text) + step);
  const below = (text: string) => rounded(Number(text) - step);
  const rounded = (each: number) => Number(each.toFixed(decimals));
  const range = new RegExp(`^(${number})?-(${number})?$`).exec(value);
  if (range && value !== '-')
    return {
      from: range[1] === undefined ? null : Number(range[1]),
      to: range[2] === undefined ? null : Number(range[2]),
    };
  const compared = new RegExp(`^(>=|<=|>|<|)(${number})$`).exec(value);
  if (!compared) return null;
  const [, sign, text = ''] = compared;
  switch (sign) {
    case '>=':
      return { from: Number(text), to: null };
    case '>':
      return { from: above(text), to: null };
    case '<=':
      return { from: null, to: Number(text) };
    case '<':
      return { from: null, to: below(text) };
    default:
      return { from: Number(text), to: Number(text) };
  }
}
