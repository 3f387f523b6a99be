import { type BatteryAgeing, type ParkedLoad, usualAgeing, usualParkedLoad } from "./battery-ageing.ts";
import { type Catalyst, usualCatalyst } from "./catalyst.ts";
import type { Chemistry } from "./cell.ts";
import { type Charger, usualAlternator, usualConverter } from "./charging.ts";
import { type Engine, usualEngine } from "./combustion.ts";
import { type Cooling, usualCooling } from "./coolant.ts";
import { type Starter, usualStarter } from "./crank.ts";
import { within } from "./curve.ts";
import { type BrakeFluid, type DiscBrake, dot4, usualDiscBrake } from "./disc-brake.ts";
import { type LeadBattery, usualLeadBattery } from "./lead-battery.ts";
import { usualMisfireChance } from "./misfire.ts";
import { type Oil, usualOil } from "./oil.ts";
import { type PackAgeing, usualPackAgeing } from "./pack-ageing.ts";
import { createRandom, type Random } from "./random.ts";
import { compactRoadLoad, type RoadLoad } from "./road-load.ts";
import { drawPack, type TractionPack } from "./traction-pack.ts";
import { type Tyre, usualTyre } from "./tyre.ts";
import { checkDigit } from "./vin.ts";

export const carKinds = ["petrol", "hybrid", "electric"] as const;
export type CarKind = (typeof carKinds)[number];

/** What a scenario may say of its car; everything else is drawn. */
export interface CarTraits {
  readonly kind: CarKind;
  /** `obd` has what an adapter reads, by J1979 and a vehicle profile; `connected` adds a box with sensors of 12 V, tyres, pads. */
  readonly equipment: "obd" | "connected";
  readonly batteryCcaAmperes: number;
  readonly batteryCapacityAh: number;
  readonly starterAmperes: number;
  /** State at the beginning: 1 new. */
  readonly batteryHealth: number;
  readonly batteryCharge: number;
  readonly stopStart: boolean;
  readonly chemistry: Chemistry;
  readonly cells: number;
  readonly packCapacityAh: number;
  readonly packCharge: number;
  readonly packHealth: number;
  /** Share of its capacity past which a traction pack falls off: its knee. 1 for none. */
  readonly packKneeAt: number;
  readonly padWearPercent: number;
  /** Life of a front set with this driver, km: 50,000 is usual. */
  readonly padLifeKm: number;
  /** Age of the brake fluid. */
  readonly fluidYears: number;
  readonly odometerKm: number;
  readonly fuelLitres: number;
  readonly tyreKiloPascals: number;
}

export const usualTraits: CarTraits = {
  kind: "petrol",
  equipment: "connected",
  batteryCcaAmperes: usualLeadBattery.ccaAmperes,
  batteryCapacityAh: usualLeadBattery.capacityAh,
  starterAmperes: 210,
  batteryHealth: 0.95,
  batteryCharge: 0.92,
  stopStart: false,
  chemistry: "nmc",
  cells: 96,
  packCapacityAh: 150,
  packCharge: 0.8,
  packHealth: 0.96,
  packKneeAt: 1,
  padWearPercent: 30,
  padLifeKm: 50_000,
  fluidYears: 1,
  odometerKm: 42_000,
  fuelLitres: 38,
  tyreKiloPascals: 240,
};

/** One car: the parameters of all its plants. */
export interface CarModel {
  readonly vehicle: string;
  readonly vin: string;
  readonly traits: CarTraits;
  readonly road: RoadLoad;
  readonly battery: LeadBattery;
  readonly ageing: BatteryAgeing;
  readonly parked: ParkedLoad;
  readonly starter: Starter;
  readonly charger: Charger;
  readonly engine: Engine;
  readonly cooling: Cooling;
  readonly oil: Oil;
  readonly brake: DiscBrake;
  readonly fluid: BrakeFluid;
  readonly tyre: Tyre;
  readonly catalyst: Catalyst;
  /** Chance that a firing of the sound engine misses. */
  readonly misfireChance: number;
  readonly pack: TractionPack | undefined;
  readonly packAgeing: PackAgeing;
  /** Percent of fuel that this engine lacks by itself. */
  readonly ownTrimPercent: number;
  /** Electrical load of a car that drives, A. */
  readonly loadAmperes: number;
}

