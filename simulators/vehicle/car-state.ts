import type { CarModel } from "./car-model.ts";
import type { CatalystState } from "./catalyst.ts";
import { cellRestingVolts } from "./cell.ts";
import type { Bus } from "./charging.ts";
import { type EngineOutput, standing } from "./combustion.ts";
import type { CoolantState } from "./coolant.ts";
import type { DiscBrakeState } from "./disc-brake.ts";
import type { Wheel } from "./faults.ts";
import type { LeadBatteryState } from "./lead-battery.ts";
import type { MixtureState } from "./mixture.ts";
import { ageAtKm, type PackAge, resistanceOf } from "./pack-ageing.ts";
import type { Place } from "./place.ts";
import { createRandom } from "./random.ts";
import { restedPack, type TractionPackState } from "./traction-pack.ts";
import type { TyreState } from "./tyre.ts";

/** Everything that is true of a car at one instant; no sensor has looked at it yet. */
export interface CarState {
  readonly battery: LeadBatteryState;
  /** Health without what a fault takes of it. */
  readonly ownHealth: number;
  readonly bus: Bus;
  readonly engine: EngineOutput;
  readonly engineOn: boolean;
  readonly runSeconds: number;
  /** Seconds that the car has stood with its engine on, for a stop-start system. */
  readonly stoodSeconds: number;
  readonly coolant: CoolantState;
  readonly oilCelsius: number;
  /** Air around the engine: what an intake sensor sees, and what the battery stands in. */
  readonly bayCelsius: number;
  readonly mixture: MixtureState;
  readonly misfires: number;
  readonly catalyst: CatalystState;
  readonly brakes: Readonly<Record<Wheel, DiscBrakeState>>;
  readonly tyres: Readonly<Record<Wheel, TyreState>>;
  readonly pack: TractionPackState | undefined;
  readonly packAge: PackAge;
  readonly packAmperes: number;
  /** Terminal voltage of the pack, V. */
  readonly packVolts: number;
  readonly kmPerHour: number;
  readonly acceleration: number;
  readonly odometerMetres: number;
  readonly fuelLitres: number;
  readonly place: Place;
}

const everywhere = <T>(value: T): Readonly<Record<Wheel, T>> => ({
  "front-left": value,
  "front-right": value,
  "rear-left": value,
  "rear-right": value,
});

/** The car after a long rest in air of this temperature. */
export const restedCar = (model: CarModel, celsius: number, place: Place, seed: number): CarState => {
  const { traits, pack } = model;
  const charge = traits.kind === "hybrid" ? 0.55 : traits.packCharge;
  const rested = pack === undefined ? undefined : restedPack(pack, charge, celsius, createRandom(seed, "pack/charge"));
  const wear = traits.padWearPercent / 100;
  const brake = (share: number): DiscBrakeState => ({ celsius, fluidCelsius: celsius, wear: wear * share });
  return {
    battery: {
      charge: traits.batteryCharge,
      health: traits.batteryHealth,
      fastVolts: 0,
      slowVolts: 0,
      surfaceVolts: 0.02,
      celsius,
    },
    ownHealth: traits.batteryHealth,
    bus: { volts: 12.5, batteryAmperes: 0, rippleVolts: 0 },
    engine: standing,
    engineOn: false,
    runSeconds: 0,
    stoodSeconds: 0,
    coolant: { celsius, thermostat: 0, fan: false },
    oilCelsius: celsius,
    bayCelsius: celsius,
    mixture: { shortTerm: 0, longTerm: model.ownTrimPercent },
    misfires: 0,
    catalyst: { oxygen: 0.5, celsius, phase: 0, upstreamVolts: 0.45, downstreamVolts: 0.6 },
    brakes: {
      "front-left": brake(1),
      "front-right": brake(0.97),
      "rear-left": brake(0.6),
      "rear-right": brake(0.58),
    },
    tyres: everywhere({ kiloPascalsAt20: traits.tyreKiloPascals, celsius }),
    pack:
      rested === undefined
        ? undefined
        : { ...rested, health: traits.packHealth, resistanceFactor: resistanceOf(traits.packHealth) },
    packAge: ageAtKm(traits.odometerKm),
    packAmperes: 0,
    packVolts: pack === undefined ? 0 : cellRestingVolts(pack.chemistry, charge) * pack.cells.length,
    kmPerHour: 0,
    acceleration: 0,
    odometerMetres: traits.odometerKm * 1_000,
    fuelLitres: traits.fuelLitres,
    place,
  };
};
