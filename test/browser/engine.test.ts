import { readFile } from 'node:fs/promises';
import { host } from './host';
import { expect, test } from './fixtures';

/** Runs for minutes unless it is stopped. */
const endlessSql = 'SELECT sum(a.range * b.range)::DOUBLE AS x FROM range(10000000) a, range(1000000) b';

test('SQL cannot read from another origin, and its worker could not even without the engine’s own lock', async ({
  page,
  open,
}) => {
  const elsewhere = await host(null, {}, () => ({
    body: 'a\n1\n',
    headers: { 'access-control-allow-origin': '*', 'content-type': 'text/csv' },
  }));
  await open();
  const outcomes = await page.evaluate(
    async (urls) => {
      const engine = await (await window.catchment.engine()).bootEngine();
      const read = (url: string) =>
        window.outcome(engine.query(`SELECT a::INTEGER AS a FROM read_csv('${url}')`));
      return Promise.all(urls.map(read));
    },
    ['https://example.org/x.csv', `${elsewhere.url}x.csv`],
  );
  for (const outcome of outcomes) {
    expect(outcome).toMatchObject({ ok: false, name: 'EngineError' });
    expect(outcome.message).toMatch(/disabled/);
  }
  const [worker] = page.workers();
  expect(worker!.url()).toMatch(/^blob:/);
  const fetched = await worker!.evaluate(
    (url) =>
      fetch(url).then(
        () => 'answered',
        () => 'blocked',
      ),
    `${elsewhere.url}x.csv`,
  );
  expect(fetched).toBe('blocked');
  expect(elsewhere.requests).toEqual([]);
  await elsewhere.close();
});

test('the engine’s locks cannot be opened again, and no extension can be had', async ({ page, open }) => {
  const served = await open();
  const before = served.requests.length;
  const outcomes = await page.evaluate(async () => {
    const engine = await (await window.catchment.engine()).bootEngine();
    const statements = [
      'SET enable_external_access = true',
      'SET autoload_known_extensions = true',
      'RESET lock_configuration',
      'LOAD httpfs',
      "COPY (SELECT 1) TO 'out.csv'",
      "ATTACH 'other.db'",
    ];
    return Promise.all(statements.map((sql) => window.outcome(engine.query(sql))));
  });
  for (const outcome of outcomes) expect(outcome).toMatchObject({ ok: false, kind: 'query' });
  expect(served.requests.slice(before).filter((url) => !url.startsWith('/assets/'))).toEqual([]);
});

test('a result that JavaScript cannot hold exactly is refused by its column’s name', async ({
  page,
  open,
}) => {
  await open();
  const outcomes = await page.evaluate(async () => {
    const engine = await (await window.catchment.engine()).bootEngine();
    const queries = [
      'SELECT count(*) AS people FROM range(3)',
      'SELECT 1.5 AS people',
      'SELECT sum(range) AS people FROM range(3)',
      'SELECT list(range) AS people FROM range(3)',
      "SELECT {'n': count(*)} AS people FROM range(3)",
      "SELECT 'a' AS people",
      "SELECT DATE '2026-07-01' AS people",
    ];
    return Promise.all(queries.map((sql) => window.outcome(engine.query(sql))));
  });
  for (const outcome of outcomes) {
    expect(outcome).toMatchObject({ ok: false, kind: 'result' });
    expect(outcome.message).toContain('Column “people”');
  }
});

test('columns come as typed arrays, whole, with NaN where there is no value', async ({ page, open }) => {
  await open();
  const result = await page.evaluate(async () => {
    const engine = await (await window.catchment.engine()).bootEngine();
    const columns = await engine.query(
      `SELECT range::INTEGER AS i, (range % 2 = 0) AS even, CASE WHEN range % 3 > 0 THEN range::DOUBLE END AS gap,
         range::USMALLINT AS code FROM range(10000) ORDER BY range`,
    );
    const none = await engine.query('SELECT 1::INTEGER AS n WHERE false');
    const text = await engine.query("SELECT 'é' AS name", { text: ['name'] });
    return {
      types: columns.names.map((name) => columns.get(name).constructor.name),
      rows: columns.rows,
      ordered: Array.from(columns.get('i')).every((value, i) => value === i),
      even: Array.from(columns.get('even')).reduce((sum, value) => sum + value, 0),
      gaps: Array.from(columns.get('gap')).filter(Number.isNaN).length,
      none: none.rows,
      text: text.text('name'),
    };
  });
  expect(result).toEqual({
    types: ['Int32Array', 'Uint8Array', 'Float64Array', 'Uint16Array'],
    rows: 10_000,
    ordered: true,
    even: 5_000,
    gaps: 3_334,
    none: 0,
    text: ['é'],
  });
});

