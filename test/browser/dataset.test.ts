import { tableFromIPC, tableToIPC } from 'apache-arrow';
import { gunzipSync, gzipSync } from 'node:zlib';
import { storedExpressions } from '../../src/domain/stored';
import { patientColumns } from '../../src/domain/schema';
import { countOf, expect, test, withFile, type Outcome, type Page } from './fixtures';
import type { Reply, Tamper } from './host';
import type { Files } from './package';

const first = 'networks/U00001.arrows';
const all = countOf([0, 1]);
const one = countOf([1]);

/** Opens the tiny dataset and counts both networks' rows, then the second's, which nothing ails, then both again. */
async function load(page: Page, mend?: () => void) {
  await page.evaluate(async () => {
    await window.tiny();
  });
  const ask = (question: typeof all) =>
    page.evaluate((asked) => {
      return window.outcome(window.dataset.ask(asked));
    }, question);
  const failed = await ask(all);
  const rest = await ask(one);
  mend?.();
  const again = await ask(all);
  return { failed, rest, again };
}

const openOutcome = (page: Page): Promise<Outcome> => page.evaluate(() => window.outcome(window.tiny()));

/** A host that answers a file in its own way while `broken` is set. */
function fault(file: string, change: (reply: Reply) => Reply) {
  const state = { broken: true };
  const tamper: Tamper = (asked, reply) => (state.broken && asked.endsWith(file) ? change(reply) : reply);
  return { tamper, mend: () => void (state.broken = false) };
}

const content = (files: Files, file: string) => gunzipSync(files.get(file)!);

test('a dataset answers from its ready results before the engine has come, and from the engine after', async ({
  page,
  open,
}) => {
  const served = await open();
  const result = await page.evaluate(async () => {
    const dataset = await window.tiny();
    const sql =
      'SELECT network::INTEGER AS area, sum(patients)::DOUBLE AS numerator, sum(patients)::DOUBLE AS denominator FROM practice_cells GROUP BY 1 ORDER BY 1';
    const answer = await dataset.ask({ figure: 'Map', sql, needs: [{ table: 'practice_cells' }] });
    return {
      sql: answer.sql === sql,
      people: Array.from(window.catchment.unwrap(answer.columns).get('numerator')),
      measures: dataset.measures.length,
      geography: (await dataset.geography('network')).type,
    };
  });
  expect(result).toMatchObject({ sql: true, people: [400, 200], geography: 'Topology' });
  expect(result.measures).toBeGreaterThan(20);
  expect(served.requests.filter((url) => /wasm|worker|cells|networks\/U/.test(url))).toEqual([]);

  const computed = await page.evaluate(async () => {
    const needs = (['practice_cells', 'neighbourhood_cells', 'age_cells'] as const).map((table) => ({
      table,
    }));
    const sql =
      'SELECT (SELECT sum(patients) FROM practice_cells)::DOUBLE AS a, (SELECT sum(patients) FROM neighbourhood_cells)::DOUBLE AS b, (SELECT sum(patients) FROM age_cells WHERE age >= 0)::DOUBLE AS c';
    const answer = await window.dataset.ask({ figure: 'Map', sql, needs });
    const columns = window.catchment.unwrap(answer.columns);
    const homes = await window.dataset.neighbourhoods();
    return [...['a', 'b', 'c'].map((name) => columns.get(name)[0]), homes.code.length];
  });
  expect(computed).toEqual([600, 600, 600, 5]);
});

