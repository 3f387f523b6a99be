import type { CarView } from "./car-view.ts";
import { boilingCelsius } from "./disc-brake.ts";
import { type Component, wheels } from "./faults.ts";

/** What wears out or is overtaxed without a fault: told only once it has come to its limit. */
export interface Process {
  readonly component: Component;
  readonly name: string;
  readonly unit: string;
  readonly severity: (view: CarView) => number;
  readonly limit: (view: CarView) => boolean;
  readonly fail: (view: CarView) => boolean;
}

const fadeCelsius = 350;
const hottestDisc = ({ state }: CarView): number => Math.max(...wheels.map((wheel) => state.brakes[wheel].celsius));
const hottestFluid = ({ state }: CarView): number =>
  Math.max(...wheels.map((wheel) => state.brakes[wheel].fluidCelsius));
const boilsAt = ({ model }: CarView): number => boilingCelsius(model.fluid, model.traits.fluidYears);
const mostWorn = ({ state }: CarView): number => Math.max(...wheels.map((wheel) => state.brakes[wheel].wear));

/** All of them. */
export const processes: readonly Process[] = [
  {
    component: "brakes",
    name: "pad-wear",
    unit: "share of the usable pad, 1 at its limit",
    severity: mostWorn,
    limit: (view) => mostWorn(view) >= 1,
    fail: (view) => mostWorn(view) >= 1.3,
  },
  {
    component: "brakes",
    name: "brake-heat",
    unit: "Celsius of the hottest disc",
    severity: hottestDisc,
    limit: (view) => hottestDisc(view) > fadeCelsius,
    fail: (view) => hottestDisc(view) > 450,
  },
  {
    component: "brakes",
    name: "fluid-heat",
    unit: "Celsius of the hottest brake fluid",
    severity: hottestFluid,
    limit: (view) => hottestFluid(view) > boilsAt(view) - 20,
    fail: (view) => hottestFluid(view) > boilsAt(view),
  },
  {
    component: "lv-battery",
    name: "discharge",
    unit: "charge, 1 full",
    severity: ({ state }) => state.battery.charge,
    limit: ({ state }) => state.battery.charge < 0.6,
    fail: () => false,
  },
];
