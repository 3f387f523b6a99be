import type { VehicleEvent } from "../../contract/events.ts";
import { healthLost, parkedAmperes } from "./battery-ageing.ts";
import { type CarModel, type CarTraits, drawCar, usualTraits } from "./car-model.ts";
import { chargingHealthy, solveBus } from "./charging.ts";
import { type Crank, crank } from "./crank.ts";
import { relax } from "./curve.ts";
import { weakened } from "./fault-effects.ts";
import { type Fault, faultKinds, healthy, levelsAt, severityOf } from "./faults.ts";
import { type LeadBatteryState, loadTestVolts, stepLeadBattery, terminalVolts } from "./lead-battery.ts";
import { createRandom } from "./random.ts";
import type { Truth } from "./truth.ts";
import { type ClimateName, climates, createWeather } from "./weather.ts";

/**
 * The 12 V side of one car over months: fine steps only while the starter turns, minutes while the engine runs, hours while
 * the car stands. What an agent sees of it is the first seconds of every drive.
 */
export interface BatteryLifeOptions {
  readonly vehicle: string;
  readonly seed: number;
  readonly days: number;
  /** First midnight, epoch ms, and the day of the year it is, from 0. */
  readonly beginsAt: number;
  readonly dayOfYear: number;
  readonly climate: ClimateName;
  readonly traits?: Partial<CarTraits>;
  /** A battery that fails, or a drain; undefined for a car that only grows older. */
  readonly fault?: Fault | undefined;
}

