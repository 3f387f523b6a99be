import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  nextQuiet,
  type Quiet,
  type QuietInput,
  quietLimits,
  startQuiet,
} from "../../../../agent/source/elm327/awake-machine.ts";

const fold = (inputs: readonly QuietInput[], from: Quiet = startQuiet(0)): Quiet => inputs.reduce(nextQuiet, from);
const volts = (value: number, at: number): QuietInput => ({ kind: "volts", volts: value, at });
const answer = (at: number, sign: boolean): QuietInput => ({ kind: "answer", sign, at });
const silence = (at: number): QuietInput => ({ kind: "silence", at });
const time = (at: number): QuietInput => ({ kind: "time", at });
const driving = fold([volts(14.2, 0), answer(1_000, true)]);
const resting = fold([silence(3_100)], driving);

describe("while somebody uses the car", () => {
  test("it is polled from the start", () => expect(startQuiet(0).state.at).toBe("polling"));

  test("a drive of a day is polled to its end", () => {
    let quiet = driving;
    for (let at = 1_000; at < 86_400_000; at += 10_000) quiet = fold([answer(at, true), time(at)], quiet);
    expect(quiet.state.at).toBe("polling");
  });

  test("an electric car has no engine speed: the converter's voltage is sign enough", () => {
    let quiet = startQuiet(0);
    for (let at = 0; at < 3_600_000; at += 5_000) quiet = fold([volts(14, at), answer(at, false), time(at)], quiet);
    expect(quiet.state.at).toBe("polling");
  });

  test("key on and engine off is polled for ten minutes", () => {
    const listen = (until: number): Quiet => {
      let quiet = startQuiet(0);
      for (let at = 0; at <= until; at += 1_000) quiet = fold([volts(12.3, at), answer(at, false), time(at)], quiet);
      return quiet;
    };
    expect(listen(quietLimits.signMs - 1_000).state.at).toBe("polling");
    expect(listen(quietLimits.signMs)).toMatchObject({ state: { at: "resting" }, why: "no sign of use" });
  });

  test("what it takes to find the bus is no time without a sign of use", () => {
    const found = fold([{ kind: "looked", found: true, at: 300_000 }]);
    expect(nextQuiet(found, time(300_000 + quietLimits.signMs - 1)).state.at).toBe("polling");
    expect(nextQuiet(found, time(300_000 + quietLimits.signMs)).state.at).toBe("resting");
  });

  test("one answer that is missing is no key-off; silence of two seconds is, well before three", () => {
    expect(fold([silence(1_500)], driving).state.at).toBe("polling");
    expect(fold([silence(3_000)], driving)).toMatchObject({ state: { at: "resting" }, why: "the car fell silent" });
  });
});

describe("the starter", () => {
  const standing = fold([volts(12.4, 0)]);
  test("pulls the voltage down: nothing but the voltage is read", () =>
    expect(fold([volts(9.8, 100)], standing).state.at).toBe("cranking"));
  test("a running engine that loads its battery does not crank", () =>
    expect(fold([volts(12.9, 1_100)], driving).state.at).toBe("polling"));
  test("the engine started: polling goes on", () =>
    expect(fold([volts(9.8, 100), volts(13.9, 900)], standing)).toMatchObject({
      state: { at: "polling" },
      why: "the engine started",
    }));
  test("it did not start: polling goes on after five seconds all the same", () => {
    expect(fold([volts(9.8, 100), volts(11, 4_000)], standing).state.at).toBe("cranking");
    expect(fold([volts(9.8, 100), volts(11.9, 5_100)], standing).state.at).toBe("polling");
    expect(fold([volts(9.8, 100), time(5_100)], standing).state.at).toBe("polling");
  });
});

describe("at rest", () => {
  test("the alternator or the converter wakes it, for nothing of the budget", () =>
    expect(fold([volts(12.4, 4_000), volts(13.8, 9_000)], resting)).toMatchObject({
      state: { at: "polling" },
      spent: 0,
    }));

  test("a door or a key stirs the voltage: one look, which must find a sign of use soon", () => {
    const looked = fold([volts(12.4, 5_000), volts(12.0, 7_000)], resting);
    expect(looked).toMatchObject({ state: { at: "polling" }, spent: 1, why: "the voltage stirred" });
    expect(fold([answer(8_000, false), time(26_000)], looked).state.at).toBe("polling");
    expect(fold([answer(8_000, false), time(27_000)], looked).state.at).toBe("resting");
    expect(fold([answer(8_000, true), time(27_000)], looked).state.at).toBe("polling");
  });

  test("a battery that recovers from a drive is no stir by itself", () =>
    expect(fold([volts(12.9, 4_000), volts(12.8, 6_000), volts(12.7, 8_000)], resting).state.at).toBe("resting"));

  test("looks without a reason: after 5 s, then ever more seldom, and no more than the day's budget", () => {
    const looks: number[] = [];
    let quiet = resting;
    for (let at = 4_000; at < 86_400_000; at += 1_000) {
      quiet = nextQuiet(quiet, time(at));
      if (quiet.state.at !== "polling") continue;
      looks.push(at);
      quiet = nextQuiet(quiet, { kind: "looked", found: false, at });
    }
    const gaps = looks.slice(1).map((at, n) => at - (looks[n] ?? 0));
    expect(gaps.slice(0, 5)).toEqual([15_000, 60_000, 300_000, 1_800_000, 3_600_000]);
    expect(looks.length).toBeLessThanOrEqual(quietLimits.looksPerDay);
  });

  test("after half an hour the adapter sleeps too, and still wakes with the engine", () => {
    const spent: Quiet = { ...resting, spent: quietLimits.looksPerDay };
    const asleep = fold([volts(12.5, 5_000), time(4_000 + quietLimits.lowPowerAfterMs)], spent);
    expect(asleep.state.at).toBe("lowPower");
    expect(fold([volts(13.9, 3_000_000)], asleep).state.at).toBe("polling");
  });

  test("a new day brings a new budget", () => {
    const spent: Quiet = { ...resting, spent: quietLimits.looksPerDay };
    expect(nextQuiet(spent, time(86_000_000)).state.at).not.toBe("polling");
    expect(nextQuiet(spent, time(86_400_000))).toMatchObject({ state: { at: "polling" }, spent: 1 });
  });
});

test("whatever happens, the looks of a day stay within their budget", () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant("volts" as const), volts: fc.double({ min: 11.5, max: 13.1, noNaN: true }) }),
    fc.record({ kind: fc.constant("answer" as const), sign: fc.constant(false) }),
    fc.constant({ kind: "silence" as const }),
    fc.constant({ kind: "looked" as const, found: false }),
    fc.constant({ kind: "time" as const }),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(step, fc.integer({ min: 1, max: 600_000 })), { maxLength: 140 }), (steps) => {
      let [quiet, at] = [startQuiet(0), 0];
      for (const [input, gap] of steps) {
        at = Math.min(at + gap, 86_399_999);
        quiet = nextQuiet(quiet, { ...input, at });
      }
      expect(quiet.spent).toBeLessThanOrEqual(quietLimits.looksPerDay);
    }),
    { numRuns: 500 },
  );
});
