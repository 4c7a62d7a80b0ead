import { listDatasets, openDataset, type Dataset, type Need } from '../../../src/dataset';
import { fetchStored, type StoredFile } from '../../../src/dataset/fetch';
import { bootEngine, widened, type Part } from '../../../src/db';
import { storedExpressions } from '../../../src/domain/stored';

let dataset: Dataset | undefined;
/** Networks of about 350,000 patients, which an insert of the site holds. */
const filesABatch = 8;

type StoredRows = StoredFile & { rows: number };

/** What the benchmark asks of the site's own engine and dataset layers; times in milliseconds. */
const bench = {
  async boot(): Promise<number> {
    const [entry] = await listDatasets();
    dataset = await openDataset(entry!);
    return timed(() => dataset!.load([]));
  },
  load: (needs: Need[]): Promise<number> => timed(() => dataset!.load(needs)),
  /** Into an engine of its own, in batches as large as the site's, with what is worked out of each patient or without. */
  async insert(files: StoredRows[], columns: string[], isScored: boolean): Promise<number> {
    const [entry] = await listDatasets();
    const folder = new URL(`data/${entry!.path}`, document.baseURI);
    const stored = isScored ? storedExpressions(new Set(columns)) : [];
    const engine = await bootEngine();
    let taken = 0;
    for (let i = 0; i < files.length; i += filesABatch) {
      const parts: Part[] = [];
      for (const file of files.slice(i, i + filesABatch))
        parts.push({ stream: (await fetchStored(folder, file, {})).content, rows: file.rows });
      taken += await timed(async () => {
        if (isScored) for (const part of parts) part.stream = widened(part.stream, stored);
        await engine.insert('patients', parts);
      });
    }
    await engine.close();
    return taken;
  },
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
