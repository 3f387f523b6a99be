import { useCallback, useEffect, useState } from "react";
import type { TicketDetail } from "../../../../contract/ticket.ts";
import { type Failure, fetchTicket } from "../../data/api.ts";
import { useDeskView } from "../../data/use-desk.ts";

/** Counts what people and the car changed. */
const changesOf = ({ revision, reportRevision }: TicketDetail): number => revision + reportRevision;

/** One ticket as far as it is read. Old data stays while new data loads. */
export interface TicketReading {
  readonly ticket: TicketDetail | null;
  readonly failure: Failure | null;
  readonly reload: () => Promise<TicketDetail | null>;
}

/** Reads a ticket, and again whenever the live list says that it changed or the connection is back. */
export const useTicket = (id: string): TicketReading => {
  const { list, connection } = useDeskView();
  const [read, setRead] = useState<{ ticket: TicketDetail | null; failure: Failure | null }>({
    ticket: null,
    failure: null,
  });
  const changedAt = list.tickets.get(id)?.updatedAt;
  const offline = connection.state === "offline";

  const reload = useCallback(async (): Promise<TicketDetail | null> => {
    const answer = await fetchTicket(id);
    setRead((before) => {
      if (!answer.ok) return { ticket: before.ticket?.id === id ? before.ticket : null, failure: answer.failure };
      // Two readings may cross: the newer one stays.
      const isNewer = before.ticket?.id === id && changesOf(before.ticket) > changesOf(answer.value);
      return { ticket: isNewer ? before.ticket : answer.value, failure: null };
    });
    return answer.ok ? answer.value : null;
  }, [id]);

  // A change told live is the reason to read again.
  useEffect(() => {
    if (!offline) void reload();
  }, [reload, changedAt, offline]);

  return { ticket: read.ticket?.id === id ? read.ticket : null, failure: read.failure, reload };
};
