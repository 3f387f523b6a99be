import { within } from "./curve.ts";

/** A petrol engine by its Willans line: fuel for friction at every turn, and for the work at a steady efficiency [C]. */
export interface Engine {
  readonly idleRpm: number;
  /** Road speed at 1,000 rpm in each gear, km/h. */
  readonly gears: readonly number[];
  /** Friction and pumping, W per 1,000 rpm. */
  readonly frictionWatts: number;
  readonly efficiency: number;
  /** Torque at full load, Nm, taken as level. */
  readonly torqueNm: number;
}

export const usualEngine: Engine = {
  idleRpm: 780,
  gears: [8, 14, 21, 29, 37, 46],
  frictionWatts: 2_400,
  efficiency: 0.38,
  torqueNm: 210,
};

/** Energy of petrol, J/g and g/l, and the air it burns with, g/g. */
export const petrol = { joulesPerGram: 43_000, gramsPerLitre: 745, airRatio: 14.7 };

export interface EngineDemand {
  /** Power wanted at the wheels, W; negative when the car is held back. */
  readonly wheelWatts: number;
  readonly kmPerHour: number;
  /** Alternator, air conditioning and the like, W at the crankshaft. */
  readonly accessoryWatts: number;
  readonly coolantCelsius: number;
}

/** What the engine does for it. */
export interface EngineOutput {
  readonly rpm: number;
  readonly fuelWatts: number;
  readonly litresPerHour: number;
  readonly airGramsPerSecond: number;
  /** 0 to 1 of what the engine could give at this speed. */
  readonly load: number;
  /** Power with which a shut throttle holds the car back, W. */
  readonly brakingWatts: number;
}

export const standing: EngineOutput = {
  rpm: 0,
  fuelWatts: 0,
  litresPerHour: 0,
  airGramsPerSecond: 0,
  load: 0,
  brakingWatts: 0,
};

const leastCruiseRpm = 1_350;
const mostRpm = 4_800;
const mostUsedShare = 0.75;
const fuelCutRpm = 1_250;
const fuelCutAirGrams = 2.2;
const transmission = 0.92;

const powerAt = (engine: Engine, rpm: number): number => engine.torqueNm * ((rpm * 2 * Math.PI) / 60);

/** The highest gear in which the engine turns fast enough and can do the work; else the one that comes nearest to it. */
const rpmFor = (engine: Engine, kmPerHour: number, shaftWatts: number): number => {
  let nearest = engine.idleRpm;
  for (const ratio of engine.gears.toReversed()) {
    const rpm = (kmPerHour / ratio) * 1_000;
    if (rpm < leastCruiseRpm) continue;
    if (rpm > mostRpm) break;
    nearest = rpm;
    if (powerAt(engine, rpm) * mostUsedShare >= shaftWatts) break;
  }
  return nearest;
};

/** A cold engine burns more: thick oil and a rich mixture; a third more at 0 Celsius [M]. */
const coldShare = (celsius: number): number => 1 + 0.35 * within((70 - celsius) / 70, 0, 1.4);

/** A running engine at this demand. `atRpm` for one whose speed is not tied to the wheels. */
export const engineOutput = (engine: Engine, demand: EngineDemand, atRpm?: number): EngineOutput => {
  const wanted = Math.max(0, demand.wheelWatts) / transmission + demand.accessoryWatts;
  const rpm = atRpm ?? rpmFor(engine, demand.kmPerHour, wanted);
  // At full load the engine gives what it can; what is missing the driver would feel.
  const shaftWatts = Math.min(wanted, powerAt(engine, rpm));
  const friction = (engine.frictionWatts * rpm) / 1_000;
  if (demand.wheelWatts < 0 && rpm > fuelCutRpm && demand.kmPerHour > 5)
    return { ...standing, rpm, airGramsPerSecond: fuelCutAirGrams, brakingWatts: friction + demand.accessoryWatts };
  const warmer = coldShare(demand.coolantCelsius);
  const fuelWatts = ((shaftWatts + friction) / engine.efficiency) * warmer;
  const grams = fuelWatts / petrol.joulesPerGram;
  return {
    rpm,
    fuelWatts,
    litresPerHour: (grams * 3_600) / petrol.gramsPerLitre,
    airGramsPerSecond: grams * petrol.airRatio,
    load: within((shaftWatts + friction) / (powerAt(engine, rpm) + friction), 0, 1),
    brakingWatts: demand.wheelWatts < 0 ? friction * 0.5 : 0,
  };
};
