import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { io } from "socket.io-client";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Agent, startAgent } from "../../../agent/agent.ts";
import { openCar } from "../../../agent/compose/car.ts";
import { type Host, systemTime, systemTimers } from "../../../agent/compose/host.ts";
import { parseConfig, sampleConfig } from "../../../agent/config.ts";
import { type HmiAction, type HmiState, hmiStateSchema } from "../../../agent/hmi/protocol.ts";
import type { VehicleEvent } from "../../../contract/events.ts";
import { downTopic } from "../../../contract/wire/topics.ts";
import type { UpMessage } from "../../../contract/wire/up/message.ts";
import { heatedDrive, journalOf } from "../../e2e/trouble/heated-drive.ts";
import { startAedes, startResponder } from "../../support/broker.ts";

let folder: string;
const closing: (() => Promise<unknown> | unknown)[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "fettle-wiring-"));
  writeFileSync(join(folder, "index.html"), "<!doctype html>");
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  rmSync(folder, { recursive: true });
});

/** The page's side of the socket. */
const openPage = (url: string) => {
  const socket = io(url, { transports: ["websocket"] });
  closing.push(() => socket.disconnect());
  let state: HmiState | undefined;
  let look = (): void => {};
  const take = (raw: object): void => {
    state = hmiStateSchema.parse({ ...state, ...raw });
    look();
  };
  socket.on("state", take);
  socket.on("change", take);
  return {
    until: (fits: (state: HmiState) => boolean): Promise<HmiState> =>
      new Promise((resolve) => {
        look = () => {
          if (state !== undefined && fits(state)) resolve(state);
        };
        look();
      }),
    act: (action: HmiAction): Promise<unknown> => socket.emitWithAck("action", action),
  };
};

const start = async (events: readonly VehicleEvent[]) => {
  const broker = await startAedes();
  closing.push(() => broker.close());
  const responder = await startResponder(broker.url);
  closing.push(() => responder.close());
  const file = join(folder, "drive.jsonl");
  writeFileSync(file, journalOf(events));
  const lines: { step?: string; prompt?: { title: string }; sampledAt?: number; shownAt?: number }[] = [];
  const agent: Agent = await startAgent(
    parseConfig({
      vehicle: { id: "car-1" },
      source: { kind: "journal", file, speed: "max" },
      data: { folder: join(folder, "data") },
      hmi: { port: 0, pagesFolder: folder },
      uplink: { brokerUrl: broker.url, reconnectMinMs: 50 },
      driver: { language: "en" },
    }),
    {
      time: systemTime,
      timers: systemTimers,
      random: Math.random,
      log: pino({ base: null }, { write: (line: string) => void lines.push(JSON.parse(line)) }),
      version: "9.9.9",
      pagesFolder: folder,
    },
  );
  closing.push(() => agent.stop());
  return { agent, responder, lines, page: openPage(agent.hmiUrl ?? "") };
};

const all = heatedDrive();
const untilCode = all.slice(0, all.findIndex(({ kind }) => kind === "codes") + 1);
const requests = (messages: readonly UpMessage[]) =>
  messages.flatMap((message) => (message.type === "request" ? [message.data] : []));

