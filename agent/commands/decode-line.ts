import { z } from "zod";
import { type DecodedValue, isError, valuesOf } from "../decode/answer-values.ts";
import { lengthsOfPid } from "../decode/pids.ts";
import type { VehicleProfile } from "../decode/profile.ts";
import { parseAnswer, type RawAnswer } from "../source/elm327/answers.ts";
import { parseRequest } from "../source/obd/request.ts";
import { profileCatalogue } from "../vehicle-profiles/catalogue.ts";

const inputSchema = z.object({
  request: z.string(),
  lines: z.array(z.string()),
  headers: z.boolean().default(false),
  // ATDPN says a digit, and a digit in JSON is easily a number.
  protocol: z
    .union([
      z.string(),
      z
        .int()
        .min(0)
        .max(12)
        .transform((digit) => digit.toString(16)),
    ])
    .default(""),
  profile: z
    .string()
    .refine(
      (id) => profileCatalogue.has(id),
      `not a vehicle profile; there are ${[...profileCatalogue.keys()].join(", ")}`,
    )
    .optional(),
});

/** One line of output of the `decode` command: values, or one error. */
export type DecodedLine =
  | { readonly values: readonly DecodedValue[] }
  | { readonly error: { readonly code: string; readonly message: string } };

/** What an adapter's lines mean, for an engineer who asks: the driver's own reading, or why there is none. */
export const decodeLine = (input: RawAnswer, profile?: VehicleProfile): DecodedLine => {
  const parsed = parseAnswer(input, lengthsOfPid);
  if (!parsed.ok) return { error: parsed.error };
  const request = parseRequest(input.request);
  const frame = request?.kind === "obd" ? request.frame : undefined;
  const values: DecodedValue[] = [];
  for (const answer of parsed.answers) {
    const read = valuesOf(answer, frame, profile);
    if (isError(read)) return { error: read };
    values.push(...read);
  }
  return { values };
};

/** One line of the `decode` command: JSON in, values or one error out, never a throw. */
export const decodeText = (text: string): DecodedLine => {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return { error: { code: "INPUT_INVALID", message: "The line is not JSON" } };
  }
  const parsed = inputSchema.safeParse(raw);
  if (parsed.success) {
    const { profile, ...answer } = parsed.data;
    return decodeLine(answer, profile === undefined ? undefined : profileCatalogue.get(profile));
  }
  const [issue] = parsed.error.issues;
  return {
    error: { code: "INPUT_INVALID", message: `${issue?.path.join(".") || "the line"}: ${issue?.message ?? ""}` },
  };
};
