import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SimulatorError } from "../../../../simulators/errors.ts";
import { loadBus } from "../../../../simulators/replay/can/bus.ts";
import { read, samplesOf, series, written } from "../../recorded.ts";
import { candumpLines, isoTpFrames, type LoggedFrame, readFrames } from "./bus-log.ts";

const engine = "Vehicle.Powertrain.CombustionEngine.Speed";
const speed = "Vehicle.Speed";
const j1939 = loadBus(["test/fixtures/drives/css-j1939-demo.dbc"]);
/** EEC1 at 1,000 rpm. */
const eec1 = "FFFFFF401FFFFFFF";

const readLines = async (name: string, lines: readonly string[]) => read(written(name, lines), { bus: await j1939 });

describe("a line of candump", () => {
  const at = "(1600000000.000000) can0";
  const good = `${at} 0CF00417#${eec1}`;

  test.each<readonly [string, string]>([
    ["with the direction behind it", `${at} 0CF00417#${eec1} R`],
    ["with points between its bytes", `${at} 0CF00417#FF.FF.FF.40.1F.FF.FF.FF`],
    ["with the length code of the bus behind it", `${at} 0CF00417#${eec1}_E`],
    ["in small letters", `${at} 0cf00417#${eec1.toLowerCase()}`],
    ["without leading zeros", `${at} CF00417#${eec1}`],
    ["of CAN FD with 64 bytes", `${at} 0CF00417##1${eec1}${"00".repeat(56)}`],
    ["printed with direction and flags", `(1600000000.000000)  can0  RX - -  0CF00417   [8]  FF FF FF 40 1F FF FF FF`],
    ["printed with its characters", `(1600000000.000000)  can0  0CF00417   [8]  FF FF FF 40 1F FF FF FF   '...@....'`],
    ["printed as CAN FD", `(1600000000.000000)  can0  0CF00417  [08]  FF FF FF 40 1F FF FF FF`],
  ])("%s is read", async (_what, line) => {
    const { events, report } = await readLines("t.log", [line]);
    expect(samplesOf(events, engine).map(({ value }) => value)).toEqual([1_000]);
    expect(report).toMatchObject({ rows: 1, dropped: 0 });
  });

  test.each<readonly [string, string, string]>([
    ["with half a byte", `${at} 0CF00417#FFFFFF401FFFFFF`, "an odd number of hex digits"],
    ["with a letter that is no digit", `${at} 0CF00417#FFFFFF401GFFFFFF`, "not a frame"],
    ["with nine bytes in a classic frame", `${at} 0CF00417#${eec1}00`, "more bytes than a frame holds"],
    ["with 65 bytes in one of CAN FD", `${at} 0CF00417##0${"00".repeat(65)}`, "more bytes than a frame holds"],
    ["with an identifier beyond 11 bits", `${at} FFF#00`, "an identifier beyond 11 bits"],
    ["with an identifier beyond 29 bits", `${at} 8CF00417#${eec1}`, "an identifier beyond 29 bits"],
    ["with fewer bytes than it says", `${at}  0CF00417   [8]  FF FF FF`, "not as many bytes as the row says"],
    ["without a bus", `(1600000000.000000) 0CF00417#${eec1}`, "not a frame"],
    ["that is a program's message", "read: Network is down", "not a frame"],
  ])("%s is left out and counted", async (_what, line, reason) => {
    const { events, report } = await readLines("t.log", [good, line, good]);
    expect(samplesOf(events, engine)).toHaveLength(2);
    expect(report).toMatchObject({ rows: 3, dropped: 1, reasons: { [reason]: 1 } });
  });

  test.each<readonly [string, string, string]>([
    ["a remote request", `${at} 0CF00417#R8`, "remote request"],
    ["a printed remote request", `${at}  123   [4]  remote request`, "remote request"],
    ["an error frame", `${at} 20000080#0000000000000000`, "error frame"],
    ["a printed error frame", `${at}  20000004   [8]  00 01 00 00 00 00 00 00   ERRORFRAME`, "error frame"],
  ])("that is %s is counted and nothing more", async (_what, line, reason) => {
    const { report } = await readLines("t.log", [good, line]);
    expect(report).toMatchObject({ rows: 2, dropped: 0, reasons: { [reason]: 1 } });
  });

  test("without a date begins on the day of undated recordings; with one in words on its own", async () => {
    const undated = await readLines("t.log", [
      `(000.000000) can0 0CF00417#${eec1}`,
      `(002.500000) can0 0CF00417#${eec1}`,
    ]);
    expect(undated.events[0]?.at).toBe(Date.UTC(2020, 0, 1));
    expect(series(undated.events, engine)).toEqual([
      [0, 1_000],
      [2.5, 1_000],
    ]);
    const dated = await readLines("t.log", [
      ` (2020-12-15 14:14:59.326500)  can1  0CF00417   [8]  FF FF FF 40 1F FF FF FF`,
    ]);
    expect(dated.events[0]?.at).toBe(Date.UTC(2020, 11, 15, 14, 14, 59, 326));
  });

  test.each(["00000.000000) can0 0CF00417#FFFF", "an0 0CF00417#FFFF", "417#FFFFFF401F"])(
    "that lost its beginning (%s) is the first of a log all the same",
    async (cut) => {
      const { events, report } = await readLines("t.log", [cut, good]);
      expect(samplesOf(events, engine)).toHaveLength(1);
      expect(report).toMatchObject({ rows: 2, dropped: 1, reasons: { "not a frame": 1 } });
    },
  );

  test("without any time cannot be replayed, which is said", async () => {
    const file = written("t.log", ["  can0  7E8   [8]  03 41 0D 50 AA AA AA AA"]);
    await expect(read(file)).rejects.toThrow(/line 1: candump wrote no time stamps/);
  });
});

