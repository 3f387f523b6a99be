import { expect, test } from "vitest";
import { gauges } from "../../contract/signals/gauges.ts";
import { unitRead, unitSymbol } from "../../contract/signals/units.ts";
import { isSignalPath, midSentence, signalName, signalPaths, signals } from "../../contract/signals.ts";

test.each(signalPaths)("%s has a name of its own in both languages", (path) => {
  const { name } = signals[path];
  expect(name["zh-CN"]).toMatch(/[\u4e00-\u9fff]|^EGR/);
  expect(name.en).toMatch(/^[\x20-\x7e]{3,36}$/);
  const others = signalPaths.filter((other) => other !== path).map((other) => signals[other].name);
  expect(others.filter((other) => other.en === name.en || other["zh-CN"] === name["zh-CN"])).toEqual([]);
});

test.each(signalPaths)("%s has a range, and no jump that is wider", (path) => {
  const { min, max, jump, missing } = signals[path];
  expect(min).toBeLessThan(max);
  expect(jump?.step ?? 0).toBeLessThanOrEqual(max - min);
  expect(missing ?? min).toBeGreaterThanOrEqual(min);
});

test("a path that is not of the table is called by its own words", () => {
  expect(signalName("Vehicle.Cabin.HVAC.AmbientAirTemperature")).toEqual({
    "zh-CN": "HVAC Ambient Air Temperature",
    en: "HVAC Ambient Air Temperature",
  });
  expect(signalName("constructor").en).toBe("constructor");
});

test("in the middle of a sentence a name begins small, but for abbreviations and numbers", () => {
  expect(midSentence(signalName("Vehicle.Speed")).en).toBe("speed");
  expect(midSentence(signalName("Vehicle.OBD.EGRError")).en).toBe("EGR error");
  expect(midSentence(signalName("Vehicle.OBD.ControlModuleVoltage")).en).toBe("12 V supply");
});

test("gauges are made of signals, each of one gauge", () => {
  const paths = Object.values(gauges).flat();
  expect(paths.filter((path) => !isSignalPath(path))).toEqual([]);
  expect(new Set(paths).size).toBe(paths.length);
});

test.each([
  ["Celsius", "℃", "℃"],
  ["km", "km", "公里"],
  ["mm", "mm", "毫米"],
  ["V", "V", "V"],
  ["-", "", ""],
  ["constructor", "constructor", "constructor"],
])("%s is written %s at the desk and read %s by the driver", (unit, desk, driver) => {
  expect(unitSymbol(unit, "zh-CN")).toBe(desk);
  expect(unitRead(unit)["zh-CN"]).toBe(driver);
});
