import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Subscription } from "rxjs";
import { elm327Source } from "../agent/source/elm327/index.ts";
import { createEmulator } from "../simulators/elm327/emulator.ts";
import type { Measured } from "./measured.ts";
import { createVirtualTime, scriptedPort } from "./scripted-adapter.ts";

/** A recorded diesel with nine service-01 PIDs and more. */
const drive = fileURLToPath(new URL("../simulators/drives/2017-07-10_kit-seat-leon-warm.csv.gz", import.meta.url));
/** Event time runs so much faster than the wall that every request is always due: the way is the only limit. */
const haste = 200;
const settleMs = 4_000;
const measureMs = 5_000;

interface Case {
  readonly personality: string;
  readonly protocol: string;
  readonly ecuDelayMs: number;
  /** PIDs/s that must be reached; undefined where the number is printed to be known. */
  readonly budget?: number;
}

const cases: readonly Case[] = [
  { personality: "genuine-2.1", protocol: "6", ecuDelayMs: 10, budget: 400 },
  { personality: "genuine-1.4b", protocol: "6", ecuDelayMs: 10, budget: 400 },
  { personality: "stn1110", protocol: "6", ecuDelayMs: 10, budget: 400 },
  { personality: "genuine-2.1", protocol: "7", ecuDelayMs: 10, budget: 400 },
  { personality: "genuine-2.1", protocol: "6", ecuDelayMs: 25 },
  { personality: "clone-1.5", protocol: "6", ecuDelayMs: 10 },
  { personality: "slow-bluetooth", protocol: "6", ecuDelayMs: 10 },
  { personality: "genuine-2.1", protocol: "3", ecuDelayMs: 25 },
  { personality: "genuine-2.1", protocol: "5", ecuDelayMs: 25 },
];

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const measure = async ({ personality, protocol, ecuDelayMs }: Case): Promise<number> => {
  const emulator = await createEmulator({ drive, personality, protocol, ecuDelayMs, atEnd: "loop" });
  let pids = 0;
  const { promise: up, resolve: isUp } = Promise.withResolvers<void>();
  let subscription: Subscription | undefined;
  try {
    const began = performance.now();
    subscription = elm327Source({
      drive: "bench",
      address: emulator.url,
      clock: { now: () => 1_700_000_000_000 + (performance.now() - began) * haste },
      tickMs: 1_000 / haste,
      timers: {
        after: (ms, run) => {
          const timer = setTimeout(run, ms);
          return { [Symbol.dispose]: () => clearTimeout(timer) };
        },
      },
      random: Math.random,
    }).subscribe((item) => {
      if (item.kind === "answer" && item.service === "01") pids += 1;
      if (item.kind === "link" && item.state === "up") isUp();
    });
    // The search of the older buses takes its seconds.
    await up;
    await pause(settleMs);
    const [from, at] = [pids, performance.now()];
    await pause(measureMs);
    return (pids - from) / ((performance.now() - at) / 1_000);
  } finally {
    subscription?.unsubscribe();
    await emulator.close();
  }
};

/** A request needs at least the ECU's time; on CAN it may ask for six PIDs. */
const limitOf = ({ protocol, ecuDelayMs }: Case): number => ("6789".includes(protocol) ? 6 : 1) * (1_000 / ecuDelayMs);

const hourMs = 3_600_000;
/** The first hours let the compiler and the rings come to rest. */
const settledHours = 4;
const dayHours = 24;
const mostGrowthMegabytes = 2;
const mostCpuMs = 100;

const heapMegabytes = (): number => {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  if (typeof collect === "function") collect();
  return process.memoryUsage().heapUsed / 2 ** 20;
};

/** A drive of 24 hours in virtual time behind an adapter that answers at once: CPU and memory of the driver alone. */
const longDrive = async (): Promise<readonly Measured[]> => {
  const { clock, timers, advance } = createVirtualTime();
  let pids = 0;
  const subscription = elm327Source({
    ...{ drive: "day", address: "tcp://adapter:35000", clock, timers, openPort: scriptedPort, random: Math.random },
    minGapMs: 250,
  }).subscribe((item) => {
    if (item.kind === "answer" && item.service === "01") pids += 1;
  });
  await advance(settledHours * hourMs);
  const [from, heap, cpu] = [pids, heapMegabytes(), process.cpuUsage()];
  await advance((dayHours - settledHours) * hourMs);
  const spent = process.cpuUsage(cpu);
  const growth = heapMegabytes() - heap;
  subscription.unsubscribe();
  const cpuMs = (spent.user + spent.system) / (pids - from);
  return [
    {
      name: "polling: CPU of the driver",
      value: cpuMs,
      unit: "ms/1,000 PIDs",
      budget: `under ${mostCpuMs}`,
      ok: cpuMs < mostCpuMs,
    },
    {
      name: `polling: memory, hour ${dayHours} against hour ${settledHours}`,
      value: growth,
      unit: "MiB",
      budget: `under ${mostGrowthMegabytes}`,
      ok: growth < mostGrowthMegabytes,
    },
  ];
};

/** PIDs/s by bus, adapter and ECU, beside what no client could pass. */
export const run = async (): Promise<readonly Measured[]> => {
  const found: Measured[] = [];
  for (const one of cases) {
    const pidsPerSecond = await measure(one);
    const name = `${one.personality}, protocol ${one.protocol}, ECU ${one.ecuDelayMs} ms`;
    const limit = `limit ${Math.round(limitOf(one))}`;
    const { budget } = one;
    found.push({
      name: `polling: ${name}`,
      value: pidsPerSecond,
      unit: "PIDs/s",
      budget: budget === undefined ? limit : `at least ${budget}, ${limit}`,
      ok: budget === undefined || pidsPerSecond >= budget,
    });
  }
  return [...found, ...(await longDrive())];
};
