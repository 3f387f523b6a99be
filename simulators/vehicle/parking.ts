import { healthLost, parkedAmperes } from "./battery-ageing.ts";
import type { CarModel } from "./car-model.ts";
import type { CarState } from "./car-state.ts";
import { standing } from "./combustion.ts";
import { cooledEngine } from "./coolant.ts";
import { type Crank, crank } from "./crank.ts";
import { relax } from "./curve.ts";
import { cooledBrake, wearOf } from "./disc-brake.ts";
import { packFaults, weakened } from "./fault-effects.ts";
import { type Levels, wheels } from "./faults.ts";
import { stepLeadBattery, terminalVolts } from "./lead-battery.ts";
import { ageAtKm, capacityLost, daysAt25, resistanceOf } from "./pack-ageing.ts";
import { frontWheelShare, rearWheelShare } from "./road-load.ts";
import { stepPack } from "./traction-pack.ts";
import { stepTyre } from "./tyre.ts";

/** What happens to a car while it stands. */
export interface Parking {
  readonly airCelsius: number;
  readonly levels: Levels;
  /** On a slow charger that stops at this charge; undefined when it is not plugged in. */
  readonly chargeTo: number | undefined;
  /** The pack is being warmed from the grid. */
  readonly preheat: boolean;
  /** How often a controller woke in this stretch. */
  readonly wakes: number;
}

const slowChargerWatts = 7_000;
const preheatCelsius = 30;

const parkedPack = (
  model: CarModel,
  state: CarState,
  { airCelsius, levels, chargeTo, preheat }: Parking,
  seconds: number,
) => {
  if (model.pack === undefined || state.pack === undefined) return state.pack;
  const cells = model.pack.cells.length;
  const mean = state.pack.charge.reduce((sum, charge) => sum + charge / cells, 0);
  const amperes = chargeTo !== undefined && mean < chargeTo ? slowChargerWatts / Math.max(state.packVolts, 1) : 0;
  const coolantCelsius = preheat ? preheatCelsius : airCelsius;
  return stepPack(
    model.pack,
    state.pack,
    { amperes, coolantCelsius, cooling: preheat ? 1 : 0 },
    packFaults(levels, false),
    seconds,
  );
};

/** The pack is older by this stretch, and weaker by what that and the driving since the last one took. */
const agedPack = (model: CarModel, state: CarState, pack: CarState["pack"], days: number) => {
  if (pack === undefined) return { pack, packAge: state.packAge };
  const celsius = pack.celsius[0] ?? 25;
  const packAge = {
    days: state.packAge.days + daysAt25(model.packAgeing, days, celsius),
    cycles: state.packAge.cycles,
  };
  const before = capacityLost(model.packAgeing, ageAtKm(model.traits.odometerKm));
  const health = Math.max(0.1, model.traits.packHealth - (capacityLost(model.packAgeing, packAge) - before));
  return { pack: { ...pack, health, resistanceFactor: resistanceOf(health) }, packAge };
};

