import { systems, type TileId } from "../../contract/systems.ts";
import type { Card } from "../hmi/protocol.ts";
import type { IconName } from "./icons.tsx";

/** The telltale of a warning is that of its system. */
export const cardIcon = ({ system }: Pick<Card, "system">): IconName =>
  system === null ? "warn" : systems[system].icon;

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
