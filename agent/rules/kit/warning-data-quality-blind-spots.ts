import { z } from "zod";
import type { RuleId, WarningOf } from "../../../contract/warnings/catalogue.ts";
import type { DataOf, LevelOf } from "../../../contract/warnings/warning.ts";
import type { Judgement } from "./rule.ts";

/** A rule that worked for so long in a later drive has shown that it can: our choice, longer than most of them take to judge. */
export const provenAfterMs = 300_000;

/** Event time at which a rule that threw will have shown that it works; null while it has not begun to. */
export const frozenBlindSpotsSchema = z.record(z.string(), z.number().nullable());
export type FrozenBlindSpots = Readonly<z.infer<typeof frozenBlindSpotsSchema>>;

type Quality = WarningOf<"warning-data-quality">;
type Emit = (judgement: Judgement) => void;

const level: LevelOf<Quality> = "info";

/**
 * Rules that threw: what they watch for nobody sees, and driver and desk are told so as of any other missing data. The engine
 * itself tells it, since the rule for data quality may be the one that threw.
 */
export const createBlindSpots = (frozen: FrozenBlindSpots = {}) => {
  const spots = new Map<string, number | null>(Object.entries(frozen));

  return {
    /** A rule threw. */
    open(rule: RuleId, at: number, emit: Emit): void {
      const known = spots.has(rule);
      spots.set(rule, null);
      const data: DataOf<Quality> = { rules: rule, fault: "failed" };
      if (!known) emit({ kind: "judgement", rule: "warning-data-quality", subject: rule, level, data, at });
    },
    /** A new drive gives every rule another chance. */
    beginDrive(at: number): void {
      for (const rule of spots.keys()) spots.set(rule, at + provenAfterMs);
    },
    /** Closes those that have worked for long enough. */
    pass(at: number, emit: Emit): void {
      for (const [rule, provenAt] of spots) {
        if (provenAt === null || at < provenAt) continue;
        spots.delete(rule);
        emit({ kind: "judgement", rule: "warning-data-quality", subject: rule, level: "quiet", data: {}, at });
      }
    },
    freeze: (): FrozenBlindSpots => Object.fromEntries(spots),
  };
};
