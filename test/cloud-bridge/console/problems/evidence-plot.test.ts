import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  bestWindow,
  plotsOf,
  rangeOf,
  silences,
  valueAt,
} from "../../../../cloud-bridge/console/problems/evidence-plot.ts";
import type { TicketDetail } from "../../../../contract/ticket.ts";

type Window = TicketDetail["evidence"][number];

const coolant = "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature";
const series = (path: string, unit: string, points: [number, number | null][]) => ({ path, unit, points });
const window = (...all: Window["series"]): Window => ({ from: 1_000, to: 10_000, complete: true, series: all });
const hot = window(
  series("Vehicle.Speed", "km/h", [[0, 60]]),
  series("Vehicle.Powertrain.CombustionEngine.EngineOil.Temperature", "Celsius", [[0, 96]]),
  series(coolant, "Celsius", [
    [0, 100],
    [1_000, 110],
  ]),
);

describe("plots of a recording", () => {
  test("the signal that the rule is about comes first, with its limit", () => {
    const plots = plotsOf("coolant-overheat-trend", { limit: 115 }, hot);
    expect(plots.map(({ paths }) => paths[0]?.split(".").at(-2))).toEqual(["EngineCoolant", "Vehicle", "EngineOil"]);
    expect(plots.map(({ limit }) => limit)).toEqual([115, undefined, undefined]);
  });

  test("a limit in another unit than the plot is not drawn on it", () => {
    const pads = window(series("Vehicle.Chassis.Axle.Row1.Wheel.Left.Brake.PadWear", "percent", [[0, 88]]));
    expect(plotsOf("brake-pad-wearout", { limit: 3 }, pads)[0]?.limit).toBeUndefined();
  });

  test("signals read in turn share one time axis and are not taken for silent", () => {
    const turns = window(
      series("Vehicle.LowVoltageBattery.CurrentVoltage", "V", [
        [0, 14],
        [200, 13.9],
      ]),
      series("Vehicle.OBD.ControlModuleVoltage", "V", [[100, 13.8]]),
    );
    const [plot] = plotsOf("lv-charging-fault", { limit: 13 }, turns);
    expect(plot?.xs).toEqual([1_000, 1_100, 1_200]);
    expect(plot?.ys).toEqual([
      [14, undefined, 13.9],
      [undefined, 13.8, undefined],
    ]);
  });

  test("a signal that never spoke is left out instead of shown as zero", () => {
    expect(plotsOf("dtc-confirmed", {}, window(series("Vehicle.Speed", "km/h", [[0, null]])))).toEqual([]);
  });

  test("a yes or no is no curve", () => {
    const turns = window(
      series("Vehicle.Powertrain.CombustionEngine.IsRunning", "-", [[0, 1]]),
      series("Vehicle.Speed", "km/h", [[0, 60]]),
    );
    expect(plotsOf("coolant-overheat-trend", {}, turns).flatMap(({ paths }) => paths)).toEqual(["Vehicle.Speed"]);
  });
});

describe("silence", () => {
  const gap = window(
    series(coolant, "Celsius", [
      [0, 90],
      [1_000, null],
      [2_000, null],
      [3_000, 91],
    ]),
  );

  test("is a stretch of its own", () => {
    const [plot] = plotsOf("coolant-overheat-trend", {}, gap);
    expect(plot && silences(plot)).toEqual([[2_000, 4_000]]);
  });

  test("of one signal is no silence while another of the plot still speaks", () => {
    const half = window(
      series("Vehicle.LowVoltageBattery.CurrentVoltage", "V", [
        [0, 14],
        [1_000, null],
        [3_000, null],
      ]),
      series("Vehicle.OBD.ControlModuleVoltage", "V", [
        [500, 13.8],
        [2_000, 13.7],
      ]),
    );
    const [plot] = plotsOf("lv-charging-fault", {}, half);
    expect(plot && silences(plot)).toEqual([]);
  });

  test("has no value", () => {
    const [only] = gap.series;
    expect(only && valueAt(only, gap.from, 2_500)).toBeUndefined();
    expect(only && valueAt(only, gap.from, 4_000)).toBe(91);
    expect(only && valueAt(only, gap.from, 500)).toBeUndefined();
  });
});

test("the whole window is preferred to the one that still lacks its end", () => {
  const early: Window = { ...hot, complete: true, to: 10 };
  const late: Window = { ...hot, complete: false, to: 20 };
  expect(bestWindow([early, late])).toBe(early);
  expect(bestWindow([late])).toBe(late);
  expect(bestWindow([])).toBeUndefined();
});

test("the scale holds every value and the limit, and a share begins at zero", () => {
  const values = fc.array(fc.double({ min: -200, max: 7_000, noNaN: true }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(
      values,
      fc.double({ min: -50, max: 200, noNaN: true }),
      fc.constantFrom("Celsius", "V", "percent"),
      (points, limit, unit) => {
        const [least, greatest] = rangeOf({ unit, paths: [], xs: [], ys: [points], limit });
        expect(least).toBeLessThan(greatest);
        for (const value of [...points, limit]) {
          expect(value).toBeGreaterThanOrEqual(least);
          expect(value).toBeLessThanOrEqual(greatest);
        }
        if (unit === "percent" && Math.min(limit, ...points) >= 0) expect(least).toBe(0);
      },
    ),
  );
});