/** A life as it is lived: the events of one start after the other. */
export interface BatteryLife {
  /** Ends with the first start that fails: from then on the car stands. */
  starts(): Generator<readonly VehicleEvent[]>;
  /** Kilometres driven and days lived so far. */
  readonly km: () => number;
  readonly days: () => number;
  /** What really happened; for a car without a fault its own age. */
  truth(): Truth;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Two drives a day, to work and back, as late and as long as this driver takes them. */
const tripHours = [7.5, 17.5] as const;
const tripSeconds = 60;
const cruiseRpm = 1_900;
const kmPerMinute = 0.7;
/** A voltmeter of 25 readings a second is enough to tell the plateau from the inrush. */
const crankEveryMs = 40;
const recordedSeconds = 8;
const coldTestVolts = 8.5;
const batteryHours = 5;
const idleRpm = 850;

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

/** Draws the car and its driver and begins its life. */
export const createBatteryLife = (options: BatteryLifeOptions): BatteryLife => {
  const { vehicle, seed, days, beginsAt, fault } = options;
  const model: CarModel = drawCar(vehicle, { ...usualTraits, ...options.traits, kind: "petrol" }, seed);
  const weather = createWeather(climates[options.climate], options.dayOfYear, createRandom(seed, `weather/${vehicle}`));
  const random = createRandom(seed, `life/${vehicle}`);
  const minutes = random.around(22, 0.35);
  const bias = 0.02 * random.normal();
  const faults = fault === undefined ? [] : [fault];
  let battery: LeadBatteryState = {
    charge: model.traits.batteryCharge,
    health: model.traits.batteryHealth,
    fastVolts: 0,
    slowVolts: 0,
    surfaceVolts: 0.02,
    celsius: weather.airCelsius(0),
  };
  let ownHealth = battery.health;
  let [km, lived] = [0, 0];
  let [limitAt, failAt]: [number | null, number | null] = [null, null];
  const course: (readonly [number, number])[] = [];

  const levelsNow = (at: number) => (faults.length === 0 ? healthy : levelsAt(faults, at));

  const rest = (fromAt: number, untilAt: number): void => {
    for (let at = fromAt; at < untilAt; at += hourMs) {
      const hours = Math.min(1, (untilAt - at) / hourMs);
      const air = weather.airCelsius((at - beginsAt) / dayMs);
      const levels = levelsNow(at);
      const amperes = parkedAmperes(
        model.parked,
        model.battery.capacityAh,
        battery.celsius,
        levels.of("parasitic-drain"),
      );
      const wear = { celsius: battery.celsius, charge: battery.charge, ampereHours: amperes * hours };
      ownHealth -= healthLost(model.ageing, wear, hours / 24);
      const celsius = relax(battery.celsius, air, hours, batteryHours);
      const next = weakened(battery, ownHealth, levels);
      battery = stepLeadBattery(model.battery, next, { amperes: -amperes, celsius }, hours * 3_600);
    }
  };

  const drive = (at: number, air: number): void => {
    const count = Math.max(2, Math.round(minutes * (0.8 + 0.4 * random.unit())));
    for (let minute = 0; minute < count; minute += 1) {
      const load = { rpm: cruiseRpm, loadAmperes: model.loadAmperes + (air < 5 ? 10 : 0), celsius: air + 20 };
      const { batteryAmperes } = solveBus(model.battery, battery, model.charger, chargingHealthy, load);
      const celsius = relax(battery.celsius, air + 15, 1 / 60, batteryHours);
      const next = weakened(battery, ownHealth, levelsNow(at));
      battery = stepLeadBattery(model.battery, next, { amperes: batteryAmperes, celsius }, tripSeconds);
    }
    km += count * kmPerMinute;
  };

  /** What an agent hears of a start. */
  const told = (start: Crank, restVolts: number, air: number, name: string, at: number): readonly VehicleEvent[] => {
    const events: VehicleEvent[] = [{ kind: "drive", drive: name, at }];
    const say = (path: SampledPath, value: number, ms: number): void => {
      events.push({ kind: "sample", path, value, at: at + ms });
    };
    const volts = (value: number, ms: number): void =>
      say("Vehicle.LowVoltageBattery.CurrentVoltage", rounded(value + bias + 0.01 * random.normal(), 2), ms);
    say("Vehicle.Speed", 0, 10);
    say("Vehicle.Exterior.AirTemperature", Math.round(air), 20);
    say("Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature", Math.round(air + 1), 30);
    say("Vehicle.Powertrain.CombustionEngine.Speed", 0, 40);
    say("Vehicle.TraveledDistance", Math.round(model.traits.odometerKm * 1_000 + km * 1_000), 50);
    volts(restVolts, 60);
    events.push({ kind: "tick", at: at + 1_000 });
    volts(restVolts, 1_060);
    const crankAt = 1_500;
    let tickAt = 2_000;
    const tickUntil = (ms: number): void => {
      for (; tickAt <= ms; tickAt += 1_000) events.push({ kind: "tick", at: at + tickAt });
    };
    for (const instant of start.trace) {
      const ms = crankAt + Math.round(instant.seconds * 1_000);
      if (Math.round(instant.seconds * 1_000) % crankEveryMs !== 0) continue;
      tickUntil(ms);
      volts(instant.volts, ms);
    }
    const after = crankAt + Math.round((start.trace.at(-1)?.seconds ?? 0) * 1_000) + 200;
    tickUntil(after);
    say("Vehicle.Powertrain.CombustionEngine.Speed", start.started ? idleRpm : 0, after);
    volts(start.started ? 14.2 : restVolts, after + 10);
    tickUntil(after + recordedSeconds * 1_000);
    return events;
  };

  function* starts(): Generator<readonly VehicleEvent[]> {
    let parkedAt = beginsAt - 12 * hourMs;
    for (let day = 0; day < days; day += 1) {
      for (const [index, hour] of tripHours.entries()) {
        const at = Math.round(beginsAt + day * dayMs + (hour + 0.3 * random.normal()) * hourMs);
        rest(parkedAt, at);
        const air = weather.airCelsius((at - beginsAt) / dayMs);
        battery = weakened(battery, ownHealth, levelsNow(at));
        if (loadTestVolts(model.battery, battery.health, -18) < coldTestVolts || battery.charge < 0.6) limitAt ??= at;
        const restVolts = terminalVolts(model.battery, battery, -2);
        const start = crank(model.battery, battery, model.starter, air, model.loadAmperes / 2);
        battery = start.battery;
        lived = (at - beginsAt) / dayMs;
        if (index === 0 && day % 7 === 0) course.push([at, rounded(battery.health, 4)]);
        if (!start.started) failAt = at;
        yield told(start, restVolts, air, `${vehicle}-${day}-${index}`, at);
        if (!start.started) return;
        drive(at, air);
        parkedAt = at + minutes * 60_000;
      }
    }
    lived = days;
  }

  return {
    starts,
    km: () => km,
    days: () => lived,
    truth: () => ({
      vehicle,
      component: "lv-battery",
      fault: fault?.kind ?? "discharge",
      onset: fault?.onsetAt ?? beginsAt,
      severity: fault === undefined ? course : course.map(([at]) => [at, rounded(severityOf(fault, at), 4)] as const),
      unit: fault === undefined ? "health, 1 new" : faultKinds[fault.kind].unit,
      limitAt,
      failAt,
    }),
  };
};

type SampledPath =
  | "Vehicle.Speed"
  | "Vehicle.Exterior.AirTemperature"
  | "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature"
  | "Vehicle.Powertrain.CombustionEngine.Speed"
  | "Vehicle.TraveledDistance"
  | "Vehicle.LowVoltageBattery.CurrentVoltage";

/**
 * A battery that loses its strength from some day of its first half year on, by 0.25 to 0.6 percent a day: the spread of the
 * catalogue's feasibility run.
 */
export const failingBattery = (vehicle: string, seed: number, beginsAt: number): Fault => {
  const random = createRandom(seed, `fault/${vehicle}`);
  const onsetAt = Math.round(beginsAt + (60 + 140 * random.unit()) * dayMs);
  const perDay = 0.0025 + 0.0035 * random.unit();
  const days = 0.8 / perDay;
  return {
    kind: "battery-ageing",
    onsetAt,
    severity: [
      [0, 0],
      [days * 24, 0.8],
    ],
    cell: 0,
    cylinder: 1,
    wheel: "front-left",
    path: undefined,
  };
};

/** Kinds of 12 V battery. A rule is tuned on the first alone; the others are what its score must also hold for. */
export const batteryVariants = {
  usual: {},
  small: { batteryCcaAmperes: 360, batteryCapacityAh: 38, starterAmperes: 125 },
  large: { batteryCcaAmperes: 850, batteryCapacityAh: 95, starterAmperes: 300 },
} as const satisfies Readonly<Record<string, Partial<CarTraits>>>;
