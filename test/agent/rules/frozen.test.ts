import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { createPipeline, type PipelineState, pipelineStateSchema } from "../../../agent/pipeline.ts";
import type { RuleId } from "../../../contract/warnings/catalogue.ts";
import { inShort, run } from "../journey.ts";
import { car, day, past } from "./frozen/past.ts";

const folder = join(import.meta.dirname, "frozen");
const write = process.env["FETTLE_WRITE_FROZEN"];

if (write !== undefined) {
  const file = join(folder, write, "car-with-a-past.json");
  if (existsSync(file)) throw new Error(`${file} is there, and is never written again`);
  mkdirSync(join(folder, write));
  writeFileSync(file, `${JSON.stringify(run(past(), car).pipeline.freeze())}\n`);
}

const files = globSync("*/*.json", { cwd: folder }).toSorted();
const stateIn = (file: string): PipelineState =>
  pipelineStateSchema.parse(JSON.parse(readFileSync(join(folder, file), "utf8")));

const seatsShape = z.object({ seats: z.record(z.string(), z.object({ learned: z.object({ data: z.unknown() }) })) });
const learnedIn = (state: PipelineState): ReadonlyMap<string, unknown> => {
  const { rules } = createPipeline({ vehicleId: "test-car", ...car }, state).freeze();
  const { seats } = seatsShape.parse(rules);
  return new Map(Object.entries(seats).map(([rule, { learned }]) => [rule, learned.data]));
};

const times = (count: number): unknown => expect.objectContaining({ length: count });
/** What that car's rules know of it; a rule that came later begins to learn. */
const known: Readonly<Partial<Record<RuleId, object>>> = {
  "brake-pad-wearout": {
    axles: { front: { wheels: { Left: { percent: 63, rate: expect.closeTo(0.0039, 4) } } } },
    km: expect.closeTo(515.3, 1),
    odometerKm: 60_515.86,
  },
  "cold-start-preheat": { hasEngine: true },
  "coolant-overheat-trend": { hot: false, critical: false },
  "dtc-confirmed": { permanent: ["P0301"], reported: ["P0301"], tellsCoolant: true, excused: { U0100: 1 } },
  "lv-charging-fault": { medians: times(27), fault: null },
  "lv-crank-decline": { past: { usual: expect.closeTo(1.4886, 4), recent: times(24) }, good: 24 },
  "remote-area-help": { remote: "far", zone: { latitude: 44, longitude: 90 }, repeated: false },
  "thermostat-stuck-open": { starts: times(4), own: { by: "air", heats: times(20) } },
};

test("there is one of every form that ever was", () => {
  expect(files).toEqual(["v1/car-with-a-past.json", "v2/car-with-a-past.json"]);
});

describe.each(files)("the state %s", (file) => {
  test.each(Object.entries(known))("keeps what %s has learned", (rule, learned) => {
    expect(learnedIn(stateIn(file)).get(rule)).toMatchObject(learned);
  });

  test("goes on as a car that knows itself: a thermostat stuck open is told on its first start", () => {
    const next = day(24, { stuck: true });
    const told = (state?: PipelineState) =>
      run(next, car, state)
        .warnings.map(inShort)
        .filter((line) => line.includes("thermostat"));
    expect(told(stateIn(file))).toEqual([expect.stringMatching(/raised thermostat-stuck-open advisory$/)]);
    expect(told()).toEqual([]);
  });

  test("keeps the warnings that stand, and raises none of them again", () => {
    const { warnings } = run(day(24, { codes: ["P0301"], far: true }), car, stateIn(file));
    expect(warnings.filter(({ kind }) => kind === "raised")).toEqual([]);
  });
});
