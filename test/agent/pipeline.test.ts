import fc from "fast-check";
import { from, Subject, toArray } from "rxjs";
import { describe, expect, test } from "vitest";
import { createPipeline, episodesIn, type PipelineState, pipelineStateSchema } from "../../agent/pipeline.ts";
import { learnsNothing } from "../../agent/rules/kit/learned.ts";
import type { Rule } from "../../agent/rules/kit/rule.ts";
import type { VehicleEvent } from "../../contract/events.ts";
import { type SignalPath, signalPaths } from "../../contract/signals.ts";
import type { WarningEvent } from "../../contract/warning.ts";
import { warningWritten } from "../../contract/wire/up/warning.ts";
import {
  air,
  coolant,
  dawn,
  drive,
  inShort,
  intake,
  journey,
  moduleVoltage,
  packMean,
  rpm,
  run,
  sample,
  speed,
  tick,
} from "./journey.ts";

const frontPads = "Vehicle.Chassis.Axle.Row1.Wheel.Left.Brake.PadWear";

/** A warm car that loses its coolant after two minutes, and is switched off to cool after six. */
const coolantLoss = journey(
  { seconds: 1_500 },
  {
    [speed]: (s) => (s < 360 ? 70 : 0),
    [rpm]: (s) => (s < 360 ? 2_100 : 0),
    [moduleVoltage]: (s) => (s < 360 ? 14.1 : 12.5),
    [intake]: 35,
    [air]: 22,
    [coolant]: (s) =>
      Math.round(
        s < 120 ? 90 : s < 360 ? Math.min(90 + (s - 120) * (14 / 60), 122) : Math.max(122 - (s - 360) / 20, 70),
      ),
  },
);

/** Two cold mornings with worn pads and a stored code between them. */
const coldWeek: VehicleEvent[] = [0, 86_400].flatMap((morning) => [
  ...journey({ from: morning, seconds: 120 }, { [speed]: 0, [packMean]: -4, [air]: -6, [frontPads]: 96 }),
  { kind: "codes", service: "03", codes: ["P0A94"], at: dawn + (morning + 121) * 1_000 } as const,
]);

describe("a drive through the whole pipeline", () => {
  const { warnings } = run(coolantLoss);

  test("coolant loss is told minutes ahead, escalates, and clears when it has cooled", () => {
    expect(warnings.filter(({ kind }) => kind !== "updated").map(inShort)).toEqual([
      "183 s raised coolant-overheat-trend warning",
      "238 s escalated coolant-overheat-trend critical",
      "952 s cleared coolant-overheat-trend critical",
    ]);
    expect(warnings[0]?.data).toMatchObject({ m: 1, t: 105, limit: 115 });
  });

  test("every event is as the contract says", () => {
    for (const warning of warnings) expect(warningWritten.parse(warning)).toEqual(warning);
  });

  test("the same drive gives the same bytes", () => {
    expect(JSON.stringify(run(coolantLoss).warnings)).toBe(JSON.stringify(warnings));
  });

  test("a healthy warm car is left in peace", () => {
    const healthy = { [speed]: 70, [rpm]: 2_000, [coolant]: 91, [moduleVoltage]: 14, [intake]: 150, [air]: 30 };
    expect(run(journey({ seconds: 1_800 }, healthy)).warnings).toEqual([]);
  });

  test("each morning has its own hint, while pads and code are one card each", () => {
    expect(run(coldWeek).warnings.map(({ kind, rule }) => `${kind} ${rule}`)).toEqual([
      "raised brake-pad-wearout",
      "raised cold-start-preheat",
      "raised dtc-confirmed",
      "cleared cold-start-preheat",
      "raised cold-start-preheat",
    ]);
  });
});

