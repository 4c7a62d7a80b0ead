/** A table of neighbourhood cells has at most this many rows, unless one network alone has more. */
export const shardRows = 200_000;

/**
 * Which networks' neighbourhood cells go into one file: all of them where that is within the limit, else each place's
 * networks, cut where they pass it. Networks keep their order.
 *
 * @param networks place and rows of cells by network index
 */
export function shardsOf(
  networks: readonly { place: number; rows: number }[],
  limit = shardRows,
): number[][] {
  const indexes = networks.map((_, i) => i);
  if (networks.reduce((sum, { rows }) => sum + rows, 0) <= limit) return [indexes];
  const places = [...new Set(networks.map(({ place }) => place))].sort((a, b) => a - b);
  return places.flatMap((place) =>
    cut(
      indexes.filter((i) => networks[i]!.place === place),
      networks,
      limit,
    ),
  );
}

function cut(indexes: readonly number[], networks: readonly { rows: number }[], limit: number): number[][] {
  const shards: number[][] = [];
  let rows = Infinity;
  for (const i of indexes) {
    if (rows + networks[i]!.rows > limit) {
      shards.push([]);
      rows = 0;
    }
    shards.at(-1)!.push(i);
    rows += networks[i]!.rows;
  }
  return shards;
}
