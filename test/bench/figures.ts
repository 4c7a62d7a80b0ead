/** A measured figure. `target` is the most (or with `atLeast` the least) that is good enough, where there is one. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  target?: number;
  atLeast?: boolean;
}

export const median = (values: number[]): number => quantile(values, 0.5);

/** The value below which a share of the values lie, by nearest rank. */
export function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]!;
}

/** One object of named figures with units. */
export const asJson = (figures: Figure[]): string =>
  JSON.stringify(
    Object.fromEntries(
      figures.map(({ name, ...rest }) => [name, { ...rest, value: Number(rest.value.toPrecision(4)) }]),
    ),
    null,
    2,
  );

export function asText(figures: Figure[]): string {
  return figures
    .map(({ name, value, unit, target, atLeast }) => {
      const good = target === undefined ? '' : (atLeast ? value >= target : value <= target) ? '  ✓' : '  ✗';
      const aim = target === undefined ? '' : ` (${atLeast ? 'at least' : 'at most'} ${target})`;
      return `${name.padEnd(44)} ${value.toPrecision(4).padStart(10)} ${unit}${aim}${good}`;
    })
    .join('\n');
}
