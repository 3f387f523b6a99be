import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buses } from "../../../simulators/elm327/buses.ts";
import { unitsOf } from "../../../simulators/elm327/control-units.ts";
import { framesOf } from "../../../simulators/elm327/framing.ts";
import { powerOn } from "../../../simulators/elm327/settings.ts";
import { type Arrival, adapt, type Listening, listen, waitMs } from "../../../simulators/elm327/wait.ts";
import { plugInWith } from "./terminal.ts";

const [engine] = unitsOf(new Set());
const [can] = [buses["6"]];
const frames = (bytes: readonly number[], ...instants: readonly number[]): Arrival[] =>
  engine === undefined || can === undefined
    ? []
    : framesOf(can, engine, false, { bytes }).map((frame, n) => ({ atMs: instants[n] ?? 0, frame }));

const rpm = (atMs: number): Arrival[] => frames([0x41, 0x0c, 0x1a, 0xf8], atMs);
const vin = (...instants: readonly number[]): Arrival[] =>
  frames(
    Array.from({ length: 20 }, (_, n) => n),
    ...instants,
  );
const pending = (atMs: number): Arrival[] => frames([0x7f, 0x09, 0x78], atMs);

const genuine: Listening = { waitMs: 200, enough: undefined, counts: "frames", extendsOnPending: false };

describe("how long an adapter listens", () => {
  test.each<readonly [string, readonly Arrival[], Partial<Listening>, heard: number, promptAtMs: number]>([
    ["silence takes the whole wait", [], {}, 0, 200],
    ["after an answer it waits once more", rpm(10), {}, 1, 210],
    ["an answer after the wait is not heard", rpm(201), {}, 0, 200],
    ["every answer begins the wait anew", [...rpm(150), ...rpm(300)], {}, 2, 500],
    ["one is enough", [...rpm(10), ...rpm(12)], { enough: 1 }, 1, 10],
    ["two are enough", [...rpm(10), ...rpm(12)], { enough: 2 }, 2, 12],
    ["more than there are", rpm(10), { enough: 3 }, 1, 210],
    ["a long answer is three frames", vin(10, 12, 14), { enough: 1 }, 1, 10],
    ["or one answer", vin(10, 12, 14), { enough: 1, counts: "answers" }, 3, 14],
    ["a unit that asks for time is given none", [...pending(10), ...rpm(900)], {}, 1, 210],
    ["or five seconds", [...pending(10), ...rpm(900)], { extendsOnPending: true }, 2, 1_100],
    ["asking for time is no answer", [...pending(10), ...rpm(900)], { extendsOnPending: true, enough: 1 }, 2, 900],
    ["without a wait model the last frame ends it", rpm(10), { waitMs: Number.POSITIVE_INFINITY }, 1, 10],
  ])("%s", (_what, arrivals, listening, heard, promptAtMs) => {
    const outcome = listen(arrivals, 0, { ...genuine, ...listening });
    expect([outcome.arrivals.length, outcome.promptAtMs]).toEqual([heard, promptAtMs]);
  });
});

describe("adaptive timing", () => {
  test("learns from quick answers by and by, and from a slow one at once", () => {
    let settings = powerOn();
    expect(waitMs(settings)).toBe(200);
    const waits = [10, 10, 10, 10].map((answerMs) => {
      settings = adapt(settings, answerMs);
      return waitMs(settings);
    });
    expect(waits).toEqual([157.5, 125.625, 101.718_75, 83.789_062_5]);
    settings = adapt(settings, 90);
    expect(waitMs(settings)).toBe(180);
    settings = adapt(settings, undefined);
    expect(waitMs(settings)).toBe(200);
  });

  test("AT2 follows more closely, AT0 not at all", () => {
    const settled = (adaptive: 0 | 1 | 2): number => {
      let settings = { ...powerOn(), adaptive };
      for (let n = 0; n < 100; n += 1) settings = { ...adapt(settings, 10), adaptive };
      return Math.round(waitMs(settings));
    };
    expect([settled(0), settled(1), settled(2)]).toEqual([200, 30, 18]);
  });

  test("never waits longer than ATST allows, nor shorter than it has just needed", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 1_000 })),
        fc.integer({ min: 1, max: 255 }),
        (answers, timeout) => {
          let settings = { ...powerOn(), timeout };
          for (const answerMs of answers) {
            settings = { ...settings, ...adapt(settings, answerMs) };
            expect(waitMs(settings)).toBeLessThanOrEqual(timeout * 4);
            expect(waitMs(settings)).toBeGreaterThanOrEqual(Math.min(timeout * 4, answerMs));
          }
        },
      ),
    );
  });
});

