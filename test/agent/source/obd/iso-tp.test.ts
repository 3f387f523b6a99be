import { describe, expect, test } from "vitest";
import { type Growing, takeFrame } from "../../../../agent/source/obd/iso-tp.ts";

const bytes = (hex: string): number[] => (hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));

/** The frames of one ECU, one after the other: the whole message, what is still growing, or the code of what was wrong. */
const heard = (...frames: readonly string[]): string => {
  let growing: Growing | undefined;
  for (const [place, frame] of frames.entries()) {
    const step = takeFrame(bytes(frame), growing, frame);
    if ("error" in step) return step.error.code;
    if ("whole" in step)
      return place === frames.length - 1 ? Buffer.from(step.whole).toString("hex") : `whole after ${place + 1}`;
    growing = step.growing;
  }
  return `${growing?.bytes.length} of ${growing?.length}`;
};

const first = "1014490201575657";
const second = "215a5a5a314b5a38";
const third = "2257333836373532";

describe("frames of ISO 15765-2", () => {
  test.each<[string, readonly string[], string]>([
    ["a single frame ends where it says, whatever fills it up", ["03410d32aaaaaaaa"], "410d32"],
    ["a single frame needs no filling", ["03410d32"], "410d32"],
    [
      "a long message is put together in its order",
      [first, second, third],
      "49020157565" + "75a5a5a314b5a3857333836373532",
    ],
    ["a message that stops short is not whole", [first, second], "13 of 20"],
  ])("%s", (_sentence, frames, expected) => expect(heard(...frames)).toBe(expected));

  test("sixteen frames on, the sequence begins anew", () => {
    const rest = Array.from({ length: 17 }, (_, k) => `2${((k + 1) & 15).toString(16)}00000000000000`);
    expect(heard("107d000000000000", ...rest)).toBe("00".repeat(125));
  });

  test.each<[string, readonly string[], string]>([
    ["a frame that is missing", [first, third], "SEQUENCE"],
    ["a frame that came twice", [first, second, second], "SEQUENCE"],
    ["a frame of a message that never began", [second], "SEQUENCE"],
    ["a message that begins within another", [first, first], "SEQUENCE"],
    ["a single frame within a long message", [first, "03410d32"], "INCOMPLETE"],
    ["a single frame that lost bytes", ["0741000a"], "INCOMPLETE"],
    ["a last frame that lost bytes", [first, second, "22573338"], "INCOMPLETE"],
    ["no length at all", ["00410d3200000000"], "MALFORMED_FRAME"],
    ["a long message that a single frame could hold", ["1007490201575657"], "MALFORMED_FRAME"],
    ["flow control, which no answer is", ["3000000000000000"], "MALFORMED_FRAME"],
  ])("%s is no answer", (_sentence, frames, code) => expect(heard(...frames)).toBe(code));
});
