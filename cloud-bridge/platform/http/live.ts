import type { Server as HttpServer } from "node:http";
import type { Logger } from "pino";
import { Server } from "socket.io";
import type { TicketSummary, VehicleSummary } from "../../../contract/ticket.ts";
import type { Clock } from "../clock.ts";
import { isOwnName, isWelcome } from "./visitors.ts";

export interface LiveOptions {
  readonly http: HttpServer;
  readonly clock: Clock;
  readonly log: Logger;
  readonly allowedOrigins: readonly string[];
  readonly readTickets: (ids: readonly string[]) => Promise<readonly TicketSummary[]>;
  readonly readVehicles: (ids: readonly string[]) => Promise<readonly VehicleSummary[]>;
}

/** A page shows a change within a blink, and a flood of changes is one word a ticket and blink. */
const gatherMs = 100;
/** What is told in one go; a page that needs more reads the list. */
const atOnce = 500;

interface ServerWords {
  ticket: (ticket: TicketSummary) => void;
  vehicle: (vehicle: VehicleSummary) => void;
}

/** The live channel of the pages: "ticket" and "vehicle", each as it is now, whenever it changed. */
export const openLive = ({ http, clock, log, allowedOrigins, readTickets, readVehicles }: LiveOptions) => {
  const io = new Server<Record<string, never>, ServerWords>(http, {
    serveClient: false,
    maxHttpBufferSize: 16_384,
    allowRequest({ headers: { origin, host } }, callback) {
      const welcome = isOwnName(host) && isWelcome(origin, host, allowedOrigins);
      if (!welcome) log.warn({ origin, host }, "refused a live channel");
      callback(welcome ? null : "this address may not listen", welcome);
    },
  });
  const changed = { tickets: new Set<string>(), vehicles: new Set<string>() };
  let timer: Disposable | undefined;
  let telling: Promise<void> = Promise.resolve();

  const take = (ids: Set<string>): string[] => {
    const some = [...ids].slice(0, atOnce);
    for (const id of some) ids.delete(id);
    return some;
  };

  const tell = async (): Promise<void> => {
    for (const ticket of await readTickets(take(changed.tickets))) io.emit("ticket", ticket);
    for (const vehicle of await readVehicles(take(changed.vehicles))) io.emit("vehicle", vehicle);
  };

  const schedule = (): void => {
    if (timer !== undefined || (changed.tickets.size === 0 && changed.vehicles.size === 0)) return;
    timer = clock.after(gatherMs, () => {
      telling = tell()
        .catch((err: unknown) => log.error({ err }, "the live channel could not be fed"))
        .finally(() => {
          timer = undefined;
          schedule();
        });
    });
  };

  return {
    changed(ticketIds: readonly string[], vehicleIds: readonly string[]): void {
      // With nobody listening there is nothing to read for.
      if (io.engine.clientsCount === 0) return;
      for (const id of ticketIds) changed.tickets.add(id);
      for (const id of vehicleIds) changed.vehicles.add(id);
      schedule();
    },
    /** Changes were lost: every page is cut off, comes back by itself, and then reads everything anew. */
    lost(): void {
      for (const socket of io.sockets.sockets.values()) socket.conn.close();
    },
    async close(): Promise<void> {
      timer?.[Symbol.dispose]();
      timer = undefined;
      changed.tickets.clear();
      changed.vehicles.clear();
      await telling;
      // Closes the HTTP server too. Browsers open connections ahead of need and say nothing on them: Node.js would wait a
      // minute for their first request.
      const closed = io.close();
      http.closeAllConnections();
      await closed;
    },
  };
};