test('staff in post, a projection and earlier lists are fetched once, when they are asked for, and are null where the dataset has none', async ({
  page,
  open,
  good,
}) => {
  const older = new Map(good);
  older.delete('workforce.json');
  older.delete('projection.json');
  older.delete('earlier.json');
  const {
    workforce: _,
    projection: __,
    earlier: ___,
    ...manifest
  } = JSON.parse(new TextDecoder().decode(good.get('manifest.json'))) as Record<string, unknown>;
  older.set('manifest.json', new TextEncoder().encode(JSON.stringify(manifest)));
  const served = await open({ packages: { tiny: good, older } });
  const isOptional = (url: string) => /workforce|projection|earlier/.test(url);
  await page.evaluate(() => window.tiny());
  expect(served.requests.filter(isOptional)).toEqual([]);
  const result = await page.evaluate(async () => {
    const [entry] = (await window.catchment.dataset.listDatasets()).filter(({ id }) => id === 'older');
    const older = await window.catchment.dataset.openDataset(entry!);
    const dataset = await window.tiny();
    const twice = await Promise.all([dataset.workforce(), dataset.workforce()]);
    const projected = await Promise.all([dataset.projection(), dataset.projection()]);
    const lists = await Promise.all([dataset.earlierList(), dataset.earlierList()]);
    return {
      fte: twice.map((staff) => staff?.fte),
      firstBands: projected.map((each) => each?.male.map((year) => year[0])),
      earlier: lists.map((each) => ({
        date: each!.date,
        // Of the first network: 19 bands of men, then of women.
        people: Array.from(window.catchment.unwrap(each!.people).get('people')).filter((_, i) => i % 19 < 2),
      })),
      without: [await older.workforce(), await older.projection(), await older.earlierList()],
    };
  });
  expect(result).toEqual({
    fte: [
      [2.5, 0.4],
      [2.5, 0.4],
    ],
    firstBands: [
      [31, 32, 33],
      [31, 32, 33],
    ],
    earlier: Array.from({ length: 2 }, () => ({ date: '2021-07-01', people: [8, 9, 9, 10] })),
    without: [null, null, null],
  });
  expect(served.requests.filter(isOptional)).toHaveLength(3);
});

test('rows are fetched once, however many ask, and progress counts them to the end', async ({
  page,
  open,
}) => {
  const served = await open();
  const result = await page.evaluate(async (question) => {
    const dataset = await window.tiny();
    const seen: { rows: number; totalRows: number; bytes: number; totalBytes: number; done: boolean }[] = [];
    dataset.progress.subscribe((progress) => seen.push(progress));
    const answers = await Promise.all(['A', 'B', 'C'].map((figure) => dataset.ask({ ...question, figure })));
    await dataset.load(question.needs);
    return { counts: answers.map(({ columns }) => window.catchment.unwrap(columns).get('people')[0]), seen };
  }, all);
  expect(result.counts).toEqual([600, 600, 600]);
  const fetched = served.requests.filter((url) => url.includes('.arrows'));
  expect(fetched).toHaveLength(2);
  const last = result.seen.at(-1)!;
  expect(last).toMatchObject({ rows: 600, totalRows: 600, done: true });
  expect(last.bytes).toBe(last.totalBytes);
  expect(result.seen.some(({ done }) => !done)).toBe(true);
});

test('what is worked out of rows as they come in, in several loads, is what the SQL says of them', async ({
  page,
  open,
}) => {
  await open();
  const stored = storedExpressions(new Set(patientColumns.map(({ name }) => name)));
  expect(stored.length).toBeGreaterThan(3);
  // Text that is not the stored text is worked out, row by row.
  const written = (sql: string) => sql.replaceAll(/ ([+|]) /g, '  $1 ').replace('CASE WHEN', 'CASE  WHEN');
  const counts = stored.flatMap(({ name, sql }) => [
    `count_if(${name} IS NOT DISTINCT FROM (${written(sql)}))::DOUBLE AS ${name}_same`,
    `sum(${sql})::DOUBLE AS ${name}_read`,
    `sum(${written(sql)})::DOUBLE AS ${name}_written`,
  ]);
  const found = await page.evaluate(
    async ({ sql, names }) => {
      const dataset = await window.tiny();
      await dataset.load([{ table: 'patients', networks: [1] }]);
      const needs = [{ table: 'patients' as const, networks: [0, 1] }];
      const { columns } = await dataset.ask({ figure: 'stored', sql, needs });
      const of = (name: string) => window.catchment.unwrap(columns).get(name)[0]!;
      return {
        people: of('people'),
        stored: names.map((name) => [of(`${name}_same`), of(`${name}_read`) - of(`${name}_written`)]),
      };
    },
    {
      sql: `SELECT count(*)::DOUBLE AS people, ${counts.join(', ')} FROM patients`,
      names: stored.map(({ name }) => name),
    },
  );
  expect(found).toEqual({ people: 600, stored: stored.map(() => [600, 0]) });
});

test('a figure’s older question is rejected at once, even while its rows are on their way', async ({
  page,
  open,
}) => {
  await open({
    tamper: (file, reply) => (file.endsWith(first) ? new Promise(() => undefined) : reply),
  });
  const result = await page.evaluate(async (question) => {
    const dataset = await window.tiny();
    const old = window.outcome(dataset.ask({ ...question, figure: 'Map' }));
    const fresh = await dataset.ask({ figure: 'Map', sql: 'SELECT 5::INTEGER AS x', needs: [] });
    return { old: await old, x: window.catchment.unwrap(fresh.columns).get('x')[0] };
  }, all);
  expect(result.old).toMatchObject({ ok: false, name: 'Superseded' });
  expect(result.x).toBe(5);
});