describe("a row of SavvyCAN", () => {
  const header = "Time Stamp,ID,Extended,Dir,Bus,LEN,D1,D2,D3,D4,D5,D6,D7,D8";
  const cells = "FF,FF,FF,40,1F,FF,FF,FF,";
  const row = (time: string | number, id = "0CF00417", extended = "true"): string =>
    `${time},${id},${extended},Rx,0,8,${cells}`;

  test.each<readonly [string, string, string]>([
    ["with 0x before identifier and bytes", header, `5,0x0CF00417,true,Rx,0,8,${cells.replace(/(..),/g, "0x$1,")}`],
    ["whose column Extended nobody filled", header, row(5, "0CF00417", "")],
    ["with a column of another logger", `${header},Interface`, `5,CF00417,1,Rx,0,8,${cells}CAN1`],
    ["under a header in small letters", header.toLowerCase(), row(5)],
    ["of CAN FD with more columns", `${header},D9,D10,D11,D12`, `5,0CF00417,true,Rx,0,12,${cells}00,00,00,00,`],
  ])("%s is read", async (_what, head, line) => {
    const { events } = await readLines("t.csv", [head, line]);
    expect(samplesOf(events, engine).map(({ value }) => value)).toEqual([1_000]);
  });

  test.each<readonly [string, string, string]>([
    ["with an identifier beyond 29 bits", row(5, "20000000"), "an identifier beyond 29 bits"],
    ["with a byte of three digits", row(5).replace("40", "400"), "fewer bytes than the row says"],
    ["with a length of 65", row(5).replace(",8,", ",65,"), "not a frame"],
    ["with no length", row(5).replace(",8,", ",,"), "not a frame"],
    ["cut in the middle", "5,0CF00417,true,Rx,0,8,FF,FF", "fewer bytes than the row says"],
    ["that is a header again", header, "no time"],
  ])("%s is left out and counted", async (_what, line, reason) => {
    const { events, report } = await readLines("t.csv", [header, row(1), line, row(9)]);
    expect(samplesOf(events, engine)).toHaveLength(2);
    expect(report).toMatchObject({ rows: 3, dropped: 1, reasons: { [reason]: 1 } });
  });

  test("in seconds with decimals has the same times as one in microseconds", async () => {
    const seconds = await readLines("t.csv", [header, row("0.123456"), row("2.623456")]);
    const micros = await readLines("t.csv", [header, row(123_456), row("2623456.0")]);
    expect(series(seconds.events, engine)).toEqual([
      [0, 1_000],
      [2.5, 1_000],
    ]);
    expect(series(micros.events, engine)).toEqual(series(seconds.events, engine));
  });

  test("whose clock counts less than nothing keeps the time between rows", async () => {
    const { events } = await readLines("t.csv", [header, row("-1769872318259854"), row("-1769872315759854")]);
    expect(series(events, engine)).toEqual([
      [0, 1_000],
      [2.5, 1_000],
    ]);
  });

  test("behind the end of a counter of 32 bits goes on, and one from before it comes at its time", async () => {
    const end = 2 ** 32;
    const { events, report } = await readLines("t.csv", [header, row(end - 1e6), row(5e5), row(end - 2e5), row(1.5e6)]);
    expect(series(events, engine).map(([seconds]) => seconds)).toEqual([0, 0.8, 1.5, 2.5]);
    expect(report.reasons).toEqual({ "counter of the adapter began anew": 1, "time stamp out of order": 1 });
  });
});

describe("times that cannot be", () => {
  const frame = (seconds: number): LoggedFrame => [seconds, "0CF00417", eec1];

  test("a recording that goes on another day is a drive of its own", async () => {
    const days = [0, 200_000].flatMap((from) => Array.from({ length: 100 }, (_, k) => frame(from + k / 10)));
    const { events, report } = await readLines("t.log", candumpLines(days));
    expect(events.flatMap((event) => (event.kind === "drive" ? [event.drive] : []))).toEqual(["t", "t-2"]);
    expect(report.dropped).toBeLessThan(60);
  });

  test("a clock that is set back loses no frame", async () => {
    const { events, report } = await readLines("t.log", candumpLines([10, 11, 12, 3, 4, 5].map(frame)));
    expect(samplesOf(events, engine)).toHaveLength(6);
    expect(report.dropped).toBe(0);
  });
});

