import { z } from "zod";
import { type DecodedLine, decodeLine } from "./decode/command.ts";

const inputSchema = z.object({
  request: z.string(),
  lines: z.array(z.string()),
  headers: z.boolean().default(false),
  protocol: z.string().default(""),
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
  if (parsed.success) return decodeLine(parsed.data);
  const [issue] = parsed.error.issues;
  return {
    error: { code: "INPUT_INVALID", message: `${issue?.path.join(".") || "the line"}: ${issue?.message ?? ""}` },
  };
};
