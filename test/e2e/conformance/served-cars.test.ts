import { describe, expect, test } from "vitest";
import type { VehicleProfile } from "../../../agent/decode/profile.ts";
import { profileCatalogue } from "../../../agent/vehicle-profiles/catalogue.ts";
import type { VehicleEvent } from "../../../contract/events.ts";
import { journalLine } from "../../../contract/journal.ts";
import type { SignalPath } from "../../../contract/signals.ts";
import { createCar } from "../../../simulators/elm327/car.ts";
import { ideal } from "../../../simulators/elm327/personalities.ts";
import { openRecording } from "../../../simulators/elm327/recording.ts";
import { createVirtualTime } from "../../../simulators/process/virtual-time.ts";
import { loadDriveScenario } from "../../../simulators/scenarios/library.ts";
import { createPlay } from "../../../simulators/scenarios/play.ts";
import { fictitiousVin } from "../../../simulators/vehicle/vin.ts";
import { written } from "../../simulators/recorded.ts";
import { startRideIn } from "./ride.ts";

type Kind = "petrol" | "hybrid" | "electric";

/** A frosty town drive in a car of this kind, as its journal tells it. */
const lived = async (kind: Kind): Promise<readonly VehicleEvent[]> => {
  const scenario = await loadDriveScenario("ev-cold-morning");
  const play = createPlay({ ...scenario, car: { ...scenario.car, kind } }, {});
  return [...play.batches()].flatMap(({ events }) => events);
};

/** The driver in that car for this long, ms. */
const ridden = async (kind: Kind, ms: number, profile?: VehicleProfile) => {
  const events = await lived(kind);
  const file = written("drive.jsonl", Buffer.from(events.map(journalLine).join("")));
  const recording = await openRecording(file, undefined);
  // Out of memory, for a file is read in real time, of which virtual time knows nothing.
  async function* fromMemory(): AsyncGenerator<VehicleEvent[]> {
    yield [...events];
  }
  const time = createVirtualTime();
  const car = createCar({
    recording: { ...recording, events: fromMemory },
    ...{ vin: fictitiousVin, speed: 1, atEnd: "off", now: time.now },
  });
  const ride = startRideIn(car, time, {
    personality: ideal,
    protocol: "6",
    ecuDelayMs: 10,
    ...(profile && { profile }),
  });
  expect(await time.run(5_000, () => ride.link() === "up"), "connected at once").toBe(true);
  await time.run(ms);
  ride.end();
  return ride;
};

const pack = "Vehicle.Powertrain.TractionBattery";
const ofAnEngine =
  /CombustionEngine|FuelSystem|FuelTrim|Catalyst|\.O2|Misfire|EngineLoad|MAF|FuelRate|Throttle|RunTime|IntakeTemp/;

/** What an electric car says by the standard alone. */
const byTheStandard: readonly SignalPath[] = [
  "Vehicle.Exterior.AirTemperature",
  "Vehicle.LowVoltageBattery.CurrentVoltage",
  "Vehicle.OBD.ControlModuleVoltage",
  "Vehicle.OBD.HybridBatteryRemaining",
  `${pack}.CurrentVoltage`,
  "Vehicle.Speed",
  "Vehicle.TraveledDistance",
];

describe("the driver in the car of an invented drive hears what the drive says, and nothing else", () => {
  test("an electric car by the standard: its pack and its road, nothing of an engine", async () => {
    const ride = await ridden("electric", 240_000);
    expect(ride.wrong).toEqual([]);
    expect([...ride.heard.keys()].toSorted()).toEqual(byTheStandard.toSorted());
    expect(ride.readings()).toBeGreaterThan(3_000);
    // Misfire monitors are asked for on any CAN; this car is silent about them.
    expect([...ride.failures.keys()]).toEqual(["NO_DATA"]);
  });

  test("an electric car with its maker's profile: current, temperature and health as well", async () => {
    const ride = await ridden("electric", 240_000, profileCatalogue.get("hyundai-kia-2019"));
    expect(ride.wrong).toEqual([]);
    const beyond: readonly SignalPath[] = [
      `${pack}.CurrentCurrent`,
      `${pack}.Temperature.Max`,
      `${pack}.Charging.IsCharging`,
      `${pack}.StateOfCharge.Displayed`,
      `${pack}.StateOfHealth`,
    ];
    expect([...ride.heard.keys()].toSorted()).toEqual([...byTheStandard, ...beyond].toSorted());
    // Once a second for four minutes.
    expect(ride.heard.get(`${pack}.CurrentCurrent`)).toBeGreaterThan(200);
  });

  test("a hybrid: its engine and its pack", async () => {
    const ride = await ridden("hybrid", 240_000);
    expect(ride.wrong).toEqual([]);
    const heard = [...ride.heard.keys()];
    expect(heard).toEqual(expect.arrayContaining([...byTheStandard]));
    expect(heard).toEqual(
      expect.arrayContaining([
        "Vehicle.Powertrain.CombustionEngine.Speed",
        "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature",
        "Vehicle.OBD.LongTermFuelTrim1",
        "Vehicle.OBD.Catalyst.Bank1.Temperature1",
        "Vehicle.OBD.MisfireCount",
      ]),
    );
    expect([...ride.failures]).toEqual([]);
  });

  test("a petrol car: its engine, and nothing of a pack", async () => {
    const ride = await ridden("petrol", 240_000);
    expect(ride.wrong).toEqual([]);
    const heard = [...ride.heard.keys()];
    expect(heard.filter((path) => ofAnEngine.test(path)).length).toBeGreaterThan(10);
    expect(heard.filter((path) => /TractionBattery|HybridBattery/.test(path))).toEqual([]);
  });
});
