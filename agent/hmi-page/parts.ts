import type { CarPart, TileId } from "../../contract/systems.ts";
import type { Card, HmiState } from "../hmi/protocol.ts";

/** How a part of the drawing looks. Only the pack turns green when all is well; the other parts stay neutral. */
export type PartState = "ok" | "info" | "attn" | "stop" | "stale" | "none" | "dim";

export interface PartStates {
  readonly b12: PartState;
  readonly pack: PartState;
  readonly engine: PartState;
  readonly cooling: PartState;
  readonly brakesFront: PartState;
  readonly brakesRear: PartState;
  readonly tyres: PartState;
}

const names = ["b12", "pack", "engine", "cooling", "brakesFront", "brakesRear", "tyres"] as const;
type PartName = (typeof names)[number];

const partsOf: Readonly<Record<CarPart, readonly PartName[]>> = {
  b12: ["b12"],
  pack: ["pack"],
  engine: ["engine"],
  cooling: ["cooling", "engine"],
  "brakes-front": ["brakesFront"],
  "brakes-rear": ["brakesRear"],
  brakes: ["brakesFront", "brakesRear"],
  none: [],
};

const tileParts: Readonly<Partial<Record<TileId, readonly PartName[]>>> = {
  "lv-battery": ["b12"],
  "pack-charge": ["pack"],
  "pack-temperature": ["pack"],
  coolant: ["cooling"],
  "brake-pads": ["brakesFront", "brakesRear"],
  tyres: ["tyres"],
};

const toneOf = ({ severity }: Card): PartState => {
  if (severity === "critical") return "stop";
  return severity === "info" ? "info" : "attn";
};

/** The drawing on the home screen: what is known, old or unknown, and what has an open warning. */
export const partStates = ({ tiles, open }: HmiState, connected: boolean): PartStates => {
  const states: Record<PartName, PartState> = {
    b12: "ok",
    pack: "ok",
    engine: "ok",
    cooling: "ok",
    brakesFront: "ok",
    brakesRear: "ok",
    tyres: "ok",
  };
  for (const { id, freshness } of tiles) {
    const state = freshness === "live" && !connected ? "stale" : freshness;
    if (state !== "live") for (const name of tileParts[id] ?? []) states[name] = state;
  }
  // Least severe first, so that the worst has the last word.
  for (const card of [...open].reverse()) for (const name of partsOf[card.part]) states[name] = toneOf(card);
  return states;
};

/** The drawing beside a prompt: the part it names, everything else held back; tyres stay for orientation. */
export const promptParts = (card: Card): PartStates => {
  const tone = toneOf(card);
  const named = partsOf[card.part];
  const state = (name: PartName): PartState => (named.includes(name) ? tone : "dim");
  return {
    b12: state("b12"),
    pack: state("pack"),
    engine: state("engine"),
    cooling: state("cooling"),
    brakesFront: named.includes("brakesFront") ? tone : "ok",
    brakesRear: named.includes("brakesRear") ? tone : "ok",
    tyres: "ok",
  };
};