/** Two deviations are the 20 percent by which cars of a model differ. */
const share = 0.1;
/** What a maker holds tightly: set voltages, opening temperatures, idle speeds. */
const tight = 0.01;

const vinOf = (random: Random): string => {
  const serial = String(Math.floor(random.unit() * 1e6)).padStart(6, "0");
  const vin = `LZ9FETTL0E1${serial}`;
  return `${vin.slice(0, 8)}${checkDigit(vin)}${vin.slice(9)}`;
};

/** Friction energy of an ordinary front wheel, J/km, behind the life of a set [D]. */
const frontJoulesPerKm = 0.15e6 * 0.35;

/** Wear coefficient at which a set lasts `km` under the usual friction energy. */
const wearCoefficientFor = (km: number): number => {
  const { padSquareMetres, usableMillimetres } = usualDiscBrake;
  return (0.38 * padSquareMetres * usableMillimetres) / 1_000 / (km * frontJoulesPerKm);
};

const sizeOf = ({ kind, chemistry, cells, packCapacityAh }: CarTraits) =>
  kind === "hybrid" ? { chemistry, cells, capacityAh: 6 } : { chemistry, cells, capacityAh: packCapacityAh };

/** Resting volts per Celsius: the sources say 1 to 4.3 mV and do not agree [S1, S2], so neither do the cars. */
const voltsPerCelsius = (random: Random): number =>
  within(random.around(usualLeadBattery.voltsPerCelsius, 0.35), 0.001, 0.0043);

/** One set of pads in three is of the kind that wears four times as fast when it is hot [S20, C]. */
const hotWearFactor = (random: Random): number =>
  random.unit() < 1 / 3 ? 4 : random.around(usualDiscBrake.hotWearFactor, share);

/** The first moment of a start: 30 to 80 ms of 1.5 to 2 times the current [M]. */
const inrush = (random: Random) => ({
  inrushFactor: 1.5 + 0.5 * random.unit(),
  inrushSeconds: 0.03 + 0.05 * random.unit(),
});

