import exp from "@stdlib/math-base-special-exp";
import type { CarModel } from "./car-model.ts";
import type { CarState } from "./car-state.ts";
import { within } from "./curve.ts";
import { packFaults } from "./fault-effects.ts";
import type { Levels } from "./faults.ts";
import { oilKiloPascals } from "./oil.ts";
import { insulationOf, type PackView, viewPack } from "./traction-pack.ts";
import type { Instant } from "./trip.ts";

/** The car at one instant, as its sensors and its own diagnosis look at it. */
export interface CarView {
  readonly model: CarModel;
  readonly state: CarState;
  readonly levels: Levels;
  readonly instant: Instant;
  readonly airCelsius: number;
  readonly oilKiloPascals: number;
  readonly pack: PackView | undefined;
  readonly insulationKiloOhms: number | undefined;
  /** Since this drive began. */
  readonly driveSeconds: number;
  readonly driveMetres: number;
  /** Great-circle km to the scenario's nearest service point. */
  readonly serviceKm: number | undefined;
}

export interface ViewInput {
  readonly model: CarModel;
  readonly state: CarState;
  readonly levels: Levels;
  readonly instant: Instant;
  readonly airCelsius: number;
  readonly driveSeconds: number;
  readonly driveMetres: number;
  readonly serviceKm: number | undefined;
}

/** Computes once what several sensors share. */
export const viewOf = (input: ViewInput): CarView => {
  const { model, state, levels, instant } = input;
  const faults = packFaults(levels, instant.washing);
  const pack =
    model.pack === undefined || state.pack === undefined
      ? undefined
      : viewPack(model.pack, state.pack, faults, state.packAmperes);
  return {
    ...input,
    oilKiloPascals: oilKiloPascals(model.oil, state.engine.rpm, state.oilCelsius, levels.of("oil-wear")),
    pack,
    insulationKiloOhms: model.pack === undefined ? undefined : insulationOf(model.pack, faults),
  };
};

/** Air pressure by height, kPa: the standard atmosphere, near enough below 4,000 m. */
export const airKiloPascals = (altitude: number): number => 101.325 * exp(-altitude / 8_400);

/** What a dashboard promises: litres at 6.5 l/100 km, or kWh at 17 kWh/100 km and more in the cold. */
export const rangeMetres = ({ model, state, pack, airCelsius }: CarView): number => {
  const fuel = model.traits.kind === "electric" ? 0 : (state.fuelLitres / 6.5) * 100_000;
  if (pack === undefined || model.traits.kind === "hybrid") return fuel;
  const kWh = (pack.charge * (model.pack?.cells[0]?.capacityAh ?? 0) * (state.pack?.health ?? 1) * pack.volts) / 1_000;
  return (kWh / (17 * (1 + within((20 - airCelsius) / 70, 0, 0.6)))) * 100_000;
};
