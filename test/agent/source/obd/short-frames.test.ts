import { describe, expect, test } from "vitest";
import { parseAnswer } from "../../../../agent/source/elm327/answers.ts";
import { createShortFrames } from "../../../../agent/source/obd/short-frames.ts";

/** What the live way makes of a run of lines, each the answer to one request: the values, or why there are none. */
const heard = (...exchanges: readonly (readonly [request: string, ...lines: string[]])[]): readonly string[] => {
  const frames = createShortFrames();
  return exchanges.map(([request, ...lines]) => {
    const short = new Set<string>();
    const parsed = parseAnswer(
      { request, lines, headers: true, protocol: "6" },
      (pid) => (pid === "0C" ? [2] : [1]),
      (ecu) => {
        short.add(ecu);
        return true;
      },
    );
    const answer = parsed.ok ? frames.judge(request, lines, parsed, short) : parsed;
    if (!answer.ok) return answer.error.code;
    return answer.answers.map(({ bytes }) => Buffer.from(bytes).toString("hex")).join();
  });
};

const whole = ["010C", "7E804410C1AF8AAAAAA"] as const;
const short = ["010C", "7E804410C1AF8"] as const;

describe("a frame of fewer than eight bytes", () => {
  test.each<[string, readonly (readonly [string, ...string[]])[], readonly string[]]>([
    ["is refused where frames are filled up", [whole, short, whole], ["1af8", "SHORT_FRAME", "1af8"]],
    [
      "is believed when the same request brought it three times",
      [short, short, short],
      ["SHORT_FRAME", "SHORT_FRAME", "1af8"],
    ],
    [
      "of another request is believed then too",
      [short, short, short, ["010D", "7E803410D32"]],
      ["SHORT_FRAME", "SHORT_FRAME", "1af8", "32"],
    ],
    [
      "is doubted again when the ECU fills that frame up",
      [short, short, short, whole, short],
      ["SHORT_FRAME", "SHORT_FRAME", "1af8", "1af8", "SHORT_FRAME"],
    ],
    [
      "of chance is not counted together with others",
      [short, short, whole, short, short],
      ["SHORT_FRAME", "SHORT_FRAME", "1af8", "SHORT_FRAME", "SHORT_FRAME"],
    ],
    [
      "is not proven by different requests",
      [short, ["010D", "7E803410D32"], short],
      ["SHORT_FRAME", "SHORT_FRAME", "SHORT_FRAME"],
    ],
    [
      "does not prove another ECU",
      [short, short, short, ["010D", "7E903410D32"]],
      ["SHORT_FRAME", "SHORT_FRAME", "1af8", "SHORT_FRAME"],
    ],
  ])("%s", (_, exchanges, outcome) => expect(heard(...exchanges)).toEqual(outcome));

  test("that lost two characters is no value: the filling would become one", () => {
    // Of 06 41 0C 68 19 0D 32 AA two are gone: the filling AA stands where the speed 32 stood.
    expect(heard(["010C0D", "7E806410C68190DAA"])).toEqual(["SHORT_FRAME"]);
    // Of P0420 one and a half bytes: P040A would be read.
    expect(heard(["07", "7E8044701040AAAAA"])).toEqual(["SHORT_FRAME"]);
  });

  test("with some filling is never believed: an ECU fills up or does not", () => {
    const some = ["010C", "7E804410C1AF8AA"] as const;
    expect(heard(some, some, some, some)).toEqual(Array(4).fill("SHORT_FRAME"));
  });

  test("at the end of a long answer is one as well", () => {
    const long = ["0904", "7E81009490401414243", "7E821444546"] as const;
    const value = "01414243444546";
    expect(heard(["0904", "7E81009490401414243", "7E821444546AAAAAAAA"])).toEqual([value]);
    expect(heard(long, long, long, long)).toEqual(["SHORT_FRAME", "SHORT_FRAME", value, value]);
  });
});
