import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe } from "vitest";
import type { StorePlace } from "../../../../cloud-bridge/platform/database/store.ts";
import { hasPostgres, type PostgresServer, postgresHint, startPostgres } from "../../../support/postgres.ts";

/** Runs one suite on SQLite and on PostgreSQL. `place` gives an empty database, a fresh one at every call. */
export const onBothDatabases = (
  name: string,
  suite: (database: {
    readonly name: "sqlite" | "postgres";
    place(): Promise<StorePlace>;
    server(): PostgresServer;
  }) => void,
): void => {
  describe(`${name}, on SQLite`, () => {
    let folder: string;
    let made = 0;
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), "fettle-desk-"));
    });
    afterAll(() => rmSync(folder, { recursive: true }));
    suite({
      name: "sqlite",
      place() {
        made += 1;
        return Promise.resolve({ file: join(folder, `desk${made}.db`) });
      },
      server() {
        throw new Error("SQLite has no server");
      },
    });
  });

  describe.runIf(hasPostgres)(`${name}, on PostgreSQL${postgresHint}`, () => {
    let server: PostgresServer;
    beforeAll(async () => {
      server = await startPostgres();
    });
    afterAll(() => server[Symbol.asyncDispose]());
    suite({ name: "postgres", place: async () => ({ url: await server.createDatabase() }), server: () => server });
  });
};
