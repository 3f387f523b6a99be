import { z } from "zod";
import { bilingualSchema, languages } from "../../contract/language.ts";
import { carParts, systemIds, tileIds } from "../../contract/systems.ts";
import { severities } from "../../contract/warning.ts";
import { buttonActs, buttonWeights } from "../../contract/warnings/for-driver.ts";

/**
 * What passes between the agent and the page on the head unit, over one socket of the same machine. The agent sends the
 * whole `state` when a page connects and then `change`s: the top-level members that are new. The page sends `action`s.
 */
const instant = z.number();
const language = z.enum(languages);

/** How the page looks: "auto" follows the head unit's own setting. */
export const themes = ["auto", "day", "night"] as const;
export type Theme = (typeof themes)[number];

/** What a driver may ask the service desk for. */
export const requestKinds = ["battery-health-check", "book-service", "rescue"] as const;
export type RequestKind = (typeof requestKinds)[number];

/** "none": never seen in this drive. A page never shows "good" for any of the other two. */
const freshness = z.enum(["live", "stale", "none"]);

const tileSchema = z.strictObject({
  id: z.enum(tileIds),
  /** In `unit`, rounded as shown; null while there is none. */
  value: z.number().nullable(),
  unit: z.string(),
  decimals: z.int(),
  freshness,
  /** Event time of a stale value; null while it is live. */
  at: instant.nullable(),
  /** Least and greatest value of this drive. */
  low: z.number().nullable(),
  high: z.number().nullable(),
  /** The worst open warning that concerns this figure. */
  attention: z.enum(severities).nullable(),
});
export type Tile = Readonly<z.infer<typeof tileSchema>>;

const buttonSchema = z.strictObject({
  act: z.enum(buttonActs),
  label: bilingualSchema,
  weight: z.enum(buttonWeights),
});
export type CardButton = Readonly<z.infer<typeof buttonSchema>>;

const factSchema = z.strictObject({
  value: z.number(),
  unit: bilingualSchema,
  label: bilingualSchema,
  about: z.boolean(),
});
export type Fact = Readonly<z.infer<typeof factSchema>>;

const cardSchema = z.strictObject({
  episode: z.string(),
  rule: z.string(),
  /** What it belongs to: icon, name and picture; null for a warning that this version does not know. */
  system: z.enum(systemIds).nullable(),
  severity: z.enum(severities),
  raisedAt: instant,
  title: bilingualSchema,
  body: bilingualSchema,
  line: bilingualSchema,
  /** The part of the drawing that it points at. */
  part: z.enum(carParts),
  facts: z.array(factSchema).max(3),
  /** A temperature on its scale, Celsius; `mark` is the goal or the limit. */
  gauge: z
    .strictObject({
      low: z.number(),
      high: z.number(),
      value: z.number(),
      mark: z.number().nullable(),
      markLabel: bilingualSchema.nullable(),
    })
    .nullable(),
  buttons: z.array(buttonSchema).max(3),
});
export type Card = Readonly<z.infer<typeof cardSchema>>;

const placeSchema = z.strictObject({
  latitude: z.number(),
  longitude: z.number(),
  /** Event time of the fix; null for the place named in the configuration. */
  at: instant.nullable(),
  source: z.enum(["car", "configured"]),
});

const helpPointSchema = z.strictObject({
  id: z.string(),
  name: bilingualSchema,
  phone: z.string(),
  hours: z.string(),
  services: z.array(z.string()),
  distanceKm: z.number(),
  bearingDegrees: z.number(),
});
export type HelpPoint = Readonly<z.infer<typeof helpPointSchema>>;

/** Everything the page shows. */
export const hmiStateSchema = z.strictObject({
  v: z.literal(1),
  /** Event time, epoch ms; moves once a second. */
  at: instant,
  language,
  theme: z.enum(themes),
  car: z.strictObject({
    link: z.enum(["unknown", "connecting", "up", "resting", "down"]),
    powertrain: z.enum(["unknown", "combustion", "electric", "hybrid"]),
    /** True locks everything that asks for more than a glance. */
    moving: z.boolean(),
    outside: z.strictObject({ celsius: z.number(), freshness }).nullable(),
    tripKm: z.number().nullable(),
    tripStartedAt: instant.nullable(),
  }),
  uplink: z.strictObject({
    state: z.enum(["off", "online", "offline"]),
    /** Event time since which it is so; null when it never changed. */
    since: instant.nullable(),
    /** Messages stored and not yet confirmed by the bridge. */
    waiting: z.int().nonnegative(),
  }),
  tiles: z.array(tileSchema),
  prompt: z.strictObject({ form: z.enum(["card", "band", "critical"]), card: cardSchema }).nullable(),
  /** Prompts behind the one shown, or waiting for standstill. */
  waiting: z.int().nonnegative(),
  /** Every open warning, most severe first. */
  open: z.array(cardSchema),
  /** An acknowledged critical that still holds: a red bar that opens it again. */
  folded: cardSchema.nullable(),
  help: z.strictObject({
    place: placeSchema.nullable(),
    headingDegrees: z.number().nullable(),
    points: z.array(helpPointSchema),
    directorySize: z.int(),
    rescue: z.array(z.strictObject({ label: bilingualSchema, number: z.string() })),
  }),
  tickets: z.array(
    z.strictObject({ number: z.string(), title: bilingualSchema, state: z.string(), episode: z.string(), at: instant }),
  ),
  requests: z.array(
    z.strictObject({
      request: z.enum(requestKinds),
      episode: z.string().nullable(),
      at: instant,
      /** "saved": in the car's outbox. "delivered": the bridge has confirmed it. */
      state: z.enum(["saved", "delivered"]),
    }),
  ),
});
export type HmiState = Readonly<z.infer<typeof hmiStateSchema>>;

/** The members of a state that changed. */
export const hmiChangeSchema = hmiStateSchema.partial();
export type HmiChange = Readonly<z.infer<typeof hmiChangeSchema>>;

const episode = z.string().min(1).max(300);

/** A touch on the page. */
export const hmiActionSchema = z.discriminatedUnion("action", [
  z.strictObject({ action: z.literal("acknowledge"), episode }),
  z.strictObject({ action: z.literal("snooze"), episode }),
  z.strictObject({ action: z.literal("open-help") }),
  z.strictObject({ action: z.literal("request"), request: z.enum(requestKinds), episode: episode.optional() }),
  z.strictObject({ action: z.literal("set-language"), language }),
  z.strictObject({ action: z.literal("set-theme"), theme: z.enum(themes) }),
]);
export type HmiAction = Readonly<z.infer<typeof hmiActionSchema>>;

/** What the agent answers to every action. */
export const hmiAnswerSchema = z.union([
  z.strictObject({ ok: z.literal(true) }),
  z.strictObject({ ok: z.literal(false), message: z.string() }),
]);
export type HmiAnswer = Readonly<z.infer<typeof hmiAnswerSchema>>;

/** What is new between two states, or undefined when nothing is. Members are compared by identity: reducers keep what they did not change. */
export const changeOf = (before: HmiState, after: HmiState): HmiChange | undefined => {
  const entries = Object.entries(after).filter(([key, value]) => value !== Reflect.get(before, key));
  return entries.length === 0 ? undefined : hmiChangeSchema.parse(Object.fromEntries(entries));
};