test.describe('a network’s file that fails names itself, leaves the rest working, and can be tried again:', () => {
  const half = (reply: Reply): Reply => ({ ...reply, body: (reply.body as Uint8Array).subarray(0, 500) });
  const flipped = (reply: Reply): Reply => {
    const body = Uint8Array.from(reply.body as Uint8Array);
    body[700]! ^= 1;
    return { ...reply, body };
  };
  const faults: [string, (reply: Reply) => Reply, { kind: string; says: RegExp }][] = [
    [
      'not on the host',
      () => ({ status: 404, body: '' }),
      { kind: 'not-found', says: /not on the host \(404\)/ },
    ],
    ['a host that fails', () => ({ status: 503, body: '' }), { kind: 'server', says: /503/ }],
    ['a host that forbids', () => ({ status: 403, body: '' }), { kind: 'server', says: /403/ }],
    ['cut off by the host', half, { kind: 'truncated', says: /500 of \d+ bytes/ }],
    [
      'a connection that breaks',
      (reply) => ({ ...reply, breakAfter: 500 }),
      { kind: 'truncated', says: /broke off/ },
    ],
    ['one bit changed', flipped, { kind: 'wrong-hash', says: /SHA-256 differs/ }],
    [
      'a web page with status 200',
      () => ({ body: '<!DOCTYPE html><title>Not found</title>', headers: { 'content-type': 'text/html' } }),
      { kind: 'web-page', says: /a web page in place of/ },
    ],
    ['nothing in it', (reply) => ({ ...reply, body: '' }), { kind: 'truncated', says: /0 of \d+ bytes/ }],
  ];
  for (const [title, change, { kind, says }] of faults)
    test(title, async ({ page, open }) => {
      const { tamper, mend } = fault(first, change);
      await open({ tamper });
      const { failed, rest, again } = await load(page, mend);
      expect(failed).toMatchObject({ ok: false, name: 'DatasetError', kind, file: first });
      expect(failed.message).toMatch(says);
      expect(failed.message).toContain(first);
      expect(failed.advice).toBeTruthy();
      expect(rest).toEqual({ ok: true, value: [200] });
      expect(again).toEqual({ ok: true, value: [600] });
    });

  test('offline', async ({ page, open, context }) => {
    await open();
    await page.evaluate(async () => {
      const dataset = await window.tiny();
      await dataset.load([]);
    });
    await context.setOffline(true);
    const ask = () =>
      page.evaluate((question) => {
        return window.outcome(window.dataset.ask(question));
      }, all);
    const failed = await ask();
    expect(failed).toMatchObject({ ok: false, kind: 'offline' });
    expect(failed.message).toContain('this computer is offline');
    await context.setOffline(false);
    expect(await ask()).toEqual({ ok: true, value: [600] });
  });

  test('a host that is gone', async ({ page, open }) => {
    const served = await open();
    await page.evaluate(async () => {
      const dataset = await window.tiny();
      await dataset.load([]);
    });
    await served.close();
    const failed = await page.evaluate((question) => {
      return window.outcome(window.dataset.ask(question));
    }, all);
    expect(failed).toMatchObject({ ok: false, kind: 'offline' });
    expect(failed.message).toContain('cannot be reached');
  });
});

