import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseConfig, sampleConfig } from "../../agent/config.ts";
import { AgentError } from "../../agent/errors.ts";

const faultsOf = (raw: unknown): string => {
  try {
    parseConfig(raw);
  } catch (cause) {
    if (cause instanceof AgentError) return cause.message;
    throw cause;
  }
  throw new Error("it holds");
};

test("what holds without a file is on this machine alone and frozen to the ground", () => {
  const config = parseConfig(sampleConfig);
  expect(config.hmi.host).toBe("127.0.0.1");
  expect(config.uplink.brokerUrl).toBe("mqtt://127.0.0.1:1883");
  expect(Object.isFrozen(config) && Object.isFrozen(config.uplink) && Object.isFrozen(config.source)).toBe(true);
});

test("three faults are three sentences, each with its place", () => {
  const faults = faultsOf({
    vehicle: { id: "A" },
    source: { kind: "journal", file: "x", speed: -1 },
    uplink: { brokerUrl: "http://broker", keepAlive: 5 },
  });
  for (const place of ["vehicle.id: ", "source.speed: ", "uplink.brokerUrl: ", "uplink: "])
    expect(faults).toContain(place);
});

test("what is known of the model is read under its older name, but not under two", () => {
  const known = { coolantLimitCelsius: 120 };
  const under = (...names: readonly string[]) => ({
    ...sampleConfig,
    vehicle: { id: "car-1", ...Object.fromEntries(names.map((name) => [name, known])) },
  });
  expect(parseConfig(under("profile")).vehicle).toEqual({ id: "car-1", specification: known });
  expect(parseConfig(under("specification"))).toEqual(parseConfig(under("profile")));
  expect(faultsOf(under("profile", "specification"))).toContain("vehicle: profile is the older name");
});

describe("one fault", () => {
  test.each<[string, unknown, string]>([
    ["no source", { vehicle: sampleConfig.vehicle }, "source: "],
    ["no name for the car", { ...sampleConfig, vehicle: {} }, "vehicle.id: "],
    ["an unknown source", { ...sampleConfig, source: { kind: "can" } }, "source.kind: "],
    ["an unknown entry", { ...sampleConfig, sorce: 1 }, "sorce"],
    ["a VIN for an id", { ...sampleConfig, vehicle: { id: "WVWZZZ1JZ3W386752" } }, "vehicle.id: 3 to 64 of a-z"],
    ["a slow clock", { ...sampleConfig, clock: { speed: 0.5 } }, "clock.speed: "],
    ["no object at all", [], "the file: "],
  ])("%s", (_name, raw, words) => expect(faultsOf(raw)).toContain(words));
});

test("whatever stands in the file, the answer is a configuration or one AgentError", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (raw) => {
      try {
        parseConfig(raw);
      } catch (cause) {
        expect(cause).toBeInstanceOf(AgentError);
      }
    }),
  );
});
