import { assumptionOf, assumptions, defaultAssumptions, type Assumptions } from './capacity-assumptions';

/** No number is negative, so two hyphens stand nowhere else. */
const separator = '--';

/**
 * Assumptions as one parameter of the address, with only what differs from the default: `w-40--smr.m-30`. Nothing in it is
 * escaped in a query string. '' where all are the default.
 */
export const formatAssumptions = (values: Assumptions): string =>
  assumptions
    .filter(({ key, value }) => values.has(key) && values.get(key) !== value)
    .map(({ key }) => `${key}-${values.get(key)!}`)
    .join(separator);

/** The same back. What cannot be used keeps its default, with a sentence for each; nothing throws. */
export function parseAssumptions(text: string): { values: Assumptions; notices: string[] } {
  const values = new Map(defaultAssumptions);
  const notices: string[] = [];
  const seen = new Set<string>();
  for (const part of text.split(separator).filter(Boolean)) {
    const at = part.indexOf('-');
    const key = at < 0 ? part : part.slice(0, at);
    const written = at < 0 ? '' : part.slice(at + 1);
    const assumption = assumptionOf(key);
    const value = /^\d+(\.\d+)?(e[-+]?\d+)?$/.test(written) ? Number(written) : NaN;
    if (assumption === undefined) notices.push(`There is no assumption “${key}”; it was left out.`);
    else if (seen.has(key)) notices.push(`The link has the assumption “${key}” twice; the first is used.`);
    else if (!(value >= assumption.range[0] && value <= assumption.range[1]))
      notices.push(
        `“${written}” cannot be ${assumption.label.toLowerCase()} (${key}, ${assumption.range[0]} to ${assumption.range[1]}); ${assumption.value} is used.`,
      );
    else values.set(key, value);
    seen.add(key);
  }
  return { values, notices };
}