/** The parked car after up to half an hour. */
export const parkFor = (model: CarModel, state: CarState, parking: Parking, hours: number): CarState => {
  const { airCelsius, levels, wakes } = parking;
  const seconds = hours * 3_600;
  const drain = levels.of("parasitic-drain");
  const { capacityAh } = model.battery;
  const amperes = parkedAmperes(model.parked, capacityAh, state.battery.celsius, drain, wakes / hours);
  const asleep = parkedAmperes(model.parked, capacityAh, state.battery.celsius, drain, 0);
  const lost = healthLost(
    model.ageing,
    { celsius: state.battery.celsius, charge: state.battery.charge, ampereHours: amperes * hours },
    hours / 24,
  );
  const ownHealth = Math.max(0.15, state.ownHealth - lost);
  const battery = stepLeadBattery(
    model.battery,
    weakened(state.battery, ownHealth, levels),
    { amperes: -amperes, celsius: relax(state.battery.celsius, state.bayCelsius, hours, 4) },
    seconds,
  );
  const brakes = { ...state.brakes };
  const tyres = { ...state.tyres };
  for (const wheel of wheels) {
    brakes[wheel] = cooledBrake(state.brakes[wheel], airCelsius, hours);
    const leakPerDay = levels.at("tyre-leak", wheel);
    tyres[wheel] = stepTyre(model.tyre, state.tyres[wheel], { airCelsius, kmPerHour: 0, leakPerDay }, seconds);
  }
  return {
    ...state,
    battery,
    ownHealth,
    // A wake is over in seconds: whoever looks at the end of the stretch sees a car that sleeps.
    bus: {
      volts: terminalVolts(model.battery, battery, -asleep),
      batteryAmperes: -asleep,
      rippleVolts: 0,
    },
    engine: standing,
    engineOn: false,
    runSeconds: 0,
    stoodSeconds: 0,
    coolant: cooledEngine(state.coolant, airCelsius, hours),
    oilCelsius: relax(state.oilCelsius, airCelsius, hours, 3),
    // For a while the bay gets hotter than it was: nothing blows the engine's heat away.
    bayCelsius: relax(state.bayCelsius, airCelsius + 0.45 * (state.coolant.celsius - airCelsius), hours, 0.4),
    catalyst: { ...state.catalyst, celsius: relax(state.catalyst.celsius, airCelsius, hours, 1) },
    brakes,
    tyres,
    ...agedPack(model, state, parkedPack(model, state, parking, seconds), hours / 24),
    packAmperes: 0,
    kmPerHour: 0,
    acceleration: 0,
  };
};

/** Friction energy of an ordinary kilometre, all wheels, J [D]. */
const joulesPerKm = 0.15e6;

/** The car after kilometres that nobody recorded: worn by the usual energy, refuelled, its battery charged. */
export const drivenUnseen = (model: CarModel, state: CarState, km: number): CarState => {
  if (km === 0) return state;
  const brakes = { ...state.brakes };
  for (const wheel of wheels) {
    const share = wheel.startsWith("front") ? frontWheelShare : rearWheelShare;
    const worn = wearOf(model.brake, joulesPerKm * km * share, 120);
    brakes[wheel] = { ...state.brakes[wheel], wear: state.brakes[wheel].wear + worn };
  }
  return {
    ...state,
    brakes,
    packAge: { days: state.packAge.days, cycles: state.packAge.cycles + ageAtKm(km).cycles },
    odometerMetres: state.odometerMetres + km * 1_000,
    fuelLitres: model.traits.fuelLitres,
    battery: { ...state.battery, charge: Math.max(state.battery.charge, 0.92) },
  };
};

/** Below this the controllers that close a traction battery's contactors do not wake [M], under what they draw. */
const wakeVolts = 11;
const wakeAmperes = 40;

/** Whether a car without a starter comes alive: its 12 V battery must close the contactors of the other one. */
export const wakes = (model: CarModel, state: CarState, levels: Levels): boolean =>
  terminalVolts(model.battery, weakened(state.battery, state.ownHealth, levels), -wakeAmperes) >= wakeVolts;

/** A running donor car behind the jump leads, seen from the empty battery: its voltage, and half its resistance [M]. */
const donor = { charge: 0.95, surfaceVolts: 0.9, health: 1 };

/** Turns the engine by its starter; with jump leads another car's battery does most of it. */
export const turnEngine = (
  model: CarModel,
  state: CarState,
  levels: Levels,
  jumpLeads: boolean,
): { readonly state: CarState; readonly crank: Crank } => {
  const own = weakened(state.battery, state.ownHealth, levels);
  const used = jumpLeads ? { ...own, ...donor } : own;
  const start = crank(model.battery, used, model.starter, state.coolant.celsius, model.loadAmperes / 2);
  const battery = jumpLeads ? own : start.battery;
  const volts = start.trace.at(-1)?.volts ?? state.bus.volts;
  return {
    state: { ...state, battery, bus: { volts, batteryAmperes: 0, rippleVolts: 0 }, engineOn: start.started },
    crank: start,
  };
};
