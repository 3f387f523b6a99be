import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { type Agent, startAgent } from "../../agent/agent.ts";
import { systemTime, systemTimers } from "../../agent/compose/host.ts";
import { parseConfig } from "../../agent/config.ts";
import { downTopic, upTopic } from "../../contract/wire/topics.ts";
import { heatedDrive, journalOf } from "../e2e/trouble/heated-drive.ts";
import {
  connectVehicle,
  type LogLine,
  readTickets,
  startBridge,
  warningEvent,
  warningMessage,
} from "../support/bridge.ts";
import { startAedes, startResponder } from "../support/broker.ts";

let folder: string;
const closing: (() => Promise<unknown> | unknown)[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "fettle-generations-"));
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  rmSync(folder, { recursive: true });
});

const golden = join(import.meta.dirname, "golden", "v1");

/** What release 0.1.0 took for a receipt: it let no unknown field through, and kept its outbox. */
const oldReceipt = z.strictObject({
  v: z.literal(1),
  epoch: z.int().nonnegative(),
  upTo: z.int().gte(-1),
  gaps: z.array(z.tuple([z.int().nonnegative(), z.int().nonnegative()])).max(1_000),
});

const openBridge = async (vehicleId: string) => {
  const bridge = await startBridge(folder);
  closing.push(() => bridge.close());
  const car = await connectVehicle(bridge.mqttUrl, vehicleId);
  closing.push(() => car.end());
  const publish = (topic: string, payload: unknown): Promise<unknown> =>
    car.client.publishAsync(topic, JSON.stringify(payload), { qos: 1 });
  const rows = (sql: string): Record<string, unknown>[] => {
    using database = new DatabaseSync(join(folder, "bridge.db"), { readOnly: true });
    return database.prepare(sql).all();
  };
  return { bridge, car, publish, rows };
};

