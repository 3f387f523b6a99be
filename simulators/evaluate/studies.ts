import { brakes } from "./fleets/brakes.ts";
import { charging } from "./fleets/charging.ts";
import { coldStarts } from "./fleets/cold-starts.ts";
import { cooling } from "./fleets/cooling.ts";
import { lostSensors } from "./fleets/lost-sensors.ts";
import { remoteAreas } from "./fleets/remote-areas.ts";
import { storedCodes } from "./fleets/stored-codes.ts";
import { thermostat } from "./fleets/thermostat.ts";
import { lowVoltageStudy } from "./low-voltage-study.ts";
import { playedStudy } from "./played.ts";
import type { Study } from "./study.ts";

/** All fleets there are, one for each rule. */
export const studies: readonly Study[] = [
  coldStarts,
  charging,
  cooling,
  thermostat,
  brakes,
  storedCodes,
  remoteAreas,
  lostSensors,
]
  .map(playedStudy)
  .toSpliced(1, 0, lowVoltageStudy);
