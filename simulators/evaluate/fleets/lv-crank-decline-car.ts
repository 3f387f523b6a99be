import type { VehicleEvent } from "../../../contract/events.ts";
import type { SignalPath } from "../../../contract/signals.ts";
import type { BatteryAgeing, ParkedLoad } from "../../vehicle/battery-ageing.ts";
import { drawCar, usualTraits } from "../../vehicle/car-model.ts";
import type { Charger } from "../../vehicle/charging.ts";
import type { Crank, Starter } from "../../vehicle/crank.ts";
import { type Curve, valueAt } from "../../vehicle/curve.ts";
import type { LeadBattery } from "../../vehicle/lead-battery.ts";
import { createRandom, type Random } from "../../vehicle/random.ts";
import { climates, createWeather, type Weather } from "../../vehicle/weather.ts";
import { isUnseenVariant, type LifeRequest, studyDayOfYear } from "../study.ts";

/** The 12 V side of one car, how it is used, and what will go wrong. Every number is drawn from the request. */
export interface LowVoltageCar {
  readonly vehicle: string;
  readonly unseenVariant: boolean;
  readonly battery: LeadBattery;
  readonly starter: Starter;
  readonly charger: Charger;
  readonly ageing: BatteryAgeing;
  readonly parked: ParkedLoad;
  readonly loadAmperes: number;
  /** Age of the battery at the beginning, and the health it has left. */
  readonly ageDays: number;
  readonly health: number;
  readonly weather: Weather;
  readonly tripMinutes: number;
  readonly eveningShare: number;
  /** Health that a bad cell takes, by days since the beginning; and a consumer that does not sleep, A. */
  readonly healthTaken: Curve;
  readonly drainAmperes: Curve;
  /** A telematics box reads the crank 50 times a second, an adapter five times. */
  readonly box: boolean;
  readonly random: Random;
}

/** Two deviations are the 20 percent by which cars of a model differ. */
const spread = 0.1;
/** So many are given a fault; the score does not depend on it, since precision is stated for fleets of given prevalence. */
const faultyShare = 0.75;
const oldestDays = 4 * 365;
const healthPerDay = 2.2e-4;
const none: Curve = [[0, 0]];

const between = (random: Random, low: number, high: number): number => low + random.unit() * (high - low);

const faultsOf = (random: Random, days: number): Pick<LowVoltageCar, "healthTaken" | "drainAmperes"> => {
  const faulty = random.unit() < faultyShare;
  const onset = between(random, 0.05, 0.5) * days;
  const ageing = random.unit() < 0.65;
  const lost = between(random, 0.35, 0.6);
  const over = between(random, 60, 200);
  const amperes = between(random, 0.05, 0.3);
  if (!faulty) return { healthTaken: none, drainAmperes: none };
  // A cell that goes takes more with every week.
  const taken: Curve = [
    [onset, 0],
    [onset + over / 2, lost * 0.35],
    [onset + over, lost],
  ];
  const drained: Curve = [
    [onset, 0],
    [onset + over / 8, amperes],
  ];
  return ageing ? { healthTaken: taken, drainAmperes: none } : { healthTaken: none, drainAmperes: drained };
};

