import type { CauseId } from "../causes.ts";
import { type Bilingual, say } from "../language.ts";
import type { GaugeId } from "../signals/gauges.ts";
import type { SignalPath } from "../signals.ts";
import type { SystemId } from "../systems.ts";
import type { Severity } from "../warning.ts";

/** One thing that a warning measures, forecasts or names: what stands under a key of its data. */
export interface DataKey {
  /**
   * "flag": 0 or 1. "word": one of `words`. "signal": a path of the signal table. "warnings": ids of warnings, comma between.
   * "text": anything else that is no number.
   */
  readonly kind: "number" | "flag" | "word" | "signal" | "warnings" | "text";
  /** VSS unit, "mm" or "Celsius/min"; "-" where there is none. */
  readonly unit: string;
  /** What the desk calls it. */
  readonly name: Bilingual;
  /** What each word stands for. */
  readonly words?: Readonly<Record<string, Bilingual>>;
  /** Left out where it is not known. */
  readonly optional?: true;
}

/** A number with its unit. */
export const measured = (unit: string, zh: string, en: string) =>
  ({ kind: "number", unit, name: say(zh, en) }) as const satisfies DataKey;
/** A bare number. */
export const counted = (zh: string, en: string) => measured("-", zh, en);
/** Yes or no, as 1 or 0. */
export const flag = (zh: string, en: string) =>
  ({ kind: "flag", unit: "-", name: say(zh, en) }) as const satisfies DataKey;
/** One of a few words. */
export const word = <const Words extends Readonly<Record<string, Bilingual>>>(zh: string, en: string, words: Words) =>
  ({ kind: "word", unit: "-", name: say(zh, en), words }) as const satisfies DataKey;
/** The path of a signal. */
export const signal = (zh: string, en: string) =>
  ({ kind: "signal", unit: "-", name: say(zh, en) }) as const satisfies DataKey;
/** Ids of warnings, comma between. */
export const ids = (zh: string, en: string) =>
  ({ kind: "warnings", unit: "-", name: say(zh, en) }) as const satisfies DataKey;
/** Codes and lists of them. */
export const text = (zh: string, en: string) =>
  ({ kind: "text", unit: "-", name: say(zh, en) }) as const satisfies DataKey;
/** What the warning has only where it is known. */
export const maybe = <const Key extends DataKey>(key: Key) => ({ ...key, optional: true }) as const;

/** How a rule's verdicts become an episode. Times are event time. */
export interface EpisodePolicy {
  /** How long a level must stand before the episode is raised. */
  readonly raiseAfterMs: number;
  /** How long "quiet" must stand before it is cleared. */
  readonly clearAfterMs: number;
  /** Numbers that are news when they have changed by this much; words that are news when they changed at all (0). */
  readonly news: Readonly<Partial<Record<string, number>>>;
  /** The least time between two updates. */
  readonly updateEveryMs: number;
  /** The driver's acknowledgement ends the episode: there is nothing more to it than having been told. */
  readonly endsWhenAcknowledged: boolean;
}

/** What a warning speaks of where it speaks of one of several things; each of them has an episode of its own. */
export type Subject =
  | { readonly of: "parts"; readonly names: Readonly<Record<string, Bilingual>> }
  /** A trouble code, or `network` for a storm of them. */
  | { readonly of: "code" }
  /** A path of the signal table. */
  | { readonly of: "signal" };

/** All that is data of a warning and that every side needs. */
export interface Warning {
  /** File name, docs anchor, topic word, name in log and ticket. */
  readonly id: string;
  /** The usual title: at most 12 Chinese or 28 Latin characters. */
  readonly title: Bilingual;
  /** Titles that are said instead where their condition is met, best first. */
  readonly titleWhere: readonly Bilingual[];
  readonly system: SystemId;
  /** What the rule may say, the mildest first. */
  readonly levels: readonly Severity[];
  readonly data: Readonly<Record<string, DataKey>>;
  readonly episode: EpisodePolicy;
  /**
   * What is behind it, where codes or other warnings tell of that too: it silences them, or is silenced by them. Null where nothing
   * else does, and where the code that is its subject says.
   */
  readonly cause: CauseId | null;
  /** The signals that show it, the deciding one first; `limit`, where it has one, is in the unit of the first that came. */
  readonly shows: readonly SignalPath[];
  /** Without these it cannot speak: their loss is told in its place. */
  readonly gauges: readonly GaugeId[];
  readonly subject: Subject | null;
  /** Brakes, steering, high voltage, airbag: sent before all else, and never less than P1 at the desk. */
  readonly safety: boolean;
}

/** What an entry of the catalogue keeps word for word, for the types of rules. */
interface Kept {
  readonly id: string;
  readonly system: SystemId;
  readonly levels: readonly Severity[];
  readonly data: Readonly<Record<string, DataKey>>;
}

type MayLeaveOut = "titleWhere" | "cause" | "gauges" | "subject" | "safety";

type Draft<Entry extends Kept> = Entry &
  Omit<Warning, keyof Kept | "episode" | MayLeaveOut> &
  Partial<Pick<Warning, MayLeaveOut>> & {
    readonly episode?: Partial<Omit<EpisodePolicy, "news">> & {
      readonly news?: { readonly [Key in keyof Entry["data"]]?: number };
    };
  };

export const minuteMs = 60_000;

/**
 * An entry of the catalogue. Left out of `episode`: raised and cleared at once, told anew at most once a minute. Raise and
 * clear times are those of the warning catalogue; where a rule's own window is the evidence, they are 0.
 */
export const defineWarning = <
  const Id extends string,
  const System extends SystemId,
  const Levels extends readonly Severity[],
  const Data extends Readonly<Record<string, DataKey>>,
>(
  entry: Draft<{ readonly id: Id; readonly system: System; readonly levels: Levels; readonly data: Data }>,
): Omit<Warning, keyof Kept> & {
  readonly id: Id;
  readonly system: System;
  readonly levels: Levels;
  readonly data: Data;
} => ({
  titleWhere: [],
  cause: null,
  gauges: [],
  subject: null,
  safety: false,
  ...entry,
  episode: {
    raiseAfterMs: 0,
    clearAfterMs: 0,
    updateEveryMs: minuteMs,
    endsWhenAcknowledged: false,
    ...entry.episode,
    news: entry.episode?.news ?? {},
  },
});

type ValueOf<Key> = Key extends { readonly kind: "number" }
  ? number
  : Key extends { readonly kind: "flag" }
    ? 0 | 1
    : Key extends { readonly kind: "word"; readonly words: infer Words }
      ? keyof Words
      : Key extends { readonly kind: "signal" }
        ? SignalPath
        : string;

type Optional<Data> = {
  [Key in keyof Data]: Data[Key] extends { readonly optional: true } ? Key : never;
}[keyof Data];

/** The data that a rule of this entry may give: a key that is not declared does not compile. */
export type DataOf<Entry extends { readonly data: object }> = {
  readonly [Key in Exclude<keyof Entry["data"], Optional<Entry["data"]>>]: ValueOf<Entry["data"][Key]>;
} & { readonly [Key in Optional<Entry["data"]>]?: ValueOf<Entry["data"][Key]> };

/** The levels that a rule of this entry may give. */
export type LevelOf<Entry extends { readonly levels: readonly Severity[] }> = Entry["levels"][number];
