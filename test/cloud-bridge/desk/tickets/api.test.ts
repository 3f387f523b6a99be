import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { io } from "socket.io-client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Bridge } from "../../../../cloud-bridge/bridge.ts";
import { sliceOf, type TicketSummary, ticketSummarySchema, vehicleSchema } from "../../../../contract/ticket.ts";
import {
  connectVehicle,
  move,
  readTicket,
  readTickets,
  startBridge,
  type TestVehicle,
  tempFolder,
  warningMessage,
} from "../../../support/bridge.ts";

const folder = tempFolder();
let bridge: Bridge;
let car: TestVehicle;
let seq = 0;

/** Opens a ticket of this rule and says which one it became. */
const open = async (rule: string, severity: "info" | "advisory" | "warning" | "critical", data = {}) => {
  const raisedAt = 1_790_000_000_000 + seq;
  await car.send(warningMessage("car-1", seq, { rule, severity, data, raisedAt }));
  seq += 1;
  const tickets = await readTickets(bridge.httpUrl, "?limit=200");
  const ticket = tickets.filter((one) => one.rule === rule).toSorted((a, b) => (a.number < b.number ? 1 : -1))[0];
  if (ticket === undefined) throw new Error(`no ticket of ${rule}`);
  return ticket;
};

const ask = (path: string, init?: RequestInit): Promise<Response> => fetch(`${bridge.httpUrl}${path}`, init);
const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  ask(path, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
const problemOf = async (answer: Response) => ({ status: answer.status, ...(await answer.json()) });

beforeAll(async () => {
  mkdirSync(join(folder.path, "pages", "assets"), { recursive: true });
  writeFileSync(join(folder.path, "pages", "index.html"), "<!doctype html><title>console</title>");
  writeFileSync(join(folder.path, "pages", "assets", "a.js"), "export {};");
  bridge = await startBridge(folder.path, { http: { port: 0, pages: join(folder.path, "pages") } });
  car = await connectVehicle(bridge.mqttUrl, "car-1");
  const data = { state: "online", agentVersion: "1.2.3", vin: "VSSZZZ5FZHR012345" } as const;
  await car.send({ v: 1, id: "s", vehicleId: "car-1", epoch: 0, seq: 0, at: 1, sentAt: 2, type: "status", data });
  await open("thermostat-stuck-open", "advisory", { t: 52, model: 75 });
  await open("coolant-overheat-trend", "warning", { t: 108, limit: 115, m: 4 });
  await open("brake-pad-wearout", "advisory", { mm: 3.5, limit: 3, km: 800 });
  await open("warning-data-quality", "info");
  await open("lv-charging-fault", "warning", { v: 12.3, limit: 13 });
});

afterAll(async () => {
  await car.end();
  await bridge.close();
  folder[Symbol.dispose]();
});

describe("the queue", () => {
  const rulesOf = (tickets: readonly TicketSummary[]) => tickets.map(({ rule }) => rule);

  test("stands by priority, then safety, then due time", async () => {
    expect(rulesOf(await readTickets(bridge.httpUrl, "?sort=rank"))).toEqual([
      "brake-pad-wearout",
      "lv-charging-fault",
      "thermostat-stuck-open",
      "coolant-overheat-trend",
      "warning-data-quality",
    ]);
  });

  test.each([
    ["?priority=P1", ["brake-pad-wearout", "lv-charging-fault"]],
    ["?priority=P1&priority=P3", ["brake-pad-wearout", "lv-charging-fault", "warning-data-quality"]],
    ["?state=closed", []],
    ["?open=false", []],
    ["?vehicleId=car-2", []],
    ["?q=刹车", ["brake-pad-wearout"]],
    ["?q=Brake", ["brake-pad-wearout"]],
    ["?q=f-000002", ["coolant-overheat-trend"]],
    ["?q=012345&priority=P3", ["warning-data-quality"]],
    ["?q=100%25", []],
    ["?q=_", []],
  ])("%s", async (query, rules) => {
    expect(rulesOf(await readTickets(bridge.httpUrl, query))).toEqual(rules);
  });

  test.each(["rank", "due", "updated"])(
    "sorted by %s, slices give every ticket once, also while tickets move",
    async (sort) => {
      const whole = await readTickets(bridge.httpUrl, `?sort=${sort}`);
      const seen: string[] = [];
      let cursor = "";
      for (;;) {
        const answer = await ask(`/api/v1/tickets?sort=${sort}&limit=2${cursor}`);
        const slice = sliceOf(ticketSummarySchema).parse(await answer.json());
        expect(slice.total).toBe(5);
        seen.push(...slice.items.map(({ id }) => id));
        if (slice.next === null) break;
        cursor = `&cursor=${slice.next}`;
      }
      expect(seen).toEqual(whole.map(({ id }) => id));
    },
  );

  test("says what the advisor reads first", async () => {
    const [ticket] = await readTickets(bridge.httpUrl, "?q=brake");
    expect(ticket).toMatchObject({
      number: "F-000003",
      vinMasked: "***********012345",
      priority: "P1",
      safety: true,
      why: { en: "3.5 mm left, limit 3 mm; about 800 km until they must be changed" },
      clock: { name: "acknowledge" },
    });
  });

  test.each([
    "?limit=0",
    "?limit=201",
    "?state=lost",
    "?open=perhaps",
    "?sort=price",
    "?colour=red",
    "?cursor=%25",
    "?cursor=W10",
    `?q=${"x".repeat(101)}`,
  ])("%s is refused with what is wrong", async (query) => {
    const { status, code, details } = await problemOf(await ask(`/api/v1/tickets${query}`));
    expect({ status, code }).toEqual({ status: 400, code: "REQUEST_INVALID" });
    expect(details[0]).toMatch(/^query/);
  });
});

describe("a ticket", () => {
  test("is read with explanation, plan, history, legal moves and its revision as ETag", async () => {
    const [{ id } = { id: "" }] = await readTickets(bridge.httpUrl, "?q=coolant");
    const answer = await ask(`/api/v1/tickets/${id}`);
    const ticket = await readTicket(bridge.httpUrl, id);
    expect(answer.headers.get("etag")).toBe(`"${ticket.revision}"`);
    expect(ticket).toMatchObject({
      episode: "car-1/coolant-overheat-trend/1790000000001",
      data: { t: 108, limit: 115, m: 4 },
    });
    expect(ticket.plan.length).toBeGreaterThan(2);
    expect(ticket.history).toMatchObject([{ kind: "opened", actor: "vehicle", to: "new" }]);
    expect(ticket.moves.filter(({ primary }) => primary).map(({ to }) => to)).toEqual(["triaged"]);
  });

  test("is found by the number people say on the phone", async () => {
    expect((await readTicket(bridge.httpUrl, "F-000002")).rule).toBe("coolant-overheat-trend");
  });

  test("moves on, and history and clocks go with it", async () => {
    const { id } = await open("lv-crank-decline", "warning", { v: 8.2, limit: 8.7 });
    expect((await move(bridge.httpUrl, id, "triaged", "looks like the battery")).status).toBe(200);
    const ticket = await readTicket(bridge.httpUrl, id);
    expect(ticket).toMatchObject({ state: "triaged", clock: { name: "first_contact" } });
    expect(ticket.history.at(-1)).toMatchObject({
      actor: "advisor",
      kind: "transition",
      from: "new",
      to: "triaged",
      note: "looks like the battery",
    });
  });

  test("is not moved without a revision, nor on an old one, nor where it cannot go, nor without a needed note", async () => {
    const { id } = await open("dtc-confirmed", "advisory", { code: "P0420" });
    const { revision } = await readTicket(bridge.httpUrl, id);
    const path = `/api/v1/tickets/${id}/transitions`;
    const tag = { "if-match": `"${revision}"` };
    expect(await problemOf(await post(path, { to: "triaged" }))).toMatchObject({
      status: 428,
      code: "IF_MATCH_MISSING",
    });
    expect(await problemOf(await post(path, { to: "triaged" }, { "if-match": `"${revision + 1}"` }))).toMatchObject({
      status: 412,
      code: "TICKET_CHANGED",
      details: [`the ticket is at revision ${revision}`],
    });
    expect(await problemOf(await post(path, { to: "triaged" }, { "if-match": "yesterday" }))).toMatchObject({
      status: 400,
    });
    expect(await problemOf(await post(path, { to: "delivered" }, tag))).toMatchObject({
      status: 409,
      code: "MOVE_ILLEGAL",
      details: ["triaged", "contacting", "monitoring", "cancelled"],
    });
    expect(await problemOf(await post(path, { to: "cancelled", note: " " }, tag))).toMatchObject({
      status: 422,
      code: "NOTE_MISSING",
    });
    expect(await problemOf(await post(path, { to: "limbo" }, tag))).toMatchObject({ status: 400 });
    expect((await readTicket(bridge.httpUrl, id)).revision).toBe(revision);
  });

  test("is written to once, however often the same request is sent", async () => {
    const { id } = await open("dtc-confirmed", "advisory", { code: "P0133" });
    const path = `/api/v1/tickets/${id}/notes`;
    const key = { "idempotency-key": '"8e03978e-40d5-43e8-bc93-6894a57f9324"' };
    const answers = [await post(path, { text: "called" }, key), await post(path, { text: "called" }, key)];
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect((await readTicket(bridge.httpUrl, id)).history.filter(({ kind }) => kind === "note")).toHaveLength(1);
    expect(await problemOf(await post(path, { text: "wrote" }, key))).toMatchObject({
      status: 422,
      code: "KEY_REUSED",
    });
    expect(await problemOf(await post(path, { text: "x" }, { "idempotency-key": "a b" }))).toMatchObject({
      status: 400,
      code: "REQUEST_INVALID",
    });
  });

  test("of two advisors who move it at once, one moves it and the other is told", async () => {
    const { id } = await open("dtc-confirmed", "advisory", { code: "P0171" });
    const { revision } = await readTicket(bridge.httpUrl, id);
    const moves = ["triaged", "contacting"].map((to) =>
      post(`/api/v1/tickets/${id}/transitions`, { to }, { "if-match": `"${revision}"` }),
    );
    expect((await Promise.all(moves)).map(({ status }) => status).toSorted()).toEqual([200, 412]);
    expect((await readTicket(bridge.httpUrl, id)).history).toHaveLength(2);
  });

  test("that is closed is no more work, and the same fault within days is a new ticket that says so", async () => {
    const { id, number } = await open("dtc-confirmed", "advisory", { code: "P0700" });
    for (const [to, note] of [
      ["monitoring", "watch"],
      ["closed", "gone"],
    ] as const)
      await move(bridge.httpUrl, id, to, note);
    expect(await readTicket(bridge.httpUrl, id)).toMatchObject({ state: "closed", clock: null, moves: [] });
    expect(await readTickets(bridge.httpUrl, "?open=false")).toMatchObject([{ id }]);
    const again = await open("dtc-confirmed", "advisory", { code: "P0700" });
    expect(again).toMatchObject({ recurrenceOf: number, state: "new" });
  });

  test("takes notes at any revision", async () => {
    const answer = await post("/api/v1/tickets/F-000001/notes", { text: "Owner called: comes on Friday" });
    expect(answer.status).toBe(201);
    expect((await readTicket(bridge.httpUrl, "F-000001")).history.at(-1)).toMatchObject({
      kind: "note",
      actor: "advisor",
      note: "Owner called: comes on Friday",
    });
    expect(await problemOf(await post("/api/v1/tickets/F-000001/notes", { text: "  " }))).toMatchObject({
      status: 400,
    });
  });

  test.each([
    ["GET", "/api/v1/tickets/nobody", 404, "TICKET_UNKNOWN"],
    ["POST", "/api/v1/tickets/nobody/notes", 404, "TICKET_UNKNOWN"],
    ["GET", "/api/v1/vehicles/nobody", 404, "VEHICLE_UNKNOWN"],
    ["GET", "/api/v1/nothing", 404, "NOT_FOUND"],
    ["PUT", "/api/v1/tickets", 404, "NOT_FOUND"],
  ])("%s %s is %i %s", async (method, path, status, code) => {
    const body = method === "POST" ? { body: '{"text":"x"}', headers: { "content-type": "application/json" } } : {};
    expect(await problemOf(await ask(path, { method, ...body }))).toMatchObject({ status, code });
  });

  test.each([
    ["a body that is no JSON", "{", 400, "REQUEST_INVALID"],
    ["a body of a megabyte", JSON.stringify({ text: "x".repeat(1_000_000) }), 413, "BODY_TOO_LARGE"],
    ["a note of novel length", JSON.stringify({ text: "x".repeat(4_001) }), 400, "REQUEST_INVALID"],
  ])("%s is refused", async (_name, body, status, code) => {
    expect(await problemOf(await post("/api/v1/tickets/F-000001/notes", body))).toMatchObject({ status, code });
  });
});

describe("vehicles", () => {
  test("are listed with their open tickets and without their VIN", async () => {
    const answer = await (await ask("/api/v1/vehicles")).text();
    const { items } = sliceOf(vehicleSchema).parse(JSON.parse(answer));
    expect(items).toMatchObject([{ vehicleId: "car-1", state: "online", vinMasked: "***********012345" }]);
    expect(items[0]?.openTickets).toBe((await readTickets(bridge.httpUrl, "?open=true&limit=200")).length);
    expect(answer).not.toContain("VSSZZZ");
  });
});

describe("live", () => {
  const listen = (options: Parameters<typeof io>[1] = {}) =>
    io(bridge.httpUrl, { transports: ["websocket"], reconnection: false, forceNew: true, ...options });

  test("a page hears of a new ticket and of each change", async () => {
    const socket = listen();
    await new Promise<void>((resolve) => socket.once("connect", () => resolve()));
    const heard = (fits: (ticket: TicketSummary) => boolean): Promise<TicketSummary> =>
      new Promise((resolve) =>
        socket.on("ticket", (value: unknown) => {
          const ticket = ticketSummarySchema.parse(value);
          if (fits(ticket)) resolve(ticket);
        }),
      );
    const opened = heard(({ rule }) => rule === "rescue-call");
    const vehicle = new Promise((resolve) => socket.once("vehicle", resolve));
    const data = { request: "rescue" } as const;
    await car.send({ v: 1, id: "r", vehicleId: "car-1", epoch: 0, seq: 1, at: 1, sentAt: 2, type: "request", data });
    const { id } = await opened;
    expect(vehicleSchema.parse(await vehicle)).toMatchObject({ vehicleId: "car-1" });
    const moved = heard((ticket) => ticket.id === id && ticket.state === "contacting");
    await move(bridge.httpUrl, id, "contacting");
    expect(await moved).toMatchObject({ state: "contacting" });
    socket.close();
  });

  test.each([
    ["the page of a stranger", { origin: "http://evil.example" }],
    ["a stranger's name for us", { host: "evil.example" }],
  ])("%s hears nothing", async (_name, extraHeaders) => {
    const socket = listen({ extraHeaders });
    const outcome = await new Promise((resolve) => {
      socket.once("connect", () => resolve("heard"));
      socket.once("connect_error", () => resolve("refused"));
    });
    socket.close();
    expect(outcome).toBe("refused");
  });
});

describe("the house around it", () => {
  test("a stranger's page may not ask either", async () => {
    expect(await problemOf(await ask("/api/v1/tickets", { headers: { origin: "http://evil.example" } }))).toMatchObject(
      {
        status: 403,
        code: "ORIGIN_REFUSED",
      },
    );
    expect((await ask("/api/v1/tickets", { headers: { origin: bridge.httpUrl } })).status).toBe(200);
  });

  test("health and metrics tell of the parts and of what was done", async () => {
    expect(await (await ask("/healthz")).json()).toEqual({ state: "ok", parts: { store: "ok", broker: "ok" } });
    const answer = await ask("/metrics");
    const text = await answer.text();
    expect(answer.headers.get("content-type")).toMatch(/^text\/plain; version=0.0.4/);
    expect(text).toMatch(/^fettle_messages_total [1-9]/m);
    expect(text).toMatch(/^fettle_tickets_open\{priority="P1"\} [1-9]/m);
    expect(text).toMatch(/^fettle_commit_duration_seconds_count [1-9]/m);
    expect(text).toMatch(/^fettle_vehicles_connected 1$/m);
    expect(text).toMatch(/^fettle_dead_letters_total 0$/m);
  });

  test("the centre is told to the page", async () => {
    expect(await (await ask("/api/v1/centre")).json()).toEqual({
      id: "centre-1",
      name: "Fettle",
      timeZone: "Asia/Shanghai",
    });
  });

  const html = { headers: { accept: "text/html" } };

  test.each(["/", "/tickets/abc", "/vehicles"])(
    "%s is the console, under a policy that lets no other script in",
    async (path) => {
      const answer = await ask(path, html);
      expect(await answer.text()).toContain("<title>console</title>");
      expect(answer.headers.get("content-security-policy")).toContain("script-src 'self'");
      expect(answer.headers.get("cache-control")).toBe("no-cache");
    },
  );

  test("files with a digest in their name may be kept for ever; one that is not there is not the console", async () => {
    expect((await ask("/assets/a.js")).headers.get("cache-control")).toContain("immutable");
    expect((await ask("/assets/b.js", html)).status).toBe(404);
    expect((await ask("/../bridge.db", html)).status).not.toBe(500);
    expect(await (await ask("/..%2fbridge.db", html)).text()).not.toContain("SQLite");
  });
});
