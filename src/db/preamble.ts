export type FromPreamble =
  { preamble: 'bytes'; bytes: number; total: number | null } | { preamble: 'failed'; message: string };

/**
 * Runs in the worker before DuckDB's own script, as text: it may use nothing from outside. DuckDB-WASM drops a failed
 * instantiation on the floor and waits for ever, and refuses a .wasm file that the host serves with another media type,
 * as intranet hosts do.
 */
export function preamble(): void {
  const tell = (message: FromPreamble) => self.postMessage(message);
  const instantiate = WebAssembly.instantiateStreaming.bind(WebAssembly);

  const counted = (response: Response): Response => {
    if (!response.ok) throw new Error(`the host answered ${response.status} for ${response.url}`);
    const length = Number(response.headers.get('content-length'));
    const total = length > 0 && !response.headers.get('content-encoding') ? length : null;
    let bytes = 0;
    let toldAt = 0;
    const counter = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        bytes += chunk.byteLength;
        if (performance.now() - toldAt > 100) {
          toldAt = performance.now();
          tell({ preamble: 'bytes', bytes, total });
        }
        controller.enqueue(chunk);
      },
    });
    return new Response(response.body!.pipeThrough(counter), {
      headers: { 'content-type': 'application/wasm' },
    });
  };

  WebAssembly.instantiateStreaming = async (source, imports) => {
    try {
      return await instantiate(counted(await source), imports);
    } catch (error) {
      tell({ preamble: 'failed', message: error instanceof Error ? error.message : String(error) });
      throw error;
    }
  };
}