describe("a genuine chip with an ECU of 10 ms", () => {
  const dialled = (settings: readonly string[], personality = "genuine-2.1", units: readonly string[] = []) =>
    plugInWith(["ATSP6", "ATS0", "ATH1", ...settings, "0100"], { personality, units, ecuDelayMs: 10 });

  test.each([
    ["ATAT0", "010C", 210],
    ["ATAT0|ATST19", "010C", 110],
    ["ATAT0|ATST0A", "010C", 50],
    ["ATAT0", "010C1", 10],
    ["ATAT0", "015E", 200],
  ])("%s: %s takes %d ms", async (settings, request, ms) => {
    const terminal = await dialled(settings.split("|"));
    const [answer, tookMs] = await terminal.timed(request);
    expect(tookMs).toBe(ms);
    expect(answer).toBe(ms === 200 ? "NO DATA" : "7E804410C1AF8AAAAAA");
  });

  test("a count cuts off the other units, whose answers the next request hears", async () => {
    const terminal = await dialled(["ATAT0"], "genuine-2.1", ["transmission"]);
    expect(await terminal.timed("010C1")).toEqual(["7E804410C1AF8AAAAAA", 10]);
    const [answer] = await terminal.timed("0105");
    expect(answer).toBe("7E904410C1AF8AAAAAA\r7E80341057BAAAAAAAA");
  });

  test("a wait shorter than the unit needs hears the answer in the next request", async () => {
    const terminal = await plugInWith(["ATSP6", "ATS0", "ATAT0", "ATST02"], {
      personality: "genuine-2.1",
      ecuDelayMs: 10,
    });
    expect(await terminal.timed("010C")).toEqual(["NO DATA", 8]);
    expect(await terminal.timed("0105")).toEqual(["410C1AF8\r41057B", 18]);
  });

  test("a unit that dawdles falls into the next request", async () => {
    const terminal = await dialled(["ATAT0", "ATST19"], "dawdling-ecu");
    const answers: string[] = [];
    for (let n = 0; n < 200; n += 1) answers.push((await terminal.timed(n % 2 === 0 ? "010C" : "0105"))[0]);
    const late = answers.indexOf("NO DATA");
    expect(late).toBeGreaterThan(-1);
    expect(answers[late + 1]?.split("\r")).toHaveLength(2);
  });

  test("a count of frames cuts a long answer, a count of answers does not", async () => {
    expect((await (await dialled([])).timed("09021"))[0]).toBe("7E81014490201314D38");
    expect((await (await dialled([], "stn1110")).timed("09021"))[0].split("\r")).toHaveLength(3);
  });

  test("a reset takes its time, and whatever is sent meanwhile is not heard", async () => {
    const terminal = await plugInWith([], { personality: "genuine-1.4b" });
    const from = terminal.time.now();
    terminal.send("ATZ\r");
    await terminal.time.run(100);
    const answer = await terminal.ask("ATI");
    expect([answer, terminal.time.now() - from]).toEqual(["\r\rELM327 v1.4b\r\r>", 800]);
  });

  test("the slow initialisation of a serial bus takes seconds and can be seen", async () => {
    const terminal = await plugInWith(["ATSP3"], { personality: "genuine-2.1", protocol: "3", ecuDelayMs: 30 });
    terminal.send("0100\r");
    await terminal.time.run(2_400);
    expect(terminal.heard()).toBe("OK\r\r>");
    await terminal.time.run(2_000);
    expect(terminal.heard()).toMatch(/BUS INIT: \.\.\.OK\r41 00 /);
  });
});
