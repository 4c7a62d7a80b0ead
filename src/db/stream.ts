import { MessageReader, type Schema, type TypeMap } from 'apache-arrow';
import { typeName } from './arrow-type';

export type StreamProblem = 'file-format' | 'not-arrow' | 'truncated';

/** Bytes that are not a whole Arrow IPC stream, and in what way. */
export class StreamError extends Error {
  override readonly name = 'StreamError';
  constructor(
    readonly problem: StreamProblem,
    message: string,
  ) {
    super(message);
  }
}

export interface StreamField {
  name: string;
  type: string;
}

export interface StreamDescription {
  fields: StreamField[];
  rows: number;
}

const fileMagic = 'ARROW1';

/** Reads the headers of an Arrow IPC stream, not its values. Throws StreamError. */
export function describeStream(bytes: Uint8Array): StreamDescription {
  if (String.fromCharCode(...bytes.subarray(0, fileMagic.length)) === fileMagic)
    throw new StreamError('file-format', 'it is in the Arrow IPC file format, not the stream format');
  let schema: Schema<TypeMap> | null = null;
  let rows = 0;
  try {
    const reader = new MessageReader(bytes);
    for (const message of reader) {
      if (message.isSchema()) schema = message.header() as Schema<TypeMap>;
      else {
        if (message.isRecordBatch()) rows += message.header().length;
        const body = reader.readMessageBody(message.bodyLength);
        if (body.byteLength < message.bodyLength) throw new Error('the last batch is cut off');
      }
    }
  } catch (cause) {
    if (schema === null) throw new StreamError('not-arrow', 'it is not an Arrow IPC stream');
    throw new StreamError('truncated', `it is cut off or damaged (${String(cause)})`);
  }
  if (schema === null) throw new StreamError('not-arrow', 'it is not an Arrow IPC stream');
  return { fields: schema.fields.map(({ name, type }) => ({ name, type: typeName(type) })), rows };
}

const endMarker = [0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0];

/**
 * The stream with an end marker after it, without which DuckDB-WASM makes no table and says nothing. A reader stops at
 * the first marker, so a second does no harm, and telling whether one is there would mean trusting the last 8 bytes.
 */
export function withEndMarker(stream: Uint8Array): Uint8Array<ArrayBuffer> {
  const marked = new Uint8Array(stream.length + endMarker.length);
  marked.set(stream);
  marked.set(endMarker, stream.length);
  return marked;
}
