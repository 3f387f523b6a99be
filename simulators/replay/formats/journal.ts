import { parseJournalLine } from "../../../contract/journal.ts";
import { SimulatorError } from "../../errors.ts";
import { type DriveFormat, drop, type Importer, newReport } from "./format.ts";

/**
 * Fettle's own journal: one event a line, as the agent saw it. Nothing is added and nothing bent, its ticks included, so a
 * replay sees exactly what the car saw.
 */
const name = "journal";

const begin = (_header: string, path: string): Importer => {
  const report = newReport(name);
  let begun = false;
  return {
    take({ text, number, complete }, events) {
      if (text === "") return;
      report.rows += 1;
      const line = parseJournalLine(text);
      if (!line.ok && line.why === "unknown" && begun) {
        drop(report, `not known to this version: ${line.message}`);
        return;
      }
      if (!line.ok) {
        // A power cut tears the last line; anywhere else a bad line is a damaged file.
        if (!complete && begun) {
          drop(report, "cut last line");
          return;
        }
        throw new SimulatorError("SIMULATOR_DRIVE_LINE", `${path}, line ${number}: ${line.message}`);
      }
      if (!begun && line.event.kind !== "drive")
        throw new SimulatorError(
          "SIMULATOR_DRIVE_LINE",
          `${path}, line ${number}: a journal begins with a drive event`,
        );
      begun = true;
      events.push(line.event);
    },
    finish: () => undefined,
    report,
  };
};

/** The journal format, known by its first character. */
export const journal: DriveFormat = {
  name,
  title: "Fettle journal",
  hasHeader: false,
  recognises: (header) => header.trimStart().startsWith("{"),
  begin,
};
