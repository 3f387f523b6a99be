import { firstValueFrom } from "rxjs";
import { describe, expect, test } from "vitest";
import { type Elm327Options, elm327Source } from "../../../../agent/source/elm327/index.ts";
import type { SourceItem } from "../../../../agent/source/source.ts";
import { createFakeAdapter, healthy, padded } from "./fake-adapter.ts";
import { createFakeTime } from "./fake-time.ts";

const setUp = (options: Partial<Elm327Options> = {}, script?: Parameters<typeof createFakeAdapter>[0]) => {
  const time = createFakeTime();
  const fake = createFakeAdapter(script);
  const items: SourceItem[] = [];
  const failures: string[] = [];
  const steps: unknown[] = [];
  const subscription = elm327Source({
    drive: "test-drive",
    address: "tcp://adapter:35000",
    clock: time.clock,
    timers: time.timers,
    random: () => 0.5,
    openPort: fake.open,
    onStep: (step) => steps.push(step),
    onFailure: ({ code }) => failures.push(code),
    // An answer takes no time here; in a car the adapter sets the pace.
    minGapMs: 5,
    ...options,
  }).subscribe((item) => items.push(item));
  const links = () => items.flatMap((item) => (item.kind === "link" ? [[item.state, item.reason]] : []));
  const values = (pid: string) =>
    items.flatMap((item) =>
      item.kind === "answer" && item.pid === pid ? [Buffer.from(item.bytes).toString("hex")] : [],
    );
  return { time, fake, items, failures, steps, subscription, links, values };
};

describe("a well-behaved adapter", () => {
  test("is set up in order, asked who the car is, and polled", async () => {
    const { time, fake, items, steps, links, failures } = setUp();
    await time.advance(2_000);
    expect(fake.written.slice(0, 17)).toEqual([
      ...["ATZ", "ATE0", "ATI", "ATL0", "ATS0", "ATH1", "ATAT1", "ATRV", "ATSP0", "0100", "ATDPN", "0100"],
      ...["0902", "03", "07", "0A", "010C"],
    ]);
    expect(items[0]).toEqual({ kind: "drive", drive: "test-drive", at: 1_000_000 });
    expect(links()).toEqual([
      ["connecting", undefined],
      ["up", undefined],
    ]);
    expect(steps).toEqual([{ step: "adapter-found", adapter: "ELM327 v1.5", port: "tcp://adapter:35000" }]);
    expect(failures.every((code) => code === "NO_DATA")).toBe(true);
  });

  test("hands out voltage, VIN, readings of codes and values", async () => {
    const { time, items, values } = setUp();
    await time.advance(2_000);
    expect(values("RV")[0]).toBe("3070");
    expect(values("02")).toEqual([`01${Buffer.from("1D4GP00R55B123456").toString("hex")}`]);
    const readings = items.filter((item) => item.kind === "reading");
    expect(readings.map(({ service, answers }) => [service, answers.length])).toContainEqual(["03", 1]);
    expect(readings.map(({ service }) => service)).not.toContain("0A");
    expect(new Set(values("05"))).toEqual(new Set(["7b"]));
  });

  test("is asked for engine speed at 10 Hz and for coolant at 1 Hz, at most a third more often where it rides along", async () => {
    const { time, values } = setUp();
    await time.advance(30_000);
    expect(values("0C").length).toBeGreaterThan(250);
    expect(values("0C").length).toBeLessThanOrEqual(301);
    expect(values("05").length).toBeGreaterThan(25);
    expect(values("05").length).toBeLessThanOrEqual(45);
  });

  test("a tick stands at every second, and nothing steps back", async () => {
    const { time, items } = setUp();
    await time.advance(30_000);
    const ticks = items.flatMap((item) => (item.kind === "tick" ? [item.at] : []));
    expect(ticks).toEqual(Array.from({ length: 30 }, (_, n) => 1_001_000 + n * 1_000));
    const instants = items.map((item) => item.at);
    expect(instants).toEqual(instants.toSorted((a, b) => a - b));
  });

  test("unsubscribing closes the port and leaves no timer, whatever it was doing", async () => {
    for (const ms of [0, 1, 500, 5_000]) {
      const { time, fake, items, subscription } = setUp();
      await time.advance(ms);
      subscription.unsubscribe();
      await time.settle();
      const before = items.length;
      expect(fake.counts().closed).toBe(fake.counts().opened);
      expect(time.armed()).toBe(0);
      await time.advance(60_000);
      expect(items.length).toBe(before);
    }
  });

  test("unsubscribing in the middle of a hung command closes the port at once", async () => {
    const { time, fake, subscription } = setUp();
    await time.advance(2_000);
    fake.teach(() => undefined);
    await time.advance(200);
    subscription.unsubscribe();
    await time.settle();
    expect(fake.counts()).toEqual({ opened: 1, closed: 1 });
    expect(time.armed()).toBe(0);
  });

  test("whoever wants only the drive leaves nothing behind", async () => {
    const time = createFakeTime();
    const fake = createFakeAdapter();
    const drive = await firstValueFrom(
      elm327Source({
        drive: "d",
        address: "x",
        clock: time.clock,
        timers: time.timers,
        random: () => 0,
        openPort: fake.open,
      }),
    );
    expect(drive).toEqual({ kind: "drive", drive: "d", at: 1_000_000 });
    await time.settle();
    expect(time.armed()).toBe(0);
    expect(fake.counts().opened).toBe(fake.counts().closed);
  });

  test.each([
    ["a busy moment is caught up second by second", 3_500, [1_000, 2_000, 3_000]],
    ["a night asleep is one tick", 8 * 3_600_000, [8 * 3_600_000]],
  ])("%s", (_, stallMs, expected) => {
    let now = 0;
    let wake = (): void => {};
    const ticks: number[] = [];
    const subscription = elm327Source({
      drive: "d",
      address: "x",
      clock: { now: () => now },
      timers: {
        after: (ms, run) => {
          if (ms === 1_000) wake = run;
          return { [Symbol.dispose]: () => {} };
        },
      },
      random: () => 0,
      openPort: () => new Promise(() => {}),
    }).subscribe((item) => item.kind === "tick" && ticks.push(item.at));
    now = stallMs;
    wake();
    subscription.unsubscribe();
    expect(ticks).toEqual(expected);
  });

  test("event time at 60 times the wall: the schedule and the ticks follow the event clock", async () => {
    const time = createFakeTime(0);
    const fake = createFakeAdapter();
    const items: SourceItem[] = [];
    elm327Source({
      drive: "fast",
      address: "x",
      clock: { now: () => time.clock.now() * 60 },
      timers: time.timers,
      tickMs: 1_000 / 60,
      random: () => 0.5,
      openPort: fake.open,
      minGapMs: 1,
    }).subscribe((item) => items.push(item));
    // Timers have whole milliseconds of 60 each: the last tick may be one late.
    await time.advance(1_001);
    const ticks = items.filter((item) => item.kind === "tick");
    expect(ticks.map(({ at }) => at)).toEqual(Array.from({ length: 60 }, (_, n) => (n + 1) * 1_000));
    const speeds = items.filter((item) => item.kind === "answer" && item.pid === "0C");
    expect(speeds.length).toBeGreaterThan(200);
  });
});

