import { once } from "node:events";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { connectAsync, connect as mqttConnect } from "mqtt";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Bridge } from "../../cloud-bridge/bridge.ts";
import { bridgeStatusTopic, downTopic, upTopic } from "../../contract/wire/topics.ts";
import {
  connectVehicle,
  type LogLine,
  move,
  readTicket,
  readTickets,
  startBridge,
  type TestVehicle,
  tempFolder,
  warningMessage,
} from "../support/bridge.ts";
import { visitSilently } from "../support/silent-visitor.ts";

let folder: ReturnType<typeof tempFolder>;
let bridge: Bridge & { readonly lines: readonly LogLine[] };
let car: TestVehicle;
const others: TestVehicle[] = [];

const connect = async (id: string): Promise<TestVehicle> => {
  const other = await connectVehicle(bridge.mqttUrl, id);
  others.push(other);
  return other;
};

beforeEach(async () => {
  folder = tempFolder();
  bridge = await startBridge(folder.path);
  car = await connectVehicle(bridge.mqttUrl, "car-1");
});

afterEach(async () => {
  await car.end();
  for (const other of others.splice(0)) await other.end();
  await bridge.close();
  folder[Symbol.dispose]();
});

/** Looks into the file with eyes of its own. */
const rows = (sql: string): Record<string, unknown>[] => {
  using database = new DatabaseSync(join(folder.path, "bridge.db"), { readOnly: true });
  return database.prepare(sql).all();
};

describe("one fault is one ticket", () => {
  test("a raised warning is a ticket by the time it is acknowledged", async () => {
    await car.send(warningMessage("car-1", 0));
    expect(await readTickets(bridge.httpUrl)).toMatchObject([
      {
        number: "F-000001",
        vehicleId: "car-1",
        rule: "coolant-overheat-trend",
        priority: "P2",
        state: "new",
        active: true,
      },
    ]);
  });

  test("the same alert twice is one ticket with one occurrence, and both are receipted", async () => {
    await Promise.all([car.send(warningMessage("car-1", 0)), car.send(warningMessage("car-1", 0))]);
    expect(await readTickets(bridge.httpUrl)).toMatchObject([{ occurrences: 1 }]);
    expect(await car.receipts.until(({ upTo }) => upTo === 0)).toMatchObject({ epoch: 1, upTo: 0, gaps: [] });
  });

  test("an alert sent again after a lost receipt changes nothing and is receipted again", async () => {
    await car.send(warningMessage("car-1", 0));
    await car.receipts.until(({ upTo }) => upTo === 0);
    const [before] = await readTickets(bridge.httpUrl);
    car.receipts.items.length = 0;
    await car.send(warningMessage("car-1", 0, {}, { sentAt: 1_790_000_060_000 }));
    await car.receipts.until(({ upTo }) => upTo === 0);
    expect(await readTickets(bridge.httpUrl)).toEqual([before]);
  });

  test("an alert queued again under a later number is receipted under that number too", async () => {
    await car.send(warningMessage("car-1", 0));
    await car.send(warningMessage("car-1", 1));
    await car.receipts.until(({ upTo }) => upTo === 1);
    expect(await readTickets(bridge.httpUrl)).toMatchObject([{ occurrences: 1 }]);
  });

  test("two alerts of one fault a millisecond apart are one ticket", async () => {
    const at = 1_790_000_000_000;
    await Promise.all([
      car.send(warningMessage("car-1", 0, { raisedAt: at })),
      car.send(warningMessage("car-1", 1, { raisedAt: at + 1 })),
    ]);
    expect(await readTickets(bridge.httpUrl)).toMatchObject([{ occurrences: 2 }]);
  });

  test("a predicted fault and the code the car sets for it later are one ticket", async () => {
    await car.send(warningMessage("car-1", 0, { rule: "thermostat-stuck-open", severity: "advisory" }));
    const code = { rule: "dtc-confirmed", severity: "advisory", data: { code: "P0128" } } as const;
    await car.send(warningMessage("car-1", 1, code));
    expect(await readTickets(bridge.httpUrl)).toMatchObject([{ rule: "thermostat-stuck-open", occurrences: 2 }]);
  });

  test("many cars at once get one ticket each", async () => {
    const cars = await Promise.all(Array.from({ length: 8 }, (_, i) => connect(`fleet-${i}`)));
    await Promise.all(
      cars.flatMap((one) =>
        Array.from({ length: 20 }, (_, seq) =>
          one.send(warningMessage(one.vehicleId, seq, { raisedAt: 1_790_000_000_000 + seq })),
        ),
      ),
    );
    const tickets = await readTickets(bridge.httpUrl);
    expect(tickets.map(({ occurrences }) => occurrences)).toEqual(new Array(8).fill(20));
    expect(new Set(tickets.map(({ vehicleId }) => vehicleId)).size).toBe(8);
  });

  test("a hint to the driver is kept as an occurrence and is no ticket", async () => {
    await car.send(warningMessage("car-1", 0, { rule: "cold-start-preheat", severity: "info", data: { t: -14 } }));
    expect(await readTickets(bridge.httpUrl)).toEqual([]);
    expect(rows("select rule from occurrence")).toEqual([{ rule: "cold-start-preheat" }]);
  });

  test("the database itself refuses a second open ticket of one fault", async () => {
    await car.send(warningMessage("car-1", 0));
    using database = new DatabaseSync(join(folder.path, "bridge.db"));
    const columns = rows("select * from ticket").flatMap((row) => Object.keys(row));
    const copied = columns.map((name) => (name === "id" || name === "number" ? `'second'` : `"${name}"`)).join(", ");
    expect(() => database.exec(`insert into ticket select ${copied} from ticket`)).toThrow(/UNIQUE.*problemId/);
  });
});

