import type { Store } from "../../platform/database/store.ts";
import { type EvidenceRecord, evidenceTable } from "./table.ts";

/** Evidence of every episode that stands on the ticket, oldest first; where the whole window came, the first half goes. */
export const loadEvidence = async (
  { reader }: Store,
  { id, vehicleId }: { readonly id: string; readonly vehicleId: string },
): Promise<EvidenceRecord[]> => {
  const rows = await reader
    .selectFrom("evidence")
    .innerJoin("episode", (join) =>
      join.onRef("episode.episode", "=", "evidence.episode").onRef("episode.vehicleId", "=", "evidence.vehicleId"),
    )
    .selectAll("evidence")
    .where("episode.ticketId", "=", id)
    .where("evidence.vehicleId", "=", vehicleId)
    .orderBy("evidence.fromAt")
    .orderBy("evidence.receivedAt")
    .execute();
  const all = rows.map(evidenceTable.recordOf);
  const whole = new Set(all.filter(({ complete }) => complete).map(({ episode }) => episode));
  return all.filter(({ episode, complete }) => complete || !whole.has(episode));
};
