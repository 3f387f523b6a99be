import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { fulfil, liveAll, ordersOf, workerFileBeside } from "../../../simulators/evaluate/fleet.ts";
import { studies } from "../../../simulators/evaluate/studies.ts";
import { temporaryFolder } from "../recorded.ts";

const root = join(import.meta.dirname, "../../..");
const study = studies.find(({ rule }) => rule === "warning-data-quality");
const orders = study === undefined ? [] : ordersOf(study, 4, 5, 30);

describe("the file that a worker begins with", () => {
  test("lies beside the source", () => {
    const module = join(root, "simulators/evaluate/fleet.ts");
    expect(workerFileBeside(pathToFileURL(module).href)).toBe(join(root, "simulators/evaluate/worker.ts"));
  });

  test("lies beside the bundle, under the name that the build gives it", () => {
    const folder = temporaryFolder();
    const module = pathToFileURL(join(folder, "simulators.js")).href;
    expect(workerFileBeside(module)).toBeUndefined();
    writeFileSync(join(folder, "simulators-worker.js"), "");
    expect(workerFileBeside(module)).toBe(join(folder, "simulators-worker.js"));
    expect(readFileSync(join(root, ".build/build.ts"), "utf8")).toContain(
      '"simulators-worker": "simulators/evaluate/worker.ts"',
    );
  });
});

test("lives come back in the order of their orders, and are counted as they are done", async () => {
  const done: number[] = [];
  const lives = await liveAll(orders, { workers: 2, onDone: (count) => done.push(count) });
  expect(lives.map(({ vehicle }) => vehicle)).toEqual([0, 1, 2, 3].map((k) => `lost-sensors-5-${k}`));
  expect(done).toEqual([1, 2, 3, 4]);
});

test("one who asks for an end gets one", async () => {
  const stopped = AbortSignal.abort(new Error("enough"));
  await expect(liveAll(orders, { workers: 1, signal: stopped })).rejects.toThrow("enough");
});

test("a study that there is not is a mistake of ours", async () => {
  expect(() => fulfil({ study: "none", seed: 1, index: 0, days: 1 })).toThrow("no study none");
});
