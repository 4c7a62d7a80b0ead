/** One step at which patients may be lost: `patients` is the sum of its parts. */
export interface FlowStep {
  step: string;
  patients: number;
  parts: { part: string; patients: number }[];
}

/** What was made of the folder, for the summary. */
export interface NhsReport {
  used: { file: string; as: string; date: string; rows: number }[];
  ignored: { file: string; why: string }[];
  missing: { what: string; follows: string }[];
  /** Figures of the files that do not agree or could not be taken as they are. */
  problems: string[];
  flow: FlowStep[];
  seconds: number;
}

/** A step whose parts must sum to its patients; it is a bug when they do not. */
export function flowStep(step: string, patients: number, parts: FlowStep['parts']): FlowStep {
  const sum = parts.reduce((all, part) => all + part.patients, 0);
  if (sum !== patients) throw new Error(`${step}: ${patients} patients, but the parts sum to ${sum}.`);
  return { step, patients, parts: parts.filter((part) => part.patients > 0) };
}

/** 1205104 → 1,205,104 */
export const grouped = (n: number): string => n.toLocaleString('en-GB');

/** `3 practices`, `1 practice` */
export const plural = (n: number, one: string, many = `${one}s`): string =>
  `${grouped(n)} ${n === 1 ? one : many}`;

/** The first of a long list, and how many more. */
export function listed(items: readonly string[], most = 12): string {
  if (items.length <= most) return items.join(', ');
  return `${items.slice(0, most).join(', ')} and ${items.length - most} more`;
}

export function sum(numbers: Iterable<number>): number {
  let all = 0;
  for (const n of numbers) all += n;
  return all;
}