test('a query that takes several steps gives all its rows, and short ones after it theirs', async ({
  page,
  open,
}) => {
  await open();
  const result = await page.evaluate(async () => {
    const engine = await (await window.catchment.engine()).bootEngine();
    const long = engine.query(
      'SELECT (range % 5000)::INTEGER AS key, count(*)::DOUBLE AS n FROM range(20000000) GROUP BY 1 ORDER BY 1',
    );
    const short = Array.from({ length: 20 }, (_, i) => engine.query(`SELECT ${i}::INTEGER AS x`));
    const columns = await long;
    return {
      rows: columns.rows,
      isWhole: Array.from(columns.get('key')).every((key, i) => key === i && columns.get('n')[i] === 4000),
      short: (await Promise.all(short)).map((one) => one.get('x')[0]),
    };
  });
  expect(result).toEqual({ rows: 5000, isWhole: true, short: Array.from({ length: 20 }, (_, i) => i) });
});

test('a long query is really stopped when its figure asks anew', async ({ page, open }) => {
  await open();
  const result = await page.evaluate(async (endless) => {
    const engine = await (await window.catchment.engine()).bootEngine();
    await engine.query('SELECT 1::INTEGER AS warm');
    const old = window.outcome(engine.query(endless, { figure: 'Map' }));
    await new Promise((resolve) => setTimeout(resolve, 300));
    const began = performance.now();
    const fresh = await engine.query('SELECT 42::INTEGER AS x', { figure: 'Map' });
    const waited = performance.now() - began;
    const again = await engine.query('SELECT count(*)::INTEGER AS n FROM range(5)');
    return { old: await old, answer: fresh.get('x')[0], waited, again: again.get('n')[0] };
  }, endlessSql);
  expect(result.old).toMatchObject({ ok: false, name: 'Superseded' });
  expect(result).toMatchObject({ answer: 42, again: 5 });
  expect(result.waited).toBeLessThan(500);
});

test('a query that is left by a signal frees the engine', async ({ page, open }) => {
  await open();
  const result = await page.evaluate(async (endless) => {
    const engine = await (await window.catchment.engine()).bootEngine();
    const leave = new AbortController();
    const left = window.outcome(engine.query(endless, { signal: leave.signal }));
    await new Promise((resolve) => setTimeout(resolve, 100));
    leave.abort(new Error('left the view'));
    const next = await engine.query('SELECT 1::INTEGER AS x');
    return { left: await left, next: next.get('x')[0] };
  }, endlessSql);
  expect(result.left).toMatchObject({ ok: false, message: 'left the view' });
  expect(result.next).toBe(1);
});

test('a failed query says why and leaves the engine working', async ({ page, open }) => {
  await open();
  const [failed, next] = await page.evaluate(async () => {
    const engine = await (await window.catchment.engine()).bootEngine();
    return [
      await window.outcome(engine.query('SELECT wrong::INTEGER AS x FROM range(3)')),
      (await engine.query('SELECT 7::INTEGER AS x')).get('x')[0],
    ] as const;
  });
  expect(failed).toMatchObject({ ok: false, kind: 'query' });
  expect(failed.message).toContain('"wrong" not found');
  expect(next).toBe(7);
});

test('an engine that traps stops, says so, and rejects what comes later', async ({ page, open }) => {
  await open();
  const [trapped, later] = await page.evaluate(async () => {
    const engine = await (await window.catchment.engine()).bootEngine();
    return [
      await window.outcome(engine.query("SELECT length(repeat('x', 3000000000))::DOUBLE AS n")),
      await window.outcome(engine.query('SELECT 1::INTEGER AS x')),
    ] as const;
  });
  for (const outcome of [trapped, later]) expect(outcome).toMatchObject({ ok: false, kind: 'stopped' });
  expect(trapped.message).toContain('want of memory');
});

test('running out of memory is called by its name, and the engine goes on', async ({ page, open }) => {
  await open();
  const [outcome, next] = await page.evaluate(async () => {
    const engine = await (await window.catchment.engine()).bootEngine();
    const tooMuch = "SELECT length(string_agg(repeat('x', 1000000), ''))::DOUBLE AS n FROM range(5000)";
    return [
      await window.outcome(engine.query(tooMuch)),
      (await engine.query('SELECT 1::INTEGER AS x')).get('x')[0],
    ] as const;
  });
  expect(outcome).toMatchObject({ ok: false, kind: 'out-of-memory' });
  expect(outcome.advice).toContain('fewer networks');
  expect(next).toBe(1);
});

