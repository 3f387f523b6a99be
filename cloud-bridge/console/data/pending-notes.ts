import { z } from "zod";
import { postNote } from "./api.ts";
import { keepDraft } from "./drafts.ts";

/** Notes written without a connection wait in this browser, so that neither a reload nor a closed tab loses them. */
const noteSchema = z.object({ ticketId: z.string(), text: z.string(), writtenAt: z.number() });
export type PendingNote = z.infer<typeof noteSchema>;

const key = "fettle.pending-notes";

/** What waits to be sent, oldest first. */
export const pendingNotes = (): readonly PendingNote[] => {
  try {
    const parsed = z.array(noteSchema).safeParse(JSON.parse(localStorage.getItem(key) ?? "[]"));
    return parsed.success ? parsed.data : [];
  } catch {
    // Not ours, or cut short by a full disk: it cannot be sent.
    return [];
  }
};

const keep = (notes: readonly PendingNote[]): void => localStorage.setItem(key, JSON.stringify(notes));

/** Lets a note wait for the connection. */
export const queueNote = (note: PendingNote): void => keep([...pendingNotes(), note]);

/** The answer to an earlier attempt may have been lost after the bridge had stored the note: by this it knows it again. */
const keyOf = ({ ticketId, writtenAt }: PendingNote): string => `pending-note/${ticketId}/${writtenAt}`;

let sending: Promise<number> | undefined;

const sendAll = async (): Promise<number> => {
  let sent = 0;
  for (const note of pendingNotes()) {
    const answer = await postNote(note.ticketId, note.text, keyOf(note));
    if (!answer.ok && answer.failure.kind === "unreachable") return sent;
    // A refusal will not become an acceptance by asking again: the words go back to where they were written.
    if (!answer.ok) keepDraft(note.ticketId, note.text);
    else sent += 1;
    keep(pendingNotes().filter((other) => other.writtenAt !== note.writtenAt || other.ticketId !== note.ticketId));
  }
  return sent;
};

/** Sends what waits, in order, and says how many notes went out. */
export const sendPendingNotes = (): Promise<number> => {
  sending ??= sendAll().finally(() => {
    sending = undefined;
  });
  return sending;
};