export const drawLowVoltageCar = (request: LifeRequest): LowVoltageCar => {
  const { seed, index, days } = request;
  const vehicle = `lv-${seed}-${index}`;
  const random = createRandom(seed, `fleet/low-voltage/${index}`);
  const unseenVariant = isUnseenVariant(request);
  // A big AGM battery of a car with a big engine: it takes charge faster, and its starter takes more of it.
  const size = unseenVariant
    ? { batteryCcaAmperes: 850, batteryCapacityAh: 95, starterAmperes: 300 }
    : { batteryCcaAmperes: usualTraits.batteryCcaAmperes, batteryCapacityAh: usualTraits.batteryCapacityAh };
  const model = drawCar(vehicle, { ...usualTraits, ...size }, seed);
  const { starter, charger, ageing, parked, loadAmperes } = model;
  const battery = unseenVariant
    ? { ...model.battery, acceptancePerHour: model.battery.acceptancePerHour * 1.6 }
    : model.battery;
  const ageDays = between(random, 0, oldestDays);
  const names = Object.keys(climates) as (keyof typeof climates)[];
  const climate = climates[names[Math.floor(random.unit() * names.length)] ?? "karlsruhe"];
  return {
    vehicle,
    unseenVariant,
    battery,
    starter,
    charger,
    ageing,
    parked,
    loadAmperes,
    ageDays,
    health: Math.max(0.62, 1 - ageDays * random.around(healthPerDay, spread)),
    weather: createWeather(climate, studyDayOfYear, createRandom(seed, `fleet/weather/${index}`)),
    tripMinutes: between(random, 8, 45),
    eveningShare: between(random, 0.3, 1),
    ...faultsOf(random, days),
    box: random.unit() < 0.33,
    random: createRandom(seed, `fleet/sensors/${index}`),
  };
};

const boxMs = 20;
const adapterMs = 200;
const engine = "Vehicle.Powertrain.CombustionEngine";

/** What the car's sensors say of one start, from the ignition until the engine has run for some seconds. */
export const createStartReport = (car: LowVoltageCar) => {
  const { random, box } = car;
  const voltPath: SignalPath = box ? "Vehicle.LowVoltageBattery.CurrentVoltage" : "Vehicle.OBD.ControlModuleVoltage";
  const voltBias = (box ? 0.02 : 0.06) * random.normal();
  const airBias = 0.8 * random.normal();
  const every = box ? boxMs : adapterMs;
  const lost = 0.002;
  const volts = (value: number): number =>
    Number(Math.min(Math.max(value + voltBias + (box ? 0.02 : 0.05) * random.normal(), 0), 36).toFixed(box ? 2 : 1));

  return ({
    at,
    restVolts,
    air,
    engineCelsius,
    crank,
    runningVolts,
  }: {
    readonly at: number;
    readonly restVolts: number;
    readonly air: number;
    readonly engineCelsius: number;
    readonly crank: Crank;
    readonly runningVolts: number;
  }): readonly VehicleEvent[] => {
    const events: VehicleEvent[] = [];
    const say = (path: SignalPath, value: number, when: number): void => {
      if (random.unit() >= lost) events.push({ kind: "sample", path, value, at: when });
    };
    const rpm = (value: number, when: number): void => say(`${engine}.Speed`, value, when);
    say(`${engine}.EngineCoolant.Temperature`, Math.round(engineCelsius), at + 100);
    say("Vehicle.Exterior.AirTemperature", Math.round(air + airBias), at + 200);
    for (let second = 0; second < 3; second += 1) {
      if (second > 0) events.push({ kind: "tick", at: at + second * 1_000 });
      say(voltPath, volts(restVolts), at + second * 1_000 + 300);
      rpm(0, at + second * 1_000 + 400);
    }
    const turnsAt = at + 3_000;
    events.push({ kind: "tick", at: turnsAt });
    let tickAt = turnsAt + 1_000;
    for (const { seconds, volts: value } of crank.trace) {
      const ms = Math.round(seconds * 1_000);
      for (; tickAt <= turnsAt + ms; tickAt += 1_000) events.push({ kind: "tick", at: tickAt });
      if (ms % every === 0) say(voltPath, volts(value), turnsAt + ms);
    }
    const firedAt = turnsAt + Math.round((crank.trace.at(-1)?.seconds ?? 0) * 1_000) + 20;
    for (let second = 0; second < 7; second += 1) {
      const when = firedAt + second * 1_000;
      for (; tickAt <= when; tickAt += 1_000) events.push({ kind: "tick", at: tickAt });
      rpm(crank.started ? 900 : 0, when + 10);
      say(voltPath, volts(crank.started ? runningVolts : restVolts), when + 20);
    }
    return events;
  };
};

/** Health lost to the fault, and its drain, at this day. */
export const faultAt = (car: LowVoltageCar, day: number) => ({
  taken: valueAt(car.healthTaken, day),
  amperes: valueAt(car.drainAmperes, day),
});
