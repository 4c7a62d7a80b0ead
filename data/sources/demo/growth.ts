/** A graph with a cost on each way; `first`, `neighbours` as in a mesh, `cost` beside `neighbours`. */
export interface Graph {
  count: number;
  first: Int32Array;
  neighbours: Int32Array;
  cost: Float64Array;
}

export interface Growth {
  /** Number of the seed that reached each node first, −1 where none did. */
  owner: Int32Array;
  /** Cost of the way from that seed, its head start included. */
  distance: Float64Array;
}

/**
 * Grows areas from seeds, all different, over the cheapest ways (Dijkstra from many sources). `lag` holds each seed
 * back, but no area takes another's seed.
 */
export function grow(graph: Graph, seeds: readonly number[], lag?: Float64Array): Growth {
  const owner = new Int32Array(graph.count).fill(-1);
  const distance = new Float64Array(graph.count).fill(Infinity);
  const heap = new Heap(graph.count + seeds.length);
  const isSeed = new Uint8Array(graph.count);
  seeds.forEach((node, s) => {
    isSeed[node] = 1;
    owner[node] = s;
    distance[node] = lag?.[s] ?? 0;
    heap.push(node, distance[node]);
  });
  while (heap.size > 0) {
    const key = heap.topKey();
    const node = heap.pop();
    if (key > distance[node]!) continue;
    for (let k = graph.first[node]!; k < graph.first[node + 1]!; k++) {
      const to = graph.neighbours[k]!;
      const reached = key + graph.cost[k]!;
      if (reached < distance[to]! && !isSeed[to]) {
        distance[to] = reached;
        owner[to] = owner[node]!;
        heap.push(to, reached);
      }
    }
  }
  return { owner, distance };
}

class Heap {
  size = 0;
  private keys: Float64Array;
  private nodes: Int32Array;

  constructor(capacity: number) {
    this.keys = new Float64Array(8 * capacity + 16);
    this.nodes = new Int32Array(8 * capacity + 16);
  }

  topKey(): number {
    return this.keys[0]!;
  }

  push(node: number, key: number): void {
    const { keys, nodes } = this;
    let at = this.size++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (keys[parent]! <= key) break;
      keys[at] = keys[parent]!;
      nodes[at] = nodes[parent]!;
      at = parent;
    }
    keys[at] = key;
    nodes[at] = node;
  }

  pop(): number {
    const { keys, nodes } = this;
    const top = nodes[0]!;
    const key = keys[--this.size]!;
    const node = nodes[this.size]!;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.size) break;
      if (child + 1 < this.size && keys[child + 1]! < keys[child]!) child++;
      if (keys[child]! >= key) break;
      keys[at] = keys[child]!;
      nodes[at] = nodes[child]!;
      at = child;
    }
    keys[at] = key;
    nodes[at] = node;
    return top;
  }
}
