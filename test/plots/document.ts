import { parseHTML } from 'linkedom';

/** A document to draw into without a browser. */
export const { document } = parseHTML('<!doctype html><html><body></body></html>');

/** How a chart stands in its snapshot: one element a line, and ids that do not depend on what was drawn before. */
export function svgText(chart: Element): string {
  const svg = chart.tagName.toLowerCase() === 'svg' ? chart : chart.querySelector('svg')!;
  svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  const ids = new Map<string, string>();
  return `${svg.outerHTML
    .replaceAll(/\b(plot-clip|map-hatch)-\d+/g, (id, kind: string) => {
      const known = ids.get(id) ?? `${kind}-${ids.size + 1}`;
      ids.set(id, known);
      return known;
    })
    .replaceAll('><', '>\n<')}\n`;
}
