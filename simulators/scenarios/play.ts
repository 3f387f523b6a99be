import type { VehicleEvent } from "../../contract/events.ts";
import { drawCar, usualTraits } from "../vehicle/car-model.ts";
import { createLivingCar } from "../vehicle/living-car.ts";
import { createRandom } from "../vehicle/random.ts";
import { createReporter } from "../vehicle/reporter.ts";
import type { RecordedSpeeds } from "../vehicle/trip.ts";
import { createTruthLog, type Truth } from "../vehicle/truth.ts";
import { climates, createWeather, type Weather } from "../vehicle/weather.ts";
import type { DriveScenario } from "./drive-scenario.ts";
import { beginsAt, firstDayOfYear, planDrives, planFaults } from "./schedule.ts";
import { aroundSeconds, tellDrive } from "./told-drive.ts";

/** A scenario being lived through. */
export interface Play {
  /** Seconds of driving in all, for a progress bar. */
  readonly seconds: number;
  readonly drives: number;
  /** The events of the car in their order, some seconds at a time; the same seed gives the same events. */
  batches(): Generator<PlayBatch>;
  /** What really happened, once the batches are at their end. */
  truths(): readonly Truth[];
}

/** Events, and how much of the driving they end. `drive` counts from 0. */
export interface PlayBatch {
  readonly events: readonly VehicleEvent[];
  readonly drive: number;
  readonly seconds: number;
}

const dayMs = 86_400_000;

const weatherOf = (scenario: DriveScenario, seed: number): Weather => {
  if (typeof scenario.air === "string")
    return createWeather(climates[scenario.air], firstDayOfYear(scenario), createRandom(seed, "weather"));
  const { celsius } = scenario.air;
  return { airCelsius: () => celsius };
};

/** Builds the car, the weather and the faults of a scenario. `seed` takes the place of the scenario's own. */
export const createPlay = (scenario: DriveScenario, recorded: RecordedSpeeds, seed = scenario.seed): Play => {
  const planned = planDrives(scenario, recorded);
  const faults = planFaults(scenario, planned);
  const vehicle = `sim-${scenario.name}`.slice(0, 64);
  const model = drawCar(vehicle, { ...usualTraits, ...scenario.car }, seed);
  const truth = createTruthLog(vehicle, faults);
  const startAt = beginsAt(scenario);
  const weather = weatherOf(scenario, seed);
  const firstAt = planned[0]?.at ?? startAt;
  const { latitude, longitude, altitude, course } = scenario.place;
  const { servicePoint, charger } = scenario;
  let endAt = startAt;

  function* batches(): Generator<PlayBatch> {
    const reporter = createReporter(model, seed);
    const car = createLivingCar(
      {
        model,
        faults,
        airAt: (at) => weather.airCelsius((at - startAt) / dayMs),
        truth,
        place: { latitude, longitude, altitude, heading: course },
        servicePoint,
        charger,
        seed,
      },
      firstAt,
    );
    for (const [index, drive] of planned.entries()) {
      car.restUntil(drive.at);
      car.driveUnseen(drive.betweenKm);
      const name = `${scenario.name}-${String(index + 1).padStart(3, "0")}`;
      const telling = { name, vin: model.vin, cranks: model.traits.kind === "petrol", reporter };
      for (const { events, seconds } of tellDrive(car, drive, telling)) yield { events, drive: index, seconds };
      endAt = drive.at + (drive.instants.length + aroundSeconds) * 1_000;
    }
  }

  return {
    seconds: planned.reduce((sum, { instants }) => sum + instants.length + aroundSeconds, 0),
    drives: planned.length,
    batches,
    truths: () => truth.entries(endAt),
  };
};
