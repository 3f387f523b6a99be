import type { CarModel } from "./car-model.ts";
import type { CarState } from "./car-state.ts";
import { stepCatalyst } from "./catalyst.ts";
import { type Bus, solveBus } from "./charging.ts";
import { stepCoolant } from "./coolant.ts";
import { relax, within } from "./curve.ts";
import { type DiscBrakeState, stepDiscBrake } from "./disc-brake.ts";
import { chargingFaults, coolingFaults, mixtureFaults, packFaults, weakened } from "./fault-effects.ts";
import { type Levels, type Wheel, wheels } from "./faults.ts";
import { stepLeadBattery } from "./lead-battery.ts";
import { drawMisfires, firings, misfireChance } from "./misfire.ts";
import { stepMixture } from "./mixture.ts";
import { stepOilCelsius } from "./oil.ts";
import type { PackAge } from "./pack-ageing.ts";
import { movedBy } from "./place.ts";
import { type PowerFlow, powerFlow } from "./powertrain.ts";
import type { Random } from "./random.ts";
import { frontWheelShare, rearWheelShare, wheelWatts } from "./road-load.ts";
import { cellVolts, stepPack, type TractionPackState } from "./traction-pack.ts";
import type { Instant } from "./trip.ts";
import { stepTyre, type TyreState } from "./tyre.ts";

/** What surrounds a car that drives. */
export interface Surroundings {
  readonly airCelsius: number;
  /** Load or trailer on top of the car, kg. */
  readonly extraKilograms: number;
  /** Course of the road, degrees clockwise from north. */
  readonly course: number;
}

const second = 1;
const washingCelsius = 15;

/** Comfort in watts: compressor from 24 Celsius of air, heater below 15 [C]. */
const coolingWatts = (air: number): number => within((air - 22) * 260, 0, 4_200);
const heaterWattsPerKelvin = (air: number, coolant: number): number =>
  within((15 - air) / 20, 0, 1) * 45 * within((coolant - 40) / 30, 0, 1);
const electricHeaterWatts = (air: number): number => within((16 - air) * 130, 0, 4_500);

/** Consumers of the 12 V side, A: basic load, blower, fan, seat and window heating of a cold start. */
const consumers = (model: CarModel, state: CarState, air: number): number =>
  model.loadAmperes +
  within(Math.abs(air - 20) / 3, 0, 10) +
  (state.coolant.fan ? 20 : 0) +
  (air < 5 && state.runSeconds < 600 ? 14 : 0);

/** The battery warms and cools with the air around it, slowly [M]. */
const batterySeconds = 4 * 3_600;

const stepEverywhere = <T>(states: Readonly<Record<Wheel, T>>, step: (state: T, wheel: Wheel) => T) => ({
  "front-left": step(states["front-left"], "front-left"),
  "front-right": step(states["front-right"], "front-right"),
  "rear-left": step(states["rear-left"], "rear-left"),
  "rear-right": step(states["rear-right"], "rear-right"),
});

const stepBrakes = (
  model: CarModel,
  state: CarState,
  frictionWatts: number,
  metresPerSecond: number,
  { instant, around, levels }: SecondInput,
): Readonly<Record<Wheel, DiscBrakeState>> =>
  stepEverywhere(state.brakes, (brake, wheel) => {
    const share = wheel.startsWith("front") ? frontWheelShare : rearWheelShare;
    const watts = frictionWatts * share + levels.at("brake-drag", wheel) * metresPerSecond;
    // Rear discs are smaller and wear by less heat; the same constants on less energy stand for them.
    const airCelsius = instant.washing ? Math.min(washingCelsius, around.airCelsius) : around.airCelsius;
    return stepDiscBrake(model.brake, brake, { watts, metresPerSecond, airCelsius }, second);
  });

const stepTyres = (
  model: CarModel,
  state: CarState,
  kmPerHour: number,
  { around, levels }: SecondInput,
): Readonly<Record<Wheel, TyreState>> =>
  stepEverywhere(state.tyres, (tyre, wheel) => {
    // A wheel that is dragged through its brake warms its tyre as well.
    const extra = Math.max(0, state.brakes[wheel].celsius - 100) / 8;
    const leakPerDay = levels.at("tyre-leak", wheel);
    return stepTyre(model.tyre, tyre, { airCelsius: around.airCelsius + extra, kmPerHour, leakPerDay }, second);
  });

const hottestOf = (pack: TractionPackState | undefined): number => Math.max(...(pack?.celsius ?? [0]));

const stepTractionPack = (
  model: CarModel,
  state: CarState,
  amperes: number,
  { instant, around, levels }: SecondInput,
): { readonly pack: TractionPackState | undefined; readonly volts: number } => {
  if (model.pack === undefined || state.pack === undefined) return { pack: undefined, volts: 0 };
  const faults = packFaults(levels, instant.washing);
  const hot = hottestOf(state.pack);
  const cooling = hot > 30 || instant.chargeWatts > 0 ? 1 : 0.2;
  // The chiller comes in when the radiator alone no longer helps.
  const coolantCelsius = hot > 36 ? Math.min(around.airCelsius, 20) : around.airCelsius + 4;
  const pack = stepPack(model.pack, state.pack, { amperes, coolantCelsius, cooling }, faults, second);
  return { pack, volts: cellVolts(model.pack, pack, faults, amperes).reduce((sum, volts) => sum + volts, 0) };
};

