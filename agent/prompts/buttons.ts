import type { WarningEvent } from "../../contract/warning.ts";
import { driverOf, isRuleId } from "../../contract/warnings/catalogue.ts";
import { type Button, ways } from "../../contract/warnings/for-driver.ts";

const defer: readonly Button[] = [ways.whenParked("main"), ways.understood("second")];
const plain: readonly Button[] = [ways.understood("main")];
const rescue = ways.callRescue("main");
const stopped = ways.stopped("second");

/** The ways on from a prompt: at most three at standstill, two while moving, and a critical cannot be waved away at speed. */
export const buttonsOf = ({ rule, severity }: WarningEvent, parked: boolean): readonly Button[] => {
  if (severity === "critical") return parked ? [rescue, stopped] : [rescue];
  const own = isRuleId(rule) ? driverOf(rule) : undefined;
  return parked ? (own?.parked ?? plain) : (own?.moving ?? defer);
};
