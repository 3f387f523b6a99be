import { useCallback, useEffect, useState } from "react";
import type { TicketDetail, TicketMove } from "../../../../contract/ticket.ts";
import { postMove, postNote } from "../../data/api.ts";
import { draftOf, keepDraft } from "../../data/drafts.ts";
import { pendingNotes, queueNote } from "../../data/pending-notes.ts";
import { answered, begun, type Errand } from "./errand.ts";

/** The advisor's work on one ticket: the draft, what is under way, and how to go on. */
export interface Work {
  readonly errand: Errand;
  readonly draft: string;
  readonly setDraft: (text: string) => void;
  readonly begin: (move: TicketMove | null) => void;
  /** Sends what is written, with the move it belongs to; against `ticket` as it is known now. */
  readonly send: (move: TicketMove | null, ticket: TicketDetail) => void;
  readonly leave: () => void;
}

/** Binds errands on a ticket to the bridge. Drafts are kept in the browser until they were stored. */
export const useErrand = (
  ticket: TicketDetail | null,
  id: string,
  offline: boolean,
  reload: () => Promise<TicketDetail | null>,
): Work => {
  const [errand, setErrand] = useState<Errand>({ at: "rest" });
  const [draft, setDraftShown] = useState(() => draftOf(id));

  useEffect(() => {
    setErrand({ at: "rest" });
    setDraftShown(draftOf(id));
  }, [id]);

  const setDraft = useCallback(
    (text: string) => {
      setDraftShown(text);
      keepDraft(id, text);
    },
    [id],
  );

  const send = useCallback(
    (move: TicketMove | null, against: TicketDetail) => {
      const text = move === null || errand.at !== "rest" ? draft.trim() : "";
      if (move === null && offline) {
        queueNote({ ticketId: id, text, writtenAt: Date.now() });
        setDraft("");
        setErrand({ at: "rest" });
        return;
      }
      setErrand({ at: "sending", move });
      const ask = async (): Promise<void> => {
        const answer = await (move === null
          ? postNote(id, text, crypto.randomUUID())
          : postMove(against, move.to, text));
        if (answer.ok && text !== "") setDraft("");
        const saved = await reload();
        setErrand(answered(move, answer, against, saved));
      };
      void ask();
    },
    [draft, errand.at, id, offline, reload, setDraft],
  );

  const begin = useCallback(
    (move: TicketMove | null) => {
      const first = begun(move);
      if (first.at === "sending" && ticket !== null) send(move, ticket);
      else setErrand(first);
    },
    [send, ticket],
  );

  return { errand, draft, setDraft, begin, send, leave: () => setErrand({ at: "rest" }) };
};

/** Notes on this ticket that wait for the connection. */
export const pendingOn = (id: string) => pendingNotes().filter((note) => note.ticketId === id);
