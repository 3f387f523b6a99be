import type { z } from "zod";

/** How one field of a record stands in its column: databases know text and numbers, records know flags and lists. */
export interface Column<Value, Stored> {
  store(value: Value): Stored;
  read(stored: Stored): Value;
}

const asItIs = <Value>(): Column<Value, Value> => ({ store: (value) => value, read: (stored) => stored });

/** A word or a sentence. */
export const text = <Word extends string = string>(): Column<Word, Word> => asItIs<Word>();
/** A count, an instant in epoch ms, or a measured number. */
export const number = (): Column<number, number> => asItIs<number>();
/** The same, null while it is not known. */
export const maybe = <Value>(_column: Column<Value, Value>): Column<Value | null, Value | null> =>
  asItIs<Value | null>();
/** Yes or no; a number in every database, so that one text of SQL speaks to all. */
export const flag: Column<boolean, number> = { store: (value) => (value ? 1 : 0), read: (stored) => stored === 1 };
/** A list or an object, as JSON text; checked when it is read, since an older bridge may have written it. */
export const json = <Value>(schema: z.ZodType<Value>): Column<Value, string> => ({
  store: (value) => JSON.stringify(value),
  read: (stored) => schema.parse(JSON.parse(stored)),
});

type Columns = Readonly<Record<string, Column<unknown, unknown>>>;
type Values<All extends Columns> = { readonly [Key in keyof All]: ReturnType<All[Key]["read"]> };
type Stored<All extends Columns> = { readonly [Key in keyof All]: ReturnType<All[Key]["store"]> };

/** A table: the one place where the columns of a record are spelled. */
export interface Table<Name extends string, All extends Columns> {
  readonly name: Name;
  readonly columns: readonly (keyof All & string)[];
  readonly key: readonly (keyof All & string)[];
  /** A record as it is stored: one value a column, in their order, put behind what is there. */
  readonly store: (record: Values<All>, into: unknown[]) => void;
  /** A stored row as the bridge works with it; columns of other tables that came with it in a join are left out. */
  readonly recordOf: (row: Stored<All>) => Values<All>;
}

/** What stands in the columns of a table. */
export type RowOf<One> = One extends Table<string, infer All> ? Stored<All> : never;
/** What the bridge works with. */
export type RecordOf<One> = One extends Table<string, infer All> ? Values<All> : never;

/** Spells the columns of a table, and by which of them a row is found. */
export const defineTable = <const Name extends string, All extends Columns>(
  name: Name,
  columns: All,
  key: readonly (keyof All & string)[],
): Table<Name, All> => {
  const all: readonly (readonly [string, Column<unknown, unknown>])[] = Object.entries(columns);
  const stores = all.map(
    ([column, { store }]) =>
      (record: Values<All>) =>
        store(record[column]),
  );
  return {
    name,
    columns: all.map(([column]) => column),
    key,
    // A plain loop: it runs over every value of every insert.
    store(record, into) {
      for (const store of stores) into.push(store(record));
    },
    // Typed by the table: `Object.fromEntries` knows names only.
    recordOf: (row) =>
      Object.fromEntries(all.map(([column, how]): readonly unknown[] => [column, how.read(Reflect.get(row, column))])),
  };
};
