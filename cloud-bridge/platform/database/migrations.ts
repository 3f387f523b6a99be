import type { Kysely } from "kysely";
import { type MigrationProvider, Migrator } from "kysely/migration";
import { BridgeError } from "../../errors.ts";
import type { Backend } from "./dialect.ts";
import { first } from "./migrations/0001-first.ts";
import { subject } from "./migrations/0002-subject.ts";
import { twoSides } from "./migrations/0003-two-sides.ts";
import { connectors } from "./migrations/0004-connectors.ts";
import { jobs } from "./migrations/0005-jobs.ts";
import { feed } from "./migrations/0006-feed.ts";
import type { Tables } from "./tables.ts";

/** In the order in which they are applied; one that was released is never changed. */
const migrations = ({ keyedTable }: Backend): MigrationProvider => ({
  getMigrations: () =>
    Promise.resolve({
      "0001-first": first(keyedTable),
      "0002-subject": subject,
      "0003-two-sides": twoSides(keyedTable),
      "0004-connectors": connectors(keyedTable),
      "0005-jobs": jobs(keyedTable),
      "0006-feed": feed(keyedTable),
    }),
});

/** Brings the database to the form this bridge speaks; refuses one that a newer bridge has already moved on. */
export const migrate = async (db: Kysely<Tables>, backend: Backend): Promise<void> => {
  const migrator = new Migrator({ db, provider: migrations(backend) });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  const newer = /previously executed migration .* is missing/.test(String(error));
  const detail = `${backend.place} (${String(error)})`;
  throw new BridgeError(newer ? "BRIDGE_STORE_NEWER" : "BRIDGE_STORE_UNAVAILABLE", detail, { cause: error });
};
