import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { VehicleEvent } from "../../../contract/events.ts";
import { parseJournalLine } from "../../../contract/journal.ts";
import { recordedFiles } from "./recorder.ts";

/** A drive may have begun a new file just before it ended. */
const filesRead = 2;

const eventsOf = (file: string): readonly VehicleEvent[] =>
  readFileSync(file, "utf8")
    .split("\n")
    // A kill may have cut the last line.
    .flatMap((line) => {
      const parsed = line === "" ? undefined : parseJournalLine(line);
      return parsed?.ok === true ? [parsed.event] : [];
    });

/** The recorded events since `from`, oldest first: what the black box had in memory when the last life ended. */
export const recentEvents = (folder: string, from: number): readonly VehicleEvent[] =>
  recordedFiles(folder)
    .slice(-filesRead)
    .flatMap((name) => eventsOf(join(folder, name)))
    .filter(({ at }) => at >= from);
