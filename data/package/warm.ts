import { availableMeasures } from '../../src/domain/measures/cells';
import { defaultMeasureId } from '../../src/domain/measures/default';
import type { MeasureContext } from '../../src/domain/measures/measure';
import { areaSql } from '../../src/domain/measures/query';
import type { Warm } from '../../src/domain/schema';
import type { Engine } from './engine';

/** Up to this many networks every measure is warm; above it only the default one, so that the file stays small. */
export const everyMeasureUpTo = 200;

/** Queries of the first map: a measure by network. */
export function warmQueries(
  context: MeasureContext,
  available: ReadonlySet<string>,
  networks: number,
): string[] {
  return availableMeasures(context, available)
    .filter(({ id }) => networks <= everyMeasureUpTo || id === defaultMeasureId)
    .map((measure) => areaSql({ measure, level: 'network' }));
}

/** Their results from the practice cells, an Arrow IPC stream. */
export function warmResults(
  engine: Engine,
  practiceCells: Uint8Array,
  queries: readonly string[],
): Warm['results'] {
  engine.insert('practice_cells', practiceCells);
  try {
    return queries.map((sql) => {
      const columns = [...engine.query(sql).columns];
      return {
        sql,
        columns: Object.fromEntries(columns.map(([name, values]) => [name, Array.from(values)])),
      };
    });
  } finally {
    engine.drop('practice_cells');
  }
}
