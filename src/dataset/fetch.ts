import { DatasetError } from './error';
import { sha256 } from './sha256';

/** What the manifest says of a stored file. */
export interface StoredFile {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface Fetched {
  content: Uint8Array<ArrayBuffer>;
  /** False when the host had inflated the file, so that its stored bytes, and their hash, never reached us. */
  verified: boolean;
}

export interface FetchOptions {
  /** Called with the bytes received since the last call. */
  onBytes?: ((bytes: number) => void) | undefined;
}

/** Longest wait for the next bytes. */
const stallMs = 30_000;

/** Fetches a file that no hash is known of: the list of datasets and the manifests. Always asked afresh of the host. */
export async function fetchText(url: URL, file: string): Promise<string> {
  const { bytes } = await receive(url, file, { cache: 'no-cache' });
  return new TextDecoder().decode(isGzip(bytes) ? await inflate(bytes, file) : bytes);
}

/**
 * Fetches a file of a package, verifies its stored bytes by length and SHA-256, and inflates it when they are gzip,
 * whatever its name or headers say. A host that sends the file with `Content-Encoding: gzip` has the browser inflate it
 * first: then only the content is left to check (row counts, Arrow structure, schema), and `verified` is false.
 */
export async function fetchStored(
  folder: URL,
  stored: StoredFile,
  options: FetchOptions = {},
): Promise<Fetched> {
  const url = new URL(stored.file, folder);
  // The hash in the address keeps a cached file of an earlier build from standing in for this one.
  url.searchParams.set('v', stored.sha256.slice(0, 12));
  const { bytes, inflatedByHost } = await receive(url, stored.file, { cache: 'default' }, options);
  const gzip = isGzip(bytes);
  const [hash, content] = await Promise.all([
    sha256(bytes),
    gzip ? inflate(bytes, stored.file).catch((error: unknown) => error as Error) : bytes,
  ]);
  if (hash === stored.sha256) {
    if (content instanceof Error) throw content;
    return { content, verified: true };
  }
  if (!gzip && inflatedByHost) return { content: bytes, verified: false };
  throw mismatch(bytes, stored);
}

const rebuild =
  'Reload the page; if it stays, the dataset is half copied or half rebuilt: copy or build it again.';

function mismatch(bytes: Uint8Array, { file, bytes: expected }: StoredFile): DatasetError {
  if (isWebPage(bytes)) return webPage(file);
  if (bytes.length < expected)
    return new DatasetError(
      'truncated',
      file,
      `${file} is cut off: ${bytes.length} of ${expected} bytes arrived.`,
      rebuild,
    );
  return new DatasetError(
    'wrong-hash',
    file,
    `${file} is not the file that the manifest describes: its SHA-256 differs (${bytes.length} bytes, ${expected} expected).`,
    rebuild,
  );
}

interface Received {
  bytes: Uint8Array<ArrayBuffer>;
  inflatedByHost: boolean;
}

async function receive(
  url: URL,
  file: string,
  init: RequestInit,
  { onBytes }: FetchOptions = {},
): Promise<Received> {
  const stall = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const sign = () => {
    clearTimeout(timer);
    timer = setTimeout(() => stall.abort(), stallMs);
  };
  let received = 0;
  try {
    sign();
    const response = await fetch(url, { ...init, signal: stall.signal });
    if (!response.ok) throw refused(response.status, file);
    const chunks: Uint8Array<ArrayBuffer>[] = [];
    const reader = response.body!.getReader();
    for (;;) {
      sign();
      const { done, value } = await reader.read();
      if (done) break;
      chunks.push(value);
      received += value.length;
      onBytes?.(value.length);
    }
    return { bytes: joined(chunks, received), inflatedByHost: response.headers.has('content-encoding') };
  } catch (cause) {
    if (cause instanceof DatasetError) throw cause;
    throw unreachable(file, received, stall.signal.aborted, cause);
  } finally {
    clearTimeout(timer);
  }
}

function refused(status: number, file: string): DatasetError {
  if (status === 404 || status === 410)
    return new DatasetError(
      'not-found',
      file,
      `${file} is not on the host (${status}).`,
      'Check that the whole folder of the dataset was copied to the host, and that the host serves files of this type.',
    );
  return new DatasetError(
    'server',
    file,
    `The host refused ${file} (HTTP status ${status}).`,
    status === 401 || status === 403
      ? 'Sign in to the site again, or ask whoever runs it for access.'
      : 'Try again in a minute; if it stays, tell whoever runs the site.',
  );
}

function unreachable(file: string, received: number, stalled: boolean, cause: unknown): DatasetError {
  const offline = !navigator.onLine;
  if (received > 0 && !offline && !stalled)
    return new DatasetError(
      'truncated',
      file,
      `The connection broke off while ${file} was coming: ${received} bytes had arrived.`,
      'Try again.',
      { cause },
    );
  return new DatasetError(
    'offline',
    file,
    offline
      ? `${file} could not be fetched: this computer is offline.`
      : stalled
        ? `${file} could not be fetched: the host sent nothing for ${stallMs / 1000} seconds.`
        : `${file} could not be fetched: the host cannot be reached.`,
    'Check the network connection (and the VPN, if the site needs one), then try again.',
    { cause },
  );
}

export const webPage = (file: string) =>
  new DatasetError(
    'web-page',
    file,
    `The host sent a web page in place of ${file}.`,
    'The file is missing and the host answers with a page of its own, or a sign-in is needed: open the site again, and check that the dataset’s folder is there.',
  );

export const isWebPage = (bytes: Uint8Array): boolean =>
  /^\uFEFF?\s*<(!doctype|html|head|body|\?xml)/i.test(new TextDecoder().decode(bytes.subarray(0, 200)));

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

async function inflate(bytes: Uint8Array<ArrayBuffer>, file: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const inflated = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    return new Uint8Array(await new Response(inflated).arrayBuffer());
  } catch (cause) {
    throw new DatasetError('truncated', file, `${file} is damaged: it cannot be inflated.`, rebuild, {
      cause,
    });
  }
}

function joined(chunks: readonly Uint8Array<ArrayBuffer>[], length: number): Uint8Array<ArrayBuffer> {
  if (chunks.length === 1) return chunks[0]!;
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
