import { z } from "zod";
import { isRuleId, type RuleId } from "../../../contract/warnings/catalogue.ts";
import type { Judgement } from "./rule.ts";

/** A rule that worked for so long in a later drive has shown that it can: our choice, longer than most of them take to judge. */
export const provenAfterMs = 300_000;

/** Event time at which a rule that threw will have shown that it works; null while it has not begun to. */
export const frozenBlindSpotsSchema = z.record(z.string(), z.number().nullable());
export type FrozenBlindSpots = Readonly<z.infer<typeof frozenBlindSpotsSchema>>;

/** What is said of a rule that threw: a warning, and what it holds. */
export type BlindSpotOf = (rule: RuleId) => Pick<Judgement, "rule" | "level" | "data">;

type Emit = (judgement: Judgement) => void;

/**
 * Rules that threw: what they watch for nobody sees, and driver and desk are told so as of any other missing data. The engine
 * itself tells it, since the rule for data quality may be the one that threw.
 */
export const createBlindSpots = (blindSpotOf: BlindSpotOf, frozen: FrozenBlindSpots = {}) => {
  const spots = new Map<string, number | null>(Object.entries(frozen).filter(([rule]) => isRuleId(rule)));

  return {
    /** A rule threw. */
    open(rule: RuleId, at: number, emit: Emit): void {
      const known = spots.has(rule);
      spots.set(rule, null);
      if (!known) emit({ kind: "judgement", subject: rule, at, ...blindSpotOf(rule) });
    },
    /** A new drive gives every rule another chance. */
    beginDrive(at: number): void {
      for (const rule of spots.keys()) spots.set(rule, at + provenAfterMs);
    },
    /** Closes those that have worked for long enough. */
    pass(at: number, emit: Emit): void {
      for (const [subject, provenAt] of spots) {
        if (provenAt === null || at < provenAt || !isRuleId(subject)) continue;
        spots.delete(subject);
        emit({ kind: "judgement", subject, at, rule: blindSpotOf(subject).rule, level: "quiet", data: {} });
      }
    },
    freeze: (): FrozenBlindSpots => Object.fromEntries(spots),
  };
};
