import { describe, expect, test } from "vitest";
import { createCommandLog } from "../../../../agent/source/elm327/command-log.ts";
import { elm327Source } from "../../../../agent/source/elm327/index.ts";
import type { SourceItem } from "../../../../agent/source/source.ts";
import { createFakeAdapter, healthy, padded } from "./fake-adapter.ts";
import { createFakeTime } from "./fake-time.ts";

/** A car whose engine, ignition and battery the test turns. */
const setUp = () => {
  const time = createFakeTime();
  const car = { awake: true, volts: "14.1V", engine: padded("7E804410C1AF8\r\r>"), speed: padded("7E803410D32\r\r>") };
  const fake = createFakeAdapter((command) => {
    if (command === "ATRV") return `${car.volts}\r\r>`;
    if (command === "010C" && car.awake) return car.engine;
    if (command === "010D" && car.awake) return car.speed;
    if (car.awake || command.startsWith("AT")) return healthy[command] ?? "?\r\r>";
    return "NO DATA\r\r>";
  });
  const log = createCommandLog();
  const items: SourceItem[] = [];
  const subscription = elm327Source({
    drive: "rest",
    address: "tcp://adapter:35000",
    clock: time.clock,
    timers: time.timers,
    random: () => 0.5,
    openPort: fake.open,
    minGapMs: 20,
    log,
  }).subscribe((item) => items.push(item));
  const since = (at: number) => log.recent().filter((sent) => sent.at > at);
  const links = () => items.flatMap((item) => (item.kind === "link" ? [item.state] : []));
  const volts = (from: number, to: number): number =>
    items.filter((item) => item.kind === "answer" && item.pid === "RV" && item.at >= from && item.at < to).length;
  return { time, car, fake, log, items, since, links, volts, subscription };
};

describe("key-off", () => {
  test("three seconds later nothing goes out on the bus but rare looks, none of them a search", async () => {
    const { time, car, since, links } = setUp();
    await time.advance(60_000);
    expect(links()).toEqual(["connecting", "up"]);
    car.awake = false;
    car.volts = "12.6V";
    const offAt = time.clock.now();
    await time.advance(3_000);
    const quietFrom = time.clock.now();
    expect(links().at(-1)).toBe("resting");
    await time.advance(4 * 3_600_000);
    const sent = since(quietFrom);
    // 5 s, 20 s, 80 s, 6 min, 36 min, then hourly: at most nine looks in four hours.
    const looks = sent.filter(({ onBus }) => onBus);
    expect(looks.length).toBeGreaterThan(4);
    expect(looks.length).toBeLessThan(20);
    expect(new Set(looks.map(({ command }) => command))).toEqual(new Set(["0100"]));
    expect(sent.filter(({ command }) => command === "ATSP0").length).toBeLessThanOrEqual(3);
    expect(since(offAt).every(({ why }) => why !== "")).toBe(true);
  });

  test("control units that go on answering are left alone once the engine has been off for ten minutes", async () => {
    const { time, car, log } = setUp();
    await time.advance(60_000);
    car.engine = padded("7E804410C0000\r\r>");
    car.speed = padded("7E803410D00\r\r>");
    car.volts = "12.6V";
    await time.advance(9 * 60_000);
    const stillPolled = log.onBus();
    await time.advance(30_000);
    expect(log.onBus()).toBeGreaterThan(stillPolled);
    await time.advance(2 * 3_600_000);
    const later = log.onBus();
    await time.advance(2 * 3_600_000);
    // Two hours hold two looks; a look that finds no sign of use ends after twenty seconds.
    expect(log.onBus() - later).toBeLessThan(2 * 20 * 40);
  });
});

describe("while the car rests", () => {
  const rested = async () => {
    const all = setUp();
    await all.time.advance(30_000);
    all.car.awake = false;
    all.car.volts = "12.6V";
    await all.time.advance(10_000);
    return all;
  };

  test("the battery is watched through the adapter alone", async () => {
    const { time, volts } = await rested();
    const from = time.clock.now();
    await time.advance(60_000);
    expect(volts(from, from + 60_000)).toBeGreaterThan(25);
  });

  test("the starter is seen: the voltage is read as fast as the adapter can, then polling goes on", async () => {
    const { time, car, volts, links } = await rested();
    car.volts = "9.9V";
    await time.advance(2_100);
    const from = time.clock.now();
    await time.advance(500);
    expect(volts(from, from + 500)).toBeGreaterThan(100);
    car.awake = true;
    car.volts = "14.0V";
    await time.advance(5_000);
    expect(links().at(-1)).toBe("up");
  });

  test("an engine that was started unseen is found by the alternator's voltage", async () => {
    const { time, car, links } = await rested();
    car.awake = true;
    car.volts = "14.2V";
    await time.advance(6_000);
    expect(links().at(-1)).toBe("up");
  });

  test("after half an hour the adapter sleeps, and is not spoken to for the second in which it falls asleep", async () => {
    const { time, since } = await rested();
    const from = time.clock.now();
    await time.advance(3 * 3_600_000);
    const sent = since(from);
    const sleeps = sent.flatMap(({ command }, n) => (command === "ATLP" ? [n] : []));
    expect(sleeps.length).toBeGreaterThan(10);
    for (const n of sleeps) {
      const [slept, next] = [sent[n], sent[n + 1]];
      if (slept !== undefined && next !== undefined) expect(next.at - slept.at).toBeGreaterThanOrEqual(1_500);
    }
  });

  test("an adapter without low power is asked once a rest and watched on", async () => {
    const { time, fake, since } = await rested();
    const speak = (command: string): string | undefined => {
      if (command === "ATRV") return "12.6V\r\r>";
      if (command === "ATLP") return "?\r\r>";
      return command.startsWith("AT") ? (healthy[command] ?? "?\r\r>") : "NO DATA\r\r>";
    };
    fake.teach(speak);
    const from = time.clock.now();
    await time.advance(2 * 3_600_000);
    expect(since(from).filter(({ command }) => command === "ATLP").length).toBeLessThanOrEqual(6);
  });

  test("an adapter that is pulled out is missed, and found again", async () => {
    const { time, car, fake, links } = await rested();
    fake.unplug();
    await time.advance(4_000);
    car.awake = true;
    car.volts = "14.2V";
    await time.advance(60_000);
    expect(fake.counts().opened).toBeGreaterThan(1);
    expect(links().at(-1)).toBe("up");
  });
});
