import { firstValueFrom, takeWhile, tap, toArray } from "rxjs";
import { expect, onTestFinished, test } from "vitest";
import { decode, type Undecoded } from "../../../../agent/decode/decode.ts";
import { elm327Source } from "../../../../agent/source/elm327/index.ts";
import { isSignalPath } from "../../../../contract/signals.ts";
import { createEmulator } from "../../../../simulators/elm327/emulator.ts";
import { fictitiousVin } from "../../../../simulators/vehicle/vin.ts";
import { read, samplesOf, warmDrive } from "../../../simulators/recorded.ts";

/** J1979 steps, in the unit of the signal: a value may differ from the recorded one by half of one. */
const stepOf = (path: string): number => (/Speed$/.test(path) && path !== "Vehicle.Speed" ? 0.25 : 1);

test.each([
  ["CAN 11 bit", "6", "7E8"],
  ["CAN 29 bit", "7", "18DAF110"],
  ["ISO 9141-2", "3", "486B10"],
  ["KWP fast", "5", "80F110"],
])(
  "the whole driver over TCP, %s: who the car is, its codes, and no value that was not driven",
  async (_, protocol, ecu) => {
    const recorded = (await read(warmDrive)).events;
    const emulator = await createEmulator({ drive: warmDrive, protocol, speed: 60 });
    onTestFinished(() => emulator.close());
    const steps: unknown[] = [];
    const ecus = new Set<string>();
    const reports: Undecoded[] = [];
    const started = performance.now();
    const items = elm327Source({
      drive: "emulated",
      address: emulator.url,
      clock: { now: () => 1_700_000_000_000 + (performance.now() - started) * 60 },
      tickMs: 1_000 / 60,
      timers: {
        after: (ms, run) => {
          const timer = setTimeout(run, ms);
          return { [Symbol.dispose]: () => clearTimeout(timer) };
        },
      },
      random: Math.random,
      onStep: (step) => steps.push(step),
    });
    let samples = 0;
    const events = await firstValueFrom(
      decode(
        items.pipe(tap((item) => item.kind === "answer" && item.bus !== "adapter" && ecus.add(item.ecu))),
        (report) => reports.push(report),
      ).pipe(
        takeWhile((event) => event.kind !== "sample" || ++samples < 1_500),
        toArray(),
      ),
    );

    expect(steps).toEqual([{ step: "adapter-found", adapter: "ELM327 v1.5", port: emulator.url }]);
    expect(events).toContainEqual(expect.objectContaining({ kind: "identity", vin: fictitiousVin }));
    expect(events).toContainEqual(expect.objectContaining({ kind: "codes", service: "03", codes: [] }));
    expect(events.filter((event) => event.kind === "link").map(({ state }) => state)).toEqual(["connecting", "up"]);
    expect([...ecus]).toEqual([ecu]);
    expect(reports).toEqual([]);

    const paths = new Set(events.flatMap((event) => (event.kind === "sample" ? [event.path] : [])));
    const driven = [...new Set(recorded.flatMap((event) => (event.kind === "sample" ? [event.path] : [])))];
    expect([...paths]).toEqual(expect.arrayContaining(driven.filter((path) => /Coolant|Speed|Throttle/.test(path))));
    for (const path of paths) {
      if (!isSignalPath(path) || !driven.includes(path)) continue;
      const known = samplesOf(recorded, path).map(({ value }) => value);
      for (const { value } of samplesOf(events, path)) {
        const nearest = Math.min(...known.map((one) => Math.abs(one - value)));
        expect(nearest, `${path} ${value}`).toBeLessThanOrEqual(stepOf(path) / 2 + 1e-9);
      }
    }
  },
);
