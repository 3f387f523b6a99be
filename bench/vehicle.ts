import { fleet as lowVoltageStudy } from "../simulators/evaluate/fleets/lv-crank-decline.ts";
import { firstReportedSeed } from "../simulators/evaluate/study.ts";
import { loadDriveScenario, recordedSpeedsFor } from "../simulators/scenarios/library.ts";
import { createPlay } from "../simulators/scenarios/play.ts";
import type { Measured } from "./measured.ts";

const fleet = { vehicles: 300, days: 365, budgetSeconds: 60, cores: 2 };
/** So many cars are lived through; the fleet is that many times as long. */
const sampled = 20;
const scenario = "fan-failed-jam";
const leastTimesReal = 1_000;

/** A year of the 12 V side of a fleet with its rule, from its parameters to its score, and a whole car second by second. */
export const run = async (): Promise<readonly Measured[]> => {
  const began = performance.now();
  let km = 0;
  for (let index = 0; index < sampled; index += 1)
    km += (await lowVoltageStudy.live({ seed: firstReportedSeed, index, days: fleet.days })).km;
  if (km < sampled * 1_000) throw new Error(`only ${km} km in ${sampled} years`);
  const fleetSeconds = (((performance.now() - began) / 1_000) * fleet.vehicles) / sampled / fleet.cores;

  const told = await loadDriveScenario(scenario);
  const play = createPlay(told, await recordedSpeedsFor(told));
  const playBegan = performance.now();
  let seconds = 0;
  for (const batch of play.batches()) seconds += batch.seconds;
  const timesReal = seconds / ((performance.now() - playBegan) / 1_000);
  return [
    {
      name: `12 V with its rule: ${fleet.vehicles} cars, ${fleet.days} days, on ${fleet.cores} cores`,
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
