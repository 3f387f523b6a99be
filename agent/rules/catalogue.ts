import { brakePadWearout, brakePadWearoutAbout } from "./brakes/brake-pad-wearout.ts";
import { lvChargingFault, lvChargingFaultAbout } from "./charging/lv-charging-fault.ts";
import { dtcConfirmed, dtcConfirmedAbout } from "./codes/dtc-confirmed.ts";
import { coldStartPreheat, coldStartPreheatAbout } from "./cold/cold-start-preheat.ts";
import { coolantOverheatTrend, coolantOverheatTrendAbout } from "./cooling/coolant-overheat-trend.ts";
import { thermostatStuckOpen, thermostatStuckOpenAbout } from "./cooling/thermostat-stuck-open.ts";
import { warningDataQuality, warningDataQualityAbout } from "./data/warning-data-quality.ts";
import { remoteAreaHelp, remoteAreaHelpAbout } from "./help/remote-area-help.ts";
import type { RuleAbout } from "./kit/about.ts";
import type { Rule } from "./kit/rule.ts";
import { type CarSpecification, completeSpecification } from "./kit/specification.ts";
import { lvCrankDecline, lvCrankDeclineAbout } from "./starting/lv-crank-decline.ts";

/** Every rule, for this car. */
export const rulesFor = (car?: CarSpecification): readonly Rule[] => {
  const complete = completeSpecification(car);
  return [
    coldStartPreheat(complete),
    lvCrankDecline(complete),
    lvChargingFault(complete),
    coolantOverheatTrend(complete),
    thermostatStuckOpen(complete),
    brakePadWearout(complete),
    dtcConfirmed(),
    remoteAreaHelp(),
    warningDataQuality(),
  ];
};

/** What every rule says of itself, in the same order. */
export const ruleAbouts: readonly RuleAbout[] = [
  coldStartPreheatAbout,
  lvCrankDeclineAbout,
  lvChargingFaultAbout,
  coolantOverheatTrendAbout,
  thermostatStuckOpenAbout,
  brakePadWearoutAbout,
  dtcConfirmedAbout,
  remoteAreaHelpAbout,
  warningDataQualityAbout,
];
