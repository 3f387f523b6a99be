import { healthLost, parkedAmperes } from "../../vehicle/battery-ageing.ts";
import { chargingHealthy, solveBus } from "../../vehicle/charging.ts";
import { crank } from "../../vehicle/crank.ts";
import { relax } from "../../vehicle/curve.ts";
import { innerVolts, type LeadBatteryState, loadTestVolts, stepLeadBattery } from "../../vehicle/lead-battery.ts";
import { fixedBaseline } from "../baselines.ts";
import type { Life } from "../life.ts";
import type { Scoring } from "../scoring.ts";
import { dayMs, type LifeRequest, type Study, studyStart } from "../study.ts";
import { createWatch } from "../watch.ts";
import { createStartReport, drawLowVoltageCar, faultAt, type LowVoltageCar } from "./lv-crank-decline-car.ts";

const rule = "lv-crank-decline";

/** Catalogue: 2 to 8 weeks before the first failed start, its own trial 20 to 121 days; a P2 ticket. */
const scoring: Scoring = {
  kind: "predicts",
  window: { horizonMs: 120 * dayMs, actionMs: 2 * dayMs },
  threshold: {
    by: "value",
    paths: ["Vehicle.LowVoltageBattery.CurrentVoltage", "Vehicle.OBD.ControlModuleVoltage"],
    past: "below",
    value: 9.6,
    again: "never",
  },
  fixed: { by: "age", days: 4 * 365 },
};

const hourMs = 3_600_000;
const longestParkedHours = 3;
const tripStepSeconds = 120;
const tripRpm = 1_900;
const runningCelsius = 88;
const coolsInHours = 3;
const leastHealth = 0.15;
const averageKmPerHour = 34;
const looksPerLife = 10;
/** As long as the horizon of a raise on the last day. */
const followedDays = scoring.window.horizonMs / dayMs;
/** Half the cold-cranking current at -18 Celsius must leave this much: a workshop replaces a battery that does not. */
const coldTestCelsius = -18;
const coldTestVolts = 8.5;

/** The 12 V side between two starts, in steps of hours and minutes; only the starts themselves are fine. */
const createPlant = (car: LowVoltageCar) => {
  const airAt = (at: number): number => car.weather.airCelsius((at - studyStart) / dayMs);
  let own = car.health;
  let engineCelsius = airAt(studyStart);
  let now = studyStart;
  let state: LeadBatteryState = {
    charge: 0.9,
    health: own,
    fastVolts: 0,
    slowVolts: 0,
    surfaceVolts: 0,
    celsius: airAt(studyStart),
  };

  const refresh = (): void => {
    const { taken } = faultAt(car, (now - studyStart) / dayMs);
    state = { ...state, health: Math.max(leastHealth, own - taken) };
  };

  return {
    airAt,
    state: () => state,
    engineCelsius: () => engineCelsius,
    park(until: number): void {
      while (now < until) {
        const hours = Math.min(longestParkedHours, (until - now) / hourMs);
        now += hours * hourMs;
        const drain = faultAt(car, (now - studyStart) / dayMs).amperes;
        const amperes = parkedAmperes(car.parked, car.battery.capacityAh, state.celsius, drain);
        const wear = { celsius: state.celsius, charge: state.charge, ampereHours: amperes * hours };
        own = Math.max(leastHealth, own - healthLost(car.ageing, wear, hours / 24));
        const celsius = relax(state.celsius, airAt(now), hours, 4);
        state = stepLeadBattery(car.battery, state, { amperes: -amperes, celsius }, hours * 3_600);
        engineCelsius = relax(engineCelsius, airAt(now), hours, coolsInHours);
        refresh();
      }
    },
    turn() {
      const start = crank(car.battery, state, car.starter, engineCelsius, car.loadAmperes / 2);
      state = start.battery;
      return start;
    },
    /** Voltage that the alternator holds now. */
    runningVolts(): number {
      const input = { rpm: 900, loadAmperes: car.loadAmperes, celsius: engineCelsius };
      return solveBus(car.battery, state, car.charger, chargingHealthy, input).volts;
    },
    drive(minutes: number): void {
      for (let seconds = 0; seconds < minutes * 60; seconds += tripStepSeconds) {
        const input = { rpm: tripRpm, loadAmperes: car.loadAmperes, celsius: 50 };
        const { batteryAmperes } = solveBus(car.battery, state, car.charger, chargingHealthy, input);
        const celsius = relax(state.celsius, airAt(now) + 18, tripStepSeconds / 3_600, 1.5);
        state = stepLeadBattery(car.battery, state, { amperes: batteryAmperes, celsius }, tripStepSeconds);
      }
      now += minutes * 60_000;
      engineCelsius = relax(engineCelsius, runningCelsius, minutes, 6);
    },
  };
};

