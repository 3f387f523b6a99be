import { z } from "zod";
import { carSpecificationSchema } from "../../agent/rules/kit/specification.ts";
import type { VehicleEvent } from "../../contract/events.ts";
import { isSignalPath, type SignalPath } from "../../contract/signals.ts";
import { severities, warningKinds } from "../../contract/warning.ts";
import { isRuleId } from "../../contract/warnings/catalogue.ts";

const noSignals = (signals: object): readonly string[] => Object.keys(signals).filter((path) => !isSignalPath(path));
/** Second of the drive, and the value then; null: from here on the signal is silent. */
const pointSchema = z.tuple([z.number().min(0), z.number().nullable()]);
const seriesSchema = z.union([
  z.number().describe("the same all the time"),
  z.array(pointSchema).min(1).describe("straight lines between the points; silent before the first"),
  z.strictObject({ points: z.array(pointSchema).min(1), step: z.number().positive().describe("of the sensor") }),
]);

const driveSchema = z.strictObject({
  days: z.array(z.int().min(0)).min(1).default([0]).describe("driven on each of these days, at 06:00"),
  seconds: z.int().min(1).max(7_200),
  everySeconds: z.number().min(0.05).max(60).default(1),
  signals: z
    .record(z.string(), seriesSchema)
    .refine((signals) => noSignals(signals).length === 0, {
      error: ({ input }) => `not of the signal table: ${noSignals(Object(input)).join(", ")}`,
    })
    .default({}),
  codes: z
    .array(
      z.strictObject({
        second: z.number(),
        service: z.enum(["03", "07", "0A"]).default("03"),
        codes: z.array(z.string()),
      }),
    )
    .default([]),
});

const expectedSchema = z.strictObject({
  day: z.int().default(0),
  second: z.number(),
  kind: z.enum(warningKinds),
  level: z.enum(severities),
  warning: z.string().refine(isRuleId, "not a warning of the catalogue").optional(),
  subject: z.string().optional(),
  data: z.record(z.string(), z.union([z.number(), z.string()])).optional(),
});

/** What an engineer writes: a car, what it did, and every warning that this must give. */
const caseSchema = z.strictObject({
  title: z.string().min(10).describe("a sentence about the car"),
  car: carSpecificationSchema.default({}),
  nearestServiceKm: z.number().optional(),
  drives: z.array(driveSchema).min(1),
  warnings: z.array(expectedSchema),
});

/** A file of cases; its name is the warning that it is about. */
export const caseFileSchema = z.strictObject({ cases: z.array(caseSchema).min(1) });
export type Case = z.infer<typeof caseSchema>;
type Drive = Case["drives"][number];
type Series = z.infer<typeof seriesSchema>;

/** 06:00 of day 0. */
export const dawn = Date.UTC(2026, 0, 12, 6);
export const dayMs = 86_400_000;

const valueAt = (series: Series, second: number): number | null => {
  if (typeof series === "number") return series;
  if (!Array.isArray(series)) {
    const value = valueAt(series.points, second);
    return value === null ? null : Math.round(value / series.step) * series.step;
  }
  const next = series.findIndex(([at]) => at > second);
  const [from, value] = series[next === -1 ? series.length - 1 : next - 1] ?? [0, null];
  const [to, following] = series[next] ?? [from, null];
  if (value === null || following === null || to === from) return value;
  return value + ((following - value) * (second - from)) / (to - from);
};

const driveOn = (day: number, { seconds, everySeconds, signals, codes }: Drive): VehicleEvent[] => {
  const begin = dawn + day * dayMs;
  const events: VehicleEvent[] = [{ kind: "drive", drive: `day-${day}`, at: begin }];
  const paths = Object.keys(signals).filter((path): path is SignalPath => isSignalPath(path));
  for (let row = 0; row * everySeconds < seconds; row += 1) {
    const second = row * everySeconds;
    const at = begin + Math.round(second * 1_000);
    for (const path of paths) {
      const value = valueAt(signals[path] ?? [[0, null]], second);
      if (value !== null) events.push({ kind: "sample", path, value, at });
    }
  }
  for (const { second, ...list } of codes) events.push({ kind: "codes", ...list, at: begin + second * 1_000 });
  for (let second = 1; second <= seconds; second += 1) events.push({ kind: "tick", at: begin + second * 1_000 - 1 });
  return events.toSorted((a, b) => a.at - b.at);
};

/** The drives of a case as one stream. */
export const eventsOf = ({ drives }: Case): VehicleEvent[] =>
  drives
    .flatMap((drive) => drive.days.map((day) => ({ day, drive })))
    .toSorted((a, b) => a.day - b.day)
    .flatMap(({ day, drive }) => driveOn(day, drive));
