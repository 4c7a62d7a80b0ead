import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { installPackages } from './packages.mjs';

const usage = `npm start -- [--port N] [--dataset DIR]

  --port N       serve on http://localhost:N (4173 unless told)
  --dataset DIR  serve a dataset built elsewhere too, and open it first`;

const { port, dataset } = readOptions();
process.chdir(path.join(import.meta.dirname, '..'));

installPackages();
// Loaded only now: they need the packages.
const { buildAll } = await import('./build.mjs');
const { serve } = await import('./serve.mjs');
try {
  await buildAll();
  const server = await serve({ dataRoots: [...(dataset ? [dataset] : []), 'public/data'], port });
  console.log(`\nCatchment is ready: ${server.url}\nStop it with Ctrl-C.`);
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
    process.once(signal, () => {
      void server.close().then(() => process.exit(0));
    });
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: '4173' },
        dataset: { type: 'string' },
        help: { type: 'boolean' },
      },
    });
    if (values.help) {
      console.log(usage);
      process.exit(0);
    }
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65535)
      throw new Error(`--port ${values.port} is not a port number.`);
    // npm runs scripts in the project's folder; a person names a folder from where they stand.
    const dataset = values.dataset && path.resolve(process.env.INIT_CWD ?? '.', values.dataset);
    if (dataset && !existsSync(path.join(dataset, 'manifest.json'))) {
      throw new Error(
        `--dataset ${values.dataset} is not a dataset: it has no manifest.json. Make one with npm run data.`,
      );
    }
    return { port, dataset };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`);
    process.exit(2);
  }
}