describe("what others see", () => {
  test("measured events come before the warnings of the same event, and derived ones among them", () => {
    const input = new Subject<VehicleEvent>();
    const pipeline = createPipeline({ vehicleId: "car-1" });
    const order: string[] = [];
    pipeline.measured.subscribe((event) => order.push(event.kind === "sample" ? event.path : event.kind));
    pipeline.run(input).subscribe((warning) => order.push(warning.rule));
    for (const event of [drive(0), sample(rpm, 900, 1), sample(coolant, 120, 2), sample(coolant, 120, 3)])
      input.next(event);
    expect(order).toEqual([
      "drive",
      rpm,
      "Vehicle.Powertrain.CombustionEngine.IsRunning",
      coolant,
      "coolant-overheat-trend",
      coolant,
    ]);
  });

  test("measured ends with the drive", async () => {
    const pipeline = createPipeline({ vehicleId: "car-1" });
    const seen = new Promise<VehicleEvent[]>((resolve) => pipeline.measured.pipe(toArray()).subscribe(resolve));
    pipeline.run(from([drive(0), tick(1)])).subscribe();
    expect(await seen).toEqual([drive(0), tick(1)]);
  });

  test("a rule that throws is told of by name, and the others go on", () => {
    const broken: Rule = {
      id: "remote-area-help",
      inputs: { [coolant]: { stale: "forgotten", without: "nothing" } },
      hears: [],
      learned: learnsNothing,
      trip: () => ({}),
      take: () => {
        throw new Error("bug");
      },
    };
    const faults: string[] = [];
    const { warnings } = run(coolantLoss, { rules: [broken], onRuleFault: (rule) => faults.push(rule) });
    expect(faults).toEqual(["remote-area-help"]);
    expect(warnings.map(({ kind, rule, subject, data }) => ({ kind, rule, subject, data }))).toEqual([
      {
        kind: "raised",
        rule: "warning-data-quality",
        subject: "remote-area-help",
        data: { rules: "remote-area-help", fault: "failed" },
      },
    ]);
  });
});

const thawed = (state: PipelineState): PipelineState => pipelineStateSchema.parse(JSON.parse(JSON.stringify(state)));

const withCuts = (events: readonly VehicleEvent[], cutAt: (index: number) => boolean): WarningEvent[] => {
  const warnings: WarningEvent[] = [];
  const options = { vehicleId: "test-car", nearestServiceKm: (latitude: number) => Math.abs(latitude) };
  let pipeline = createPipeline(options);
  let input = new Subject<VehicleEvent>();
  pipeline.run(input).subscribe((warning) => warnings.push(warning));
  for (const [index, event] of events.entries()) {
    if (cutAt(index)) {
      pipeline = createPipeline(options, thawed(pipeline.freeze()));
      input = new Subject();
      pipeline.run(input).subscribe((warning) => warnings.push(warning));
    }
    input.next(event);
  }
  return warnings;
};

describe("a power cut", () => {
  test("between any two events of a drive with a fault changes no byte", () => {
    const whole = JSON.stringify(withCuts(coolantLoss, () => false));
    expect(JSON.stringify(withCuts(coolantLoss, (index) => index % 7 === 0))).toBe(whole);
    const week = JSON.stringify(withCuts(coldWeek, () => false));
    expect(JSON.stringify(withCuts(coldWeek, () => true))).toBe(week);
  });

  test("at every event of whatever a car may send changes no byte", () => {
    const value = fc.oneof(fc.integer({ min: -40, max: 130 }), fc.double({ min: -50, max: 400, noNaN: true }));
    const busy: readonly SignalPath[] = [coolant, rpm, speed, moduleVoltage, air, packMean, frontPads, ...signalPaths];
    const anySample = fc.record({ kind: fc.constant("sample" as const), path: fc.constantFrom(...busy), value });
    const anyCodes = fc.record({
      kind: fc.constant("codes" as const),
      service: fc.constantFrom("03" as const, "0A" as const),
      codes: fc.subarray(["P0128", "P0217", "P0301", "U0100", "U0101", "U0102"]),
    });
    const anyOther = fc.constantFrom(
      { kind: "tick" as const },
      { kind: "drive" as const, drive: "again" },
      { kind: "link" as const, state: "down" as const },
    );
    const steps = fc.array(
      fc.tuple(
        fc.oneof({ weight: 6, arbitrary: anySample }, anyCodes, anyOther),
        fc.integer({ min: -3_000, max: 40_000 }),
      ),
      {
        maxLength: 120,
      },
    );
    fc.assert(
      fc.property(steps, (each) => {
        let at = dawn;
        const events: VehicleEvent[] = [drive(0)];
        for (const [event, step] of each) {
          at += step;
          events.push({ ...event, at });
        }
        expect(JSON.stringify(withCuts(events, () => true))).toBe(JSON.stringify(withCuts(events, () => false)));
      }),
      { numRuns: 60 },
    );
  });

  test("an open warning is found in the frozen state", () => {
    const { pipeline } = run(coolantLoss.slice(0, coolantLoss.length / 3));
    expect(episodesIn(pipeline.freeze()).map(({ rule, severity }) => `${rule} ${severity}`)).toEqual([
      "coolant-overheat-trend critical",
    ]);
  });

  test("a state of another version is refused, not guessed at", () => {
    expect(pipelineStateSchema.safeParse({ v: 3 }).success).toBe(false);
    expect(pipelineStateSchema.safeParse({ ...run([]).pipeline.freeze(), signals: null }).success).toBe(false);
  });

  test("the state of a long drive stays small", () => {
    const state = JSON.stringify(run(coolantLoss).pipeline.freeze());
    expect(state.length).toBeLessThan(100_000);
  });
});
