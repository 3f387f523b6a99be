import { createBulkInsert } from "../../platform/database/bulk.ts";
import { padded } from "../../platform/database/lists.ts";
import type { Database } from "../../platform/database/store.ts";
import { type Episode, episodeTable, evidenceTable, occurrenceTable, type Problem, problemTable } from "./table.ts";

/*
 * Reads and writes of a batch. Whoever changes problems holds the lock of their vehicles. Every list is looked up by one column
 * that an index leads with: two lists side by side would make the database try every pair.
 */

/** Which of these warning events are stored already. */
export const loadKnownEvents = async (
  db: Database,
  eventIds: Iterable<string>,
): Promise<{ vehicleId: string; eventId: string }[]> => {
  const ids = padded(eventIds);
  if (ids.length === 0) return [];
  return db.selectFrom("occurrence").select(["vehicleId", "eventId"]).where("eventId", "in", ids).execute();
};

/** These episodes as far as they are known. */
export const loadEpisodes = async (db: Database, episodes: Iterable<string>): Promise<Episode[]> => {
  const ids = padded(episodes);
  if (ids.length === 0) return [];
  return (await db.selectFrom("episode").selectAll().where("episode", "in", ids).execute()).map(episodeTable.recordOf);
};

/** These problems as they are known. */
export const loadProblems = async (db: Database, problemIds: Iterable<string>): Promise<Problem[]> => {
  const ids = padded(problemIds);
  if (ids.length === 0) return [];
  return (await db.selectFrom("problem").selectAll().where("id", "in", ids).execute()).map(problemTable.recordOf);
};

export const saveProblems = createBulkInsert(problemTable, "replace");
export const saveEpisodes = createBulkInsert(episodeTable, "replace");
export const insertOccurrences = createBulkInsert(occurrenceTable, "fail");
export const insertEvidence = createBulkInsert(evidenceTable, "fail");
