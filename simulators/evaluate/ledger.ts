import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { SimulatorError } from "../errors.ts";
import { projectFolder } from "../process/project-folder.ts";
import type { Evaluation } from "./evaluation.ts";

/** What the ledger keeps of a rule's score. Shares, false alarms in 1,000 km, lead in days, delay in minutes; null where unknown. */
const entrySchema = z.strictObject({
  kind: z.enum(["predicts", "detects"]),
  failures: z.int(),
  km: z.number(),
  recall: z.number().nullable(),
  falseAlarmsPer1000Km: z.number().nullable(),
  leadDaysP10: z.number().nullable(),
  leadDaysP50: z.number().nullable(),
  delayMinutesP50: z.number().nullable(),
});

const measures = ["recall", "falseAlarmsPer1000Km"] as const;
type Measure = (typeof measures)[number];

/** Why a score may be worse than it was: one line for one step down, never for the next one. */
const reasonSchema = z.strictObject({
  rule: z.string(),
  measure: z.enum(measures),
  from: z.number().nullable(),
  to: z.number().nullable(),
  why: z.string().min(10),
});

const ledgerSchema = z.strictObject({
  v: z.literal(1),
  /** The evaluation that it holds: so it is asked for again. */
  vehicles: z.int(),
  days: z.int(),
  seed: z.int(),
  rules: z.record(z.string(), entrySchema),
  reasons: z.array(reasonSchema),
});
export type Ledger = Readonly<z.infer<typeof ledgerSchema>>;
type Reason = Ledger["reasons"][number];

/** Size of the evaluation that the ledger holds: as large as fits into the gate, on two cores about two minutes. */
export const ledgerSize = { vehicles: 60, days: 365, seed: 1_000 } as const;

const file = (): string => join(projectFolder(), "simulators", "evaluate", "scores.json");

/** The scores of an evaluation as the ledger keeps them. */
export const ledgerOf = (
  { rules, seed, days }: Evaluation,
  vehicles: number,
  reasons: readonly Reason[] = [],
): Ledger => ({
  v: 1,
  vehicles,
  days,
  seed,
  rules: Object.fromEntries(
    Object.entries(rules)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([rule, score]) => [
        rule,
        {
          kind: score.kind,
          failures: score.failures,
          km: score.km,
          recall: score.recall,
          falseAlarmsPer1000Km: score.falseAlarmsPer1000Km,
          leadDaysP10: score.leadDays.p10,
          leadDaysP50: score.leadDays.p50,
          delayMinutesP50: score.delayMinutes.p50,
        },
      ]),
  ),
  reasons: [...reasons],
});

/** A step down of one rule: a lower recall, or more false alarms. */
export type Fall = Omit<Reason, "why">;

/** A figure that nobody knows any more is worse than any that was known. */
const isWorse = (measure: Measure, from: number | null, to: number | null): boolean => {
  if (from === null) return false;
  if (to === null) return true;
  return measure === "recall" ? to < from : to > from;
};

/** Where the scores of now are worse than those kept, and no line says why. A rule that is scored no longer has fallen too. */
export const fallsOf = (kept: Ledger, now: Ledger): readonly Fall[] =>
  Object.entries(kept.rules).flatMap(([rule, before]) =>
    measures.flatMap((measure): Fall[] => {
      const [from, to] = [before[measure], now.rules[rule]?.[measure] ?? null];
      return isWorse(measure, from, to) ? [{ rule, measure, from, to }] : [];
    }),
  );

/** The kept ledger. */
export const readLedger = async (): Promise<Ledger> => {
  const text = await readFile(file(), "utf8").catch((cause: unknown) => {
    throw new SimulatorError("SIMULATOR_FILE_MISSING", file(), { cause });
  });
  return ledgerSchema.parse(JSON.parse(text));
};

const sentence = ({ rule, measure, from, to }: Fall): string => `${rule}: ${measure} from ${from} to ${to}`;

/**
 * Holds an evaluation against the kept ledger, or puts it in its place. A step down is refused unless `why` gives its reason, which
 * then stands in the ledger.
 */
export const keepLedger = async (
  kept: Ledger | undefined,
  now: Ledger,
  { write, why }: { readonly write: boolean; readonly why?: string | undefined },
): Promise<Ledger> => {
  const falls = kept === undefined ? [] : fallsOf(kept, now);
  if (falls.length > 0 && (!write || why === undefined))
    throw new SimulatorError("SIMULATOR_SCORES_FELL", falls.map(sentence).join("; "));
  const reasons = [...(kept?.reasons ?? []), ...falls.map((fall) => ({ ...fall, why: why ?? "" }))];
  const ledger = { ...now, reasons };
  if (write)
    await writeFile(file(), `${JSON.stringify(ledger, null, 2)}\n`).catch((cause: unknown) => {
      throw new SimulatorError("SIMULATOR_FILE_UNWRITABLE", file(), { cause });
    });
  return ledger;
};
