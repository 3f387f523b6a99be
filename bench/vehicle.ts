import { loadDriveScenario, recordedSpeedsFor } from "../simulators/scenarios/library.ts";
import { createPlay } from "../simulators/scenarios/play.ts";
import { createBatteryLife } from "../simulators/vehicle/battery-life.ts";
import type { Measured } from "./measured.ts";

const fleet = { vehicles: 300, days: 365, budgetSeconds: 60, cores: 2 };
/** So many cars are lived through; the fleet is that many times as long. */
const sampled = 10;
const scenario = "fan-failed-jam";
const leastTimesReal = 1_000;

/** A year of the 12 V side of a fleet, from its parameters to its events, and a whole car second by second. */
export const run = async (): Promise<readonly Measured[]> => {
  const began = performance.now();
  let starts = 0;
  for (let seed = 0; seed < sampled; seed += 1) {
    const life = createBatteryLife({
      vehicle: `bench-${seed}`,
      seed,
      days: fleet.days,
      beginsAt: 0,
      dayOfYear: 0,
      climate: "karlsruhe",
    });
    starts += [...life.starts()].length;
  }
  if (starts < sampled * fleet.days) throw new Error(`only ${starts} starts in ${sampled} healthy years`);
  const fleetSeconds = (((performance.now() - began) / 1_000) * fleet.vehicles) / sampled / fleet.cores;

  const told = await loadDriveScenario(scenario);
  const play = createPlay(told, await recordedSpeedsFor(told));
  const playBegan = performance.now();
  let seconds = 0;
  for (const batch of play.batches()) seconds += batch.seconds;
  const timesReal = seconds / ((performance.now() - playBegan) / 1_000);
  return [
    {
      name: `12 V: ${fleet.vehicles} cars, ${fleet.days} days, on ${fleet.cores} cores`,
      value: fleetSeconds,
      unit: "s",
      budget: `under ${fleet.budgetSeconds}`,
      ok: fleetSeconds < fleet.budgetSeconds,
    },
    {
      name: "a whole car with all sensors against real time",
      value: timesReal,
      unit: "times",
      budget: `at least ${leastTimesReal.toLocaleString("en")}`,
      ok: timesReal >= leastTimesReal,
    },
  ];
};
