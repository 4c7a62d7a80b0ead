import {
  Bool,
  Field,
  Int16,
  Int32,
  makeData,
  RecordBatch,
  RecordBatchReader,
  RecordBatchStreamWriter,
  Schema,
  Struct,
  Uint64,
  Uint8,
  type Data,
  type TypeMap,
} from 'apache-arrow';
import type { Bits } from '../domain/models/bits';
import type { PatientRows } from '../domain/models/row-test';
import type { StoredExpression } from '../domain/stored';

const types = {
  UTINYINT: () => new Uint8(),
  SMALLINT: () => new Int16(),
  INTEGER: () => new Int32(),
  UBIGINT: () => new Uint64(),
} as const;

/** The stream with what is worked out of each row behind its columns. */
export function widened(stream: Uint8Array, stored: readonly StoredExpression[]): Uint8Array {
  const writer = new RecordBatchStreamWriter<TypeMap>();
  for (const batch of RecordBatchReader.from<TypeMap>(stream)) writer.write(widenedBatch(batch, stored));
  return writer.finish().toUint8Array(true);
}

function widenedBatch(
  batch: RecordBatch<TypeMap>,
  stored: readonly StoredExpression[],
): RecordBatch<TypeMap> {
  const length = batch.numRows;
  const patients = patientRowsOf(batch);
  const columns = stored.map(({ type, of }) => {
    const { values, known } = of(patients);
    const nulls = known === null ? {} : { nullBitmap: known };
    return makeData({ type: types[type](), length, data: values, ...nulls } as never) as Data;
  });
  const fields = stored.map(({ name, type }) => new Field(name, types[type](), true));
  const schema = new Schema<TypeMap>([...batch.schema.fields, ...fields]);
  const children = [...batch.data.children, ...columns];
  return new RecordBatch(
    schema,
    makeData({ type: new Struct(schema.fields), length, nullCount: 0, children }) as never,
  );
}

/** A batch's columns where they lie. */
function patientRowsOf({ schema, data, numRows: rows }: RecordBatch<TypeMap>): PatientRows {
  const byName = new Map(schema.fields.map(({ name }, i) => [name, data.children[i]!]));
  const column = (name: string): Data => {
    const found = byName.get(name);
    if (found === undefined) throw new RangeError(`The rows have no column “${name}”.`);
    return found;
  };
  const bytes = (bits: Uint8Array): Bits => bits.subarray(0, (rows + 7) >> 3);
  const recorded = ({ nullCount, nullBitmap }: Data) => (nullCount === 0 ? null : bytes(nullBitmap));
  return {
    rows,
    flags: (name) => {
      const flags = column(name);
      if (!(flags.type instanceof Bool)) throw new TypeError(`The column “${name}” is not of flags.`);
      const [set, known] = [bytes(flags.values as Uint8Array), recorded(flags)];
      return known === null ? set : set.map((byte, i) => byte & known[i]!);
    },
    numbers: (name) => column(name).values as ArrayLike<number>,
    recorded: (name) => recorded(column(name)),
  };
}
