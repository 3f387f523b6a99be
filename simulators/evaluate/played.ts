import { type DriveScenario, parseDriveScenario } from "../scenarios/drive-scenario.ts";
import { recordedSpeedsFor } from "../scenarios/library.ts";
import { beginsAt, firstDayOfYear, planDrives, planFaults } from "../scenarios/schedule.ts";
import { tellDrive } from "../scenarios/told-drive.ts";
import { drawCar, usualTraits } from "../vehicle/car-model.ts";
import { createLivingCar, type LivingCar } from "../vehicle/living-car.ts";
import { createRandom } from "../vehicle/random.ts";
import { createReporter } from "../vehicle/reporter.ts";
import type { TruthLog } from "../vehicle/truth.ts";
import { climates, createWeather } from "../vehicle/weather.ts";
import { fixedBaseline } from "./baselines.ts";
import type { Fleet, Witness } from "./fleets/fleet.ts";
import type { Life } from "./life.ts";
import { createLogbook, type Logbook } from "./logbook.ts";
import { dayMs, isUnseenVariant, type LifeRequest, type Study } from "./study.ts";
import { createWatch } from "./watch.ts";

const minutesBetweenLooks = 5;

const airOf = (scenario: DriveScenario, seed: number): ((at: number) => number) => {
  const { air } = scenario;
  if (typeof air !== "string") return () => air.celsius;
  const weather = createWeather(climates[air], firstDayOfYear(scenario), createRandom(seed, "weather"));
  const from = beginsAt(scenario);
  return (at) => weather.airCelsius((at - from) / dayMs);
};

/** The witness takes the place of the truth log: it looks at the same car, and keeps only what its fleet is scored by. */
const looksOn = ({ see }: Witness, logbook: Logbook): TruthLog => ({
  see(view, at) {
    logbook.see(view, at);
    see(view, at);
  },
  failedToStart: () => undefined,
  entries: () => [],
});

/** The car, with its witness told of what no view of it shows. */
const witnessed = (car: LivingCar, witness: Witness, logbook: Logbook): LivingCar => ({
  ...car,
  beginDrive(at) {
    logbook.begins(at);
    witness.begins?.(at);
    car.beginDrive(at);
  },
  drive(instant, at, extraKilograms) {
    const view = car.drive(instant, at, extraKilograms);
    witness.confirmed?.(car.codes().confirmed, at);
    return view;
  },
  endDrive(at) {
    car.endDrive(at);
    witness.ends?.(at);
  },
});

const play = async (fleet: Fleet, request: LifeRequest): Promise<Life> => {
  const { seed: fleetSeed, index } = request;
  const unseenVariant = isUnseenVariant(request);
  const {
    scenario: raw,
    age,
    witness,
    airAt,
    wire,
  } = fleet.plan(createRandom(fleetSeed, `fleet/${fleet.name}/${index}`), unseenVariant);
  const scenario = parseDriveScenario(JSON.stringify(raw), `${fleet.name} ${index}`);
  const planned = planDrives(scenario, await recordedSpeedsFor(scenario));
  const seed = fleetSeed * 10_007 + index;
  const vehicle = `${fleet.name}-${fleetSeed}-${index}`;
  const model = drawCar(vehicle, { ...usualTraits, ...scenario.car }, seed);
  const watch = createWatch(vehicle, fleet.rule, fleet.scoring);
  const logbook = createLogbook();
  const { latitude, longitude, altitude, course } = scenario.place;
  const circumstances = {
    model,
    faults: planFaults(scenario, planned),
    airAt: airAt ?? airOf(scenario, seed),
    truth: looksOn(witness, logbook),
    place: { latitude, longitude, altitude, heading: course },
    servicePoint: scenario.servicePoint,
    charger: scenario.charger,
    seed,
  };
  const from = planned[0]?.at ?? beginsAt(scenario);
  const car = witnessed(createLivingCar(circumstances, from), witness, logbook);
  const reporter = createReporter(model, seed);
  const cranks = model.traits.kind === "petrol";
  let to = from;
  for (const [number, drive] of planned.entries()) {
    if (drive.at > witness.over()) break;
    car.restUntil(drive.at);
    car.driveUnseen(drive.betweenKm);
    let minutes = 0;
    for (const { events } of tellDrive(car, drive, {
      name: `${vehicle}-${number}`,
      vin: model.vin,
      cranks,
      reporter,
    })) {
      for (const event of events)
        for (const heard of wire === undefined ? [event] : wire(event)) {
          watch.step(heard);
          to = Math.max(to, heard.at);
        }
      // In the middle of driving: a rule that waits for a running engine has nothing to say beside it.
      minutes += 1;
      if (minutes % minutesBetweenLooks === 1) watch.look();
      if (to > witness.over()) break;
    }
  }
  const km = logbook.km();
  const { fixed } = fleet.scoring;
  const run = { from, to, km, starts: logbook.starts(), farAt: logbook.farAt };
  return {
    vehicle,
    unseenVariant,
    from,
    to,
    km,
    truth: witness.truth(to),
    fixedAt: fixedBaseline(fixed, age, run),
    ...watch.finish(),
  };
};

/** A study in the full plant models of `simulators/vehicle`, second by second. */
export const playedStudy = (fleet: Fleet): Study => ({
  name: fleet.name,
  rule: fleet.rule,
  scoring: fleet.scoring,
  live: (request) => play(fleet, request),
});
