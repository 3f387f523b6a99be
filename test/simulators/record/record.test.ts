import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { createEmulator } from "../../../simulators/elm327/emulator.ts";
import { runRecord } from "../../../simulators/record/record.ts";
import { read, samplesOf, temporaryFolder, warmDrive } from "../recorded.ts";

/** Messages of the car after which every signal has been read some times. */
const enough = 120;

describe("record", () => {
  test("keeps what the agent made of a car behind an adapter, until it is told to stop", async () => {
    const stop = new AbortController();
    let sent = 0;
    const onSent = (): void => {
      sent += 1;
      if (sent === enough) stop.abort();
    };
    const car = await createEmulator({ drive: warmDrive, port: 0, speed: 1, atEnd: "hold", onSent });
    onTestFinished(() => car.close());
    const out = join(temporaryFolder(), "recorded.jsonl.gz");
    await runRecord({ port: car.url, out }, stop.signal);
    const { events, report } = await read(out);
    expect(report).toMatchObject({ format: "journal", dropped: 0 });
    expect(events.some(({ kind }) => kind === "identity")).toBe(true);
    expect(samplesOf(events, "Vehicle.Powertrain.CombustionEngine.Speed").length).toBeGreaterThan(3);
  });

  test("says so when nobody answers", async () => {
    const out = join(temporaryFolder(), "recorded.jsonl");
    const recording = runRecord({ port: "tcp://127.0.0.1:1", out, seconds: 1 }, new AbortController().signal);
    await expect(recording).rejects.toThrow(/^Nothing was recorded: tcp:\/\/127\.0\.0\.1:1/);
  });
});
