import { z } from "zod";
import { type DecodedLine, decodeLine } from "../decode/answer-values.ts";
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
