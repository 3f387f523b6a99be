import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { createOverlay } from "../../../simulators/inject/overlay.ts";
import { loadOverlayPlan, type OverlayPlan } from "../../../simulators/inject/overlay-plan.ts";
import { createJudge, type Judge } from "../../../simulators/play/judge.ts";
import { fullSpeed, type Pace, paced } from "../../../simulators/play/pace.ts";
import { fileOutput } from "../../../simulators/process/output.ts";
import { readCheckpoint, removeCheckpoint, writeCheckpoint } from "../../../simulators/replay/checkpoint.ts";
import { readDrive } from "../../../simulators/replay/drive-file.ts";
import { type ReplayResult, replay } from "../../../simulators/replay/replay.ts";
import { warningLine } from "../../../simulators/report/warning-lines.ts";
import { temporaryFolder, warmDrive } from "../recorded.ts";

let plan: OverlayPlan;
beforeAll(async () => {
  plan = await loadOverlayPlan("simulators/scenarios/coolant-loss.json");
});

const noFault = (rule: string, cause: unknown): never => {
  throw new Error(`rule ${rule} failed`, { cause });
};

/** What a test may change about a replay. */
interface Turn {
  readonly pace?: Pace;
  /** Stands between the replay and the pipeline: where a test lets the process die, or the state freeze. */
  readonly around?: (judge: Judge) => Judge;
}

/** The coolant loss on the shipped drive, replayed into `folder` with a checkpoint there, as the command does it. */
const replayInto = async (
  folder: string,
  { pace = fullSpeed, around = (judge) => judge }: Turn = {},
): Promise<ReplayResult> => {
  const checkpoint = join(folder, "checkpoint.json");
  const kept = await readCheckpoint(checkpoint, "test");
  const judge = around(createJudge("replayed-car", kept?.state, noFault));
  const output = await fileOutput(join(folder, "out.jsonl"), kept?.outBytes ?? 0);
  try {
    const result = await replay({
      drive: readDrive(warmDrive),
      overlay: createOverlay(plan),
      judge,
      pace,
      output,
      line: warningLine,
      from: { ordinal: kept?.ordinal ?? 0, warnings: kept?.warnings ?? 0 },
      keep: ({ ordinal, warnings }) =>
        writeCheckpoint(checkpoint, {
          v: 1,
          replay: "test",
          ordinal,
          outBytes: output.bytes(),
          warnings,
          state: judge.freeze(),
        }),
    });
    await removeCheckpoint(checkpoint);
    return result;
  } finally {
    await output.close();
  }
};

const lines = (folder: string): string => readFileSync(join(folder, "out.jsonl"), "utf8");

/** A wall clock that a test moves by waiting on it. */
const movedClock = () => {
  let nowMs = 0;
  return {
    now: () => nowMs,
    wait: (ms: number): Promise<void> => {
      nowMs += ms;
      return Promise.resolve();
    },
  };
};

class Died extends Error {}

/** A process that dies before it judges its `n`th event, counted in its own life. */
const dyingAt =
  (n: number) =>
  (judge: Judge): Judge => {
    let seen = 0;
    return {
      step: (event) => {
        seen += 1;
        if (seen === n) throw new Died();
        return judge.step(event);
      },
      freeze: () => judge.freeze(),
    };
  };

describe("a replay", () => {
  test("raises and escalates once, and says what the drive came to", async () => {
    const folder = temporaryFolder();
    const { events, warnings, distance, report } = await replayInto(folder);
    expect({ events, warnings, samples: distance.samples, rows: report?.rows }).toEqual({
      events: 7_603,
      warnings: 2,
      samples: 7_009,
      rows: 7_000,
    });
    const kinds = lines(folder)
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line).warning.kind);
    expect(kinds).toEqual(["raised", "escalated"]);
    expect(existsSync(join(folder, "checkpoint.json"))).toBe(false);
  });

  test("is the same to the byte at real time, at 60 times and at full speed", async () => {
    const atFullSpeed = temporaryFolder();
    await replayInto(atFullSpeed);
    for (const [speed, seconds] of [
      [1, 593.7],
      [60, 9.9],
    ] as const) {
      const folder = temporaryFolder();
      const wall = movedClock();
      await replayInto(folder, { pace: paced(speed, wall) });
      expect(lines(folder)).toBe(lines(atFullSpeed));
      expect(wall.now() / 1_000).toBeCloseTo(seconds, 1);
    }
  });

  test("that dies at any events and is started again writes the same bytes", async () => {
    const straight = temporaryFolder();
    const { distance } = await replayInto(straight);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 7_600 }), { minLength: 1, maxLength: 3 }), async (deaths) => {
        const folder = temporaryFolder();
        for (const n of deaths) {
          const ended = await replayInto(folder, { around: dyingAt(n) }).catch((cause: unknown) => cause);
          if (!(ended instanceof Died)) break;
        }
        const last = await replayInto(folder);
        expect(lines(folder)).toBe(lines(straight));
        expect(last).toMatchObject({ warnings: 2, distance });
      }),
      { numRuns: 12 },
    );
  });

  test("whose state is frozen and thawed at any events judges the same", async () => {
    const straight = temporaryFolder();
    await replayInto(straight);
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 1, max: 7_600 }), { maxLength: 40 }), async (cuts) => {
        const folder = temporaryFolder();
        const cutAt = new Set(cuts);
        await replayInto(folder, {
          around: (first) => {
            let judge = first;
            let seen = 0;
            return {
              step: (event) => {
                seen += 1;
                if (cutAt.has(seen))
                  judge = createJudge("replayed-car", JSON.parse(JSON.stringify(judge.freeze())), noFault);
                return judge.step(event);
              },
              freeze: () => judge.freeze(),
            };
          },
        });
        expect(lines(folder)).toBe(lines(straight));
      }),
      { numRuns: 8 },
    );
  });
});

describe("a checkpoint", () => {
  const kept = { v: 1, replay: "this", ordinal: 7, outBytes: 0, warnings: 0, state: {} } as const;

  test("reads back, and is undefined where there is none", async () => {
    const file = join(temporaryFolder(), "c.json");
    expect(await readCheckpoint(file, "this")).toBeUndefined();
    await writeCheckpoint(file, kept);
    expect(await readCheckpoint(file, "this")).toEqual(kept);
  });

  test("of another drive, overlay or vehicle is refused", async () => {
    const file = join(temporaryFolder(), "c.json");
    await writeCheckpoint(file, kept);
    await expect(readCheckpoint(file, "other")).rejects.toThrow(/^The checkpoint belongs to another replay: /);
  });

  test("that is torn or not ours is refused with what to do", async () => {
    const file = join(temporaryFolder(), "c.json");
    await writeCheckpoint(file, { ...kept, ordinal: -1 });
    await expect(readCheckpoint(file, "this")).rejects.toThrow(/Delete it to begin anew\.$/);
    await expect(readCheckpoint("package.json", "this")).rejects.toMatchObject({
      code: "SIMULATOR_CHECKPOINT_INVALID",
    });
    await expect(readCheckpoint("README", "this")).resolves.toBeUndefined();
    await expect(readCheckpoint("biome.json/x", "this")).rejects.toMatchObject({
      code: "SIMULATOR_CHECKPOINT_INVALID",
    });
    expect(() => createJudge("replayed-car", { v: 99 }, noFault)).toThrow(/of another version/);
  });
});
