import { z } from "zod";
import { isSignalPath, type SignalPath, signals } from "../../contract/signals.ts";
import { type Formula, parseFormula } from "./formula.ts";

const hexHeader = z.string().regex(/^([0-7][0-9A-F]{2}|[01][0-9A-F]{7})$/, "a CAN identifier of 3 or 8 hex digits");

const valueSchema = z.strictObject({
  name: z.string().regex(/^[A-Z][A-Z0-9_]{1,60}$/, "capital letters, digits and _"),
  formula: z
    .string()
    .refine((text) => parseFormula(text).ok, "not a formula; agent/vehicle-profiles/README.md says what is"),
  unit: z.string().min(1).max(20),
  /** Outside of this range there is no value: makers answer FF before a sensor is ready. */
  min: z.number(),
  max: z.number(),
  path: z.string().refine(isSignalPath, "not a signal of the table").optional(),
});

const requestSchema = z.strictObject({
  header: hexHeader.describe("Identifier that the ECU listens to"),
  answer: hexHeader.describe("Identifier under which it answers"),
  request: z.string().regex(/^22[0-9A-F]{4}$/, "22 and one data identifier, e.g. 220101"),
  periodMs: z.int().min(100).max(3_600_000),
  values: z.array(valueSchema).min(1).max(64),
});

/** A vehicle profile: what a maker's own data identifiers mean. agent/vehicle-profiles/README.md explains each entry. */
export const vehicleProfileFileSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9-]{3,60}$/),
    vehicles: z.string().min(3).max(200),
    protocol: z.enum(["6", "7", "8", "9"]),
    source: z.strictObject({ name: z.string(), url: z.url(), licence: z.string(), revision: z.string() }),
    requests: z.array(requestSchema).min(1).max(100),
  })
  .superRefine(({ requests }, context) => {
    for (const [r, { values }] of requests.entries())
      for (const [v, { path, unit }] of values.entries())
        if (path !== undefined && isSignalPath(path) && signals[path].unit !== unit)
          context.addIssue({
            code: "custom",
            path: ["requests", r, "values", v, "unit"],
            message: `${path} is in ${signals[path].unit}`,
          });
  });

/** One quantity of a profile, ready to compute. */
export interface ProfileValue {
  readonly name: string;
  readonly of: Formula;
  readonly unit: string;
  readonly path?: SignalPath;
}

/** One request of a profile. */
export interface ProfileRequest {
  readonly header: string;
  readonly answer: string;
  readonly request: string;
  readonly periodMs: number;
  readonly values: readonly ProfileValue[];
}

/** A profile that has been read and checked. */
export interface VehicleProfile {
  readonly id: string;
  readonly vehicles: string;
  readonly protocol: string;
  readonly requests: readonly ProfileRequest[];
}

export type ReadProfile =
  | { readonly ok: true; readonly profile: VehicleProfile }
  | { readonly ok: false; readonly message: string };

const readyValue = ({ name, formula, unit, min, max, path }: z.infer<typeof valueSchema>): ProfileValue => {
  const parsed = parseFormula(formula);
  const of: Formula = (bytes) => {
    const value = parsed.ok ? parsed.of(bytes) : undefined;
    return value === undefined || value < min || value > max ? undefined : value;
  };
  return { name, of, unit, ...(path !== undefined && isSignalPath(path) ? { path } : {}) };
};

/** Reads a profile from JSON that was parsed; a bad one names every fault. */
export const readProfile = (raw: unknown): ReadProfile => {
  const parsed = vehicleProfileFileSchema.safeParse(raw);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `${path.join(".") || "the file"}: ${message}`);
    return { ok: false, message: faults.join("; ") };
  }
  const { id, vehicles, protocol, requests } = parsed.data;
  const ready = requests.map((request) => ({ ...request, values: request.values.map(readyValue) }));
  return { ok: true, profile: { id, vehicles, protocol, requests: ready } };
};