describe("trouble", () => {
  test("an unplugged cable is a link down, and the way comes back by itself", async () => {
    const { time, fake, links, values } = setUp();
    await time.advance(2_000);
    fake.refuse(new Error("no such device"));
    fake.unplug();
    await time.advance(10_000);
    expect(links().slice(2, 7)).toEqual([
      ["down", "CLOSED"],
      ["connecting", "CLOSED"],
      ["down", "PORT UNAVAILABLE"],
      ["connecting", "PORT UNAVAILABLE"],
      ["down", "PORT UNAVAILABLE"],
    ]);
    const before = values("0C").length;
    fake.refuse(undefined);
    await time.advance(60_000);
    expect(links().at(-1)).toEqual(["up", undefined]);
    expect(values("0C").length).toBeGreaterThan(before + 100);
  });

  test("the wait between two attempts doubles up to a minute and is spread by chance", async () => {
    const opened: number[] = [];
    const time = createFakeTime(0);
    elm327Source({
      drive: "d",
      address: "x",
      clock: time.clock,
      timers: time.timers,
      random: () => 0.5,
      openPort: async () => {
        opened.push(time.clock.now());
        throw new Error("refused");
      },
    }).subscribe();
    await time.advance(400_000);
    const waits = opened.slice(1).map((at, n) => at - (opened[n] ?? 0));
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000, 60_000, 60_000]);
  });

  test("engine off: silence is looked into, then waited out, and a start is seen", async () => {
    const { time, fake, links, values } = setUp();
    await time.advance(2_000);
    const off: Record<string, string> = { ...healthy, "0100": "SEARCHING...\rUNABLE TO CONNECT\r\r>" };
    fake.teach((command) => (/^0[^1]|^01(?!00)/.test(command) ? "NO DATA\r\r>" : off[command]));
    const before = values("0C").length;
    await time.advance(30_000);
    expect(links().at(-1)?.[1]).toBe("UNABLE TO CONNECT");
    expect(values("0C").length).toBe(before);
    expect(fake.counts()).toEqual({ opened: 1, closed: 0 });
    fake.teach((command) => healthy[command]);
    await time.advance(60_000);
    expect(links().at(-1)).toEqual(["up", undefined]);
    expect(values("0C").length).toBeGreaterThan(before);
  });

  test("a brown-out: spaces, echo and headers are back, and no line is taken for a value until all is set again", async () => {
    const { time, fake, failures, values, links } = setUp();
    await time.advance(2_000);
    let configured = false;
    fake.teach((command) => {
      if (command === "ATZ") configured = true;
      if (configured) return healthy[command];
      return command === "010C" ? "010C\r41 0C 0F A0 \r\r>" : `${command}\r?\r\r>`;
    });
    await time.advance(20_000);
    expect(failures).toContain("MALFORMED_FRAME");
    expect(new Set(values("0C"))).toEqual(new Set(["1af8"]));
    expect(links().at(-1)).toEqual(["up", undefined]);
  });

  test("a reset that the adapter tells of unasked is followed by a full set-up", async () => {
    const { time, fake } = setUp();
    await time.advance(2_040);
    fake.written.length = 0;
    fake.say("\r\rLV RESET\r\r>");
    await time.advance(500);
    expect(fake.written.slice(0, 3).filter((command) => command.startsWith("AT"))[0]).toBe("ATZ");
    expect(fake.written).toContain("ATH1");
  });

  test("one hung command: what comes late is no answer to the next, and a warm start follows", async () => {
    const { time, fake, values, failures } = setUp();
    await time.advance(2_000);
    let hung = true;
    fake.teach((command) => {
      if (command === " ") return padded("7E804410CFFFF\r\r>");
      if (command === "010C" && hung) {
        hung = false;
        return undefined;
      }
      return healthy[command];
    });
    await time.advance(10_000);
    expect(failures).toContain("TIMEOUT");
    expect(fake.written).toContain("ATWS");
    expect(values("0C")).not.toContain("ffff");
  });

  test("a stuck adapter never blocks the agent: ticks go on, the port is opened anew", async () => {
    const { time, fake, items, links } = setUp();
    await time.advance(2_000);
    fake.teach(() => undefined);
    await time.advance(30_000);
    expect(links().map(([state]) => state)).toContain("down");
    expect(fake.counts().opened).toBeGreaterThan(1);
    expect(items.filter((item) => item.kind === "tick").length).toBe(32);
  });

  const garbage: readonly (readonly [string, string])[] = [
    ["a negative response", padded("7E8037F0112\r\r>")],
    ["a truncated frame", "7E804410C1A\r\r>"],
    ["a frame that lost what filled it up, and may have lost more", "7E8064105AA010C1A\r\r>"],
    ["the answer to another PID", padded("7E803410D32\r\r>")],
    ["a lost digit", "7E804410C1AF\r\r>"],
    ["a data error", "7E804410C1AF8 <DATA ERROR\r\r>"],
    ["a full buffer", "7E804410C1AF8\rBUFFER FULL\r\r>"],
    ["an interruption", "7E804410C1AF8\rSTOPPED\r\r>"],
    ["silence of the car", "NO DATA\r\r>"],
    ["a prompt alone", "\r>"],
    ["noise", "\u0001\u007f#!\r\r>"],
  ];
  test.each(garbage)("%s in the place of engine speed makes no value, and the rest goes on", async (_, reply) => {
    const { time, fake, values, failures } = setUp();
    fake.teach((command) => (command === "010C" ? reply : healthy[command]));
    await time.advance(20_000);
    expect(values("0C")).toEqual([]);
    expect(failures.length).toBeGreaterThan(0);
    expect(new Set(values("05"))).toEqual(new Set(["7b"]));
  });

  test("a car that never fills its frames up is read all the same, after it gave the same frame three times", async () => {
    const short = (reply: string | undefined): string | undefined => {
      const length = /^7E80([1-7])/.exec(reply ?? "")?.[1];
      return length === undefined ? reply : `${reply?.slice(0, 5 + Number(length) * 2)}\r\r>`;
    };
    const { time, fake, values, items, links, failures } = setUp({}, (command) => short(healthy[command]));
    await time.advance(5_000);
    expect(failures.filter((code) => code === "SHORT_FRAME")).toHaveLength(2);
    expect(fake.written.filter((command) => command === "0100")).toHaveLength(4);
    expect(links().at(-1)).toEqual(["up", undefined]);
    expect(new Set(values("0C"))).toEqual(new Set(["1af8"]));
    expect(values("0C").length).toBeGreaterThan(20);
    expect(items.some((item) => item.kind === "reading" && item.service === "03")).toBe(true);
  });

  test("a voltage that lost a digit does not wake the car or begin a crank", async () => {
    const { time, fake, values } = setUp();
    await time.advance(2_000);
    fake.teach((command) => (command === "ATRV" ? "2.4V\r\r>" : healthy[command]));
    await time.advance(6_000);
    expect(values("RV")).toContain("0960");
    const since = fake.written.length;
    await time.advance(2_000);
    expect(fake.written.slice(since).filter((command) => command === "ATRV").length).toBeLessThan(3);
    expect(values("0C").length).toBeGreaterThan(60);
  });

  test("codes of an ECU that did not come to its end are no reading", async () => {
    const { time, fake, items } = setUp();
    fake.teach((command) => (command === "03" ? padded("7E80443010301\r7E9037F0378\r\r>") : healthy[command]));
    await time.advance(5_000);
    expect(items.filter((item) => item.kind === "reading").map(({ service }) => service)).not.toContain("03");
  });
});
