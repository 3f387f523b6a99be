import type { RuleAbout } from "./about.ts";
import { brakePadWearout, brakePadWearoutAbout } from "./brake-pad-wearout.ts";
import { coldStartPreheat, coldStartPreheatAbout } from "./cold-start-preheat.ts";
import { coolantOverheatTrend, coolantOverheatTrendAbout } from "./coolant-overheat-trend.ts";
import { dtcConfirmed, dtcConfirmedAbout } from "./dtc-confirmed.ts";
import { lvChargingFault, lvChargingFaultAbout } from "./lv-charging-fault.ts";
import { lvCrankDecline, lvCrankDeclineAbout } from "./lv-crank-decline.ts";
import { remoteAreaHelp, remoteAreaHelpAbout } from "./remote-area-help.ts";
import type { Rule } from "./rule.ts";
import { type CarSpecification, completeSpecification } from "./specification.ts";
import { thermostatStuckOpen, thermostatStuckOpenAbout } from "./thermostat-stuck-open.ts";
import { warningDataQuality, warningDataQualityAbout } from "./warning-data-quality.ts";

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