/** A full cycle goes out and in again. */
const cycled = ({ pack }: CarModel, age: PackAge, amperes: number): PackAge => {
  const capacityAh = pack?.cells[0]?.capacityAh;
  if (capacityAh === undefined) return age;
  return { days: age.days, cycles: age.cycles + (Math.abs(amperes) * second) / 3_600 / 2 / capacityAh };
};

/** What one second needs besides the car. */
export interface SecondInput {
  readonly instant: Instant;
  readonly around: Surroundings;
  readonly levels: Levels;
  readonly random: Random;
}

const stepEngine = (model: CarModel, state: CarState, flow: PowerFlow, input: SecondInput) => {
  const { around, levels, instant, random } = input;
  const { engine } = flow;
  const metresPerSecond = instant.kmPerHour / 3.6;
  const coolant = stepCoolant(
    model.cooling,
    state.coolant,
    {
      fuelWatts: engine.fuelWatts,
      airCelsius: around.airCelsius,
      metresPerSecond,
      heaterWattsPerKelvin: heaterWattsPerKelvin(around.airCelsius, state.coolant.celsius),
    },
    coolingFaults(levels),
    second,
  );
  const closedLoop = flow.engineOn && engine.fuelWatts > 0 && state.runSeconds > 20 && coolant.celsius > 30;
  const wind = within(instant.kmPerHour / 60, 0, 1);
  const bay = around.airCelsius + (coolant.celsius - around.airCelsius) * (0.4 - 0.32 * wind);
  const chance = misfireChance(model.misfireChance, levels.of("misfire"), engine.load, coolant.celsius);
  return {
    coolant,
    oilCelsius: stepOilCelsius(state.oilCelsius, coolant.celsius, engine.fuelWatts, second),
    bayCelsius: relax(state.bayCelsius, bay, second, 150),
    mixture: stepMixture(
      state.mixture,
      {
        airGramsPerSecond: engine.airGramsPerSecond,
        load: engine.load,
        closedLoop,
        ownPercent: model.ownTrimPercent,
      },
      mixtureFaults(levels),
      second,
    ),
    misfires:
      engine.fuelWatts > 0
        ? state.misfires + drawMisfires(chance, firings(engine.rpm, second), random)
        : state.misfires,
    catalyst: stepCatalyst(
      model.catalyst,
      state.catalyst,
      {
        airGramsPerSecond: engine.airGramsPerSecond,
        fuelWatts: engine.fuelWatts,
        airCelsius: around.airCelsius,
        closedLoop,
      },
      levels.of("catalyst-aged"),
      second,
    ),
  };
};

const busOf = (model: CarModel, state: CarState, rpm: number, { around, levels }: SecondInput): Bus => {
  const battery = weakened(state.battery, state.ownHealth, levels);
  return solveBus(model.battery, battery, model.charger, chargingFaults(levels), {
    rpm,
    loadAmperes: consumers(model, state, around.airCelsius),
    celsius: state.bayCelsius,
  });
};

/** The car one second later. */
export const driveSecond = (model: CarModel, state: CarState, input: SecondInput): CarState => {
  const { instant, around, levels } = input;
  const metresPerSecond = instant.kmPerHour / 3.6;
  const acceleration = (instant.kmPerHour - state.kmPerHour) / 3.6;
  const dragged = wheels.reduce((sum, wheel) => sum + levels.at("brake-drag", wheel), 0) * metresPerSecond;
  const motion = { metresPerSecond: (metresPerSecond + state.kmPerHour / 3.6) / 2, acceleration, grade: instant.grade };
  const comfort = coolingWatts(around.airCelsius);
  const flow = powerFlow(model, state, {
    wheelWatts: wheelWatts(model.road, motion, around.extraKilograms) + dragged,
    kmPerHour: instant.kmPerHour,
    accessoryWatts: (model.traits.kind === "petrol" ? 600 : 0) + comfort,
    electricWatts: 500 + comfort / 2 + (model.traits.kind === "electric" ? electricHeaterWatts(around.airCelsius) : 0),
    chargeWatts: instant.chargeWatts,
  });
  const bus = busOf(model, state, flow.engine.rpm, input);
  const battery = stepLeadBattery(
    model.battery,
    weakened(state.battery, state.ownHealth, levels),
    { amperes: bus.batteryAmperes, celsius: relax(state.battery.celsius, state.bayCelsius, second, batterySeconds) },
    second,
  );
  const engine = stepEngine(model, state, flow, input);
  const { pack, volts } = stepTractionPack(model, state, flow.packAmperes, input);
  const odometerMetres = state.odometerMetres + motion.metresPerSecond;
  return {
    battery,
    ownHealth: state.ownHealth,
    bus,
    engine: flow.engine,
    engineOn: flow.engineOn,
    runSeconds: flow.engineOn ? state.runSeconds + second : state.runSeconds,
    stoodSeconds: instant.kmPerHour < 0.5 ? state.stoodSeconds + second : 0,
    ...engine,
    brakes: stepBrakes(model, state, flow.frictionWatts, metresPerSecond, input),
    tyres: stepTyres(model, state, instant.kmPerHour, input),
    pack,
    packAge: cycled(model, state.packAge, flow.packAmperes),
    packAmperes: flow.packAmperes,
    packVolts: volts,
    kmPerHour: instant.kmPerHour,
    acceleration,
    odometerMetres,
    fuelLitres: Math.max(0, state.fuelLitres - flow.engine.litresPerHour / 3_600),
    place: movedBy(state.place, {
      metres: motion.metresPerSecond,
      course: around.course,
      grade: instant.grade,
      odometerMetres,
    }),
  };
};
