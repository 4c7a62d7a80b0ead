import { mkdtemp, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PortTaken, serve } from './serve.mjs';

const rows = gzipSync(Buffer.from('rows'.repeat(100)));
/** @type {string} */
let folder;
/** @type {Awaited<ReturnType<typeof serve>>} */
let server;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'catchment-serve-'));
  const place = (/** @type {string} */ name) => path.join(folder, name);
  await Promise.all(
    ['dist/assets', 'data/demo/networks', 'data/half-built', 'elsewhere'].map((name) =>
      mkdir(place(name), { recursive: true }),
    ),
  );
  await writeFile(place('dist/index.html'), '<title>Catchment</title>');
  await writeFile(place('dist/assets/engine.wasm'), 'engine');
  await writeFile(place('dist/assets/engine.wasm.br'), 'br');
  await writeFile(place('data/demo/manifest.json'), JSON.stringify({ id: 'demo', title: 'Demonstration' }));
  await writeFile(place('data/demo/networks/a.arrows'), rows);
  await writeFile(place('elsewhere/manifest.json'), JSON.stringify({ id: 'qnc', title: 'Somewhere' }));
  await writeFile(place('private.txt'), 'private');
  server = await serve({ dist: place('dist'), dataRoots: [place('elsewhere'), place('data')], port: 0 });
});

afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

/**
 * A request as written: `fetch` would tidy the path and inflate the body.
 *
 * @param {string} name
 * @param {Record<string, string>} [headers]
 * @param {string} [method]
 * @returns {Promise<{ status: number | undefined, headers: import('node:http').IncomingHttpHeaders, body: Buffer }>}
 */
function get(name, headers = {}, method = 'GET') {
  const { port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path: name, headers, method }, (response) => {
      /** @type {Buffer[]} */
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('end', () => {
        resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) });
      });
    })
      .on('error', reject)
      .end();
  });
}

test('the index lists every dataset, the one named by the caller first', async () => {
  const { body } = await get('/data/index.json');
  expect(JSON.parse(body.toString())).toEqual([
    { id: 'qnc', title: 'Somewhere', path: 'qnc/' },
    { id: 'demo', title: 'Demonstration', path: 'demo/' },
  ]);
});

test('a dataset from elsewhere is mounted under its id', async () => {
  expect((await get('/data/qnc/manifest.json')).status).toBe(200);
});

test('Arrow files are sent as they are stored, with their type and no Content-Encoding', async () => {
  const { headers, body } = await get('/data/demo/networks/a.arrows', { 'accept-encoding': 'gzip, br' });
  expect(headers['content-type']).toBe('application/vnd.apache.arrow.stream');
  expect(headers['content-encoding']).toBeUndefined();
  expect(headers['cache-control']).toBe('no-cache');
  expect(body.equals(rows)).toBe(true);
});

test('JSON of a dataset is zipped for those who accept it', async () => {
  const zipped = await get('/data/demo/manifest.json', { 'accept-encoding': 'gzip' });
  expect(zipped.headers['content-encoding']).toBe('gzip');
  expect(JSON.parse(gunzipSync(zipped.body).toString()).id).toBe('demo');
  const plain = await get('/data/demo/manifest.json');
  expect(plain.headers['content-encoding']).toBeUndefined();
  expect(JSON.parse(plain.body.toString()).id).toBe('demo');
});

test('an unchanged file of a dataset is not sent twice', async () => {
  const { headers } = await get('/data/demo/networks/a.arrows');
  const again = await get('/data/demo/networks/a.arrows', { 'if-none-match': String(headers.etag) });
  expect(again.status).toBe(304);
  expect(again.body).toHaveLength(0);
});

test('the site’s compressed twins are sent with the type of the file', async () => {
  const { headers, body } = await get('/assets/engine.wasm', { 'accept-encoding': 'gzip, br' });
  expect(headers['content-type']).toBe('application/wasm');
  expect(headers['content-encoding']).toBe('br');
  expect(headers['cache-control']).toContain('immutable');
  expect(body.toString()).toBe('br');
  expect((await get('/')).headers['cache-control']).toBe('no-cache');
});

test('a site that is built anew while it is served stays served', async () => {
  expect((await get('/assets/engine.wasm')).body.toString()).toBe('engine');
  await rename(path.join(folder, 'dist/assets/engine.wasm'), path.join(folder, 'dist/assets/engine-2.wasm'));
  expect((await get('/assets/engine.wasm')).status).toBe(404);
  expect((await get('/assets/engine-2.wasm')).body.toString()).toBe('engine');
});

test.each([
  '/data/demo/../../private.txt',
  '/data/demo/%2e%2e/%2e%2e/private.txt',
  '/data/demo/..%2f..%2fprivate.txt',
  '/../private.txt',
  '/%2e%2e/private.txt',
  '/data/demo',
  '/data/demo/networks/none.arrows',
])('%s is not found', async (name) => {
  const { status, body } = await get(name);
  expect(status).toBe(404);
  expect(body.toString()).not.toContain('private');
});

test('writing is refused', async () => {
  expect((await get('/', {}, 'POST')).status).toBe(405);
});

test('a taken port is named, with what to do', async () => {
  const port = Number(new URL(server.url).port);
  const second = serve({ dist: path.join(folder, 'dist'), dataRoots: [], port });
  await expect(second).rejects.toThrow(PortTaken);
  await expect(second).rejects.toThrow(`Port ${port} is taken`);
});
