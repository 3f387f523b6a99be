import { z } from "zod";
import { isEventKind, type VehicleEvent, vehicleEventSchema } from "./events.ts";
import { isSignalPath } from "./signals.ts";

/** Version of the journal that is written; it stands in the first line. */
export const journalVersion = 1;

/**
 * The journal: a recorded drive as text, one VehicleEvent a line (NDJSON, UTF-8, LF), the first line a `drive` event with the
 * journal's version `v`. A journal without a version is of version 1. A file may be gzipped; the name then ends in `.jsonl.gz`.
 */
export const journalLine = (event: VehicleEvent): string =>
  `${JSON.stringify(event.kind === "drive" ? { ...event, v: journalVersion } : event)}\n`;

/**
 * What a line turned out to be. "unknown" is sound but new: a kind of event or a signal that this version does not know, to be
 * passed over and counted. Anything else that is no event is damage.
 */
export type JournalLine =
  | { readonly ok: true; readonly event: VehicleEvent }
  | { readonly ok: false; readonly why: "unknown" | "damaged"; readonly message: string };

const damaged = (message: string): JournalLine => ({ ok: false, why: "damaged", message });

const strangeSchema = z.object({
  kind: z.string(),
  at: z.number(),
  path: z.string().optional(),
  v: z.number().optional(),
});

/** A line of a newer program, as far as it can be told from damage. */
const strange = (raw: unknown): JournalLine | undefined => {
  const { kind, path, v = journalVersion } = strangeSchema.safeParse(raw).data ?? {};
  if (kind === undefined) return undefined;
  if (kind === "drive" && v > journalVersion)
    return damaged(`a journal of version ${v}; this program reads version ${journalVersion}, a newer one is needed`);
  if (!isEventKind(kind)) return { ok: false, why: "unknown", message: `an event of the kind "${kind}"` };
  if (path !== undefined && !isSignalPath(path)) return { ok: false, why: "unknown", message: `the signal ${path}` };
  return undefined;
};

/** Reads one line of a journal; unknown fields are left out. A line that is not an event is a value with the reason, never a throw. */
export const parseJournalLine = (line: string): JournalLine => {
  let raw: unknown;
  try {
    raw = JSON.parse(line);
  } catch {
    return damaged("not JSON");
  }
  const parsed = vehicleEventSchema.safeParse(raw);
  if (parsed.success && (parsed.data.kind !== "drive" || (parsed.data.v ?? 1) <= journalVersion)) {
    // The version is the journal's, not the drive's.
    const event =
      parsed.data.kind === "drive"
        ? { kind: parsed.data.kind, drive: parsed.data.drive, at: parsed.data.at }
        : parsed.data;
    return { ok: true, event: event as VehicleEvent };
  }
  const issue = parsed.error?.issues[0];
  return strange(raw) ?? damaged(`${issue?.path.join(".") ?? ""} ${issue?.message ?? "not an event"}`.trim());
};