describe("the rooms together, from the page to the bridge and back", () => {
  test("a prompt comes to the page, the driver acknowledges it, and it is gone", async () => {
    const { page, lines } = await start(untilCode);
    const shown = await page.until(({ prompt }) => prompt !== null);
    expect(shown.prompt?.card.rule).toBe("dtc-confirmed");
    await page.act({ action: "acknowledge", episode: shown.prompt?.card.episode ?? "" });
    const after = await page.until(({ prompt }) => prompt === null);
    expect(after.open).toHaveLength(1);
    const steps = lines.flatMap(({ step }) => (step === undefined ? [] : [step]));
    expect(steps.filter((step) => step === "prompt-shown")).toHaveLength(1);
    expect(steps.indexOf("warning-raised")).toBeLessThan(steps.indexOf("prompt-shown"));
    const { sampledAt = 0, shownAt = 0 } = lines.find(({ step }) => step === "prompt-shown") ?? {};
    expect(shownAt).toBeGreaterThanOrEqual(sampledAt);
  });

  test("what the driver asks for reaches the bridge, and the page says so", async () => {
    const { page, responder } = await start(untilCode);
    await page.act({ action: "request", request: "battery-health-check" });
    await page.until(({ requests: asked }) => asked[0]?.state === "delivered");
    expect(requests(responder.stored)).toEqual([{ request: "battery-health-check" }]);
  });

  test("a ticket at the dealer's comes to the page", async () => {
    const { page, responder } = await start(untilCode);
    await page.until(({ uplink }) => uplink.state === "online");
    const notice = {
      v: 1,
      ticket: "t",
      number: "F-000007",
      episode: "car-1/dtc-confirmed/1/P0301",
      state: "new",
      revision: 0,
      at: 1,
    };
    await responder.publish(downTopic("car-1", "ticket"), notice);
    const { tickets } = await page.until((state) => state.tickets.length > 0);
    expect(tickets[0]).toMatchObject({ number: "F-000007", state: "new" });
  });

  test("language and theme are kept for the next start", async () => {
    const { page } = await start(untilCode);
    await page.act({ action: "set-language", language: "zh-CN" });
    await page.act({ action: "set-theme", theme: "night" });
    await page.until(({ language, theme }) => language === "zh-CN" && theme === "night");
    expect(JSON.parse(readFileSync(join(folder, "data", "settings.json"), "utf8"))).toMatchObject({
      language: "zh-CN",
      theme: "night",
    });
  });

  test("the bridge sees the car come and go", async () => {
    const { agent, responder } = await start(untilCode);
    await responder.until((stored) => stored.some(({ type, data }) => type === "status" && "vin" in data));
    await agent.stop();
    await responder.until((stored) =>
      stored.some(({ type, data }) => type === "status" && "state" in data && data.state === "offline"),
    );
    const states = responder.stored.flatMap((message) =>
      message.type === "status" ? [[message.data.state, message.data.agentVersion]] : [],
    );
    expect(states).toEqual([
      ["online", "9.9.9"],
      ["online", "9.9.9"],
      ["offline", "9.9.9"],
    ]);
  });
});

test("a wall clock that is set while a live car drives is an event before the next tick, and the ticks do not jump", () => {
  const now = { wall: 1_000_000, monotonic: 0 };
  const due: (() => void)[] = [];
  const { source, clock } = parseConfig({ ...sampleConfig, source: { kind: "elm327", port: "tcp://127.0.0.1:9" } });
  const host: Host = {
    time: { wallMs: () => now.wall, monotonicMs: () => now.monotonic },
    timers: {
      after: (ms, run) => {
        if (ms <= 1_000) due.push(run);
        return { [Symbol.dispose]: () => {} };
      },
    },
    random: () => 0,
    log: pino({ level: "silent" }),
    version: "0",
    pagesFolder: "",
  };
  const car = openCar({ source, clock }, { drive: "d", from: 0 }, host);
  const heard: VehicleEvent[] = [];
  const subscription = car.events.subscribe((event) => heard.push(event));
  const second = (): void => {
    now.wall += 1_000;
    now.monotonic += 1_000;
    for (const run of due.splice(0)) run();
  };
  second();
  now.wall += 500_000;
  second();
  subscription.unsubscribe();
  expect(heard.filter(({ kind }) => kind !== "link")).toEqual([
    { kind: "drive", drive: "d", at: 1_000_000 },
    { kind: "tick", at: 1_001_000 },
    { kind: "clockStep", deltaMs: 500_000, at: 1_002_000 },
    { kind: "tick", at: 1_002_000 },
  ]);
  expect(car.wallOf(1_002_000)).toBe(1_502_000);
});