describe("an agent and a bridge of different releases", () => {
  test("an agent one release older: its messages become tickets, and it can read its receipts", async () => {
    const { bridge, car, publish, rows } = await openBridge("car-0001");
    const messages = readdirSync(golden)
      .filter((name) => name.startsWith("0.1.0") && name.endsWith(".json"))
      .map((name) => JSON.parse(readFileSync(join(golden, name), "utf8")))
      .filter(({ topic }) => topic.includes("/up/"))
      .toSorted((a, b) => a.payload.seq - b.payload.seq);
    for (const { topic, payload } of messages) await publish(topic, payload);
    const last = await car.receipts.until(({ upTo, gaps }) => upTo === 9 && gaps.length === 0);
    expect(car.receipts.items.map((receipt) => oldReceipt.parse(receipt))).toContainEqual(oldReceipt.parse(last));
    expect((await readTickets(bridge.httpUrl)).map(({ rule }) => rule).toSorted()).toEqual([
      "coolant-overheat-trend",
      "dtc-confirmed",
      "rescue-call",
    ]);
    expect(rows("select subject from occurrence where rule = 'dtc-confirmed'")).toEqual([{ subject: "P0301" }]);
    expect(rows("select * from deadLetter")).toEqual([]);
  });

  test("an agent one release newer: what is new is kept by name, what cannot be read is refused once and blocks nothing", async () => {
    const { bridge, car, publish, rows } = await openBridge("car-1");
    const on = (word: "event" | "evidence", payload: object): Promise<unknown> =>
      publish(upTopic("car-1", word), payload);
    const known = warningMessage("car-1", 0);
    await on("event", {
      ...known,
      priority: 9,
      data: { ...known.data, confidence: 0.9 },
      trace: { sampledAt: 1, hops: 3 },
    });
    await on(
      "event",
      warningMessage("car-1", 1, { rule: "horn-out-of-tune", severity: "advisory", data: { ml: 200 } }),
    );
    await on("event", { ...warningMessage("car-1", 2), v: 2, data: ["a form of its own"] });
    await on("event", { ...warningMessage("car-1", 3), type: "diagnosis", data: { found: true } });
    const { episode } = warningEvent("car-1");
    const series = [
      { path: "Vehicle.Body.Mood", unit: "mood", points: [[0, 1]], colour: "red" },
      { path: "Vehicle.Speed", unit: "km/h", points: [[0, 50]] },
    ];
    await on("evidence", {
      ...known,
      id: "e",
      seq: 4,
      type: "evidence",
      data: { episode, rule: "coolant-overheat-trend", from: 1, to: 2, complete: true, series, codec: "plain" },
    });
    const refused = await car.receipts.until((receipt) => receipt.refused !== undefined);
    await car.receipts.until(({ upTo, gaps }) => upTo === 4 && gaps.length === 0);
    expect(refused.refused).toEqual({ seqs: [2], versions: [1] });
    expect(car.receipts.items.filter((receipt) => receipt.refused !== undefined)).toHaveLength(1);
    expect(await readTickets(bridge.httpUrl)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ rule: "coolant-overheat-trend", priority: "P2" }),
        expect.objectContaining({ rule: "horn-out-of-tune", severity: "advisory" }),
      ]),
    );
    expect(rows("select reason from deadLetter order by reason")).toEqual([
      { reason: 'a message of the type "diagnosis", which this bridge does not know' },
      { reason: "version 2 of the envelope; this bridge reads version 1" },
    ]);
    expect(JSON.parse(String(rows("select series from evidence")[0]?.["series"]))).toMatchObject([
      { path: "Vehicle.Body.Mood", unit: "mood" },
      { path: "Vehicle.Speed" },
    ]);
    const metrics = await (await fetch(`${bridge.httpUrl}/metrics`)).text();
    expect(metrics).toContain("fettle_unknown_signals_total 1");
  });

  test("a bridge one release newer: its receipts empty the outbox, its notices are shown", async () => {
    const broker = await startAedes();
    closing.push(() => broker.close());
    const responder = await startResponder(broker.url);
    closing.push(() => responder.close());
    responder.receipts = false;
    const file = join(folder, "drive.jsonl");
    writeFileSync(file, journalOf(heatedDrive()));
    const lines: LogLine[] = [];
    const settled = Promise.withResolvers<void>();
    const told = Promise.withResolvers<void>();
    const agent: Agent = await startAgent(
      parseConfig({
        vehicle: { id: "car-1" },
        source: { kind: "journal", file, speed: "max" },
        data: { folder: join(folder, "data") },
        hmi: { enabled: false },
        uplink: { brokerUrl: broker.url, reconnectMinMs: 50 },
      }),
      {
        time: systemTime,
        timers: systemTimers,
        random: () => 0.5,
        log: pino(
          { base: null },
          {
            write(text: string) {
              const line: LogLine = JSON.parse(text);
              lines.push(line);
              if (line["step"] === "receipt") settled.resolve();
              if (line["ticket"] === "F-000009") told.resolve();
            },
          },
        ),
        version: "0.2.0",
        pagesFolder: folder,
      },
    );
    closing.push(() => agent.stop());
    await responder.until((stored) => stored.some(({ type }) => type === "warning"));
    const [first] = responder.stored;
    const upTo = Math.max(...responder.stored.map(({ seq }) => seq));
    await responder.publish(downTopic("car-1", "receipt"), {
      v: 1,
      epoch: first?.epoch,
      upTo,
      gaps: [],
      checksum: "abc",
      refused: { seqs: [0], versions: [1, 2], advice: "none" },
    });
    await settled.promise;
    await responder.publish(downTopic("car-1", "ticket"), {
      v: 1,
      ticket: "t",
      number: "F-000009",
      episode: responder.stored.find(({ type }) => type === "warning")?.id.replace(/\/\d+$/, ""),
      state: "teleported",
      revision: 1,
      at: 5,
      centre: { id: "c-1" },
    });
    await told.promise;
    expect(lines).toContainEqual(expect.objectContaining({ step: "receipt", upTo, settled: expect.any(Number) }));
    expect(lines).toContainEqual(expect.objectContaining({ level: 50, seqs: [0], versions: [1, 2] }));
    expect(lines.filter(({ msg }) => msg === "Something came that is not understood")).toEqual([]);
  });
});
