import type { CarModel } from "./car-model.ts";
import type { CarState } from "./car-state.ts";
import { type EngineOutput, engineOutput, standing } from "./combustion.ts";
import { within } from "./curve.ts";

/** What a second of driving asks of the powertrain. */
export interface PowerDemand {
  /** W at the wheels; negative must be held back. */
  readonly wheelWatts: number;
  readonly kmPerHour: number;
  /** Mechanical load of alternator and air conditioning, W. */
  readonly accessoryWatts: number;
  /** From the traction battery for heater, compressor and the 12 V side, W. */
  readonly electricWatts: number;
  /** Power of a fast charger, W. */
  readonly chargeWatts: number;
}

/** Who does the work. */
export interface PowerFlow {
  readonly engineOn: boolean;
  readonly engine: EngineOutput;
  /** Traction battery, A, positive charges. */
  readonly packAmperes: number;
  /** What is left for the friction brakes of all wheels, W. */
  readonly frictionWatts: number;
}

/** Of the wheel's power: what an electric drive takes to give it, and gives back of it [M]. */
const driveEfficiency = 0.9;
const recoveredShare = 0.75;
const regenerationWatts = 60_000;
/** A small pack takes ten times its capacity an hour. */
const regenerationPerHour = 10;
const regenerationFromKmPerHour = 8;
/** A cold pack takes little charge; a full one less; and its management takes the current back from 50 Celsius on [M]. */
const chargeLimit = (celsius: number, charge: number): number =>
  within((celsius + 10) / 30, 0.1, 1) * within((1 - charge) / 0.2, 0.05, 1) * within((62 - celsius) / 12, 0.05, 1);

/** A battery management system lets no more out than the cells can give without collapsing: little in deep cold [M]. */
const dischargePerHour = 5;
const dischargeLimit = ({ pack }: CarModel, celsius: number): number =>
  (pack?.cells[0]?.capacityAh ?? 0) * dischargePerHour * within((celsius + 35) / 50, 0.1, 1);

const packMeans = ({ pack }: CarState): { readonly charge: number; readonly celsius: number } => {
  const count = Math.max(1, pack?.charge.length ?? 1);
  const mean = (values: readonly number[] = []): number => values.reduce((sum, value) => sum + value / count, 0);
  return { charge: mean(pack?.charge), celsius: mean(pack?.celsius) };
};

const stopStartFromCelsius = 60;
const stopAfterSeconds = 2;

const petrolFlow = (model: CarModel, state: CarState, demand: PowerDemand): PowerFlow => {
  const mayStop = model.traits.stopStart && state.coolant.celsius > stopStartFromCelsius;
  const engineOn = !(mayStop && demand.kmPerHour < 0.5 && state.stoodSeconds >= stopAfterSeconds);
  const engine = engineOn ? engineOutput(model.engine, { ...demand, coolantCelsius: state.coolant.celsius }) : standing;
  return {
    engineOn,
    engine,
    packAmperes: 0,
    frictionWatts: Math.max(0, -demand.wheelWatts - engine.brakingWatts),
  };
};

const regenerationLimit = (model: CarModel, state: CarState): number =>
  Math.min(regenerationWatts, (model.pack?.cells[0]?.capacityAh ?? 0) * state.packVolts * regenerationPerHour);

const electricFlow = (model: CarModel, state: CarState, demand: PowerDemand): PowerFlow => {
  const { charge, celsius } = packMeans(state);
  const { wheelWatts, kmPerHour, electricWatts, chargeWatts } = demand;
  const may =
    kmPerHour > regenerationFromKmPerHour ? regenerationLimit(model, state) * chargeLimit(celsius, charge) : 0;
  const held = wheelWatts < 0 ? Math.min(-wheelWatts, may) : 0;
  const drawn = wheelWatts > 0 ? wheelWatts / driveEfficiency : -held * recoveredShare;
  const charging = chargeWatts * chargeLimit(celsius, charge);
  const wanted = (charging - drawn - electricWatts) / Math.max(state.packVolts, 1);
  return {
    engineOn: false,
    engine: standing,
    packAmperes: Math.max(-dischargeLimit(model, celsius), wanted),
    frictionWatts: Math.max(0, -wheelWatts - held),
  };
};

/** A hybrid drives electrically while it is slow, warm and charged; its engine turns as it likes. */
const hybridFlow = (model: CarModel, state: CarState, demand: PowerDemand): PowerFlow => {
  const { charge } = packMeans(state);
  const cold = state.coolant.celsius < 50;
  const from = state.engineOn ? 3_000 : 12_000;
  const engineOn = demand.wheelWatts > from || charge < 0.42 || (cold && demand.kmPerHour > 0) || demand.kmPerHour > 75;
  if (!engineOn) return electricFlow(model, state, demand);
  const refill = within((0.55 - charge) * 40_000, -2_000, 6_000);
  const wanted = Math.max(0, demand.wheelWatts) + refill + demand.electricWatts;
  const rpm = within(1_150 + wanted / 12, 1_150, 4_600);
  const engine = engineOutput(
    model.engine,
    { wheelWatts: wanted, kmPerHour: demand.kmPerHour, accessoryWatts: 0, coolantCelsius: state.coolant.celsius },
    rpm,
  );
  const electric = electricFlow(model, state, {
    ...demand,
    wheelWatts: Math.min(0, demand.wheelWatts),
    electricWatts: 0,
  });
  return {
    engineOn,
    engine,
    packAmperes: electric.packAmperes + (0.9 * refill) / Math.max(state.packVolts, 1),
    frictionWatts: electric.frictionWatts,
  };
};

/** Shares the demand between engine, traction battery and brakes. */
export const powerFlow = (model: CarModel, state: CarState, demand: PowerDemand): PowerFlow => {
  if (model.traits.kind === "petrol") return petrolFlow(model, state, demand);
  return model.traits.kind === "electric" ? electricFlow(model, state, demand) : hybridFlow(model, state, demand);
};
