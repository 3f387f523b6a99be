import { from, lastValueFrom, toArray } from "rxjs";
import { expect, test } from "vitest";
import { decode, type Undecoded } from "../../../agent/decode/decode.ts";
import type { ObdAnswer } from "../../../agent/source/source.ts";
import { profileCatalogue } from "../../../agent/vehicle-profiles/catalogue.ts";

const answer = (service: string, pid: string, hex: string, ecu: string): ObdAnswer => ({
  kind: "answer",
  service,
  pid,
  ecu,
  bus: "can",
  bytes: Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)),
  at: 1_000,
});

const decoded = async (profile: string, ...answers: readonly ObdAnswer[]) => {
  const reports: Undecoded[] = [];
  const events = await lastValueFrom(
    decode(from(answers), (report) => reports.push(report), profileCatalogue.get(profile)).pipe(toArray()),
  );
  return { events, reports: reports.map(({ reason }) => reason) };
};
const sample = (path: string, value: number) => ({ kind: "sample", path, value, at: 1_000 });

test("misfires of the whole engine in this driving cycle become a signal; averages and cylinders do not", async () => {
  // A1 0B 24: averaged, 2; A1 0C 24: this cycle, 5.
  const engine = answer("06", "A1", "0B2400020000FFFFA10C2400050000FFFF", "7E8");
  const cylinder = answer("06", "A2", "0C2400030000FFFF", "7E8");
  const { events, reports } = await decoded("", engine, cylinder, answer("06", "A0", "F8000000", "7E8"));
  expect(events).toEqual([sample("Vehicle.OBD.MisfireCount", 5)]);
  expect(reports).toEqual([]);
});

test("half a monitor is reported and makes no signal", async () => {
  expect(await decoded("", answer("06", "A1", "0C2400", "7E8"))).toEqual({ events: [], reports: ["length"] });
});

test("a maker's own reading becomes a signal through the profile of the vehicle", async () => {
  const voltage = answer("22", "2885", "8CA0", "7E9");
  const { events, reports } = await decoded("chevrolet-bolt-2019", voltage);
  expect(events).toEqual([sample("Vehicle.Powertrain.TractionBattery.CurrentVoltage", 360)]);
  expect(reports).toEqual([]);
});

test.each<[string, string, ObdAnswer]>([
  ["without a profile", "", answer("22", "2885", "8CA0", "7E9")],
  ["of an ECU that the profile does not mean", "chevrolet-bolt-2019", answer("22", "2885", "8CA0", "7EA")],
])("a maker's own reading %s is reported and makes no signal", async (_, profile, item) => {
  expect(await decoded(profile, item)).toEqual({ events: [], reports: ["unknown"] });
});

test("a reading out of its range makes no signal", async () => {
  expect((await decoded("chevrolet-bolt-2019", answer("22", "2885", "FFFF", "7E9"))).events).toEqual([]);
});
