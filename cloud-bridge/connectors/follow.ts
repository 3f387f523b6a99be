import type { TicketSummary } from "../../contract/ticket.ts";
import type { Clock } from "../platform/clock.ts";
import type { Store } from "../platform/database/store.ts";
import type { Connector, Told } from "./connector.ts";
import { type Claim, claim, nextDue, settle } from "./table.ts";

export interface FollowOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly connector: Connector;
  readonly readTickets: (ids: readonly string[]) => Promise<readonly TicketSummary[]>;
  /** A try came to nothing; it is made again. */
  readonly onRetry: (trouble: { readonly ticketId: string; readonly why: string; readonly againAt: number }) => void;
  /** The database did not answer. */
  readonly onFailure: (error: unknown) => void;
}

const minute = 60_000;
/** Told side by side: a slow receiver must not hold up the desk, nor a fast one be flooded. */
const atOnce = 8;
/** After this long a claim is given up by whoever took it; a bridge that was killed leaves its claims to the next. */
const claimMs = minute;
/** A try that takes longer is none. */
const patienceMs = 20_000;
/** The first pause after a failure, doubled each time up to the longest. */
const pause = { firstMs: 5_000, longestMs: 60 * minute };
/** Looked for this often without a word, too: claims of a bridge that died, and whatever was not announced. */
const lookMs = 15_000;

const pauseAfter = (tries: number): number => Math.min(pause.longestMs, pause.firstMs * 2 ** Math.min(tries, 20));

/** Tells one connector of every ticket that changed, at least once, in whatever order they come; `wake` says that one did. */
export const followTickets = (options: FollowOptions) => {
  const { store, clock, connector, readTickets, onRetry, onFailure } = options;
  const stop = new AbortController();
  let timer: Disposable | undefined;
  let looking: Promise<void> | undefined;
  let again = false;

  const told = async (one: Claim, ticket: TicketSummary): Promise<Told> => {
    const late = new AbortController();
    using _deadline = clock.after(patienceMs, () => late.abort());
    const change = { id: `${ticket.id}/${one.historyLength}`, ticket };
    // Awaited here: the deadline ends with this function.
    return await connector.notify(change, AbortSignal.any([late.signal, stop.signal]));
  };

  const tell = async (one: Claim, ticket: TicketSummary | undefined): Promise<void> => {
    // A ticket that is gone has nothing more to tell.
    const outcome = ticket === undefined ? { taken: true as const } : await told(one, ticket);
    if (outcome.taken) {
      await settle(store, connector.name, one);
      return;
    }
    const againAt = clock.now() + (stop.signal.aborted ? 0 : pauseAfter(one.tries));
    await settle(store, connector.name, one, { why: outcome.why, dueAt: againAt });
    if (!stop.signal.aborted) onRetry({ ticketId: one.ticketId, why: outcome.why, againAt });
  };

  const look = async (): Promise<void> => {
    for (;;) {
      again = false;
      const now = clock.now();
      const claims = await claim(store, connector.name, { now, untilAt: now + claimMs, most: atOnce });
      const tickets = new Map((await readTickets(claims.map(({ ticketId }) => ticketId))).map((one) => [one.id, one]));
      await Promise.all(claims.map((one) => tell(one, tickets.get(one.ticketId))));
      if (stop.signal.aborted || (claims.length < atOnce && !again)) return;
    }
  };

  const schedule = (dueAt: number | undefined): void => {
    timer?.[Symbol.dispose]();
    if (stop.signal.aborted) return;
    const now = clock.now();
    timer = clock.after(Math.max(0, Math.min(lookMs, (dueAt ?? now + lookMs) - now)), wake);
  };

  const wake = (): void => {
    again = true;
    if (looking !== undefined || stop.signal.aborted) return;
    timer?.[Symbol.dispose]();
    looking = look()
      .then(() => nextDue(store, connector.name))
      .catch((error: unknown) => {
        onFailure(error);
        return undefined;
      })
      .then((dueAt) => {
        looking = undefined;
        schedule(again ? clock.now() : dueAt);
      });
  };

  wake();
  return {
    /** A ticket changed. */
    wake,
    /** Ends what is under way; what was not taken is told by the next start. */
    async close(): Promise<void> {
      stop.abort();
      timer?.[Symbol.dispose]();
      await looking;
    },
  };
};
