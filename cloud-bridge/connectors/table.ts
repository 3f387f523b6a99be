import type { Store } from "../platform/database/store.ts";
import { defineTable, maybe, number, type RowOf, text } from "../platform/database/table.ts";

/** How far one connector has been told of one ticket. */
export const toldTable = defineTable(
  "told",
  {
    connector: text(),
    ticketId: text(),
    /** Length of the ticket's history when it was last told and taken. */
    historyLength: number(),
    /** Tries since then that came to nothing. */
    tries: number(),
    /** Not before this, epoch ms: somebody is at it, or the last try failed. */
    dueAt: number(),
    lastError: maybe(text()),
  },
  ["connector", "ticketId"],
);

declare module "../platform/database/tables.ts" {
  interface Tables {
    readonly told: RowOf<typeof toldTable>;
  }
}

/** A ticket of which a connector has not been told all, taken by one worker until `dueAt`. */
export interface Claim {
  readonly ticketId: string;
  /** Length of the history that is to be told. */
  readonly historyLength: number;
  readonly tries: number;
}

/**
 * Takes tickets whose history has grown since the connector was told, the longest unchanged first. A connector that is new hears
 * of the tickets that are open. Two bridges never hold the same claim: whoever comes second finds it not due.
 */
export const claim = (
  store: Store,
  connector: string,
  { now, untilAt, most }: { readonly now: number; readonly untilAt: number; readonly most: number },
): Promise<readonly Claim[]> =>
  store.transaction("connector claims", async (db) => {
    const rows = await db
      .selectFrom("ticket")
      .innerJoin("ledger", "ledger.ticketId", "ticket.id")
      .leftJoin("told", (join) => join.onRef("told.ticketId", "=", "ticket.id").on("told.connector", "=", connector))
      .select(["ticket.id as ticketId", "ledger.historyLength", "told.historyLength as known", "told.tries"])
      .where((eb) =>
        eb.or([
          eb.and([eb("told.ticketId", "is", null), eb("ticket.isOpen", "=", 1)]),
          eb.and([eb("told.dueAt", "<=", now), eb("told.historyLength", "<", eb.ref("ledger.historyLength"))]),
        ]),
      )
      .orderBy("ledger.updatedAt")
      .orderBy("ticket.id")
      .limit(most)
      .execute();
    const claims: Claim[] = [];
    for (const { ticketId, historyLength, known, tries } of rows) {
      const taken = await db
        .insertInto("told")
        .values({ connector, ticketId, historyLength: known ?? 0, tries: tries ?? 0, dueAt: untilAt, lastError: null })
        .onConflict((key) =>
          key.columns(["connector", "ticketId"]).doUpdateSet({ dueAt: untilAt }).where("told.dueAt", "<=", now),
        )
        .returning("ticketId")
        .executeTakeFirst();
      if (taken !== undefined) claims.push({ ticketId, historyLength, tries: tries ?? 0 });
    }
    return claims;
  });

/** Notes what came of a claim: told, or why not and when to try again. */
export const settle = (
  store: Store,
  connector: string,
  { ticketId, historyLength, tries }: Claim,
  failed?: { readonly why: string; readonly dueAt: number },
): Promise<unknown> =>
  store.transaction("connector told", (db) =>
    db
      .updateTable("told")
      .set(
        failed === undefined
          ? { historyLength, tries: 0, dueAt: 0, lastError: null }
          : { tries: tries + 1, dueAt: failed.dueAt, lastError: failed.why },
      )
      .where("connector", "=", connector)
      .where("ticketId", "=", ticketId)
      .execute(),
  );

/** When the next try is due, epoch ms; undefined when nothing waits for one. */
export const nextDue = async ({ reader }: Store, connector: string): Promise<number | undefined> => {
  const row = await reader
    .selectFrom("told")
    .innerJoin("ledger", "ledger.ticketId", "told.ticketId")
    .select(({ fn }) => fn.min<number | null>("told.dueAt").as("dueAt"))
    .where("told.connector", "=", connector)
    .whereRef("told.historyLength", "<", "ledger.historyLength")
    .executeTakeFirst();
  return row?.dueAt ?? undefined;
};
