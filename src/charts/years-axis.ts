import * as Plot from '@observablehq/plot';
import { ink, quiet } from '../ui/colour';

/** Calendar years below, a rule at the one that is shown, and a dashed one where the published projection ends. */
export function yearsAxis({
  firstYear,
  year,
  published,
  years,
  width,
}: {
  firstYear: number;
  year: number;
  published: number;
  years: number;
  width: number;
}): Plot.Markish[] {
  const ends = published > 0 && published < years ? [firstYear + published] : [];
  return [
    Plot.axisX({
      ticks: Array.from({ length: Math.floor(years / 5) + 1 }, (_, i) => firstYear + 5 * i),
      tickFormat: String,
      label: null,
      tickSize: 3,
      color: quiet,
    }),
    Plot.ruleX(ends, { stroke: quiet, strokeDasharray: '3 3' }),
    Plot.text(ends, {
      frameAnchor: 'top-left',
      x: (each: number) => each,
      dx: 4,
      textAnchor: 'start',
      text: () => (width < 420 ? 'not published' : 'no longer published'),
      fill: quiet,
    }),
    Plot.ruleX([firstYear + year], { stroke: ink, strokeOpacity: 0.35 }),
  ];
}
