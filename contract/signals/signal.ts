import type { Bilingual } from "../language.ts";

/** What is known of a signal before a car says anything. Everything that is said of a signal stands in its one row. */
export interface SignalSpec {
  /** VSS unit, verbatim from the standard's catalogue; "-" where VSS gives none. */
  readonly unit: string;
  /** Least and greatest value that the carrier (J1979 scaling, or the sensor's physics) can mean, in `unit`. */
  readonly min: number;
  readonly max: number;
  /** A VSS boolean travels as 0 or 1. */
  readonly boolean?: true;
  /** Not in VSS: Fettle's own overlay. */
  readonly ours?: true;
  /** What people call it, as a heading. */
  readonly name: Bilingual;
  /**
   * How soon silence means that it is lost. "fast" is asked for every few seconds; "kept" is sent on change, or true for the whole
   * drive once it is known, so silence says nothing; left out, it is asked for every half minute or so.
   */
  readonly pace?: "fast" | "kept";
  /** How fast it can really change; left out for what may jump. */
  readonly jump?: {
    /** Largest believable change at once, and for every second since the last reading, in `unit`. */
    readonly step: number;
    readonly perSecond: number;
    /** The very first reading of a drive is held for confirmation too. */
    readonly confirmFirst?: true;
  };
  /** The value by which the carrier says "not available". */
  readonly missing?: number;
}

/** J1979 temperatures are one byte less 40: a raw 0 is what an ECU sends for a sensor it does not have. */
export const coldest = -40;

/**
 * Silence after which a periodic signal is stale, ms; 0: never. Chosen so that an adapter of 5 requests a second that asks fast
 * signals every few seconds and slow ones every half minute stays fresh.
 */
export const staleMsOf = { fast: 15_000, slow: 60_000, kept: 0 } as const;
