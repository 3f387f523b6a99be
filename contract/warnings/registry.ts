/** Every warning of the product, one a line. Its file holds all that is data of it; the name here is its id. */
export * as "brake-pad-wearout" from "./brake-pad-wearout.ts";
export * as "cold-start-preheat" from "./cold-start-preheat.ts";
export * as "coolant-overheat-trend" from "./coolant-overheat-trend.ts";
export * as "dtc-confirmed" from "./dtc-confirmed.ts";
export * as "lv-charging-fault" from "./lv-charging-fault.ts";
export * as "lv-crank-decline" from "./lv-crank-decline.ts";
export * as "remote-area-help" from "./remote-area-help.ts";
export * as "thermostat-stuck-open" from "./thermostat-stuck-open.ts";
export * as "warning-data-quality" from "./warning-data-quality.ts";
