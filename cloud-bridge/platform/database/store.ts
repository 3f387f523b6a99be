import { Kysely } from "kysely";
import { createInserts, type Inserts } from "./inserts.ts";
import { migrate } from "./migrations.ts";
import { sqliteDialects } from "./sqlite.ts";
import type { Tables } from "./tables.ts";

export type Database = Kysely<Tables>;

/** The open database: one way to write, one to read what is committed. */
export interface Store {
  readonly writer: Database;
  readonly reader: Database;
  readonly inserts: Inserts;
  close(): Promise<void>;
}

/** Opens the SQLite file of the bridge and brings it to the present form. */
export const openStore = async (file: string): Promise<Store> => {
  const { writer: writing, reader: reading, keyedTable } = sqliteDialects(file);
  const writer = new Kysely<Tables>({ dialect: writing });
  try {
    await migrate(writer, file, keyedTable);
    const reader = new Kysely<Tables>({ dialect: reading() });
    return {
      writer,
      reader,
      inserts: createInserts(),
      async close() {
        await reader.destroy();
        await writer.destroy();
      },
    };
  } catch (error) {
    await writer.destroy();
    throw error;
  }
};
