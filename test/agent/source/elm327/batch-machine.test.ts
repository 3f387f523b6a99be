import { describe, expect, test } from "vitest";
import type { ParsedAnswer } from "../../../../agent/source/elm327/answers.ts";
import {
  isBatchable,
  type Learned,
  learn,
  lengthIn,
  nothingLearned,
  planFor,
} from "../../../../agent/source/elm327/batch-machine.ts";
import { type FailureCode, failure } from "../../../../agent/source/elm327/failures.ts";

type Said = readonly [ecu: string, pid: string, bytes: number];
const said = (...parts: readonly Said[]): ParsedAnswer => ({
  ok: true,
  answers: parts.map(([ecu, pid, bytes]) => ({ service: "01", pid, ecu, bus: "can", bytes: new Uint8Array(bytes) })),
  refusals: [],
  complete: true,
});
const bad = (code: FailureCode): ParsedAnswer => ({ ok: false, error: failure(code) });

/** The engine has speed, coolant and load; the gearbox has vehicle speed too. */
const taught: readonly (readonly [string, ParsedAnswer])[] = [
  ["0C", said(["7E8", "0C", 2])],
  ["05", said(["7E8", "05", 1])],
  ["0D", said(["7E8", "0D", 1], ["7E9", "0D", 1])],
  ["04", said(["7E8", "04", 1])],
];
const known = taught.reduce<Learned>(
  (learned, [pid, answer]) => learn(learned, planFor(learned, [pid], true), answer, 60).learned,
  nothingLearned,
);
/** An unambiguous count was answered in 12 ms. */
const timed = learn(known, planFor(known, ["0C"], true), said(["7E8", "0C", 2]), 12).learned;
const after = (learned: Learned, times: number, elapsedMs: number): Learned => {
  let now = learned;
  const batch = said(["7E8", "0C", 2], ["7E8", "05", 1], ["7E8", "04", 1]);
  for (let n = 0; n < times; n++) now = learn(now, planFor(now, ["0C", "05", "04"], true), batch, elapsedMs).learned;
  return now;
};

describe("the first requests", () => {
  test("a PID that was never answered goes alone, and is listened to until the wait runs out", () => {
    expect(isBatchable(nothingLearned, "0C")).toBe(false);
    expect(planFor(nothingLearned, ["0C"], true)).toMatchObject({ command: "010C", count: undefined, ecus: [] });
  });

  test("what was answered teaches its length in each ECU", () => {
    expect(lengthIn(known, "0C", "7E8")).toEqual([2]);
    expect(lengthIn(known, "0C", "7E9")).toEqual([]);
    expect(isBatchable(known, "0D")).toBe(true);
  });

  test("without headers nobody is known: no batch and no count", () => {
    const blind = learn(nothingLearned, planFor(nothingLearned, ["0C"], true), said(["", "0C", 2]), 60).learned;
    expect(isBatchable(blind, "0C")).toBe(false);
    expect(planFor(blind, ["0C"], true).count).toBeUndefined();
  });
});

describe("the count of expected answers", () => {
  test.each<[string, Learned, readonly string[], string]>([
    ["one ECU, one frame", known, ["0C"], "010C1"],
    ["two ECUs, a frame each", known, ["0D"], "010D2"],
    ["a batch in one frame", known, ["0C", "05"], "010C051"],
    ["a batch in two frames: frames are counted first", known, ["0C", "05", "04"], "010C05042"],
    ["two ECUs, one with two frames", known, ["0C", "05", "0D"], "010C050D3"],
    ["an adapter that counts whole answers", { ...known, counts: "answers" }, ["0C", "05", "0D"], "010C050D2"],
    ["an adapter that cannot be trusted with it", { ...known, counts: "off" }, ["0C"], "010C"],
  ])("%s", (_, learned, pids, command) => expect(planFor(learned, pids, true).command).toBe(command));

  test("a count that is reached shows that frames are meant", () => expect(after(timed, 1, 14).counts).toBe("frames"));

  test("a count that is never reached costs the wait: whole answers are tried, and kept when they hold", () => {
    const slow = after(timed, 3, 214);
    expect(slow.counts).toBe("tryAnswers");
    expect(after(slow, 1, 14).counts).toBe("answers");
  });

  test("the trial that cuts an answer off ends it, and the same is asked again without a count", () => {
    const trial: Learned = { ...timed, counts: "tryAnswers" };
    const verdict = learn(trial, planFor(trial, ["0C", "05", "04"], true), bad("INCOMPLETE"), 12);
    expect(verdict).toMatchObject({ again: true, learned: { counts: "frames" } });
  });

  test.each<FailureCode>(["INCOMPLETE", "RESPONSE_PENDING", "NO_DATA", "UNKNOWN_COMMAND"])(
    "%s under a count is asked again without one; three in a row end the counting",
    (code) => {
      let learned = timed;
      for (let n = 0; n < 3; n++) {
        const verdict = learn(learned, planFor(learned, ["0C"], true), bad(code), 12);
        expect(verdict.again).toBe(true);
        learned = verdict.learned;
      }
      expect(learned.counts).toBe("off");
    },
  );

  test("an ECU that the count cut off is asked for again", () => {
    expect(learn(timed, planFor(timed, ["0D"], true), said(["7E8", "0D", 1]), 12)).toMatchObject({ again: true });
  });

  test("a bad answer without a count is the car's own", () => {
    expect(learn(timed, planFor(timed, ["0C"], false), bad("INCOMPLETE"), 12).again).toBe(false);
  });
});

describe("an ECU that does not take several PIDs at once", () => {
  const batch = ["0C", "05", "0D"];
  const spoil = (learned: Learned, answer: ParsedAnswer) => learn(learned, planFor(learned, batch, false), answer, 60);

  test("is asked again for what it left out, and from the second time on for one at a time", () => {
    const first = spoil(timed, said(["7E8", "0C", 2], ["7E9", "0D", 1]));
    expect(first.missing).toEqual(["05"]);
    expect(isBatchable(first.learned, "0C")).toBe(true);
    const second = spoil(first.learned, said(["7E8", "0C", 2], ["7E9", "0D", 1]));
    expect(isBatchable(second.learned, "0C")).toBe(false);
  });

  test.each<FailureCode>(["NEGATIVE_RESPONSE", "NO_DATA", "LENGTH_MISMATCH", "ECHO_MISMATCH"])(
    "%s to a batch leaves every PID due, and none of them is to blame",
    (code) => expect(spoil(timed, bad(code)).missing).toEqual(batch),
  );

  test("a whole batch forgives one that was spoiled", () => {
    const whole = said(["7E8", "0C", 2], ["7E8", "05", 1], ["7E8", "0D", 1], ["7E9", "0D", 1]);
    const again = spoil(spoil(spoil(timed, bad("NO_DATA")).learned, whole).learned, bad("NO_DATA"));
    expect(isBatchable(again.learned, "0C")).toBe(true);
  });

  test("a PID that is not given alone either spoiled the batch itself: it is forgotten, the ECU is not", () => {
    const spoiled = spoil(spoil(timed, bad("NO_DATA")).learned, bad("NO_DATA")).learned;
    const alone = learn(spoiled, planFor(spoiled, ["05"], false), bad("NO_DATA"), 60).learned;
    expect(isBatchable(alone, "05")).toBe(false);
    expect(isBatchable(alone, "0C")).toBe(true);
  });

  test("a damaged answer is nobody's refusal", () => {
    expect(spoil(timed, bad("DATA_ERROR"))).toEqual({ learned: timed, again: false, missing: [] });
  });
});
