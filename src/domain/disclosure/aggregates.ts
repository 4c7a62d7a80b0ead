/** Functions of DuckDB that make one value of many rows, as this product's queries use them. */
const aggregate =
  /^(any|avg|corr|count|count_if|kurtosis|max|median|min|quantile_\w+|stddev\w*|sum|var\w*)$/i;

/**
 * Throws unless each row of a query's answer stands for a group of rows: the query groups, or every column that it gives is
 * made of aggregates. So no patient's row is drawn or listed, whichever view asks. It reads the queries that this product
 * writes, which begin with SELECT; it is no wall against somebody who writes their own.
 */
export function assertAggregated(sql: string): void {
  const outer = outermost(sql);
  if (/\bGROUP BY\b/i.test(outer)) return;
  const projected = /^\s*SELECT\s+(.*?)(\s+FROM\b.*)?$/is.exec(outer);
  const columns = projected?.[1]?.split(',') ?? [];
  const reads = projected?.[2] !== undefined;
  if (columns.length > 0 && (!reads || columns.every((column) => column.includes(aggregated)))) return;
  throw new TypeError(
    `A query may not give rows as they are; count, sum or group them: ${sql.slice(0, 160)}`,
  );
}

/** Stands for a call of an aggregate. */
const aggregated = '\u0001';

/** A query without its texts and without what stands in brackets, where only an aggregate's call leaves its mark. */
function outermost(sql: string): string {
  let text = '';
  let depth = 0;
  for (const [part, called] of sql.matchAll(/'(?:[^']|'')*'|(\w+)(?=\()|\w+|[^\w'()]+|[\s\S]/g)) {
    if (part === '(') depth++;
    else if (part === ')') depth--;
    else if (called !== undefined && aggregate.test(called)) text += aggregated;
    else if (depth === 0 && !(part.length > 1 && part.startsWith("'"))) text += part;
  }
  return text;
}
