/** The fleet of every warning, one a line. Its file holds how its lives are drawn and how its rule is scored. */
export { fleet as "brake-pad-wearout" } from "./brake-pad-wearout.ts";
export { fleet as "cold-start-preheat" } from "./cold-start-preheat.ts";
export { fleet as "coolant-overheat-trend" } from "./coolant-overheat-trend.ts";
export { fleet as "dtc-confirmed" } from "./dtc-confirmed.ts";
export { fleet as "lv-charging-fault" } from "./lv-charging-fault.ts";
export { fleet as "lv-crank-decline" } from "./lv-crank-decline.ts";
export { fleet as "remote-area-help" } from "./remote-area-help.ts";
export { fleet as "thermostat-stuck-open" } from "./thermostat-stuck-open.ts";
export { fleet as "warning-data-quality" } from "./warning-data-quality.ts";
