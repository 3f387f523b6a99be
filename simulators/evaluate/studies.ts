import { brakes } from "./fleets/brake-pad-wearout.ts";
import { coldStarts } from "./fleets/cold-start-preheat.ts";
import { cooling } from "./fleets/coolant-overheat-trend.ts";
import { storedCodes } from "./fleets/dtc-confirmed.ts";
import { charging } from "./fleets/lv-charging-fault.ts";
import { lowVoltageStudy } from "./fleets/lv-crank-decline.ts";
import { remoteAreas } from "./fleets/remote-area-help.ts";
import { thermostat } from "./fleets/thermostat-stuck-open.ts";
import { lostSensors } from "./fleets/warning-data-quality.ts";
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