type Plant = ReturnType<typeof createPlant>;

/** The instants at which this car is started in so many days from `first`. */
const startsOf = (car: LowVoltageCar, first: number, days: number): readonly number[] => {
  const starts: number[] = [];
  for (let day = first; day < first + days; day += 1) {
    const morning = 6.6 + car.random.unit() * 0.9;
    const evening = 16.8 + car.random.unit() * 1.6;
    starts.push(studyStart + day * dayMs + Math.round(morning * hourMs));
    if (car.random.unit() < car.eveningShare) starts.push(studyStart + day * dayMs + Math.round(evening * hourMs));
  }
  return starts;
};

/** What went on after the watching, so that a raise near its end is not called false for want of time. */
const failsLater = (car: LowVoltageCar, plant: Plant, days: number): number | undefined => {
  for (const at of startsOf(car, days, followedDays)) {
    plant.park(at);
    if (!plant.turn().started) return at;
    plant.drive(car.tripMinutes);
  }
  return undefined;
};

const live = (request: LifeRequest): Life => {
  const car = drawLowVoltageCar(request);
  const plant = createPlant(car);
  const watch = createWatch(car.vehicle, rule, scoring);
  const report = createStartReport(car);
  const starts = startsOf(car, 0, request.days);
  const lookEvery = Math.max(1, Math.floor(starts.length / looksPerLife));
  const end = studyStart + request.days * dayMs;
  let failedAt: number | undefined;
  let limitAt: number | undefined;
  let trips = 0;
  for (const [k, at] of starts.entries()) {
    plant.park(at);
    const air = plant.airAt(at);
    const engineCelsius = plant.engineCelsius();
    const restVolts = innerVolts(car.battery, plant.state()) - 0.08;
    if (loadTestVolts(car.battery, plant.state().health, coldTestCelsius) < coldTestVolts) limitAt ??= at;
    const start = plant.turn();
    watch.step({ kind: "drive", drive: `${car.vehicle}-${k}`, at });
    const runningVolts = plant.runningVolts();
    for (const event of report({ at, restVolts, air, engineCelsius, crank: start, runningVolts })) watch.step(event);
    if ((k + 1) % lookEvery === 0) watch.look();
    if (!start.started) {
      failedAt = at;
      break;
    }
    plant.drive(car.tripMinutes);
    trips += 1;
  }
  const to = failedAt ?? end;
  const km = (trips * car.tripMinutes * averageKmPerHour) / 60;
  const watched = watch.finish();
  const near = watched.raises.some(({ at }) => to - at < scoring.window.horizonMs);
  const failsLaterAt = failedAt === undefined && near ? failsLater(car, plant, request.days) : undefined;
  const run = { from: studyStart, to, km, starts, farAt: () => [] };
  return {
    vehicle: car.vehicle,
    unseenVariant: car.unseenVariant,
    from: studyStart,
    to,
    km,
    truth: { kind: "predicts", failedAt, failsLaterAt, limitAt, failedKm: undefined },
    fixedAt: fixedBaseline(scoring.fixed, { days: car.ageDays, km: 0 }, run),
    ...watched,
  };
};

/** A year of starts on the 12 V plant: batteries that age, batteries that fail early, consumers that do not sleep. */
export const fleet: Study = { name: "low-voltage", rule, scoring, live: async (request) => live(request) };