describe("bad input", () => {
  const deadLetters = () => rows(`select "vehicleId", topic, reason, times from "deadLetter"`);

  test.each([
    ["bytes that are no text", Buffer.from([0xff, 0xfe, 0x00])],
    ["text that is no JSON", Buffer.from("{")],
    ["JSON that is no message", Buffer.from('{"v":1}')],
    ["an empty payload", Buffer.alloc(0)],
    ["a message of another vehicle", Buffer.from(JSON.stringify(warningMessage("car-2", 0)))],
  ])("%s: a dead letter, acknowledged, and the connection is kept", async (_name, payload) => {
    await car.client.publishAsync(upTopic("car-1", "event"), payload, { qos: 1 });
    expect(deadLetters()).toMatchObject([{ vehicleId: "car-1", topic: "fettle/v1/car-1/up/event", times: 1 }]);
    await car.send(warningMessage("car-1", 0));
    expect(car.client.connected).toBe(true);
    expect(await readTickets(bridge.httpUrl)).toHaveLength(1);
  });

  test("the same bad payload again is counted, not stored again", async () => {
    for (let i = 0; i < 3; i += 1) await car.client.publishAsync(upTopic("car-1", "event"), "rubbish", { qos: 1 });
    expect(deadLetters()).toMatchObject([{ times: 3, reason: "not JSON in UTF-8" }]);
  });

  test("a message on the wrong topic of its own vehicle is a dead letter", async () => {
    await car.client.publishAsync(upTopic("car-1", "telemetry"), JSON.stringify(warningMessage("car-1", 0)), {
      qos: 1,
    });
    expect(deadLetters()).toMatchObject([{ reason: "a warning does not travel on up/telemetry" }]);
  });

  test.each([
    ["another vehicle's up topic", upTopic("car-2", "event")],
    ["a down topic", downTopic("car-2", "receipt")],
    ["the bridge's own topic", "fettle/v1/bridge/status"],
    ["any other topic", "hello"],
  ])("publishing on %s is refused: nobody hears it, the connection ends, the bridge lives", async (_name, topic) => {
    const victim = await connect("car-2");
    car.client.publish(topic, JSON.stringify(warningMessage("car-2", 0)), { qos: 1 });
    await car.closed;
    expect(deadLetters()).toMatchObject([{ vehicleId: "car-1", topic, reason: "a foreign topic: refused" }]);
    await victim.send(warningMessage("car-2", 0));
    expect(victim.receipts.items.filter(({ epoch }) => epoch !== 1)).toEqual([]);
    expect(await readTickets(bridge.httpUrl)).toMatchObject([{ vehicleId: "car-2", occurrences: 1 }]);
  });

  test.each(["fettle/v1/car-2/down/+", "fettle/v1/+/up/+", "#"])("subscribing to %s is refused", async (filter) => {
    const granted = await car.client.subscribeAsync(filter).catch((error: Error) => error.message);
    expect(JSON.stringify(granted)).toMatch(/128|Unspecified/);
  });

  test.each([
    ["a client id that is no vehicle id", { clientId: "Car One", username: "Car One" }],
    ["another user name", { clientId: "car-9", username: "car-8" }],
    ["no user name", { clientId: "car-9", username: "" }],
  ])("%s may not connect", async (_name, options) => {
    await expect(connectVehicle(bridge.mqttUrl, "car-9", options)).rejects.toThrow(/Not authorized/);
  });

  test("a will is no message: it neither takes a sequence number nor fills the dead letters", async () => {
    const will = { topic: upTopic("car-3", "status"), payload: Buffer.from("{}"), qos: 1, retain: false } as const;
    const other = await connectVehicle(bridge.mqttUrl, "car-3", { will });
    other.client.stream.destroy();
    await other.closed;
    await car.send(warningMessage("car-1", 0));
    expect(deadLetters()).toEqual([]);
  });
});

