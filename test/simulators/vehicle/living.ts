import { type CarTraits, drawCar, usualTraits } from "../../../simulators/vehicle/car-model.ts";
import { type CarState, restedCar } from "../../../simulators/vehicle/car-state.ts";
import { type CarView, viewOf } from "../../../simulators/vehicle/car-view.ts";
import { driveSecond } from "../../../simulators/vehicle/driving.ts";
import { healthy, type Levels } from "../../../simulators/vehicle/faults.ts";
import { createRandom } from "../../../simulators/vehicle/random.ts";
import { type Instant, type Leg, tripInstants } from "../../../simulators/vehicle/trip.ts";

export interface Ride {
  readonly traits?: Partial<CarTraits>;
  readonly legs: readonly Leg[];
  readonly airCelsius?: number;
  readonly levels?: Levels;
  readonly seed?: number;
  readonly engineOn?: boolean;
  readonly warm?: boolean;
}

/** A car that is driven: its view after every second. */
export const ride = ({
  traits = {},
  legs,
  airCelsius = 20,
  levels = healthy,
  seed = 1,
  warm = false,
}: Ride): readonly CarView[] => {
  const model = drawCar("test-car", { ...usualTraits, ...traits }, seed);
  const random = createRandom(seed, "ride");
  let state: CarState = restedCar(model, airCelsius, { latitude: 40, longitude: 116, altitude: 0, heading: 0 }, seed);
  if (warm) state = { ...state, coolant: { celsius: 88, thermostat: 0.5, fan: false }, oilCelsius: 92, bayCelsius: 45 };
  return tripInstants(legs, {}).map((instant, second) => {
    const around = { airCelsius, extraKilograms: 0, course: 0 };
    state = driveSecond(model, state, { instant, around, levels, random });
    return view(model, state, instant, levels, airCelsius, second);
  });
};

const view = (
  model: CarView["model"],
  state: CarState,
  instant: Instant,
  levels: Levels,
  airCelsius: number,
  driveSeconds: number,
): CarView => viewOf({ model, state, levels, instant, airCelsius, driveSeconds, driveMetres: 0, serviceKm: undefined });
