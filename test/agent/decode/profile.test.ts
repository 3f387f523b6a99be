import { expect, test } from "vitest";
import { readProfile } from "../../../agent/decode/profile.ts";
import { profileCatalogue } from "../../../agent/vehicle-profiles/catalogue.ts";

const value = { name: "SPEED", formula: "A", unit: "km/h", min: 0, max: 255, path: "Vehicle.Speed" };
const request = { header: "7E0", answer: "7E8", request: "22000D", periodMs: 1_000, values: [value] };
const profile = {
  id: "a-car",
  vehicles: "A car",
  protocol: "6",
  source: { name: "us", url: "https://example.org", licence: "CC0", revision: "1" },
  requests: [request],
};

test("the three shipped profiles hold and name whose facts they are", () => {
  expect([...profileCatalogue.keys()].sort()).toEqual(["chevrolet-bolt-2019", "hyundai-kia-2019", "mg-zs-ev"]);
});

test("a value outside of its range is none", () => {
  const read = readProfile({ ...profile, requests: [{ ...request, values: [{ ...value, max: 200 }] }] });
  const of = read.ok ? read.profile.requests[0]?.values[0]?.of : undefined;
  expect(of?.(Uint8Array.of(200))).toBe(200);
  expect(of?.(Uint8Array.of(201))).toBeUndefined();
});

test.each([
  ["a header that is none", { ...request, header: "7E8X" }, "requests.0.header"],
  ["a service that writes", { ...request, request: "2E000D" }, "requests.0.request"],
  ["a formula that is none", { ...request, values: [{ ...value, formula: "A+" }] }, "requests.0.values.0.formula"],
  ["a signal that is none", { ...request, values: [{ ...value, path: "Vehicle.Colour" }] }, "requests.0.values.0.path"],
  ["another unit than the signal's", { ...request, values: [{ ...value, unit: "mph" }] }, "Vehicle.Speed is in km/h"],
  ["an entry too many", { ...request, colour: "red" }, "colour"],
])("%s is refused by name", (_, bad, named) => {
  expect(readProfile({ ...profile, requests: [bad] })).toEqual({ ok: false, message: expect.stringContaining(named) });
});