test.describe('a network’s file that is as the manifest says, but not what is needed:', () => {
  const variants: [string, (files: Files) => Files, { kind: string; says: RegExp }][] = [
    [
      'the Arrow file format',
      (files) => withFile(files, first, gzipSync(tableToIPC(tableFromIPC(content(files, first)), 'file'))),
      { kind: 'file-format', says: /Arrow IPC file format/ },
    ],
    [
      'not Arrow',
      (files) => withFile(files, first, gzipSync('a,b\n1,2\n')),
      { kind: 'file-format', says: /not an Arrow/ },
    ],
    [
      'a stream cut off before it was packed',
      (files) => withFile(files, first, gzipSync(content(files, first).subarray(0, -600))),
      { kind: 'truncated', says: /cut off/ },
    ],
    [
      'fewer rows than the manifest says',
      (files) => withFile(files, first, Buffer.from(files.get(first)!), { rows: 401 }),
      { kind: 'wrong-rows', says: /400 rows where the manifest says 401/ },
    ],
    [
      'columns in another order',
      (files) => {
        const table = tableFromIPC(content(files, first));
        const names = table.schema.fields.map(({ name }) => name);
        const [a, b] = [names.indexOf('dm'), names.indexOf('hyp')];
        [names[a], names[b]] = [names[b]!, names[a]!];
        return withFile(files, first, gzipSync(tableToIPC(table.select(names), 'stream')));
      },
      { kind: 'wrong-columns', says: /has “(dm|hyp)” \(boolean\) as its column \d+ where “(dm|hyp)”/ },
    ],
  ];
  for (const [title, change, { kind, says }] of variants)
    test(title, async ({ page, open, good }) => {
      await open({ packages: { tiny: change(good) } });
      const { failed, rest } = await load(page);
      expect(failed).toMatchObject({ ok: false, name: 'DatasetError', kind, file: first });
      expect(failed.message).toMatch(says);
      expect(rest).toEqual({ ok: true, value: [200] });
    });

  test('a stream without its end marker is taken all the same', async ({ page, open, good }) => {
    const stream = content(good, first);
    expect([...stream.subarray(-8)]).toEqual([255, 255, 255, 255, 0, 0, 0, 0]);
    await open({ packages: { tiny: withFile(good, first, gzipSync(stream.subarray(0, -8))) } });
    expect((await load(page)).failed).toEqual({ ok: true, value: [600] });
  });

  test('a file that is stored without gzip is taken all the same', async ({ page, open, good }) => {
    await open({ packages: { tiny: withFile(good, first, content(good, first)) } });
    expect((await load(page)).failed).toEqual({ ok: true, value: [600] });
  });
});

test.describe('a host that inflates files on their way', () => {
  const inflating: Tamper = (file, reply) =>
    file.endsWith('.arrows')
      ? { ...reply, headers: { ...reply.headers, 'content-encoding': 'gzip' } }
      : reply;

  test('is noticed, and rows are still counted', async ({ page, open }) => {
    await open({ tamper: inflating });
    const result = await page.evaluate(async (question) => {
      const dataset = await window.tiny();
      const { columns } = await dataset.ask(question);
      let notices: readonly { file: string; text: string }[] = [];
      dataset.notices.subscribe((value) => (notices = value))();
      return { people: window.catchment.unwrap(columns).get('people')[0], notices };
    }, all);
    expect(result.people).toBe(600);
    expect(result.notices.map(({ file }) => file).sort()).toEqual([first, 'networks/U00002.arrows']);
    expect(result.notices[0]!.text).toContain('could not be checked');
  });

  test('does not let a short file through', async ({ page, open, good }) => {
    const short = gzipSync(content(good, first).subarray(0, -600));
    await open({
      tamper: (file, reply) => inflating(file, file.endsWith(first) ? { ...reply, body: short } : reply),
    });
    const { failed, rest } = await load(page);
    expect(failed).toMatchObject({ ok: false, kind: 'truncated', file: first });
    expect(rest).toEqual({ ok: true, value: [200] });
  });
});

test('on a plain-http intranet host, without crypto.subtle, files are verified all the same', async ({
  page,
  open,
}) => {
  const before = "Object.defineProperty(Crypto.prototype, 'subtle', { get: () => undefined });";
  const { tamper, mend } = fault(first, (reply) => {
    const body = Uint8Array.from(reply.body as Uint8Array);
    body[700]! ^= 1;
    return { ...reply, body };
  });
  await open({ before, tamper });
  expect(await page.evaluate(() => (crypto as { subtle?: unknown }).subtle)).toBeUndefined();
  const { failed, again } = await load(page, mend);
  expect(failed).toMatchObject({ ok: false, kind: 'wrong-hash' });
  expect(again).toEqual({ ok: true, value: [600] });
});

