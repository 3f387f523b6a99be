import { createBulkInsert } from "../platform/database/bulk.ts";
import { padded } from "../platform/database/lists.ts";
import type { Database, Store } from "../platform/database/store.ts";
import { vehicleTable } from "./table.ts";
import { stranger, type VehicleRecord } from "./vehicle.ts";

export const saveVehicles = createBulkInsert(vehicleTable, "replace");
const meetStrangers = createBulkInsert(vehicleTable, "leave");

const load = async (store: Store, db: Database, ids: readonly string[]): Promise<VehicleRecord[]> => {
  const list = padded(ids);
  if (list.length === 0) return [];
  const query = db.selectFrom("vehicle").selectAll().where("vehicleId", "in", list).orderBy("vehicleId");
  return (await store.locked(query).execute()).map(vehicleTable.recordOf);
};

/**
 * These vehicles as they are known, locked: everything that a car changes is changed by who holds the lock of its vehicle. One
 * that is new to two bridges at once has no row to lock, so it gets one first. `now` is epoch ms.
 */
export const lockVehicles = async (
  store: Store,
  db: Database,
  ids: Iterable<string>,
  now: number,
): Promise<VehicleRecord[]> => {
  const wanted = [...new Set(ids)].toSorted();
  const known = await load(store, db, wanted);
  const met = new Set(known.map(({ vehicleId }) => vehicleId));
  const strangers = wanted.filter((id) => !met.has(id));
  if (strangers.length === 0 || !store.hasOtherWriters) return known;
  await meetStrangers(
    db,
    strangers.map((id) => stranger(id, now)),
  );
  return [...known, ...(await load(store, db, strangers))];
};

/** After a start nobody is connected yet: who was online is unknown until it comes back. */
export const forgetPresence = (store: Store): Promise<void> =>
  store.transaction("forget presence", async (db) => {
    await db.updateTable("vehicle").set({ state: "unknown" }).where("state", "=", "online").execute();
  });
