import type { TileId } from "../hmi/protocol.ts";
import type { IconName } from "./icons.tsx";

const byRule: Readonly<Record<string, IconName>> = {
  "cold-start-preheat": "snow",
  "lv-crank-decline": "b12",
  "lv-charging-fault": "b12",
  "coolant-overheat-trend": "coolant",
  "thermostat-stuck-open": "coolant",
  "brake-pad-wearout": "brake",
  "dtc-confirmed": "engine",
  "remote-area-help": "pin",
  "warning-data-quality": "none",
};

/** The telltale of a rule: as near to ISO 2575 as a line icon comes. */
export const ruleIcon = (rule: string): IconName => byRule[rule] ?? "warn";

/** The icon before a figure's name. */
export const tileIcons: Readonly<Record<TileId, IconName>> = {
  "lv-battery": "b12",
  "pack-charge": "pack",
  "pack-temperature": "motor",
  coolant: "coolant",
  "brake-pads": "brake",
  tyres: "tyre",
  fuel: "fuel",
  oil: "oil",
  "engine-speed": "engine",
  speed: "gauge",
};
