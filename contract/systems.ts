import { type Bilingual, say } from "./language.ts";

/** Names of the line icons that stand for a system: as near to ISO 2575 as a line icon comes. */
export type SystemIcon = "b12" | "brake" | "coolant" | "engine" | "none" | "pack" | "pin" | "snow" | "tyre" | "wrench";

/** The parts of the car drawing that a warning can point at. */
export const carParts = ["b12", "pack", "engine", "cooling", "brakes-front", "brakes-rear", "brakes", "none"] as const;
export type CarPart = (typeof carParts)[number];

/** The figures that a home page can show; which of them it does depends on what the car gives. */
export const tileIds = [
  "lv-battery",
  "pack-charge",
  "pack-temperature",
  "coolant",
  "brake-pads",
  "tyres",
  "fuel",
  "oil",
  "engine-speed",
  "speed",
] as const;
export type TileId = (typeof tileIds)[number];

/** A system of the car, or of what surrounds it, as every page shows it. */
export interface System {
  readonly icon: SystemIcon;
  /** Where on the drawing of the car it is. */
  readonly part: CarPart;
  /** The figure that shows its condition; null where none does. */
  readonly tile: TileId | null;
  /** What a card of it shows beside its words. */
  readonly picture: "car" | "surroundings";
  /** Two or three words, above the sentence of a card. */
  readonly name: Bilingual;
}

/** The systems that warnings belong to. A rule's folder bears the name of its system. */
export const systems = {
  cooling: { icon: "coolant", part: "cooling", tile: "coolant", picture: "car", name: say("冷却系统", "Cooling") },
  starting: { icon: "b12", part: "b12", tile: "lv-battery", picture: "car", name: say("12V 电瓶", "12 V battery") },
  charging: { icon: "b12", part: "b12", tile: "lv-battery", picture: "car", name: say("充电系统", "Charging") },
  cold: { icon: "snow", part: "pack", tile: "pack-temperature", picture: "car", name: say("冷启动", "Cold start") },
  brakes: { icon: "brake", part: "brakes", tile: "brake-pads", picture: "car", name: say("刹车", "Brakes") },
  engine: { icon: "engine", part: "engine", tile: null, picture: "car", name: say("发动机", "Engine") },
  hv: { icon: "pack", part: "pack", tile: "pack-charge", picture: "car", name: say("动力电池", "Main battery") },
  tyres: { icon: "tyre", part: "none", tile: "tyres", picture: "car", name: say("轮胎", "Tyres") },
  codes: { icon: "engine", part: "engine", tile: null, picture: "car", name: say("车辆自检", "Self-diagnosis") },
  upkeep: { icon: "wrench", part: "none", tile: null, picture: "car", name: say("保养", "Upkeep") },
  help: { icon: "pin", part: "none", tile: null, picture: "surroundings", name: say("位置", "Location") },
  data: { icon: "none", part: "none", tile: null, picture: "car", name: say("数据", "Data") },
} as const satisfies Record<string, System>;

export type SystemId = keyof typeof systems;

const isSystemId = (id: string): id is SystemId => Object.hasOwn(systems, id);

/** Every system, by id. */
export const systemIds: readonly SystemId[] = Object.keys(systems).filter(isSystemId);
