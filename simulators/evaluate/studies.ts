import { type RuleId, ruleIds } from "../../contract/warnings/catalogue.ts";
import type { Fleet } from "./fleets/fleet.ts";
import * as all from "./fleets/registry.ts";
import { playedStudy } from "./played.ts";
import type { Study } from "./study.ts";

/** Every warning has a fleet, or this does not compile; a fleet of no warning has no rule to name and does not either. */
const fleets: Readonly<Record<RuleId, Fleet | Study>> = all;

/** All fleets there are, one for each warning, in the order of the catalogue. */
export const studies: readonly Study[] = ruleIds.map((rule) => {
  const fleet = fleets[rule];
  return "live" in fleet ? fleet : playedStudy(fleet);
});
