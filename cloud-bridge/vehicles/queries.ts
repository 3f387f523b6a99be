import { sql } from "kysely";
import { decodeCursor, encodeCursor, type Slice } from "../platform/database/cursor.ts";
import type { Store } from "../platform/database/store.ts";
import type { RowOf } from "../platform/database/table.ts";
import { vehicleTable } from "./table.ts";
import type { VehicleRecord } from "./vehicle.ts";

/** A vehicle with the number of its open tickets. */
export interface VehicleRow extends VehicleRecord {
  readonly openTickets: number;
}

const openTickets = sql<number>`(select count(*) from ${sql.table("ticket")} where ${sql.ref("ticket.vehicleId")} = ${sql.ref(
  "vehicle.vehicleId",
)} and ${sql.ref("ticket.isOpen")} = 1)`;

const select = ({ reader }: Store) => reader.selectFrom("vehicle").selectAll().select(openTickets.as("openTickets"));

const seen = (row: RowOf<typeof vehicleTable> & { readonly openTickets: number }): VehicleRow => ({
  ...vehicleTable.recordOf(row),
  openTickets: row.openTickets,
});

/** A slice of the vehicles, by id; undefined when the cursor is none. */
export const listVehicles = async (
  store: Store,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<Slice<VehicleRow> | undefined> => {
  const place = cursor === undefined ? undefined : decodeCursor(cursor, 1);
  if (cursor !== undefined && place === undefined) return undefined;
  const { total } = await store.reader
    .selectFrom("vehicle")
    .select(({ fn }) => fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  let query = select(store)
    .orderBy("vehicleId")
    .limit(limit + 1);
  if (place !== undefined) query = query.where("vehicleId", ">", String(place[0]));
  const rows = await query.execute();
  const slice = rows.slice(0, limit).map(seen);
  const last = slice.at(-1);
  return {
    rows: slice,
    total,
    next: rows.length > limit && last !== undefined ? encodeCursor([last.vehicleId]) : null,
  };
};

/** These vehicles as they are now. */
export const findVehicles = async (store: Store, ids: readonly string[]): Promise<VehicleRow[]> =>
  ids.length === 0
    ? []
    : (
        await select(store)
          .where("vehicleId", "in", [...ids])
          .execute()
      ).map(seen);
