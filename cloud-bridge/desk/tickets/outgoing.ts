import type { Store } from "../../platform/database/store.ts";
import type { OutgoingJob } from "./table.ts";

/** Enough for one look; the rest follows at the next. */
const atOnce = 256;

/** The oldest jobs for these vehicles. */
export const loadJobs = ({ reader }: Store, vehicleIds: readonly string[]): Promise<OutgoingJob[]> =>
  reader
    .selectFrom("outgoing")
    .selectAll()
    .where("vehicleId", "in", [...vehicleIds])
    .orderBy("createdAt")
    .limit(atOnce)
    .execute();

/** Forgets jobs that were done; a newer word under the same id stays. */
export const removeJobs = (
  store: Store,
  jobs: readonly Pick<OutgoingJob, "id" | "vehicleId" | "revision">[],
): Promise<void> =>
  store.transaction("notices told", async (db) => {
    for (const { id, vehicleId, revision } of jobs)
      await db
        .deleteFrom("outgoing")
        .where("vehicleId", "=", vehicleId)
        .where("id", "=", id)
        .where("revision", "=", revision)
        .execute();
  });