/** Draws the car of this seed. The same seed and traits always give the same car. */
export const drawCar = (vehicle: string, traits: CarTraits, seed: number): CarModel => {
  const random = createRandom(seed, `car/${vehicle}`);
  const by = (value: number): number => random.around(value, share);
  const near = (value: number): number => random.around(value, tight);
  // A stream of its own for each plant: another number in one leaves the others as they were.
  const streamOf = (plant: string): Random => createRandom(seed, `car/${vehicle}/${plant}`);
  const electric = streamOf("electric");
  const engine = streamOf("engine");
  const cooling = streamOf("cooling");
  const brake = streamOf("brake");
  const tyre = streamOf("tyre");
  const age = streamOf("pack-ageing");
  const fan = cooling.around(1, tight);
  const charger = traits.kind === "petrol" ? usualAlternator : usualConverter;
  return {
    vehicle,
    vin: vinOf(random),
    traits,
    road: {
      kilograms: by(traits.kind === "electric" ? compactRoadLoad.kilograms + 200 : compactRoadLoad.kilograms),
      rollingCoefficient: by(compactRoadLoad.rollingCoefficient),
      dragSquareMetres: by(compactRoadLoad.dragSquareMetres),
    },
    battery: {
      ccaAmperes: random.around(traits.batteryCcaAmperes, share / 2),
      capacityAh: random.around(traits.batteryCapacityAh, share / 2),
      voltsPerCelsius: voltsPerCelsius(random),
      acceptancePerHour: by(usualLeadBattery.acceptancePerHour),
      fastSeconds: electric.around(usualLeadBattery.fastSeconds, share),
      slowSeconds: electric.around(usualLeadBattery.slowSeconds, share),
      surfaceSeconds: electric.around(usualLeadBattery.surfaceSeconds, share),
    },
    ageing: {
      perDayAt25: by(usualAgeing.perDayAt25),
      perAmpereHour: by(usualAgeing.perAmpereHour),
      perDayDeep: by(usualAgeing.perDayDeep),
    },
    parked: {
      sleepAmperes: by(usualParkedLoad.sleepAmperes),
      wakesPerHour: electric.around(usualParkedLoad.wakesPerHour, share),
      ampereHoursPerWake: electric.around(usualParkedLoad.ampereHoursPerWake, share),
    },
    starter: {
      ...inrush(electric),
      warmAmperes: random.around(traits.starterAmperes, share / 2),
      catchSeconds: by(usualStarter.catchSeconds),
    },
    charger: {
      kind: charger.kind,
      setVolts: near(charger.setVolts),
      voltsPerCelsius: electric.around(charger.voltsPerCelsius, share),
      maxAmperes: by(charger.maxAmperes),
    },
    engine: {
      ...usualEngine,
      idleRpm: near(usualEngine.idleRpm),
      efficiency: engine.around(usualEngine.efficiency, tight * 3),
      frictionWatts: by(usualEngine.frictionWatts),
      torqueNm: by(usualEngine.torqueNm),
    },
    cooling: {
      heatShare: cooling.around(usualCooling.heatShare, share / 2),
      joulesPerKelvin: by(usualCooling.joulesPerKelvin),
      blockWattsPerKelvin: by(usualCooling.blockWattsPerKelvin),
      stillWattsPerKelvin: by(usualCooling.stillWattsPerKelvin),
      fanWattsPerKelvin: by(usualCooling.fanWattsPerKelvin),
      windWattsPerKelvin: by(usualCooling.windWattsPerKelvin),
      opensCelsius: near(usualCooling.opensCelsius),
      openCelsius: cooling.around(usualCooling.openCelsius, tight),
      thermostatSeconds: cooling.around(usualCooling.thermostatSeconds, share),
      fanOnCelsius: usualCooling.fanOnCelsius * fan,
      fanOffCelsius: usualCooling.fanOffCelsius * fan,
    },
    oil: {
      reliefKiloPascals: engine.around(usualOil.reliefKiloPascals, share / 2),
      kiloPascalsPerThousandRpm: by(usualOil.kiloPascalsPerThousandRpm),
    },
    brake: {
      ...usualDiscBrake,
      coolingSquareMetres: brake.around(usualDiscBrake.coolingSquareMetres, share / 2),
      stillCooling: brake.around(usualDiscBrake.stillCooling, share),
      emissivity: Math.min(brake.around(usualDiscBrake.emissivity, share), 0.95),
      hotWearFactor: hotWearFactor(brake),
      discKilograms: by(usualDiscBrake.discKilograms),
      windCooling: by(usualDiscBrake.windCooling),
      wearCoefficient: by(wearCoefficientFor(traits.padLifeKm)),
    },
    fluid: {
      dryCelsius: brake.around(dot4.dryCelsius, tight),
      wetCelsius: brake.around(dot4.wetCelsius, tight),
      percentPerYear: 1.5 + 0.5 * brake.unit(),
    },
    tyre: {
      fillKiloPascals: traits.tyreKiloPascals,
      naturalPerDay: tyre.around(usualTyre.naturalPerDay, share),
      heatingAt100: tyre.around(usualTyre.heatingAt100, share),
    },
    catalyst: { newGrams: engine.around(usualCatalyst.newGrams, share) },
    misfireChance: engine.around(usualMisfireChance, share),
    pack: traits.kind === "petrol" ? undefined : drawPack(random, streamOf("pack"), sizeOf(traits)),
    packAgeing: {
      perRootDay: age.around(usualPackAgeing.perRootDay, share),
      activationKelvin: age.around(usualPackAgeing.activationKelvin, share),
      perRootCycle: age.around(usualPackAgeing.perRootCycle, share),
      kneeAt: traits.packKneeAt,
    },
    ownTrimPercent: 2 * random.normal(),
    loadAmperes: by(traits.kind === "petrol" ? 22 : 18),
  };
};
