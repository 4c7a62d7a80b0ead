import { listDatasets, openDataset, type Dataset, type Need } from '../../../src/dataset';

let dataset: Dataset | undefined;

/** What the benchmark asks of the site's own engine and dataset layers; times in milliseconds. */
const bench = {
  async boot(): Promise<number> {
    const [entry] = await listDatasets();
    dataset = await openDataset(entry!);
    return timed(() => dataset!.load([]));
  },
  load: (needs: Need[]): Promise<number> => timed(() => dataset!.load(needs)),
  async query(sql: string, times: number): Promise<number[]> {
    const taken: number[] = [];
    for (let i = 0; i < times; i++)
      taken.push(await timed(() => dataset!.ask({ figure: 'bench', sql, needs: [] })));
    return taken;
  },
};

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

declare global {
  interface Window {
    bench: typeof bench;
  }
}
window.bench = bench;
