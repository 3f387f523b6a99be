import { readFile } from "node:fs/promises";
import { z } from "zod";
import { isSignalPath, type SignalPath } from "../../contract/signals.ts";
import { SimulatorError } from "../errors.ts";

/**
 * An overlay: faults laid over a healthy drive. Documented here since the file is written by hand. Seconds count from the
 * beginning of the drive, in drive time. Without `untilSeconds` a fault stays to the end.
 *
 * `set`      the signal reads `value`
 * `offset`   the signal reads `value` more than recorded
 * `ramp`     the signal moves by `ratePerMinute` from `start` (else from what the drive last said) and stays at `max` or
 *            `min`; `resolution` rounds to the sensor's steps
 * `dropout`  the signal falls silent
 * `codes`    the ECU reports these trouble codes as well: service 03 confirmed, 07 pending, 0A permanent
 *
 * `everySeconds` makes the overlay the signal's only voice: it reads at that pace whether or not the drive has the signal.
 * Without it only what the drive recorded is bent, at the drive's own instants.
 */
const seconds = z.number().min(0).max(1_000_000);
const span = { fromSeconds: seconds, untilSeconds: seconds.optional() };
const everySeconds = z.number().min(0.05).max(3_600);
const path = z.custom<SignalPath>(
  (text) => typeof text === "string" && isSignalPath(text),
  "not a signal of the table",
);
const value = z.number().min(-1e9).max(1e9);

const signalFault = z.discriminatedUnion("mode", [
  z.strictObject({ path, ...span, mode: z.literal("set"), value, everySeconds: everySeconds.optional() }),
  z.strictObject({ path, ...span, mode: z.literal("offset"), value }),
  z
    .strictObject({
      path,
      ...span,
      mode: z.literal("ramp"),
      ratePerMinute: value,
      start: value.optional(),
      max: value.optional(),
      min: value.optional(),
      resolution: z.number().positive().max(1e6).optional(),
      everySeconds: everySeconds.optional(),
    })
    .refine((fault) => fault.everySeconds === undefined || fault.start !== undefined, {
      path: ["start"],
      message: "a ramp with everySeconds needs a start, since the drive may lack the signal",
    }),
  z.strictObject({ path, ...span, mode: z.literal("dropout") }),
]);

const codesFault = z.strictObject({
  codes: z
    .array(z.string().regex(/^[PCBU][0-3][0-9A-F]{3}$/, "a trouble code is spelt like P0217"))
    .min(1)
    .max(100),
  service: z.enum(["03", "07", "0A"]).default("03"),
  ...span,
  everySeconds: everySeconds.default(30),
});

const frame = z.strictObject({
  v: z.literal(1),
  name: z.string().regex(/^[a-z0-9-]{1,64}$/, "lower-case letters, digits and hyphens"),
  description: z.string().min(1).max(2_000),
  /** Where the numbers come from, or that they are an assumption. */
  source: z.string().min(1).max(2_000),
  faults: z.array(z.unknown()).min(1).max(100),
});

export type SignalFault = Readonly<z.infer<typeof signalFault>>;
export type CodesFault = Readonly<z.infer<typeof codesFault>>;

/** An overlay as it was read and checked. */
export interface OverlayPlan {
  readonly name: string;
  readonly description: string;
  readonly signals: readonly SignalFault[];
  readonly codes: readonly CodesFault[];
}

const issueText = (prefix: readonly PropertyKey[], error: z.ZodError): string[] =>
  error.issues.map((issue) => {
    const where = [...prefix, ...issue.path].map(String).join(".");
    return `${where === "" ? "the file" : where}: ${issue.message}`;
  });

/** Reads an overlay from its JSON text; `origin` names it in the error, which lists every wrong entry. */
export const parseOverlayPlan = (text: string, origin: string): OverlayPlan => {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (cause) {
    throw new SimulatorError("SIMULATOR_SCENARIO_INVALID", `${origin} is not JSON`, { cause });
  }
  const outer = frame.safeParse(raw);
  if (!outer.success)
    throw new SimulatorError("SIMULATOR_SCENARIO_INVALID", `${origin}: ${issueText([], outer.error).join("; ")}`);
  const faults: string[] = [];
  const signals: SignalFault[] = [];
  const codes: CodesFault[] = [];
  for (const [index, entry] of outer.data.faults.entries()) {
    // Told apart before they are checked, so that the message speaks of the kind the author meant.
    const isCodes = typeof entry === "object" && entry !== null && "codes" in entry;
    const parsed = isCodes ? codesFault.safeParse(entry) : signalFault.safeParse(entry);
    if (!parsed.success) faults.push(...issueText(["faults", index], parsed.error));
    else if (parsed.data.untilSeconds !== undefined && parsed.data.untilSeconds <= parsed.data.fromSeconds)
      faults.push(`faults.${index}.untilSeconds: not after fromSeconds`);
    else if ("codes" in parsed.data) codes.push(parsed.data);
    else signals.push(parsed.data);
  }
  if (faults.length > 0) throw new SimulatorError("SIMULATOR_SCENARIO_INVALID", `${origin}: ${faults.join("; ")}`);
  return { name: outer.data.name, description: outer.data.description, signals, codes };
};

/** Reads an overlay file. */
export const loadOverlayPlan = async (file: string): Promise<OverlayPlan> => {
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new SimulatorError("SIMULATOR_FILE_MISSING", file, { cause });
  });
  return parseOverlayPlan(text, file);
};
