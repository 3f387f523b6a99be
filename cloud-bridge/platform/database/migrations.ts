import type { Kysely, RawBuilder } from "kysely";
import { type MigrationProvider, Migrator } from "kysely/migration";
import { BridgeError } from "../../errors.ts";
import { first } from "./migrations/0001-first.ts";
import { subject } from "./migrations/0002-subject.ts";
import type { Tables } from "./tables.ts";

const migrations = (keyedTable: RawBuilder<unknown>): MigrationProvider => ({
  getMigrations: () => Promise.resolve({ "0001-first": first(keyedTable), "0002-subject": subject }),
});

/**
 * Brings the database to the form this bridge speaks; refuses one that a newer bridge has already moved on. `keyedTable` is what
 * the dialect appends to a table whose rows are only ever found by their key.
 */
export const migrate = async (db: Kysely<Tables>, name: string, keyedTable: RawBuilder<unknown>): Promise<void> => {
  const migrator = new Migrator({ db, provider: migrations(keyedTable) });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  const newer = /previously executed migration .* is missing/.test(String(error));
  throw new BridgeError(newer ? "BRIDGE_STORE_NEWER" : "BRIDGE_STORE_UNAVAILABLE", `${name} (${String(error)})`, {
    cause: error,
  });
};
