import { statistic, suppressed, type ShownCount, type Statistic } from './disclosure';
import type { Measure } from './measures/measure';
import type { Estimate } from './stats';

const groups = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const fixed = (digits: number) =>
  new Intl.NumberFormat('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits });
const oneDecimal = fixed(1);
const twoDecimals = fixed(2);

/** 48,210, or * where it is suppressed. Takes only what has passed the gate. */
export const formatCount = (count: ShownCount): string =>
  count === suppressed ? suppressed : groups.format(count);

/** 6,139 of what are neither people nor events: networks, practices, rows of a published file, a number on an axis. */
export const formatNumber = (value: number): string => groups.format(value);

/** An expected count: 6,120, or 3.4 where a decimal still tells something. */
export const formatExpected = (expected: number): string =>
  (expected < 100 ? oneDecimal : groups).format(expected);

/** Whole-time equivalents: 12.4. */
export const formatStaff = (wte: number): string => oneDecimal.format(wte);
/** Whole-time equivalents per 10,000 patients: 0.42. */
export const formatStaffRate = (rate: number): string => twoDecimals.format(rate);

/** A share (0–1) as 12.3%, or 0.56% under one per cent. */
export function formatShare(share: number): string {
  const percent = share * 100;
  return `${percent !== 0 && Math.abs(percent) < 0.995 ? twoDecimals.format(percent) : oneDecimal.format(percent)}%`;
}

/** A measure's value without its unit's words: 12.3%, 104.2, 0.61, 48,210. */
export function formatValue(measure: Measure, value: number): string {
  switch (measure.kind) {
    case 'proportion':
      return formatShare(value);
    case 'rate':
    case 'ratio':
      return oneDecimal.format(value);
    case 'mean':
      return twoDecimals.format(value);
    case 'count':
      return groups.format(value);
    default:
      return measure satisfies never;
  }
}

/** What a value counts: "%", "per 1,000 people", "points a person", "observed for 100 expected", "people". */
export function unitOf(measure: Measure): string {
  switch (measure.kind) {
    case 'proportion':
      return '%';
    case 'rate':
      return `per ${groups.format(measure.multiplier)} people`;
    case 'mean':
    case 'ratio':
      return measure.unit;
    case 'count':
      return 'people';
    default:
      return measure satisfies never;
  }
}

/** 12.3% (11.9–12.7), or why there is no value. */
export function formatEstimate(measure: Measure, estimate: Estimate): string {
  if (!estimate.ok) return suppressed;
  const value = formatValue(measure, estimate.value);
  if (measure.kind === 'count') return value;
  return `${value} (${formatInterval(measure, estimate)})`;
}

/** 11.9–12.7 */
export function formatInterval(measure: Measure, estimate: Estimate & { ok: true }): string {
  const bare = (value: number) => formatValue(measure, value).replace('%', '');
  return `${bare(estimate.lower)}–${bare(estimate.upper)}`;
}

/** 1 July 2026; October 2025 where the day is not known; anything else as it stands. */
export function formatDate(iso: string): string {
  if (!/^\d{4}-\d{2}(-\d{2})?$/.test(iso)) return iso;
  const hasDay = iso.length === 10;
  const moment = new Date(`${iso}${hasDay ? '' : '-01'}T00:00:00Z`);
  // "2024-25" is a year from April to March, not a month.
  if (Number.isNaN(moment.getTime())) return iso;
  return (hasDay ? dayFormat : monthFormat).format(moment);
}

const monthOptions = { month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
const monthFormat = new Intl.DateTimeFormat('en-GB', monthOptions);
const dayFormat = new Intl.DateTimeFormat('en-GB', { ...monthOptions, day: 'numeric' });

/** Limits of a share: 11.9–12.7 */
export const formatShareLimits = ({ lower, upper }: { lower: number; upper: number }): string =>
  [lower, upper].map((share) => formatShare(share).replace('%', '')).join('–');

/** A value for a file: percent for shares, every digit that it has. */
export const plainValue = (measure: Measure, value: number): Statistic =>
  statistic(measure.kind === 'proportion' ? value * 100 : value);

const signOf = (value: number) => (value < 0 ? '−' : value > 0 ? '+' : '');

/** A change between shown numbers: +2,100, −40, 0, or * where it is suppressed. */
export const formatChange = (change: ShownCount): string =>
  change === suppressed ? suppressed : `${signOf(change)}${groups.format(Math.abs(change))}`;

/** A change of whole-time equivalents: +1.9, −0.3, 0.0. */
export function formatStaffChange(change: number): string {
  const size = formatStaff(Math.abs(change));
  return `${Number(size.replaceAll(',', '')) === 0 ? '' : signOf(change)}${size}`;
}

/** A change in per cent: +38%, −4%, +0.6% where it is small. */
export function formatPercentChange(percent: number): string {
  const size = Math.abs(percent);
  const text = size < 9.95 ? oneDecimal.format(size) : groups.format(size);
  return `${Number(text.replaceAll(',', '')) === 0 ? '' : signOf(percent)}${text}%`;
}

/** Its 80% interval in brackets: 31–45, −2 to 3. */
export function formatPercentRange({ lower, upper }: { lower: number; upper: number }): string {
  const fine = Math.max(Math.abs(lower), Math.abs(upper)) < 9.95;
  const bare = (value: number) => {
    const size = (fine ? oneDecimal : groups).format(Math.abs(value));
    // What rounds to 0 has no sign.
    return `${value < 0 && Number(size.replaceAll(',', '')) !== 0 ? '−' : ''}${size}`;
  };
  const from = bare(lower);
  return `${from}${from.startsWith('−') ? ' to ' : '–'}${bare(upper)}`;
}

/** A number for a sentence that says "about": two significant digits, 2,100. */
export const formatAbout = (value: number): string => groups.format(Number(value.toPrecision(2)));
