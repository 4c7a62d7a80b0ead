import {
  Bool,
  DataType,
  Field,
  Float64,
  Precision,
  RecordBatch,
  Schema,
  Struct,
  Table,
  Uint16,
  Uint32,
  Uint8,
  makeData,
  tableFromIPC,
  tableToIPC,
  type Data,
} from 'apache-arrow';

/** What a package's columns can be. Flags are bit-packed in the file and bytes (0, 1) here. */
export type StoredType = 'boolean' | 'uint8' | 'uint16' | 'uint32' | 'float64';
export type Values = Uint8Array | Uint16Array | Uint32Array | Float64Array;

export interface Column {
  readonly name: string;
  readonly type: StoredType;
  readonly values: Values;
  /** 1 where there is a value; null for a column that cannot be empty. */
  readonly valid: Uint8Array | null;
}

/** An Arrow IPC *stream* of one record batch, or of several with at most `batchRows` rows each. */
export function encodeStream(columns: readonly Column[], rows: number, batchRows = rows): Uint8Array {
  const fields = columns.map(({ name, type, valid }) => new Field(name, arrowType(type), valid !== null));
  const schema = new Schema(fields);
  const batches: RecordBatch[] = [];
  for (let from = 0; from === 0 || from < rows; from += batchRows) {
    const length = Math.min(batchRows, rows - from);
    const children = columns.map((column) => toData(column, from, length));
    batches.push(
      new RecordBatch(schema, makeData({ type: new Struct(fields), length, nullCount: 0, children })),
    );
    if (batchRows === 0) break;
  }
  return tableToIPC(new Table(schema, batches), 'stream');
}

/** Why bytes are not a stream that can be inserted, in words for the person who made them; null when they are. */
export function streamProblem(bytes: Uint8Array): string | null {
  if (bytes.length >= 6 && String.fromCharCode(...bytes.subarray(0, 6)) === 'ARROW1')
    return 'is an Arrow IPC file (magic ARROW1), not an Arrow IPC stream; write it with the stream format';
  if (bytes.length < 8 || !bytes.subarray(0, 4).every((byte) => byte === 0xff))
    return 'does not begin as an Arrow IPC stream does';
  const end = bytes.subarray(-8);
  if (!end.subarray(0, 4).every((byte) => byte === 0xff) || end.subarray(4).some((byte) => byte !== 0))
    return 'has no end-of-stream marker; it may have been cut off';
  return null;
}

export interface Columns {
  readonly rows: number;
  readonly columns: ReadonlyMap<string, Column>;
}

/** Reads a stream of the types above. Throws an error in plain words on anything else. */
export function decodeStream(bytes: Uint8Array): Columns {
  const problem = streamProblem(bytes);
  if (problem !== null) throw new Error(problem);
  const table = tableFromIPC(bytes);
  const columns = new Map<string, Column>();
  table.schema.fields.forEach((field: Field<DataType>, index) => {
    const type = storedType(field.type);
    const chunks = table.batches.map((batch) => batch.data.children[index]!);
    const values = join(type, chunks, table.numRows);
    const valid = field.nullable ? new Uint8Array(table.numRows) : null;
    if (valid) {
      let at = 0;
      for (const chunk of chunks) {
        if (chunk.nullCount === 0) valid.fill(1, at, at + chunk.length);
        else unpackBits(chunk.nullBitmap, chunk.offset, valid.subarray(at, at + chunk.length));
        at += chunk.length;
      }
    }
    columns.set(field.name, { name: field.name, type, values, valid });
  });
  return { rows: table.numRows, columns };
}

/** The smallest type that holds every value of a non-negative column. */
export function smallestType(values: Iterable<number>): StoredType {
  let top = 0;
  let whole = true;
  for (const value of values) {
    if (value > top) top = value;
    if (!Number.isInteger(value)) whole = false;
  }
  if (!whole || top > 0xffffffff) return 'float64';
  return top <= 0xff ? 'uint8' : top <= 0xffff ? 'uint16' : 'uint32';
}

export function allocate(type: StoredType, length: number): Values {
  switch (type) {
    case 'boolean':
    case 'uint8':
      return new Uint8Array(length);
    case 'uint16':
      return new Uint16Array(length);
    case 'uint32':
      return new Uint32Array(length);
    case 'float64':
      return new Float64Array(length);
    default:
      return type satisfies never;
  }
}

function arrowType(type: StoredType): DataType {
  switch (type) {
    case 'boolean':
      return new Bool();
    case 'uint8':
      return new Uint8();
    case 'uint16':
      return new Uint16();
    case 'uint32':
      return new Uint32();
    case 'float64':
      return new Float64();
    default:
      return type satisfies never;
  }
}

function storedType(type: DataType): StoredType {
  if (DataType.isBool(type)) return 'boolean';
  if (DataType.isFloat(type) && type.precision === Precision.DOUBLE) return 'float64';
  if (DataType.isInt(type) && !type.isSigned && type.bitWidth < 64)
    return `uint${type.bitWidth}` as StoredType;
  throw new Error('has a column of a type that no package has');
}

function toData(column: Column, from: number, length: number): Data {
  const slice = column.values.subarray(from, from + length);
  const data = column.type === 'boolean' ? packBits(slice) : slice;
  const validity: { nullBitmap?: Uint8Array; nullCount: number } = { nullCount: 0 };
  if (column.valid) {
    const valid = column.valid.subarray(from, from + length);
    validity.nullCount = length - valid.reduce((sum, bit) => sum + bit, 0);
    if (validity.nullCount > 0) validity.nullBitmap = packBits(valid);
  }
  return makeData({ type: arrowType(column.type), length, data, ...validity } as Parameters<
    typeof makeData
  >[0]);
}

function join(type: StoredType, chunks: readonly Data[], rows: number): Values {
  const values = allocate(type, rows);
  let at = 0;
  for (const chunk of chunks) {
    const part = values.subarray(at, at + chunk.length);
    if (type === 'boolean') unpackBits(chunk.values as Uint8Array, chunk.offset, part as Uint8Array);
    else part.set((chunk.values as Uint8Array).subarray(0, chunk.length));
    at += chunk.length;
  }
  return values;
}

function packBits(flags: ArrayLike<number>): Uint8Array {
  const packed = new Uint8Array(Math.ceil(flags.length / 8));
  for (let i = 0; i < flags.length; i++) if (flags[i] !== 0) packed[i >> 3]! |= 1 << (i & 7);
  return packed;
}

function unpackBits(packed: Uint8Array, offset: number, flags: Uint8Array): void {
  for (let i = 0; i < flags.length; i++) {
    const at = offset + i;
    flags[i] = (packed[at >> 3]! >> (at & 7)) & 1;
  }
}