describe("receipts", () => {
  test("say what is missing, and settle when it comes", async () => {
    await car.send(warningMessage("car-1", 0));
    await car.send(warningMessage("car-1", 3, { revision: 1, kind: "updated" }));
    expect(await car.receipts.until(({ upTo }) => upTo === 3)).toMatchObject({ gaps: [[1, 2]] });
    await car.send(warningMessage("car-1", 1, { revision: 2, kind: "updated" }));
    await car.send(warningMessage("car-1", 2, { revision: 3, kind: "updated" }));
    await car.receipts.until(({ upTo, gaps }) => upTo === 3 && gaps.length === 0);
  });

  test("are given to a vehicle that comes back, also by a bridge that was started anew", async () => {
    await car.send(warningMessage("car-1", 0));
    await car.send(warningMessage("car-1", 2, { revision: 1, kind: "updated" }));
    await car.end();
    await bridge.close();
    bridge = await startBridge(folder.path);
    car = await connectVehicle(bridge.mqttUrl, "car-1");
    expect(await car.receipts.until(() => true)).toEqual({ v: 1, epoch: 1, upTo: 2, gaps: [[1, 1]] });
  });

  test("reach a session that outlived its connection, which listens without subscribing again", async () => {
    const options = {
      clientId: "car-2",
      username: "car-2",
      protocolVersion: 4,
      clean: false,
      reconnectPeriod: 0,
    } as const;
    const first = await connectAsync(bridge.mqttUrl, options);
    await first.subscribeAsync(downTopic("car-2", "receipt"), { qos: 1 });
    await first.publishAsync(upTopic("car-2", "event"), JSON.stringify(warningMessage("car-2", 0)), { qos: 1 });
    await first.endAsync(true);
    const second = mqttConnect(bridge.mqttUrl, options);
    // News of the ticket comes too; which of the two is first is nobody's promise.
    const heard = await new Promise((resolve) =>
      second.on("message", (topic, payload) => {
        if (topic === downTopic("car-2", "receipt")) resolve(JSON.parse(payload.toString()));
      }),
    );
    expect(heard).toEqual({ v: 1, epoch: 1, upTo: 0, gaps: [] });
    await second.endAsync(true);
  });

  test("do not wait for what the car let go of for good", async () => {
    await car.send(warningMessage("car-1", 5));
    const gap = { class: "telemetry", epoch: 1, fromSeq: 0, toSeq: 4, count: 5 } as const;
    await car.send({
      v: 1,
      id: "gap-1",
      vehicleId: "car-1",
      epoch: 1,
      seq: 6,
      at: 1,
      sentAt: 2,
      type: "gap",
      data: gap,
    });
    await car.receipts.until(({ upTo, gaps }) => upTo === 6 && gaps.length === 0);
  });
});

test("the state of the bridge is kept for whoever comes, and told to whoever is there when it goes", async () => {
  const states: unknown[] = [];
  const heard = new Promise<void>((resolve) =>
    car.client.on("message", (topic, payload) => {
      if (topic !== bridgeStatusTopic) return;
      states.push(JSON.parse(payload.toString()));
      if (states.length === 1) resolve();
    }),
  );
  await car.client.subscribeAsync(bridgeStatusTopic);
  await heard;
  await bridge.close();
  await car.closed;
  expect(states).toEqual([{ state: "up" }, { state: "down" }]);
  bridge = await startBridge(folder.path);
});

describe("what the car is told of its tickets", () => {
  test("the ticket of its warning, and every move of it", async () => {
    await car.send(warningMessage("car-1", 0));
    const { ticket } = await car.notices.until(({ state }) => state === "new");
    expect((await move(bridge.httpUrl, ticket, "triaged")).status).toBe(200);
    expect(await car.notices.until(({ state }) => state === "triaged")).toMatchObject({ ticket, number: "F-000001" });
  });

  test("waits for a car that is away", async () => {
    await car.send(warningMessage("car-1", 0));
    const { ticket } = await car.notices.until(() => true);
    await car.end();
    await move(bridge.httpUrl, ticket, "triaged");
    await move(bridge.httpUrl, ticket, "contacting");
    car = await connectVehicle(bridge.mqttUrl, "car-1");
    expect(await car.notices.until(({ state }) => state !== "new")).toMatchObject({ state: "contacting" });
  });
});

