import { io } from "socket.io-client";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Bridge } from "../../cloud-bridge/bridge.ts";
import { type TicketSummary, ticketSummarySchema, vehicleSchema } from "../../contract/ticket.ts";
import {
  connectVehicle,
  move,
  readTicket,
  readTickets,
  startBridge,
  tempFolder,
  warningMessage,
} from "../support/bridge.ts";
import { hasPostgres, type PostgresServer, postgresHint, startPostgres } from "../support/postgres.ts";

describe.runIf(hasPostgres)(`two bridges on one database${postgresHint}`, () => {
  let server: PostgresServer;
  let folder: ReturnType<typeof tempFolder>;
  const closing: (() => Promise<unknown>)[] = [];
  let one: Bridge;
  let other: Bridge;
  let store: { readonly url: string };

  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server[Symbol.asyncDispose]());
  beforeEach(async () => {
    folder = tempFolder();
    store = { url: await server.createDatabase() };
    // At once: both find an empty database and bring it to its form.
    [one, other] = await Promise.all([startBridge(folder.path, { store }), startBridge(folder.path, { store })]);
    closing.push(one.close, other.close);
  });
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
    folder[Symbol.dispose]();
  });
  const connect = async (bridge: Bridge, id: string) => {
    const car = await connectVehicle(bridge.mqttUrl, id);
    closing.push(car.end);
    return car;
  };

  test("number their tickets alike and set nothing aside, however many cars report at once", async () => {
    const ids = Array.from({ length: 24 }, (_, n) => `car-${n}`);
    const cars = await Promise.all(ids.map((id, n) => connect(n % 2 === 0 ? one : other, id)));
    await Promise.all(
      cars.map(async (car) => {
        for (let seq = 0; seq < 10; seq += 1)
          await car.send(warningMessage(car.vehicleId, seq, { revision: seq, kind: seq === 0 ? "raised" : "updated" }));
      }),
    );
    for (const bridge of [one, other]) {
      const tickets = await readTickets(bridge.httpUrl, "?limit=200");
      expect(new Set(tickets.map(({ number }) => number)).size).toBe(ids.length);
      expect(tickets.map(({ occurrences }) => occurrences)).toEqual(ids.map(() => 10));
      expect(await (await fetch(`${bridge.httpUrl}/metrics`)).text()).toContain("fettle_dead_letters_total 0");
    }
  });

  test("a car that comes back at the other one is known there, and what it sends again changes nothing", async () => {
    const before = await connect(one, "car-1");
    for (const seq of [0, 1, 2]) await before.send(warningMessage("car-1", seq, { revision: seq }));
    await before.receipts.until(({ upTo }) => upTo === 2);
    await before.end();
    const after = await connect(other, "car-1");
    expect(await after.receipts.until(() => true)).toMatchObject({ upTo: 2, gaps: [] });
    await after.send(warningMessage("car-1", 2, { revision: 2 }));
    expect(await readTickets(other.httpUrl)).toMatchObject([{ occurrences: 3 }]);
  });

  test("a third that begins forgets who is connected, until they speak", async () => {
    const car = await connect(one, "car-1");
    await car.send(warningMessage("car-1", 0));
    const state = async (bridge: Bridge): Promise<unknown> => {
      const { state } = vehicleSchema.parse(await (await fetch(`${bridge.httpUrl}/api/v1/vehicles/car-1`)).json());
      return state;
    };
    expect(await state(other)).toBe("online");
    const third = await startBridge(folder.path, { store });
    closing.push(third.close);
    expect(await state(one)).toBe("unknown");
    await car.send(warningMessage("car-1", 1, { revision: 1, kind: "updated" }));
    expect(await state(third)).toBe("online");
  });

  test("people at both and the car write to one ticket, and every word is there", async () => {
    const car = await connect(one, "car-1");
    await car.send(warningMessage("car-1", 0));
    const [ticket] = await readTickets(one.httpUrl);
    const id = ticket?.id ?? "";
    const write = (bridge: Bridge, text: string): Promise<Response> =>
      fetch(`${bridge.httpUrl}/api/v1/tickets/${id}/notes`, {
        method: "POST",
        headers: { "content-type": "application/json", "idempotency-key": text.replace(" ", "-") },
        body: JSON.stringify({ text }),
      });
    const notes = Array.from({ length: 30 }, (_, n) => n);
    const answers = await Promise.all([
      ...notes.map((n) => write(one, `one ${n}`)),
      ...notes.map((n) => write(other, `other ${n}`)),
      ...notes.map((n) => write(n % 2 === 0 ? one : other, "twice")),
      ...notes.map((n) => car.send(warningMessage("car-1", n + 1, { revision: n + 1, kind: "updated" }))),
    ]);
    expect(answers.filter((answer) => answer instanceof Response).map(({ status }) => status)).not.toContain(500);
    const { history, revision, reportRevision } = await readTicket(other.httpUrl, id);
    const words = history.filter(({ kind }) => kind === "note").map(({ note }) => note);
    expect(words.toSorted()).toEqual(
      [...notes.map((n) => `one ${n}`), ...notes.map((n) => `other ${n}`), "twice"].toSorted(),
    );
    expect({ revision, reportRevision }).toEqual({ revision: 61, reportRevision: 31 });
  });

  test("300 updates of one car while four people write notes: all applied, nothing set aside, nobody refused", async () => {
    const car = await connect(one, "car-1");
    await car.send(warningMessage("car-1", 0));
    const [ticket] = await readTickets(one.httpUrl);
    const id = ticket?.id ?? "";
    const statuses: number[] = [];
    const person = async (bridge: Bridge, name: string): Promise<void> => {
      for (let n = 0; n < 40; n += 1) {
        const { status } = await fetch(`${bridge.httpUrl}/api/v1/tickets/${id}/notes`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ text: `${name} ${n}` }),
        });
        statuses.push(status);
      }
    };
    const updates = Array.from({ length: 300 }, (_, n) =>
      car.send(warningMessage("car-1", n + 1, { revision: n + 1, kind: "updated" })),
    );
    await Promise.all([...updates, person(one, "a"), person(one, "b"), person(other, "c"), person(other, "d")]);
    expect(new Set(statuses)).toEqual(new Set([201]));
    const { occurrences, revision, reportRevision } = await readTicket(other.httpUrl, id);
    expect({ occurrences, revision, reportRevision }).toEqual({ occurrences: 301, revision: 160, reportRevision: 301 });
    for (const bridge of [one, other])
      expect(await (await fetch(`${bridge.httpUrl}/metrics`)).text()).toContain("fettle_dead_letters_total 0");
  });

  test("a page at one sees what happens at the other, and a car there hears what a person here decides", async () => {
    const page = io(other.httpUrl, { transports: ["websocket"], reconnection: false, forceNew: true });
    closing.push(() => Promise.resolve(page.close()));
    await new Promise<void>((resolve) => page.once("connect", () => resolve()));
    const shown = (state: string): Promise<TicketSummary> =>
      new Promise((resolve) =>
        page.on("ticket", (value: unknown) => {
          const ticket = ticketSummarySchema.parse(value);
          if (ticket.state === state) resolve(ticket);
        }),
      );
    const opened = shown("new");
    const car = await connect(one, "car-1");
    await car.send(warningMessage("car-1", 0));
    const { id, number } = await opened;
    expect((await move(other.httpUrl, id, "triaged")).status).toBe(200);
    expect(await car.notices.until(({ state }) => state === "triaged")).toMatchObject({ ticket: id, number });
  });
});
