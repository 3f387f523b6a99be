/** Every rule of the product, one a line. The name here is the id of its warning, which is the name of its file too. */
export { rule as "brake-pad-wearout" } from "./brakes/brake-pad-wearout.ts";
export { rule as "lv-charging-fault" } from "./charging/lv-charging-fault.ts";
export { rule as "dtc-confirmed" } from "./codes/dtc-confirmed.ts";
export { rule as "cold-start-preheat" } from "./cold/cold-start-preheat.ts";
export { rule as "coolant-overheat-trend" } from "./cooling/coolant-overheat-trend.ts";
export { rule as "thermostat-stuck-open" } from "./cooling/thermostat-stuck-open.ts";
export { rule as "warning-data-quality" } from "./data/warning-data-quality.ts";
export { rule as "remote-area-help" } from "./help/remote-area-help.ts";
export { rule as "lv-crank-decline" } from "./starting/lv-crank-decline.ts";
