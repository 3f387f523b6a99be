import fc from "fast-check";
import { from, lastValueFrom, toArray } from "rxjs";
import { describe, expect, test } from "vitest";
import { decode, type Undecoded } from "../../../agent/decode/decode.ts";
import { pidSpecs } from "../../../agent/decode/pids.ts";
import type { ObdAnswer, ObdReading, SourceItem } from "../../../agent/source/source.ts";
import type { VehicleEvent } from "../../../contract/events.ts";
import { signals } from "../../../contract/signals.ts";

const answer = (service: string, pid: string, hex: string, extra: Partial<ObdAnswer> = {}): ObdAnswer => ({
  kind: "answer",
  service,
  pid,
  ecu: "7E8",
  bus: "can",
  bytes: Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)),
  at: 1_000,
  ...extra,
});

const reading = (service: "03" | "07" | "0A", ...answers: readonly ObdAnswer[]): ObdReading => ({
  kind: "reading",
  service,
  answers,
  at: 1_000,
});

const decoded = async (...items: readonly SourceItem[]) => {
  const reports: Undecoded[] = [];
  const events: readonly VehicleEvent[] = await lastValueFrom(
    decode(from(items), (report) => reports.push(report)).pipe(toArray()),
  );
  return { events, reports };
};

const sample = (path: string, value: number) => ({ kind: "sample", path, value, at: 1_000 });

describe("signals", () => {
  test.each([
    ["coolant", "05", "7B", [["Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature", 83]]],
    ["engine speed", "0C", "1AF8", [["Vehicle.Powertrain.CombustionEngine.Speed", 1726]]],
    ["vehicle speed", "0D", "32", [["Vehicle.Speed", 50]]],
    ["ambient air", "46", "1A", [["Vehicle.Exterior.AirTemperature", -14]]],
    ["air mass flow", "10", "01C2", [["Vehicle.OBD.MAF", 4.5]]],
    ["engine oil", "5C", "82", [["Vehicle.Powertrain.CombustionEngine.EngineOil.Temperature", 90]]],
    ["fuel level", "2F", "FF", [["Vehicle.Powertrain.FuelSystem.RelativeLevel", 100]]],
    ["module voltage", "42", "36B0", [["Vehicle.OBD.ControlModuleVoltage", 14]]],
    ["the odometer in metres", "A6", "0012D687", [["Vehicle.TraveledDistance", 123_456_700]]],
    [
      "the lamp and the count",
      "01",
      "83076504",
      [
        ["Vehicle.OBD.Status.IsMILOn", 1],
        ["Vehicle.OBD.Status.DTCCount", 3],
      ],
    ],
    [
      "the lamp off",
      "01",
      "00076500",
      [
        ["Vehicle.OBD.Status.IsMILOn", 0],
        ["Vehicle.OBD.Status.DTCCount", 0],
      ],
    ],
    [
      "a sensor current in amperes",
      "34",
      "80008100",
      [
        ["Vehicle.OBD.O2WR.Sensor1.Lambda", 1],
        ["Vehicle.OBD.O2WR.Sensor1.Current", 0.001],
      ],
    ],
    ["a sensor that is not used for the trim", "14", "5AFF", [["Vehicle.OBD.O2.Sensor1.Voltage", 0.45]]],
  ] as const)("%s", async (_, pid, hex, samples) => {
    const { events, reports } = await decoded(answer("01", pid, hex));
    expect(events).toEqual(samples.map(([path, value]) => sample(path, value)));
    expect(reports).toEqual([]);
  });

  test("the adapter's own voltage is that of the low-voltage battery", async () => {
    const { events } = await decoded(answer("AT", "RV", "3138", { bus: "adapter", ecu: "" }));
    expect(events).toEqual([sample("Vehicle.LowVoltageBattery.CurrentVoltage", 12.6)]);
  });

  test.each([
    ["6 V, the least an adapter runs on", "1770", 6],
    ["32 V, the most a lorry may have", "7D00", 32],
  ])("%s is a reading", async (_, hex, volts) => {
    const { events } = await decoded(answer("AT", "RV", hex, { bus: "adapter", ecu: "" }));
    expect(events).toEqual([sample("Vehicle.LowVoltageBattery.CurrentVoltage", volts)]);
  });

  test.each([
    ["4.1 V, which was 14.1 V before a character was lost", "1004"],
    ["5.999 V", "176F"],
    ["32.001 V", "7D01"],
  ])("%s makes no event and is reported", async (_, hex) => {
    const { events, reports } = await decoded(answer("AT", "RV", hex, { bus: "adapter", ecu: "" }));
    expect(events).toEqual([]);
    expect(reports).toEqual([{ service: "AT", pid: "RV", ecu: "", reason: "range" }]);
  });

  test("a PID without a signal, a bitmap and another InfoType make no event and no complaint", async () => {
    const { events, reports } = await decoded(
      answer("01", "1C", "06"),
      answer("01", "00", "BE3FA813"),
      answer("09", "04", "00"),
    );
    expect(events).toEqual([]);
    expect(reports).toEqual([]);
  });

  test("an answer that is too short, too long or unknown makes no event and is reported", async () => {
    const { events, reports } = await decoded(
      answer("01", "0C", "1A"),
      answer("01", "05", "7B00"),
      answer("01", "F0", "00"),
    );
    expect(events).toEqual([]);
    expect(reports.map(({ pid, reason }) => [pid, reason])).toEqual([
      ["0C", "length"],
      ["05", "length"],
      ["F0", "unknown"],
    ]);
  });

  /** Where the table is narrower than J1979: physics and the width of a VSS number, which `signals` judges. */
  const narrower = [
    "Vehicle.Exterior.AirTemperature",
    "Vehicle.TraveledDistance",
    "Vehicle.OBD.FuelRate",
    "Vehicle.Powertrain.TractionBattery.CurrentVoltage",
  ];

  test("every signal that any bytes can make lies in the range of the signal table", () => {
    for (const spec of pidSpecs.values())
      for (const length of spec.lengths)
        fc.assert(
          fc.property(fc.uint8Array({ minLength: length, maxLength: length }), (bytes) => {
            for (const { name, path, of, toSignal } of spec.quantities) {
              const value = of(bytes);
              if (path === undefined || value === undefined || narrower.includes(path)) continue;
              const number = toSignal === undefined ? Number(value) : toSignal(value);
              const { min, max } = signals[path];
              // The standard prints its bounds with three places.
              expect(number, name).toBeGreaterThanOrEqual(min - 0.001);
              expect(number, name).toBeLessThanOrEqual(max + 0.001);
            }
          }),
          { numRuns: 60, examples: [[new Uint8Array(length)], [new Uint8Array(length).fill(0xff)]] },
        );
  });

  test("at least 60 PIDs are read, and no PID twice", () => {
    expect(pidSpecs.size).toBeGreaterThanOrEqual(60);
    expect([...pidSpecs].filter(([pid, spec]) => pid !== spec.pid)).toEqual([]);
  });
});

