import { formatValue } from '../domain/format';
import type { Measure } from '../domain/measures/measure';

/** How ticks over a domain read: without decimals where steps of whole numbers are enough. */
export function tickText(
  measure: Measure,
  [low, high]: readonly [number, number],
): (value: number) => string {
  const span = (high - low) * (measure.kind === 'proportion' ? 100 : 1);
  const whole = span >= 4;
  return (value) => {
    const text = formatValue(measure, value);
    return whole ? text.replace(/\.0+(?=%|$)/, '') : text;
  };
}