describe("the wrong file", () => {
  test("a description in place of the log, or a log in place of the description, is said in a sentence", async () => {
    await expect(read("test/fixtures/drives/css-j1939-demo.dbc")).rejects.toThrow(
      /No importer knows this drive.*line 1/,
    );
    await expect(loadBus(["test/fixtures/drives/candump-uds.candump"])).rejects.toThrow(
      /line 1: no line of the file describes/,
    );
    await expect(loadBus(["test/fixtures/drives/gvret-kona-2019.csv"])).rejects.toThrow(
      /line 1: no line of the file describes/,
    );
  });
});

/** A drive of one car: every answer has values of its own, so that a wrong one cannot hide among the right ones. */
const drive = (): readonly LoggedFrame[] =>
  Array.from({ length: 30 }, (_, k) => {
    const hex = (value: number): string => value.toString(16).padStart(2, "0");
    const answer = `41 0C ${hex(0x20 + k)}${hex(7 * k)} 0D ${hex(40 + k)} 05 ${hex(100 + k)} 0F ${hex(60 + k)}`;
    return [
      ...isoTpFrames(k * 2, "7DF", "01 0C 0D 05 0F"),
      ...isoTpFrames(k * 2 + 0.1, "7E8", answer),
      ...isoTpFrames(k * 2 + 0.15, "7E9", answer),
    ];
  })
    .flat()
    .toSorted(([a], [b]) => a - b);

test("a log that lost, repeated, cut or swapped lines says less, and never anything else", async () => {
  const lines = candumpLines(drive());
  const truth = await readFrames(drive());
  const said = (events: typeof truth.events) =>
    events.flatMap((event) => (event.kind === "sample" ? [`${event.path} ${event.value}`] : []));
  const all = new Set(said(truth.events));
  expect(samplesOf(truth.events, speed)).toHaveLength(30);
  const damage = fc.record({
    kind: fc.constantFrom("lose" as const, "repeat" as const, "cut" as const, "swap" as const, "noise" as const),
    line: fc.nat(lines.length - 2),
    place: fc.nat(70),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 25 }), async (damages) => {
      const broken = [...lines];
      for (const { kind, line, place } of damages) {
        const [one = "", next = ""] = broken.slice(line, line + 2);
        if (kind === "lose") broken.splice(line, 1);
        else if (kind === "repeat") broken.splice(line, 0, one);
        else if (kind === "cut") broken[line] = one.slice(0, place);
        else if (kind === "swap") broken.splice(line, 2, next, one);
        else broken.splice(line, 0, "\u0001garbage,;".repeat(place));
      }
      if (!/^\(\d+\.\d+\) can0 [0-9A-F]{3}#/.test(broken[0] ?? "")) broken.unshift(lines[0] ?? "");
      const { events } = await read(written("t.log", broken), { framesOnly: true });
      expect(said(events).filter((one) => !all.has(one))).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

/** The same drive as SavvyCAN writes it. */
const savvyCanLines = (frames: readonly LoggedFrame[]): readonly string[] => [
  "Time Stamp,ID,Extended,Dir,Bus,LEN,D1,D2,D3,D4,D5,D6,D7,D8",
  ...frames.map(([at, id, data]) => `${Math.round(at * 1e6)},00000${id},false,Rx,0,8,${data.replace(/(..)/g, "$1,")}`),
];

test.each<readonly [string, readonly string[]]>([
  ["t.log", candumpLines(drive()).slice(0, 40)],
  ["t.csv", savvyCanLines(drive()).slice(0, 40)],
])("bytes of any kind in %s are read or refused in a sentence, never a crash", async (name, lines) => {
  const start = Buffer.from(`${lines.join("\n")}\n`);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.nat(start.length - 1), fc.nat(255)), { maxLength: 40 }), async (changes) => {
      const bytes = Buffer.from(start);
      for (const [place, byte] of changes) bytes[place] = byte;
      try {
        const { events } = await read(written(name, bytes), { bus: await j1939 });
        let before = Number.NEGATIVE_INFINITY;
        for (const { at } of events) {
          expect(at).toBeGreaterThanOrEqual(before);
          before = at;
        }
      } catch (cause) {
        if (!(cause instanceof SimulatorError)) throw cause;
        expect(cause.message).toContain(name);
      }
    }),
    { numRuns: 60 },
  );
});

test("both forms of the same log say the same", async () => {
  const candump = await readFrames(drive());
  const savvyCan = await read(written("t.csv", savvyCanLines(drive())));
  expect(series(savvyCan.events, speed)).toEqual(series(candump.events, speed));
  expect(savvyCan.report.diagnostics).toEqual(candump.report.diagnostics);
});