describe("which ECU speaks", () => {
  const engine = answer("01", "0C", "1AF8");
  const gearbox = answer("01", "0C", "0000", { ecu: "7E9" });

  test("of two that answer, the least header speaks, in whatever order they come", async () => {
    const { events } = await decoded(gearbox, engine, gearbox, engine);
    expect(events.map((event) => event.kind === "sample" && event.value)).toEqual([0, 1726, 1726]);
  });

  test("after the connection was lost, whoever answers speaks", async () => {
    const down = { kind: "link", state: "down", at: 1_000 } as const;
    const { events } = await decoded(engine, down, gearbox);
    expect(events.map((event) => event.kind === "sample" && event.value)).toEqual([1726, false, 0]);
  });
});

describe("codes", () => {
  test("two ECUs make one list, sorted and without repeats", async () => {
    const { events } = await decoded(
      reading("03", answer("03", "", "020301C158"), answer("03", "", "020301" + "0133", { ecu: "7E9" })),
    );
    expect(events).toEqual([{ kind: "codes", service: "03", codes: ["P0133", "P0301", "U0158"], at: 1_000 }]);
  });

  test("no codes is a list, an empty one", async () => {
    const { events } = await decoded(reading("07", answer("07", "", "00")));
    expect(events).toEqual([{ kind: "codes", service: "07", codes: [], at: 1_000 }]);
  });

  test("one ECU that cannot be read spoils the list: a missing code would look repaired", async () => {
    const { events, reports } = await decoded(
      reading("03", answer("03", "", "00"), answer("03", "", "020301", { ecu: "7E9" })),
    );
    expect(events).toEqual([]);
    expect(reports).toEqual([{ service: "03", pid: "", ecu: "7E9", reason: "length" }]);
  });
});

test("a VIN is an identity, and one that is none is reported", async () => {
  const vin = (text: string) => answer("09", "02", `01${Buffer.from(text).toString("hex")}`);
  const { events, reports } = await decoded(vin("1D4GP00R55B123456"), vin("1D4GP00R55B12345Q"));
  expect(events).toEqual([{ kind: "identity", vin: "1D4GP00R55B123456", at: 1_000 }]);
  expect(reports.map(({ reason }) => reason)).toEqual(["vin"]);
});

test("what is an event already goes through as it is", async () => {
  const items: SourceItem[] = [
    { kind: "drive", drive: "d", at: 0 },
    { kind: "link", state: "connecting", at: 1 },
    { kind: "tick", at: 2 },
    { kind: "clockStep", deltaMs: 5, at: 3 },
  ];
  expect((await decoded(...items)).events).toEqual(items);
});