test.describe('opening a dataset fails readably when', () => {
  const answer =
    (file: string, reply: Reply): Tamper =>
    (asked, usual) =>
      asked.endsWith(file) ? reply : usual;
  const page200: Reply = { body: '<html><body>Sign in</body></html>' };
  const cases: [string, Tamper, { kind: string; file: string }][] = [
    [
      'its manifest is missing',
      answer('manifest.json', { status: 404, body: '' }),
      { kind: 'not-found', file: 'manifest.json' },
    ],
    [
      'its manifest is a web page',
      answer('manifest.json', page200),
      { kind: 'web-page', file: 'manifest.json' },
    ],
    [
      'its manifest is cut off',
      answer('manifest.json', { body: '{"schemaVersion": 1, "id"' }),
      { kind: 'not-json', file: 'manifest.json' },
    ],
    [
      'its manifest is of a newer version',
      answer('manifest.json', { body: '{"schemaVersion": 99}' }),
      { kind: 'newer-schema', file: 'manifest.json' },
    ],
    [
      'its manifest is another thing',
      answer('manifest.json', { body: '{"schemaVersion": 1}' }),
      { kind: 'invalid', file: 'manifest.json' },
    ],
    [
      'the list of datasets is missing',
      answer('index.json', { status: 404, body: '' }),
      { kind: 'not-found', file: 'data/index.json' },
    ],
    [
      'it is listed at another origin',
      answer('index.json', { body: '[{"id":"x","title":"X","path":"https://example.org/x/"}]' }),
      { kind: 'invalid', file: 'data/index.json' },
    ],
  ];
  for (const [title, tamper, expected] of cases)
    test(title, async ({ page, open }) => {
      await open({ tamper });
      const outcome = await openOutcome(page);
      expect(outcome).toMatchObject({ ok: false, name: 'DatasetError', ...expected });
      expect(outcome.advice).toBeTruthy();
    });
});

test('a dataset without its ready results or its map opens, says so, and computes', async ({
  page,
  open,
}) => {
  let broken = true;
  await open({
    tamper: (file, reply) =>
      broken && /warm\.json|geo\/networks\.json/.test(file) ? { status: 404, body: '' } : reply,
  });
  const result = await page.evaluate(async (question) => {
    const dataset = await window.tiny();
    let notices: readonly { file: string }[] = [];
    dataset.notices.subscribe((value) => (notices = value))();
    return {
      map: await window.outcome(dataset.geography('network')),
      people: await window.outcome(dataset.ask(question)),
      notices: notices.map(({ file }) => file),
    };
  }, all);
  expect(result.map).toMatchObject({ ok: false, kind: 'not-found', file: 'geo/networks.json' });
  expect(result.people).toEqual({ ok: true, value: [600] });
  expect(result.notices).toEqual(['warm.json']);
  broken = false;
  const map = await page.evaluate(() => {
    return window.outcome(window.dataset.geography('network'));
  });
  expect(map.ok).toBe(true);
});

test('an engine that stopped is started anew by the next question, with its tables', async ({
  page,
  open,
}) => {
  await open();
  const result = await page.evaluate(async (question) => {
    const dataset = await window.tiny();
    const before = await window.outcome(dataset.ask(question));
    const trapped = await window.outcome(
      dataset.ask({ figure: 'Map', sql: "SELECT length(repeat('x', 3000000000))::DOUBLE AS n", needs: [] }),
    );
    return { before, trapped, after: await window.outcome(dataset.ask(question)) };
  }, all);
  expect(result.before).toEqual({ ok: true, value: [600] });
  expect(result.trapped).toMatchObject({ ok: false, kind: 'stopped' });
  expect(result.after).toEqual({ ok: true, value: [600] });
});

test('an engine that could not boot leaves ready results and the map working, and can be tried again', async ({
  page,
  open,
}) => {
  const { tamper, mend } = fault('.wasm', () => ({ status: 404, body: '' }));
  await open({ tamper });
  const first = await page.evaluate(async (question) => {
    const dataset = await window.tiny();
    return {
      map: (await dataset.geography('network')).type,
      people: await window.outcome(dataset.ask(question)),
    };
  }, all);
  expect(first).toMatchObject({
    map: 'Topology',
    people: { ok: false, name: 'EngineError', kind: 'engine-file' },
  });
  mend();
  const again = await page.evaluate((question) => {
    return window.outcome(window.dataset.ask(question));
  }, all);
  expect(again).toEqual({ ok: true, value: [600] });
});

test('a dataset that is closed rejects what is pending and what comes', async ({ page, open }) => {
  await open();
  const [pending, later] = await page.evaluate(async (question) => {
    const dataset = await window.tiny();
    const asked = window.outcome(dataset.ask(question));
    await dataset.close();
    return [await asked, await window.outcome(dataset.ask(question))] as const;
  }, all);
  expect(pending).toMatchObject({ ok: false, kind: 'stopped' });
  expect(later).toMatchObject({ ok: false, kind: 'stopped' });
});
