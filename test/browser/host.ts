import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Files } from './package';

export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  body: Uint8Array | string;
  /** Bytes after which the connection breaks. */
  breakAfter?: number;
}

/** Changes what the host would have answered; a promise that never settles is a host that never answers. */
export type Tamper = (file: string, reply: Reply) => Reply | Promise<Reply>;

export interface Host {
  url: string;
  /** Paths asked for, with their queries. */
  requests: string[];
  close: () => Promise<void>;
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/** A static host on a free port: `folder`, and below `data/<name>/` the packages. `tamper` may change any answer. */
export async function host(
  folder: string | null,
  packages: Record<string, Files> = {},
  tamper: Tamper = (_, reply) => reply,
): Promise<Host> {
  const requests: string[] = [];
  const list = Object.keys(packages).map((id) => ({ id, title: id, path: `${id}/` }));
  const find = (file: string): Uint8Array | string | undefined => {
    if (file === 'data/index.json') return JSON.stringify(list);
    const [, name = '', inside = ''] = /^data\/([^/]+)\/(.+)$/.exec(file) ?? [];
    return packages[name]?.get(inside);
  };
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    requests.push(request.url!);
    const file = new URL(request.url!, 'http://host').pathname.slice(1) || 'index.html';
    const stored = find(file);
    const onDisk = folder !== null && path.join(folder, file);
    const type = types[path.extname(file)] ?? 'application/octet-stream';
    if (stored === undefined && onDisk && (await stat(onDisk).catch(() => null))?.isFile()) {
      const reply = await tamper(file, { body: '', headers: { 'content-type': type } });
      response.writeHead(reply.status ?? 200, reply.headers);
      if (reply.status === undefined && reply.body === '') createReadStream(onDisk).pipe(response);
      else response.end(reply.body);
      return;
    }
    const reply = await tamper(
      file,
      stored === undefined
        ? { status: 404, body: 'not here' }
        : { body: stored, headers: { 'content-type': type } },
    );
    const body = Buffer.from(reply.body);
    response.writeHead(reply.status ?? 200, { 'content-length': String(body.length), ...reply.headers });
    if (reply.breakAfter === undefined) response.end(body);
    else {
      response.write(body.subarray(0, reply.breakAfter));
      // Later, so that the first bytes reach the page before the end does.
      setTimeout(() => response.destroy(), 500);
    }
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    requests,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