describe("the vehicle", () => {
  const vehicle = async () => (await fetch(`${bridge.httpUrl}/api/v1/vehicles/car-1`)).json();

  test("says who it is, and only the end of its VIN is shown", async () => {
    const data = { state: "online", agentVersion: "1.2.3", vin: "VSSZZZ5FZHR012345", protocol: "CAN 11/500" } as const;
    await car.send({ v: 1, id: "s-0", vehicleId: "car-1", epoch: 1, seq: 0, at: 1, sentAt: 2, type: "status", data });
    expect(await vehicle()).toMatchObject({ state: "online", agentVersion: "1.2.3", vinMasked: "***********012345" });
  });

  test("keeps the newest value of a signal, whatever order values come in", async () => {
    const telemetry = (seq: number, at: number, value: number) =>
      car.send({
        v: 1,
        id: `t-${seq}`,
        vehicleId: "car-1",
        epoch: 1,
        seq,
        at,
        sentAt: at,
        type: "telemetry",
        data: { values: { "Vehicle.TraveledDistance": { value, at } } },
      });
    await telemetry(0, 2_000, 42_000_000);
    await telemetry(1, 1_000, 41_000_000);
    expect(await vehicle()).toMatchObject({
      odometerKm: 42_000,
      telemetry: { "Vehicle.TraveledDistance": { value: 42_000_000, at: 2_000 } },
    });
  });

  test("a driver who asks for rescue is a P1 ticket with the place", async () => {
    const data = { request: "rescue", position: { latitude: 31.2, longitude: 121.5 } } as const;
    await car.send({ v: 1, id: "r-0", vehicleId: "car-1", epoch: 1, seq: 0, at: 1, sentAt: 2, type: "request", data });
    const [ticket] = await readTickets(bridge.httpUrl);
    expect(ticket).toMatchObject({ rule: "rescue-call", priority: "P1", safety: true, active: false });
    expect(ticket?.why.en).toContain("31.2, 121.5");
  });

  test("evidence joins its ticket, whichever comes first; the whole window replaces the half", async () => {
    const episode = "car-1/coolant-overheat-trend/1790000000000";
    const evidence = (seq: number, complete: boolean, to: number) => {
      const path = "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature" as const;
      const series = [{ path, unit: "Celsius", points: [[0, 90] as [number, number], [1, null] as [number, null]] }];
      const data = { episode, rule: "coolant-overheat-trend", from: 0, to, complete, series };
      return car.send({
        v: 1,
        id: `e-${seq}`,
        vehicleId: "car-1",
        epoch: 1,
        seq,
        at: 1,
        sentAt: 2,
        type: "evidence",
        data,
      });
    };
    await evidence(0, false, 10);
    await car.send(warningMessage("car-1", 1));
    const [{ id } = { id: "" }] = await readTickets(bridge.httpUrl);
    expect((await readTicket(bridge.httpUrl, id)).evidence).toMatchObject([{ complete: false, to: 10 }]);
    await evidence(2, true, 20);
    const detail = await readTicket(bridge.httpUrl, id);
    expect(detail.evidence).toMatchObject([
      {
        complete: true,
        to: 20,
        series: [
          {
            points: [
              [0, 90],
              [1, null],
            ],
          },
        ],
      },
    ]);
    expect(detail.history.map(({ kind }) => kind)).toEqual(["opened", "evidence"]);
  });
});

describe("a database that is down", () => {
  test("nothing is acknowledged, the bridge lives, and goes on when it is back", async () => {
    using other = new DatabaseSync(join(folder.path, "bridge.db"));
    other.exec("begin immediate");
    car.client.publish(upTopic("car-1", "event"), JSON.stringify(warningMessage("car-1", 0)), { qos: 1 });
    await car.closed;
    expect(bridge.lines).toContainEqual(expect.objectContaining({ code: "BRIDGE_STORE_UNAVAILABLE" }));
    expect((await fetch(`${bridge.httpUrl}/healthz`)).status).toBe(200);
    other.exec("rollback");
    car = await connectVehicle(bridge.mqttUrl, "car-1");
    await car.send(warningMessage("car-1", 0));
    expect(await readTickets(bridge.httpUrl)).toHaveLength(1);
  });
});

test("a bridge that stops does not wait for a browser that has only connected", async () => {
  const visitor = await visitSilently(bridge.httpUrl);
  // One answer says that the server has taken both connections.
  await readTickets(bridge.httpUrl);
  const gone = once(visitor, "close");
  await bridge.close();
  await gone;
});