test.describe('an engine that cannot boot', () => {
  const boot = async (timeoutMs: number) =>
    window.outcome((await window.catchment.engine()).bootEngine({ timeoutMs }));

  test('for want of WebAssembly says so at once', async ({ page, open }) => {
    await open({ before: 'delete globalThis.WebAssembly' });
    const outcome = await page.evaluate(boot, 60_000);
    expect(outcome).toMatchObject({ ok: false, name: 'EngineError', kind: 'no-webassembly' });
    expect(outcome.advice).toContain('Edge');
  });

  test('for want of an answer from the host times out', async ({ page, open }) => {
    await open({
      tamper: (file, reply) => (file.endsWith('.wasm') ? new Promise(() => undefined) : reply),
    });
    const outcome = await page.evaluate(boot, 1_000);
    expect(outcome).toMatchObject({ ok: false, kind: 'time-out' });
    expect(outcome.message).toContain('1 second');
  });

  test('for want of its program file says so at once', async ({ page, open }) => {
    await open({
      tamper: (file, reply) => (file.endsWith('.wasm') ? { status: 404, body: 'gone' } : reply),
    });
    const outcome = await page.evaluate(boot, 60_000);
    expect(outcome).toMatchObject({ ok: false, kind: 'engine-file' });
    expect(outcome.message).toContain('404');
  });

  test('for want of its worker script says so at once', async ({ page, open }) => {
    await open({
      tamper: (file, reply) => (file.includes('worker') ? { status: 404, body: 'gone' } : reply),
    });
    expect(await page.evaluate(boot, 60_000)).toMatchObject({ ok: false, kind: 'stopped' });
  });

  test('under a policy without wasm-unsafe-eval says so at once', async ({ page, open, harness }) => {
    const html = await readFile(`${harness}/index.html`, 'utf8');
    expect(html).toContain("'wasm-unsafe-eval'");
    await open({
      tamper: (file, reply) =>
        file === 'index.html' ? { ...reply, body: html.replace("'wasm-unsafe-eval'", '') } : reply,
    });
    const outcome = await page.evaluate(boot, 60_000);
    expect(outcome).toMatchObject({ ok: false, kind: 'engine-file' });
    expect(outcome.advice).toContain('wasm-unsafe-eval');
  });
});

test('the engine boots from a host that does not know the media type of .wasm', async ({ page, open }) => {
  await open({
    tamper: (file, reply) =>
      file.endsWith('.wasm') ? { ...reply, headers: { 'content-type': 'application/octet-stream' } } : reply,
  });
  const answer = await page.evaluate(async () => {
    const engine = await (await window.catchment.engine()).bootEngine();
    return (await engine.query('SELECT 1::INTEGER AS x')).get('x')[0];
  });
  expect(answer).toBe(1);
});

test('while nobody asks, the last question is asked again, and the next one is answered in the midst of it', async ({
  page,
  open,
}) => {
  await open();
  const { asked, answers } = await page.evaluate(async () => {
    const asked: string[] = [];
    const post = Worker.prototype.postMessage as (message: unknown, moved: Transferable[]) => void;
    Worker.prototype.postMessage = function (this: Worker, message: { data?: unknown }, moved: never) {
      const data = JSON.stringify(message.data ?? '');
      if (data.includes('FROM range(')) asked.push(data);
      post.call(this, message, moved);
    };
    const engine = await (await window.catchment.engine()).bootEngine();
    const ask = async (rows: number) =>
      (await engine.query(`SELECT sum(range)::DOUBLE AS x FROM range(${rows})`)).get('x')[0];
    const answers = [await ask(1000)];
    while (asked.length < 4) await new Promise((resolve) => setTimeout(resolve, 5));
    answers.push(await ask(2000));
    const before = asked.length;
    await new Promise((resolve) => setTimeout(resolve, 300));
    if (asked.length !== before) throw new Error('It went on while a person may have been asking.');
    await engine.close();
    return { asked, answers };
  });
  expect(answers).toEqual([499_500, 1_999_000]);
  for (const each of asked.slice(0, -1))
    expect(each).toContain('SELECT sum(range)::DOUBLE AS x FROM range(1000)');
  expect(asked.at(-1)).toContain('FROM range(2000)');
});
