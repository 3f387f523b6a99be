import { expect, onTestFinished, test } from "vitest";
import { openAdapter } from "../../../../agent/source/elm327/baud-search.ts";
import { examine } from "../../../../agent/source/elm327/examine.ts";
import { openPort } from "../../../../agent/source/elm327/port.ts";
import { openShortSession } from "../../../../agent/source/elm327/short-session.ts";
import { createEmulator, type EmulatorOptions } from "../../../../simulators/elm327/emulator.ts";
import { warmDrive } from "../../../simulators/recorded.ts";
import { createFakeAdapter, healthy } from "./fake-adapter.ts";
import { createFakeTime } from "./fake-time.ts";

const timers = {
  after: (ms: number, run: () => void): Disposable => {
    const timer = setTimeout(run, ms);
    return { [Symbol.dispose]: () => clearTimeout(timer) };
  },
};

const reachOf = async (options: Partial<EmulatorOptions>) => {
  const emulator = await createEmulator({ drive: warmDrive, ...options });
  onTestFinished(() => emulator.close());
  const { signal } = new AbortController();
  return { address: emulator.url, baudRate: undefined, openPort, timers, signal };
};

test("a copy is known by what it refuses, and the car behind it by its answers", async () => {
  const examined = await examine(await reachOf({ personality: "clone-1.5" }), () => performance.now());
  expect(examined).toMatchObject({ banner: "ELM327 v1.5", stn: undefined, protocol: "6", reason: undefined });
  expect(examined.refuses).toContain("ATCAF1");
  expect(examined.volts).toBeGreaterThan(11);
  expect(examined.roundTripMs).toBeGreaterThanOrEqual(0);
  expect(examined.ecus.map(({ header }) => header)).toEqual(["7E8"]);
  expect(examined.ecus[0]?.pids).toEqual(expect.arrayContaining(["05", "0C", "0D", "46"]));
});

test("an STN chip says so", async () => {
  const examined = await examine(await reachOf({ personality: "stn1110" }), () => performance.now());
  expect(examined).toMatchObject({ stn: "STN1110 v4.0.3", refuses: [] });
});

test("codes are cleared by one command, once", async () => {
  const fake = createFakeAdapter((command) => (command === "04" ? "7E80144\r\r>" : (healthy[command] ?? "?\r\r>")));
  const { signal } = new AbortController();
  const session = await openShortSession({
    address: "tcp://x:1",
    baudRate: undefined,
    openPort: fake.open,
    timers,
    signal,
  });
  expect(await session.findBus()).toEqual({ protocol: "6" });
  expect(await session.ask("04")).toMatchObject({ ok: true, answers: [{ service: "04", ecu: "7E8" }] });
  session.close();
  expect(fake.written.filter((command) => command.startsWith("04"))).toEqual(["04"]);
  // A bare return would repeat the last command, service 04 included.
  expect(fake.written.at(-1)).toBe("04");
});

test("a clearing that is not answered in time is not sent again", async () => {
  const time = createFakeTime();
  const fake = createFakeAdapter((command) => (command === "04" ? undefined : (healthy[command] ?? "?\r\r>")));
  const { signal } = new AbortController();
  const reach = { address: "tcp://x:1", baudRate: undefined, openPort: fake.open, timers: time.timers, signal };
  const session = await openShortSession(reach);
  const cleared = session.ask("04", 1_000);
  await time.advance(10_000);
  expect(await cleared).toMatchObject({ ok: false });
  expect(fake.written.filter((command) => command === "04")).toHaveLength(1);
  expect(fake.written).not.toContain("");
});

test("the rate of a serial adapter is searched for: the one at which it answers is kept", async () => {
  const time = createFakeTime();
  const asked: number[] = [];
  const opening = openAdapter({
    address: "/dev/ttyUSB0",
    baudRate: undefined,
    timers: time.timers,
    signal: new AbortController().signal,
    openPort: async (address, options) => {
      asked.push(options.baudRate);
      const fake = createFakeAdapter((command) => (options.baudRate === 9_600 ? healthy[command] : undefined));
      return fake.open(address, options);
    },
  });
  await time.advance(10_000);
  expect((await opening).baudRate).toBe(9_600);
  expect(asked).toEqual([38_400, 115_200, 9_600]);
});
