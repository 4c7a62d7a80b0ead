import {
  Bool,
  DateDay,
  Decimal,
  Field,
  Float32,
  Float64,
  Int16,
  Int32,
  Int64,
  Int8,
  List,
  Schema,
  Struct,
  Table,
  tableFromIPC,
  tableToIPC,
  TimestampMicrosecond,
  Uint16,
  Uint32,
  Uint64,
  Uint8,
  Utf8,
  vectorFromArray,
  type DataType,
  type TypeMap,
} from 'apache-arrow';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EngineError } from './error';
import { columnsFromTable, guardSchema } from './result';

const schemaOf = (name: string, type: DataType) => new Schema<TypeMap>([new Field(name, type, true)]);

const refused: [string, DataType, string][] = [
  ['Int64', new Int64(), 'int64'],
  ['Uint64', new Uint64(), 'uint64'],
  ['Decimal', new Decimal(2, 18, 128), 'decimal'],
  ['Date', new DateDay(), 'date'],
  ['Timestamp', new TimestampMicrosecond(), 'timestamp'],
  ['List of Int32', new List(new Field('item', new Int32(), true)), 'list'],
  ['Struct with a BIGINT', new Struct([new Field('n', new Int64(), true)]), 'struct'],
];

describe('the result guard', () => {
  it.each(refused)('refuses %s and names the column and the mend', (_, type, word) => {
    const guard = () => guardSchema(schemaOf('people', type));
    expect(guard).toThrow(EngineError);
    expect(guard).toThrow(`Column “people” of the result is ${word}`);
    expect(guard).toThrow('people::DOUBLE');
  });

  it('refuses text that was not asked for, and numbers that were to be text', () => {
    expect(() => guardSchema(schemaOf('name', new Utf8()))).toThrow('Column “name” of the result is text');
    expect(() => guardSchema(schemaOf('name', new Utf8()), ['name'])).not.toThrow();
    expect(() => guardSchema(schemaOf('name', new Int32()), ['name'])).toThrow('cast it to VARCHAR');
  });

  it('refuses two columns of one name, of which one would be lost', () => {
    const schema = new Schema<TypeMap>([new Field('n', new Int32()), new Field('n', new Float64())]);
    expect(() => guardSchema(schema)).toThrow('there twice');
  });

  it('reads a table without rows', () => {
    const table = new Table<TypeMap>(schemaOf('n', new Int32()));
    expect(columnsFromTable(table)).toMatchObject({ rows: 0, names: ['n'] });
    expect(columnsFromTable(table).get('n')).toEqual(new Int32Array());
  });

  it('says which columns there are when one is asked for that is not', () => {
    const columns = columnsFromTable(new Table<TypeMap>({ area: vectorFromArray([1], new Int32()) }));
    expect(() => columns.get('erea')).toThrow('no column “erea”; it has area');
  });

  const kinds = [
    { type: new Int8(), value: fc.integer({ min: -128, max: 127 }), array: Int8Array },
    { type: new Int16(), value: fc.integer({ min: -32768, max: 32767 }), array: Int16Array },
    { type: new Int32(), value: fc.integer(), array: Int32Array },
    { type: new Uint8(), value: fc.nat(255), array: Uint8Array },
    { type: new Uint16(), value: fc.nat(65535), array: Uint16Array },
    { type: new Uint32(), value: fc.nat(4294967295), array: Uint32Array },
    { type: new Float32(), value: fc.float({ noNaN: true }), array: Float32Array },
    { type: new Float64(), value: fc.double({ noNaN: true }), array: Float64Array },
    { type: new Bool(), value: fc.boolean(), array: Uint8Array },
  ];
  const kind = fc.nat(kinds.length - 1).map((i) => kinds[i]!);
  const chunked = kind.chain(({ type, value, array }) =>
    fc.record({
      type: fc.constant(type as DataType),
      array: fc.constant(array),
      chunks: fc.array(
        fc.array(fc.option<number | boolean>(value as fc.Arbitrary<number>, { freq: 5 }), { maxLength: 40 }),
        {
          minLength: 1,
          maxLength: 4,
        },
      ),
    }),
  );

  it('gives every value of every chunk, NaN where there is none, in one array, for any table', () => {
    fc.assert(
      fc.property(chunked, ({ type, array, chunks }) => {
        const parts = chunks.filter((chunk) => chunk.length > 0);
        const expected = parts.flat().map((value) => (value === null ? NaN : Number(value)));
        const tables = parts.map((chunk) => new Table<TypeMap>({ x: vectorFromArray(chunk, type) }));
        const [first, ...rest] = tables;
        if (!first) return;
        const table = tableFromIPC<TypeMap>(tableToIPC(first.concat(...rest), 'stream'));
        const column = columnsFromTable(table).get('x');
        expect(column).toBeInstanceOf(expected.includes(NaN) ? Float64Array : array);
        expect(Array.from(column)).toEqual(expected);
      }),
    );
  });

  it('reads slices, whose bits do not begin at a byte', () => {
    const flags = Array.from({ length: 50 }, (_, i) => (i % 7 === 0 ? null : i % 3 === 0));
    const table = new Table<TypeMap>({
      x: vectorFromArray(flags, new Bool()),
      n: vectorFromArray(
        flags.map((f, i) => (f === null ? null : i)),
        new Int32(),
      ),
    });
    const cut = columnsFromTable(table.slice(11, 37));
    const expected = flags.slice(11, 37);
    expect(Array.from(cut.get('x'))).toEqual(expected.map((flag) => (flag === null ? NaN : Number(flag))));
    expect(Array.from(cut.get('n'))).toEqual(expected.map((flag, i) => (flag === null ? NaN : i + 11)));
  });
});
