import { describe, expect, test } from "vitest";
import { createJudge } from "../../../simulators/play/judge.ts";
import { loadDriveScenario, recordedSpeedsFor, scenarioNames } from "../../../simulators/scenarios/library.ts";
import { createPlay } from "../../../simulators/scenarios/play.ts";
import { asExpected, createVerdict, expectedOf } from "../../../simulators/scenarios/verdict.ts";

const names = await scenarioNames();

/** The least and the greatest reading of each signal. */
interface Extent {
  least: number;
  most: number;
}

const lived = async (name: string, seed?: number) => {
  const scenario = await loadDriveScenario(name);
  const play = createPlay(scenario, await recordedSpeedsFor(scenario), seed);
  const judge = createJudge("simulated-car", undefined, (rule, cause) => {
    throw new Error(`rule ${rule} failed`, { cause });
  });
  const verdict = createVerdict();
  const extents = new Map<string, Extent>();
  let latest = Number.NEGATIVE_INFINITY;
  for (const { events } of play.batches())
    for (const event of events) {
      if (event.at < latest) throw new Error(`time runs back at ${event.at}`);
      latest = event.at;
      if (event.kind === "sample") {
        const extent = extents.get(event.path);
        if (extent === undefined) extents.set(event.path, { least: event.value, most: event.value });
        else {
          extent.least = Math.min(extent.least, event.value);
          extent.most = Math.max(extent.most, event.value);
        }
      }
      for (const warning of judge.step(event)) verdict.take(warning);
    }
  return { scenario, raised: verdict.raised(), truths: play.truths(), extents };
};

describe("the shipped scenarios", () => {
  test("are at least 20, of them at least five of suspicious-looking health", () => {
    expect(names.length).toBeGreaterThanOrEqual(20);
    expect(names.filter((name) => name.startsWith("healthy-")).length).toBeGreaterThanOrEqual(5);
  });

  test.each(names)("%s says what warns of it, now or later", async (name) => {
    const { expect: raises, later, faults } = await loadDriveScenario(name);
    expect(later.filter((id) => raises.some(({ rule }) => rule === id))).toEqual([]);
    const warned = raises.length + later.length;
    if (name.startsWith("healthy-")) expect(warned).toBe(0);
    else if (faults.length > 0) expect(warned).toBeGreaterThan(0);
  });

  test.each(names)("%s raises what it says, and nothing else", async (name) => {
    const { scenario, raised, truths, extents } = await lived(name);
    expect(scenario.name).toBe(name);
    expect(raised).toEqual(expectedOf(scenario));
    expect(asExpected(scenario, raised)).toBe(true);
    for (const { path, most, least } of scenario.reaches) {
      const extent = extents.get(path);
      if (most !== undefined) expect(extent?.most, `${path} at its greatest`).toBeGreaterThanOrEqual(most);
      if (least !== undefined) expect(extent?.least, `${path} at its least`).toBeLessThanOrEqual(least);
    }
    scenario.faults.forEach(({ kind, ends }, index) => {
      const truth = truths[index];
      const came = truth?.failAt != null ? "failure" : truth?.limitAt != null ? "limit" : "none";
      expect(`${kind} ${came}`).toBe(`${kind} ${ends}`);
    });
  });

  test("of wear and heat without a fault leave their truth as well", async () => {
    const wear = (await lived("taxi-pads-worn")).truths.find(({ fault }) => fault === "pad-wear");
    expect(wear?.limitAt).not.toBeNull();
    expect(wear?.failAt).toBeNull();
    const heat = (await lived("descent-brake-fade")).truths.find(({ fault }) => fault === "brake-heat");
    expect(heat?.component).toBe("brakes");
    expect(heat?.severity.at(-1)?.[1]).toBeGreaterThan(350);
    expect((await lived("healthy-trailer-pass")).truths).toEqual([]);
  });

  const retold = [
    ...names.filter((name) => name.startsWith("healthy-")),
    ...["coolant-leak", "ev-cold-morning", "fan-failed-jam", "fast-charge-cooling-lost", "thermostat-stuck-open"],
  ];
  test.each(retold)("%s is the same story with another car, driver and weather", async (name) => {
    for (const seed of [2, 1_001]) {
      const { scenario, raised } = await lived(name, seed);
      expect(raised, `seed ${seed}`).toEqual(expectedOf(scenario));
    }
  });
});
