import { describe, expect, test } from "vitest";
import { type Framing, iso9141, kwp, vpw } from "../../../../agent/source/obd/framing.ts";
import { serialPayload } from "../../../../agent/source/obd/serial-frame.ts";

const bytes = (hex: string): number[] => (hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
const payload = (hex: string, framing: Framing): string => {
  if (framing.bus !== "serial") throw new Error("a CAN frame has no checksum of its own here");
  const found = serialPayload(bytes(hex), framing);
  return typeof found === "string" ? found : Buffer.from(found).toString("hex");
};

describe("frames before CAN", () => {
  test.each<[string, string, Framing, string]>([
    // 48 + 6B + 10 + 41 + 0D + 32 = 0x143.
    ["ISO 9141-2 ends in the sum of its bytes", "486b10410d3243", iso9141, "410d32"],
    // 83 + F1 + 10 + 41 + 0D + 32 = 0x204.
    ["KWP says its length in the format byte", "83f110410d3204", kwp, "410d32"],
    // 80 + F1 + 10 + 03 + 41 + 0D + 32 = 0x204.
    ["KWP may say it in a fourth byte", "80f11003410d3204", kwp, "410d32"],
    // A1 + F1 + 10 + 33 × 01 = 0x1C3.
    ["KWP has six bits for it", `a1f110${"01".repeat(33)}c3`, kwp, "01".repeat(33)],
  ])("%s", (_sentence, hex, framing, expected) => expect(payload(hex, framing)).toBe(expected));

  test("J1850 ends in the CRC of SAE J1850, by the check value of the catalogue of CRCs", () => {
    // CRC-8/SAE-J1850 of the digits 123456789 is 4B; here they stand as header and payload of one frame.
    expect(payload("3132333435363738394b", vpw)).toBe("343536373839");
  });

  test.each<[string, string, Framing, string]>([
    ["a wrong sum", "486b10410d3244", iso9141, "CHECKSUM"],
    ["a wrong CRC", "486b10410d3243", vpw, "CHECKSUM"],
    ["a KWP length that is not its own", "84f110410d3205", kwp, "INCOMPLETE"],
    ["a frame without a payload", "486b10c3", iso9141, "INCOMPLETE"],
    ["more than seven bytes on ISO 9141-2", "486b10010203040506070" + "8e7", iso9141, "MALFORMED_FRAME"],
  ])("%s is no answer", (_sentence, hex, framing, code) => expect(payload(hex, framing)).toBe(code));
});
