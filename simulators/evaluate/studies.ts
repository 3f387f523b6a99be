import { lowVoltageStudy } from "./low-voltage-study.ts";
import { playedStudies } from "./played-studies.ts";
import type { Study } from "./study.ts";

/** All fleets there are, one for each rule that predicts something. */
export const studies: readonly Study[] = [lowVoltageStudy, ...playedStudies];
