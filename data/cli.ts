/**
 * Makes and verifies dataset packages, and scores people of a file: `npm run data -- demo | nhs | check | score`.
 *
 * Progress and the summary for people go to standard error, `--json` puts one JSON object on standard output.
 * Exit codes: 0 done, 1 what is wrong with the input or the package, 2 bad usage, 130 interrupted.
 */
import { realpathSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { progressDisplay, type ProgressDisplay } from './progress';
import type { DatasetSource } from './source';
import type { NhsReport } from './sources/nhs/report';
import { summaryOf } from './summary';
import { systemErrorSentence } from './system-error';

const usage = `Usage:
  npm run data -- nhs --in DIR --area CODE --out DIR [--seed N] [--json]
      Published NHS files in DIR → a dataset. CODE: an ICB (QNC), a sub-ICB (05D),
      network codes with commas between (U16318,U93998), or ENG.
  npm run data -- demo --out DIR [--networks N] [--seed N] [--json]
      A fictional system.
  npm run data -- check DIR [--json]
      Verifies a dataset.
  npm run -s data -- score --model ID --in FILE.csv
      Scores people: a column id and flags of conditions → id,score,band on standard
      output. ID: cambridge20, cambridge20_mortality, ccms21, efi, efi2 or charlson; with
      bridges or first_match a segment → id,segment.
`;

export interface Streams {
  stdout: { write(text: string): unknown };
  stderr: { write(text: string): unknown; isTTY?: boolean | undefined };
}

/** Wrong arguments: shown with the usage, exit code 2. */
class UsageError extends Error {}

type Options = Record<string, string | boolean | undefined>;

interface Command {
  options: NonNullable<ParseArgsConfig['options']>;
  required: readonly string[];
  /** Name of the one argument that is not an option. */
  argument?: string;
  run(options: Options, context: Context): Promise<number>;
}

interface Context extends Streams {
  progress: ProgressDisplay;
  signal: AbortSignal;
  pathOf: (text: string) => string;
}

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

const commands: Readonly<Record<string, Command>> = {
  nhs: {
    options: { in: text, area: text, out: text, seed: text, json: flag },
    required: ['in', 'area', 'out'],
    async run(options, context) {
      const seed = wholeNumber(options.seed, 'seed', 1);
      const { readNhs } = await import('./sources/nhs/read');
      const source = await readNhs({
        folder: context.pathOf(String(options.in)),
        area: String(options.area),
        onProgress: (point) => {
          context.progress.show(point);
        },
        signal: context.signal,
      });
      return write(source, { ...options, seed }, context, source.report);
    },
  },
  demo: {
    options: { out: text, networks: text, seed: text, json: flag },
    required: ['out'],
    async run(options, context) {
      const seed = wholeNumber(options.seed, 'seed', 1);
      const networks = wholeNumber(options.networks, 'networks', 24);
      const { demoSource, mostNetworks } = await import('./sources/demo/source');
      if (networks < 1 || networks > mostNetworks)
        throw new UsageError(`--networks must be from 1 to ${mostNetworks}.`);
      return write(demoSource({ networks, seed }), { ...options, seed }, context);
    },
  },
  check: {
    options: { json: flag },
    required: [],
    argument: 'DIR',
    async run(options, { progress, signal, stdout, stderr, pathOf }) {
      const { checkPackage } = await import('./package/check');
      const result = await checkPackage(pathOf(String(options.DIR)), {
        signal,
        onProgress: (point) => {
          progress.show(point);
        },
      });
      progress.stop();
      if (options.json) stdout.write(`${JSON.stringify(result)}\n`);
      else if (result.ok) stderr.write('The dataset is sound.\n');
      if (!result.ok) for (const problem of result.problems) stderr.write(`${problem}\n`);
      return result.ok ? 0 : 1;
    },
  },
  score: {
    options: { model: text, in: text },
    required: ['model', 'in'],
    async run(options, { signal, stdout, stderr, pathOf }) {
      const { questionOf, scorable, scoreFile } = await import('./score/score');
      const question = questionOf(String(options.model));
      if (!question)
        throw new UsageError(
          `There is no model “${String(options.model)}”. There are ${scorable.join(', ')}.`,
        );
      await scoreFile(question, pathOf(String(options.in)), { out: stdout, say: stderr, signal });
      return 0;
    },
  },
};

async function write(
  source: DatasetSource,
  {
    out,
    seed,
    json,
  }: { out?: string | boolean | undefined; seed: number; json?: string | boolean | undefined },
  { progress, signal, stdout, stderr, pathOf }: Context,
  report?: NhsReport,
): Promise<number> {
  const { writePackage } = await import('./package/write');
  const folder = pathOf(String(out));
  const written = await writePackage(source, folder, {
    seed,
    signal,
    onProgress: (point) => {
      progress.show(point);
    },
  });
  progress.stop();
  stderr.write(summaryOf(source, written, folder, report));
  if (json) stdout.write(`${JSON.stringify({ out: folder, ...written, ...(report && { report }) })}\n`);
  return 0;
}

/** Runs one command line and returns the exit code. Paths are taken from `cwd`. */
export async function runCli(
  args: readonly string[],
  streams: Streams,
  signal: AbortSignal,
  cwd: string,
): Promise<number> {
  const { stderr } = streams;
  const [name = '', ...rest] = args;
  if (name === '--help' || name === 'help' || rest.includes('--help')) {
    streams.stdout.write(usage);
    return 0;
  }
  const progress = progressDisplay(stderr);
  try {
    const command = Object.hasOwn(commands, name) ? commands[name]! : null;
    if (!command) throw new UsageError(name ? `There is no command “${name}”.` : 'No command is given.');
    const options = parseOptions(command, rest);
    return await command.run(options, {
      ...streams,
      progress,
      signal,
      pathOf: (file) => path.resolve(cwd, file),
    });
  } catch (error) {
    progress.stop();
    if (signal.aborted) {
      stderr.write('Interrupted; nothing was written.\n');
      return 130;
    }
    if (error instanceof UsageError) {
      stderr.write(`${error.message}\n\n${usage}`);
      return 2;
    }
    stderr.write(`${messageOf(error)}\n`);
    return 1;
  }
}

function parseOptions(command: Command, args: string[]): Options {
  let parsed;
  try {
    parsed = parseArgs({ args, options: command.options, allowPositionals: command.argument !== undefined });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  const options = { ...parsed.values } as Options;
  for (const name of command.required) {
    if (!options[name]) throw new UsageError(`--${name} is missing.`);
  }
  if (command.argument !== undefined) {
    if (parsed.positionals.length !== 1) throw new UsageError(`Give exactly one ${command.argument}.`);
    options[command.argument] = parsed.positionals[0];
  }
  return options;
}

function wholeNumber(value: string | boolean | undefined, name: string, byDefault: number): number {
  if (value === undefined) return byDefault;
  if (typeof value !== 'string' || !/^\d{1,9}$/.test(value))
    throw new UsageError(`--${name} must be a whole number.`);
  return Number(value);
}

const bugs: readonly unknown[] = [Error, TypeError, RangeError, ReferenceError, SyntaxError];

/** The message alone for what a person can mend, the stack for what is a bug. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const refused = systemErrorSentence(error);
  if (refused !== null) return `${refused} Nothing was written.`;
  return bugs.includes(error.constructor) ? (error.stack ?? error.message) : error.message;
}

/** npm runs scripts in the package's folder; the person's own folder is in INIT_CWD. */
function workingFolder(): string {
  const { npm_lifecycle_event: script, INIT_CWD: from } = process.env;
  return script === 'data' && from ? from : process.cwd();
}

async function main(): Promise<void> {
  const interrupt = new AbortController();
  let interruptedAt = 0;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // npm passes on the Ctrl-C that the terminal has already sent here; only a later one is a person who cannot wait.
      if (!interrupt.signal.aborted) interruptedAt = performance.now();
      else if (performance.now() - interruptedAt > 1000) process.exit(130);
      interrupt.abort(new Error('interrupted'));
    });
  }
  // A reader that has seen enough, as head has, is no fault.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  process.exitCode = await runCli(process.argv.slice(2), process, interrupt.signal, workingFolder());
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) await main();
