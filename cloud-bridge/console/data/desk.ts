import { io } from "socket.io-client";
import {
  type Centre,
  type TicketSummary,
  ticketSummarySchema,
  type VehicleSummary,
  vehicleSchema,
} from "../../../contract/ticket.ts";
import { type Failure, fetchCentre, fetchOpenTickets } from "./api.ts";
import { unnamedCentre } from "./centre.ts";
import { chime } from "./chime.ts";
import { type DeskList, emptyList, heldShown, isUrgent, loaded, received, sorted } from "./desk-list.ts";
import { isOpen, sameSections } from "./groups.ts";
import { sendPendingNotes } from "./pending-notes.ts";

/** How the page hears of changes. `since` is when that began, epoch ms of this computer. */
export interface Connection {
  readonly state: "connecting" | "live" | "offline";
  readonly since: number;
}

/** What came in after a gap, said once in one line. */
export interface CaughtUp {
  readonly gapMs: number;
  readonly fresh: number;
  readonly changed: number;
  readonly notesSent: number;
}

/** Everything the pages share, as one immutable picture. */
export interface DeskView {
  readonly phase: "loading" | "ready" | "failed";
  readonly failure: Failure | null;
  readonly centre: Centre;
  readonly list: DeskList;
  readonly connection: Connection;
  readonly caughtUp: CaughtUp | null;
}

/** The one owner of the live connection and of the list; pages subscribe to it. */
export interface Desk {
  readonly view: () => DeskView;
  readonly subscribe: (listener: () => void) => () => void;
  /** Hears each vehicle that changed. */
  readonly onVehicle: (listener: (vehicle: VehicleSummary) => void) => () => void;
  readonly reload: () => Promise<void>;
  readonly reconnect: () => void;
  readonly showHeld: () => void;
  /** The advisor touched the page: rows keep still for a while. */
  readonly touched: () => void;
  /** Called by the shared timer: orders the list anew once nobody has touched the page for ten seconds. */
  readonly settle: (now: number) => void;
  readonly dismissCaughtUp: () => void;
}

const stillMs = 10_000;

const differences = (before: DeskList, after: readonly TicketSummary[]): { fresh: number; changed: number } => {
  const fresh = after.filter(({ id }) => !before.tickets.has(id)).length;
  const changed = after.filter(({ id, updatedAt }) => {
    const known = before.tickets.get(id);
    return known !== undefined && known.updatedAt !== updatedAt;
  }).length;
  return { fresh, changed };
};

/** Opens the live connection and reads the list. The desk lives as long as the page. */
export const openDesk = (): Desk => {
  const listeners = new Set<() => void>();
  const vehicleListeners = new Set<(vehicle: VehicleSummary) => void>();
  let touchedAt = Date.now();
  let settledAt = Date.now();
  let view: DeskView = {
    phase: "loading",
    failure: null,
    centre: unnamedCentre,
    list: emptyList(unnamedCentre.timeZone),
    connection: { state: "connecting", since: Date.now() },
    caughtUp: null,
  };
  // Live messages that overtake the list while it is being read.
  let overtaking: TicketSummary[] = [];
  let reading: Promise<void> | undefined;

  const show = (change: Partial<DeskView>): void => {
    view = { ...view, ...change };
    for (const listener of listeners) listener();
  };

  const read = async (): Promise<void> => {
    overtaking = [];
    const [answer, told] = await Promise.all([fetchOpenTickets(), fetchCentre()]);
    const now = Date.now();
    if (told.ok) show({ centre: told.value, list: { ...view.list, timeZone: told.value.timeZone } });
    if (!answer.ok) {
      // What was read before stays on the screen.
      show(view.phase === "ready" ? { failure: answer.failure } : { phase: "failed", failure: answer.failure });
      return;
    }
    const list = overtaking.reduce((so, ticket) => received(so, ticket, now), loaded(view.list, answer.value, now));
    show({ phase: "ready", failure: null, list });
  };

  const reload = (): Promise<void> => {
    reading ??= read().finally(() => {
      reading = undefined;
    });
    return reading;
  };

  const catchUp = async (gapMs: number): Promise<void> => {
    const before = view.list;
    await reload();
    const notesSent = await sendPendingNotes();
    show({ caughtUp: { gapMs, notesSent, ...differences(before, [...view.list.tickets.values()]) } });
  };

  const socket = io({ transports: ["websocket", "polling"] });
  socket.on("connect", () => {
    const { state, since } = view.connection;
    const now = Date.now();
    show({ connection: { state: "live", since: now } });
    if (state === "offline") void catchUp(now - since);
    else void sendPendingNotes();
  });
  const lost = (): void => {
    if (view.connection.state !== "offline")
      show({ connection: { state: "offline", since: Date.now() }, caughtUp: null });
  };
  socket.on("disconnect", lost);
  socket.on("connect_error", lost);
  socket.on("ticket", (message: unknown) => {
    const parsed = ticketSummarySchema.safeParse(message);
    if (!parsed.success) return;
    const ticket = parsed.data;
    if (reading !== undefined) overtaking.push(ticket);
    if (view.phase === "ready" && !view.list.tickets.has(ticket.id) && isOpen(ticket) && isUrgent(ticket)) chime();
    show({ list: received(view.list, ticket, Date.now()) });
  });
  socket.on("vehicle", (message: unknown) => {
    const parsed = vehicleSchema.safeParse(message);
    if (parsed.success) for (const listener of vehicleListeners) listener(parsed.data);
  });
  void reload();

  return {
    view: () => view,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onVehicle: (listener) => {
      vehicleListeners.add(listener);
      return () => vehicleListeners.delete(listener);
    },
    reload,
    reconnect: () => {
      socket.disconnect().connect();
    },
    showHeld: () => show({ list: heldShown(view.list, Date.now()) }),
    touched: () => {
      touchedAt = Date.now();
    },
    settle: (now) => {
      if (now - Math.max(touchedAt, settledAt) < stillMs) return;
      settledAt = now;
      const list = sorted(view.list, now);
      if (!sameSections(list.sections, view.list.sections)) show({ list });
    },
    dismissCaughtUp: () => show({ caughtUp: null }),
  };
};
