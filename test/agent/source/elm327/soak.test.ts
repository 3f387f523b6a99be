import { expect, test } from "vitest";
import { decodeLine } from "../../../../agent/commands/decode-line.ts";
import { createCommandLog } from "../../../../agent/source/elm327/command-log.ts";
import { elm327Source } from "../../../../agent/source/elm327/index.ts";
import { createReader } from "../../../../agent/source/elm327/reader.ts";
import type { SourceItem } from "../../../../agent/source/source.ts";
import { createFakeAdapter, healthy } from "./fake-adapter.ts";
import { createFakeTime } from "./fake-time.ts";

/** xorshift32: the same numbers in every run. */
const randomFrom = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
};

const hour = 3_600_000;
const tripMs = 240_000;
/** Trips of a day: a commute, errands, a late ride. */
const trips = [0, 1, 3, 7, 8, 12.5, 17, 22].map((at) => at * hour);

test("24 hours with random faults: no stuck state, every outage told, no leak, and a car that is left alone", async () => {
  const random = randomFrom(7);
  const start = 1_000_000;
  const time = createFakeTime(start);
  const fake = createFakeAdapter();
  const log = createCommandLog();
  const day = (): number => time.clock.now() - start;
  const isDriven = (): boolean => trips.some((from) => day() >= from && day() < from + tripMs);
  let deadUntil = 0;
  let resetAt = -1;
  let outages = 0;
  let faultAt = 0;

  const calm = (command: string): string | undefined => {
    if (command === "ATRV") return isDriven() ? "14.1V\r\r>" : "12.5V\r\r>";
    if (isDriven() || command.startsWith("AT")) return healthy[command] ?? "?\r\r>";
    return command === "0100" ? "UNABLE TO CONNECT\r\r>" : "NO DATA\r\r>";
  };
  const faults: readonly ((command: string) => string | undefined)[] = [
    () => "STOPPED\r\r>",
    () => "7E804410C1A\rBUFFER FULL\r\r>",
    () => "7E804410C1AF8 <DATA ERROR\r\r>",
    () => "CAN ERROR\r\r>",
    () => "\u00fc\u0000#!%\r\r>",
    () => "\r>",
    () => {
      resetAt = day();
      return "\r\rLV RESET\r\r>";
    },
    () => {
      outages += 1;
      deadUntil = day() + 30_000;
      return undefined;
    },
    () => {
      outages += 1;
      fake.unplug();
      return undefined;
    },
  ];
  fake.teach((command) => {
    if (day() < deadUntil) return undefined;
    if (command === "ATZ") resetAt = -1;
    // After a reset headers are off and spaces on until it is set up again.
    if (resetAt >= 0 && !command.startsWith("AT")) return "41 0C 0F A0 \r\r>";
    const fault = isDriven() && random() < 1 / 300 ? faults[Math.floor(random() * faults.length)] : undefined;
    if (fault === undefined) return calm(command);
    faultAt = day();
    return fault(command);
  });

  const speeds = new Set<string>();
  const instants: number[] = [];
  let link = "";
  let downs = 0;
  const subscription = elm327Source({
    drive: "soak",
    address: "tcp://adapter:35000",
    clock: time.clock,
    timers: time.timers,
    random,
    openPort: fake.open,
    minGapMs: 40,
    log,
  }).subscribe((item: SourceItem) => {
    instants.push(item.at);
    if (instants.length > 2) instants.shift();
    expect(instants[0]).toBeLessThanOrEqual(item.at);
    if (item.kind === "answer" && item.pid === "0C") speeds.add(Buffer.from(item.bytes).toString("hex"));
    if (item.kind !== "link") return;
    link = item.state;
    if (item.state !== "up") downs += 1;
  });

  const upAtEnd: boolean[] = [];
  const askedAsleep: number[] = [];
  for (const [n, from] of trips.entries()) {
    // To the last second of the trip, unless a fault has just struck.
    await time.advance(from + tripMs - 1 - day());
    upAtEnd.push(link === "up" || day() - faultAt < 60_000 || day() - deadUntil < 60_000);
    await time.advance(3_001);
    const before = log.onBus();
    await time.advance((trips[n + 1] ?? 24 * hour) - day());
    askedAsleep.push(log.onBus() - before);
  }

  expect(upAtEnd).toEqual(trips.map(() => true));
  expect(outages).toBeGreaterThan(2);
  expect(downs).toBeGreaterThanOrEqual(outages + trips.length);
  // The truth is 1AF8; the garbage of a reset adapter was 0FA0.
  expect([...speeds]).toEqual(["1af8"]);
  // At most 24 looks a day, each of some requests of the connecting phase.
  expect(askedAsleep.reduce((sum, count) => sum + count, 0)).toBeLessThan(24 * 20);
  const { opened, closed } = fake.counts();
  expect(opened - closed).toBeLessThanOrEqual(1 + outages);
  expect(time.armed()).toBeLessThan(6);
  subscription.unsubscribe();
  await time.settle();
  expect(time.armed()).toBe(0);
});

test("ten million random bytes: no crash, no value", () => {
  const random = randomFrom(42);
  const read = createReader();
  const requests = ["010C", "0100", "03", "0902", "06A1", "ATRV", "020C00", "22F190", "010C0D05"];
  const chunk = new Uint8Array(4_096);
  let lines: string[] = [];
  let values = 0;
  let asked = 0;
  for (let bytes = 0; bytes < 10_000_000; bytes += chunk.length) {
    for (let n = 0; n < chunk.length; n++) chunk[n] = random() * 256;
    for (const token of read(chunk)) {
      if (token.kind === "line") {
        lines.push(token.text);
        continue;
      }
      const request = requests[asked % requests.length] ?? "010C";
      const line = decodeLine({
        request,
        lines,
        headers: asked % 2 === 0,
        protocol: ["6", "3", "5", "7", ""][asked % 5] ?? "",
      });
      asked += 1;
      lines = [];
      if ("values" in line) values += 1;
    }
  }
  expect(asked).toBeGreaterThan(30_000);
  expect(values).toBe(0);
});
