import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { pipeline } from 'node:stream';
import { createGzip } from 'node:zlib';
import sirv from 'sirv';
import { listDatasets } from './datasets.mjs';

/** Content types of a dataset's files. Arrow files are gzip inside and sent as they are: no Content-Encoding. */
const dataTypes = /** @type {Record<string, string>} */ ({
  '.json': 'application/json; charset=utf-8',
  '.arrows': 'application/vnd.apache.arrow.stream',
  '.csv': 'text/csv; charset=utf-8',
});

/**
 * Serves the built site and its datasets on this computer only.
 *
 * @param {object} options
 * @param {string} [options.dist] the built site
 * @param {string[]} [options.dataRoots] dataset folders, or folders that hold them; the first dataset is the default
 * @param {number} [options.port] 0 takes a free one
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function serve({ dist = 'dist', dataRoots = ['public/data'], port = 4173 } = {}) {
  const site = sirv(dist, {
    // Looks at the folder for each request: the site may be built anew while it is served.
    dev: true,
    etag: true,
    gzip: true,
    brotli: true,
    setHeaders: (response, name) => {
      const isHashed = name.startsWith('/assets/');
      response.setHeader('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });

  /** @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response */
  const answer = async (request, response) => {
    response.setHeader('X-Content-Type-Options', 'nosniff');
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return refuse(response, 405, 'Only GET and HEAD');
    const name = decodedPath(request.url ?? '/');
    if (name === null) return refuse(response, 400, 'Bad address');
    if (name.startsWith('/data/')) return sendData(request, response, name.slice('/data/'.length), dataRoots);
    site(request, response, () => refuse(response, 404, 'Not found'));
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((error) => {
      console.error(error);
      if (!response.headersSent) refuse(response, 500, 'The server failed; its message is in the terminal');
    });
  });
  await /** @type {Promise<void>} */ (
    new Promise((resolve, reject) => {
      server.once('error', (/** @type {NodeJS.ErrnoException} */ error) => {
        reject(error.code === 'EADDRINUSE' ? new PortTaken(port) : error);
      });
      server.listen(port, '127.0.0.1', resolve);
    })
  );
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://localhost:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export class PortTaken extends Error {
  /** @param {number} port */
  constructor(port) {
    super(
      `Port ${port} is taken by another program. Stop it, or choose another port: npm start -- --port ${port + 1}`,
    );
  }
}

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @param {string} name path below data/
 * @param {string[]} dataRoots
 */
async function sendData(request, response, name, dataRoots) {
  response.setHeader('Cache-Control', 'no-cache');
  const entries = await listDatasets(dataRoots);
  if (name === 'index.json') {
    response.setHeader('Content-Type', /** @type {string} */ (dataTypes['.json']));
    response.end(JSON.stringify(entries.map(({ id, title, path }) => ({ id, title, path }))));
    return;
  }
  const entry = entries.find((candidate) => name.startsWith(decodeURIComponent(candidate.path)));
  const file = entry && path.join(entry.folder, name.slice(decodeURIComponent(entry.path).length));
  const isInside = file && path.resolve(file).startsWith(path.resolve(entry.folder) + path.sep);
  const stats = isInside ? await stat(file).catch(() => null) : null;
  if (!file || !stats?.isFile()) return refuse(response, 404, 'Not found');

  const type = path.extname(file);
  const isZipped = type === '.json' && /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  const etag = `W/"${stats.size.toString(36)}-${stats.mtimeMs.toString(36)}"`;
  response.setHeader('ETag', etag);
  if (type === '.json') response.setHeader('Vary', 'Accept-Encoding');
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304).end();
    return;
  }
  response.setHeader('Content-Type', dataTypes[type] ?? 'application/octet-stream');
  if (isZipped) response.setHeader('Content-Encoding', 'gzip');
  else response.setHeader('Content-Length', stats.size);
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  /** A visitor who leaves half-way is no error. @param {unknown} error */
  const done = (error) => error && response.destroy();
  if (isZipped) pipeline(createReadStream(file), createGzip(), response, done);
  else pipeline(createReadStream(file), response, done);
}

/** @param {string} url */
function decodedPath(url) {
  try {
    const name = decodeURIComponent(url.split(/[?#]/, 1)[0] ?? '');
    return name.includes('\0') ? null : name;
  } catch {
    return null;
  }
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {number} status
 * @param {string} text
 */
function refuse(response, status, text) {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
}
