import { type VehicleEvent, vehicleEventSchema } from "./events.ts";

/**
 * The journal: a recorded drive as text, one VehicleEvent a line (NDJSON, UTF-8, LF), the first line a `drive` event.
 * A file may be gzipped; the name then ends in `.jsonl.gz`.
 */
export const journalLine = (event: VehicleEvent): string => `${JSON.stringify(event)}\n`;

export type JournalLine =
  | { readonly ok: true; readonly event: VehicleEvent }
  | { readonly ok: false; readonly message: string };

/** Reads one line of a journal. A line that is not an event is a value with the reason, never a throw. */
export const parseJournalLine = (line: string): JournalLine => {
  let raw: unknown;
  try {
    raw = JSON.parse(line);
  } catch {
    return { ok: false, message: "not JSON" };
  }
  const parsed = vehicleEventSchema.safeParse(raw);
  if (parsed.success) return { ok: true, event: parsed.data as VehicleEvent };
  const issue = parsed.error.issues[0];
  return { ok: false, message: `${issue?.path.join(".") ?? ""} ${issue?.message ?? "not an event"}`.trim() };
};
