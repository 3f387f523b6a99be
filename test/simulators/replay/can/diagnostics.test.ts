import { describe, expect, test } from "vitest";
import type { VehicleEvent } from "../../../../contract/events.ts";
import { createBus } from "../../../../simulators/replay/can/bus.ts";
import { parseDbc } from "../../../../simulators/replay/can/dbc-file.ts";
import { parseMapping } from "../../../../simulators/replay/can/mapping.ts";
import { read, samplesOf, written } from "../../recorded.ts";
import { candumpLines, isoTpFrames, type LoggedFrame, readFrames } from "./bus-log.ts";

const engine = "Vehicle.Powertrain.CombustionEngine.Speed";
const speed = "Vehicle.Speed";
const coolant = "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature";

const valuesOf = (events: readonly VehicleEvent[], path: Parameters<typeof samplesOf>[1]) =>
  samplesOf(events, path).map(({ value }) => value);
const codesIn = (events: readonly VehicleEvent[]) =>
  events.flatMap((event) => (event.kind === "codes" ? [[event.service, ...event.codes]] : []));

/** 7DF asks, 7E8 answers. */
const asked = (seconds: number, request: string, answer: string): readonly LoggedFrame[] => [
  ...isoTpFrames(seconds, "7DF", request),
  ...isoTpFrames(seconds + 0.02, "7E8", answer),
];

describe("service 01 in a log without a description", () => {
  test("is read by the decoder of the car", async () => {
    const { events, report } = await readFrames([...asked(0, "010C", "410C1AF8"), ...asked(1, "0105", "41057B")]);
    expect(valuesOf(events, engine)).toEqual([1_726]);
    expect(valuesOf(events, coolant)).toEqual([83]);
    expect(report.diagnostics).toEqual({
      requests: 2,
      unanswered: 0,
      answers: 2,
      refused: 0,
      pending: 0,
      ecus: ["7E8"],
      read: { "01 0C": 1, "01 05": 1 },
    });
    expect(report.unknownColumns).toEqual([]);
  });

  test("on 29-bit identifiers too", async () => {
    const { events, report } = await readFrames([
      [0, "18DB33F1", "02010DAAAAAAAAAA"],
      [0.02, "18DAF110", "03410D50AAAAAAAA"],
      [0.5, "18DA10F1", "02010CAAAAAAAAAA"],
      [0.52, "18DAF110", "04410C1AF8AAAAAA"],
    ]);
    expect(valuesOf(events, speed)).toEqual([80]);
    expect(valuesOf(events, engine)).toEqual([1_726]);
    expect(report.diagnostics).toMatchObject({ requests: 2, unanswered: 0, ecus: ["18DAF110"] });
  });

  test("with six PIDs in one answer, told apart by what was asked", async () => {
    const { events, report } = await readFrames(
      asked(0, "01 0C 0D 05 0F 04 11", "41 0C 1AF8 0D 50 05 7B 0F 41 04 80 11 40"),
    );
    expect([valuesOf(events, engine), valuesOf(events, speed), valuesOf(events, coolant)]).toEqual([
      [1_726],
      [80],
      [83],
    ]);
    expect(Object.keys(report.diagnostics?.read ?? {})).toHaveLength(6);
  });

  test("with several PIDs that nobody was seen to ask for", async () => {
    const { events } = await readFrames(isoTpFrames(0, "7E8", "41 0C 1AF8 0D 50"));
    expect([valuesOf(events, engine), valuesOf(events, speed)]).toEqual([[1_726], [80]]);
  });

  test("of a length that fits neither one PID nor several is counted and not read", async () => {
    const { events, report } = await readFrames([
      ...asked(0, "010C", "410C1A"),
      ...isoTpFrames(9, "7E9", "410C1AF8AA"),
      ...isoTpFrames(19, "7E9", "41 0C 1AF8 0D 50 05 7B 0F 41 04 80 11 40 0B 22"),
    ]);
    expect(samplesOf(events, engine)).toEqual([]);
    expect(report.reasons).toEqual({
      "diagnostic answer of a length that the standard does not know": 1,
      "several PIDs in one answer that cannot be told apart": 2,
    });
  });

  test("says which PIDs there are by bitmaps, which are no samples", async () => {
    const { events, report } = await readFrames(asked(0, "0100", "4100BE3EB813"));
    expect(events.filter(({ kind }) => kind === "sample")).toEqual([]);
    expect(report.diagnostics?.read).toEqual({ "01 00": 1 });
  });

  test("of two control units gives the reading of the first, as in the car", async () => {
    const both = (seconds: number, a: string, b: string): readonly LoggedFrame[] => [
      ...isoTpFrames(seconds, "7DF", "010D"),
      ...isoTpFrames(seconds + 0.01, "7E8", `410D${a}`),
      ...isoTpFrames(seconds + 0.02, "7E9", `410D${b}`),
    ];
    const { events } = await readFrames([...both(0, "50", "00"), ...both(1, "51", "00")]);
    expect(valuesOf(events, speed)).toEqual([80, 81]);
  });

  test("a PID that becomes no signal, and one that nobody knows, are named and counted", async () => {
    const { report } = await readFrames([...asked(0, "011C", "411C06"), ...asked(1, "01FE", "41FE0102")]);
    expect(report.unknownCounts).toEqual({ "service 01 1C of 7E8": 1, "service 01 FE of 7E8": 1 });
  });
});

describe("what control units say besides answers", () => {
  test("a refusal is counted, and a request for more time waits for its answer", async () => {
    const { events, report } = await readFrames([
      ...asked(0, "010C", "7F0112"),
      [1, "7DF", "02010D0000000000"],
      [1.1, "7E8", "037F0178AAAAAAAA"],
      [6.05, "7E8", "03410D50AAAAAAAA"],
    ]);
    expect(valuesOf(events, speed)).toEqual([80]);
    expect(report.diagnostics).toMatchObject({ requests: 2, unanswered: 0, answers: 1, refused: 1, pending: 1 });
  });

  test.each<readonly [string, readonly LoggedFrame[]]>([
    ["the last one", [[1, "7DF", "02010C0000000000"]]],
    [
      "one before another",
      [[1, "7E0", "02010C0000000000"], ...isoTpFrames(9, "7E0", "010D"), ...isoTpFrames(9.1, "7E8", "410D50")],
    ],
    [
      "one that is answered with something else",
      [[1, "7E0", "02010C0000000000"], ...isoTpFrames(1.1, "7E8", "410D50")],
    ],
    ["one that another control unit answers", [[1, "7E0", "02010C0000000000"], ...isoTpFrames(1.1, "7E9", "410C1AF8")]],
    ["one that is answered too late", [[1, "7DF", "02010C0000000000"], ...isoTpFrames(7, "7E8", "410C1AF8")]],
  ])("a request that nobody answers is counted: %s", async (_what, frames) => {
    const { report } = await readFrames([...asked(0, "0111", "411180"), ...frames]);
    expect(report.diagnostics?.unanswered).toBe(1);
  });

  test("what steers a session is counted and not named", async () => {
    const { report } = await readFrames([...asked(0, "1003", "5003003201F4"), ...asked(1, "3E00", "7E00")]);
    expect(report.diagnostics).toMatchObject({ requests: 2, unanswered: 0, answers: 2, read: {} });
    expect(report.unknownColumns).toEqual([]);
  });

  test("a control unit that seems to ask is counted as neither", async () => {
    const { report } = await readFrames(isoTpFrames(0, "7E8", "010C"));
    expect(report.reasons).toEqual({ "diagnostic message that neither asks nor answers": 1 });
  });

  test("a VIN is no sample; it says who the car is", async () => {
    const vin = Buffer.from("1HGCM82633A004352", "latin1").toString("hex");
    const { events } = await readFrames(asked(0, "0902", `490201${vin}`));
    expect(events.filter(({ kind }) => kind === "identity")).toMatchObject([{ vin: "1HGCM82633A004352" }]);
  });

  test("long answers of two control units, frame by frame between each other, both arrive", async () => {
    const a = isoTpFrames(0, "7E8", "41 0C 1AF8 0D 50 05 7B 0F 41");
    const b = isoTpFrames(0.01, "7E9", "41 0C 0000 0D 00 05 00 0F 00");
    const between = [...a, ...b].toSorted(([x], [y]) => x - y);
    const { events, report } = await readFrames([[-0.1, "7DF", "05010C0D050F0000"], ...between]);
    expect([valuesOf(events, speed), report.diagnostics?.answers]).toEqual([[80], 2]);
  });

  test.each<readonly [string, (frames: readonly LoggedFrame[]) => readonly LoggedFrame[]]>([
    ["lacks a consecutive frame", ([first, , third]) => [first, third].filter((one) => one !== undefined)],
    [
      "has them in the wrong order",
      ([a, b, c]) => [a, c, b].filter((one) => one !== undefined).map(([, id, data], k) => [k / 10, id, data]),
    ],
    ["pauses for longer than a sender may", (all) => all.map(([at, id, data], k) => [at + (k > 1 ? 3 : 0), id, data])],
    ["is cut by the end of the log", ([first, second]) => [first, second].filter((one) => one !== undefined)],
    ["has lost bytes of a frame", (all) => all.map(([at, id, data], k) => [at, id, k === 1 ? data.slice(0, 8) : data])],
  ])("a long answer that %s is counted once and never read", async (_what, spoilt) => {
    const frames = isoTpFrames(0, "7E8", "41 0C 1AF8 0D 50 05 7B 0F 41 04 80 11 40 0B 22");
    const { events, report } = await readFrames([...spoilt(frames), [9, "7DF", "02010C0000000000"]]);
    expect(events.filter(({ kind }) => kind === "sample")).toEqual([]);
    expect(report.reasons).toEqual({ "long message with a part missing": 1 });
  });
});

describe("trouble codes", () => {
  const two = "43 02 0133 0420";

  test("of all control units are one list", async () => {
    const { events, report } = await readFrames([
      [0, "7DF", "0103000000000000"],
      ...isoTpFrames(0.01, "7E8", two),
      ...isoTpFrames(0.02, "7E9", "4300"),
      ...asked(3, "07", "4701C158"),
    ]);
    expect(codesIn(events)).toEqual([["03", "P0133", "P0420"]]);
    // 7E9 kept silent about pending ones.
    expect(report.reasons).toEqual({ "list of trouble codes that lacks a control unit": 1 });
  });

  test("are told when everybody who speaks was heard", async () => {
    const { events } = await readFrames([
      ...asked(0, "010D", "410D00"),
      ...asked(1, "03", two),
      ...asked(5, "03", "4300"),
      ...asked(9, "0A", "4A010420"),
    ]);
    expect(codesIn(events)).toEqual([["03", "P0133", "P0420"], ["03"], ["0A", "P0420"]]);
  });

  test("more than two come in a long message", async () => {
    const { events } = await readFrames(asked(0, "03", "43 04 0101 0202 0303 0404"));
    expect(codesIn(events)).toEqual([["03", "P0101", "P0202", "P0303", "P0404"]]);
  });

  test.each<readonly [string, readonly LoggedFrame[]]>([
    ["one control unit refuses", [...isoTpFrames(0.01, "7E8", two), ...isoTpFrames(0.02, "7E9", "7F0322")]],
    [
      "an answer is torn",
      [
        ...isoTpFrames(0.01, "7E8", two),
        ...isoTpFrames(0.02, "7E9", "43 04 0101 0202 0303 0404").slice(0, 1),
        [0.1, "7E9", "2500000000000000"],
      ],
    ],
  ])("make no list when %s: a code that is missing would seem repaired", async (_what, answers) => {
    const { events, report } = await readFrames([[0, "7DF", "0103000000000000"], ...answers]);
    expect(codesIn(events)).toEqual([]);
    expect(report.reasons["list of trouble codes that lacks a control unit"]).toBe(1);
  });

  test("of one control unit that is asked alone make no list where there are more, however often", async () => {
    const alone = [2, 4, 6, 8, 10, 12].flatMap((at) => [
      ...isoTpFrames(at, "7E0", "03"),
      ...isoTpFrames(at + 0.1, "7E8", two),
    ]);
    const { events } = await readFrames([
      ...isoTpFrames(0, "7DF", "010D"),
      ...isoTpFrames(0.01, "7E8", "410D00"),
      ...isoTpFrames(0.02, "7E9", "410D00"),
      ...alone,
    ]);
    expect(codesIn(events)).toEqual([]);
  });

  test("of nobody at all make no empty list", async () => {
    const { events } = await readFrames([...asked(0, "0A", "7F0A11"), ...asked(3, "010D", "410D00")]);
    expect(codesIn(events)).toEqual([]);
  });

  test("in a log of answers alone are a list each time", async () => {
    const { events } = await readFrames([
      ...isoTpFrames(0, "7E8", "43010133"),
      ...isoTpFrames(0.5, "7E8", "4300"),
      ...isoTpFrames(1, "7E8", "43010420"),
    ]);
    expect(codesIn(events)).toEqual([["03", "P0133"], ["03"], ["03", "P0420"]]);
  });

  test("wait for a control unit that has asked for more time, and for one that has much to tell", async () => {
    const slow = await readFrames([
      ...isoTpFrames(0, "7DF", "03"),
      ...isoTpFrames(0.1, "7E8", two),
      ...isoTpFrames(0.2, "7E9", "7F0378"),
      [2, "123", "00"],
      ...isoTpFrames(4, "7E9", "43010101"),
    ]);
    expect(codesIn(slow.events)).toEqual([["03", "P0101", "P0133", "P0420"]]);
    const long = await readFrames([
      ...isoTpFrames(0, "7DF", "03"),
      ...isoTpFrames(0.05, "7E9", "4300"),
      ...isoTpFrames(0.1, "7E8", `43 30 ${"0101".repeat(0x30)}`),
    ]);
    expect(codesIn(long.events)).toEqual([["03", "P0101"]]);
  });

  test("are told about a second after the last of them, not when the log ends", async () => {
    const later = Array.from({ length: 20 }, (_, k): LoggedFrame => [1 + k, "123", "00"]);
    const { events } = await readFrames([...asked(0, "03", two), ...later]);
    const told = events.find(({ kind }) => kind === "codes");
    expect((told?.at ?? 0) - (events[0]?.at ?? 0)).toBe(2_000);
  });
});

describe("makers' own identifiers", () => {
  /** Cells of 357.2 V at no current: the layout of the shipped profile, written by hand. */
  const battery = (volts: number): string => {
    const bytes = new Uint8Array(59);
    bytes[12] = Math.round(volts * 10) >> 8;
    bytes[13] = Math.round(volts * 10) & 0xff;
    bytes[14] = 20;
    return `620101${Buffer.from(bytes).toString("hex")}`;
  };
  const volts = "Vehicle.Powertrain.TractionBattery.CurrentVoltage";

  test("are read where a shipped profile knows them, and said to be", async () => {
    const { events, report } = await readFrames(isoTpFrames(0, "7EC", battery(357.2)));
    expect(valuesOf(events, volts)).toEqual([357.2]);
    expect(report.diagnostics?.read).toEqual({ "22 0101 (hyundai-kia-2019)": 1 });
  });

  test("of a vehicle with other values are not read, and neither is what else the profile knows", async () => {
    const charge = `620105${"00".repeat(25)}03E8${"00".repeat(4)}AA${"00".repeat(12)}`;
    const { events, report } = await readFrames([
      ...isoTpFrames(0, "7EC", battery(770)),
      ...isoTpFrames(2, "7EC", charge),
    ]);
    expect(events.filter(({ kind }) => kind === "sample")).toEqual([]);
    expect(report.reasons).toEqual({ "data identifier of a vehicle profile that this vehicle does not fit": 2 });
  });

  test("under identifiers of their own are known by the request that they repeat", async () => {
    const { report } = await readFrames([
      ...isoTpFrames(0, "79B", "22F190"),
      ...isoTpFrames(0.1, "7BB", `62F190${"30".repeat(17)}`),
    ]);
    expect(report.diagnostics).toMatchObject({ requests: 1, unanswered: 0, answers: 1, ecus: ["7BB"] });
    expect(report.unknownCounts).toEqual({ "service 22 F190 of 7BB": 1 });
  });

  test("once out of range are not read, though the profile is right otherwise", async () => {
    const times = [357.2, 357.3, 770, 357.4];
    const { events } = await readFrames(times.flatMap((one, k) => isoTpFrames(2 * k, "7EC", battery(one))));
    expect(valuesOf(events, volts)).toEqual([357.2, 357.3, 357.4]);
    expect(valuesOf(events, "Vehicle.Powertrain.TractionBattery.Temperature.Max")).toHaveLength(3);
  });

  test("asked for several at once are counted and not taken apart", async () => {
    const { report } = await readFrames([
      ...isoTpFrames(0, "7E4", "2201010105"),
      ...isoTpFrames(0.1, "7EC", battery(357.2)),
    ]);
    expect(report.reasons).toEqual({ "several data identifiers in one answer": 1 });
  });

  test("of one byte repeated once prove no pair; repeated twice they do", async () => {
    const local = (seconds: number): readonly LoggedFrame[] => [
      ...isoTpFrames(seconds, "79B", "2101"),
      ...isoTpFrames(seconds + 0.1, "7BB", "610102"),
    ];
    const once = await readFrames(local(0));
    expect(once.report.unknownCounts).toEqual({ "id 79B": 1, "id 7BB": 1 });
    const twice = await readFrames([...local(0), ...local(1)]);
    expect(twice.report.unknownCounts).toEqual({ "service 21 01 of 7BB": 1 });
  });

  test("asked for in two places are answered by the one that the standard pairs", async () => {
    const { report } = await readFrames([
      ...isoTpFrames(0, "7E0", "22F190"),
      ...isoTpFrames(0.05, "79B", "22F190"),
      ...isoTpFrames(0.1, "7E8", `62F190${"30".repeat(4)}`),
    ]);
    expect(report.unknownCounts).toEqual({ "service 22 F190 of 7E8": 1, "id 79B": 1 });
  });

  test("of 29 bits are known by the request that they repeat, as Volkswagen uses them", async () => {
    const { report } = await readFrames([
      [0, "17FC007B", "03221E3BAAAAAAAA"],
      [0.1, "17FE007B", "05621E3B0DF4AAAA"],
    ]);
    expect(report.diagnostics).toMatchObject({ requests: 1, unanswered: 0, ecus: ["17FE007B"] });
    expect(report.unknownCounts).toEqual({ "service 22 1E3B of 17FE007B": 1 });
  });

  test("of 29 bits that only resemble the standard's are foreign frames", async () => {
    const { report } = await readFrames([
      [0, "18DA10F1", "03220101AAAAAAAA"],
      [0.1, "18DAF118", "046201010AAAAAAA"],
      [0.2, "10DAF110", "03410D50AAAAAAAA"],
    ]);
    expect(report.diagnostics).toMatchObject({ unanswered: 1 });
    expect(report.unknownCounts).toEqual({ "service 22 0101 of 18DAF118": 1, "id 10DAF110": 1 });
  });

  test("below the identifiers of diagnosis are foreign frames, whatever they repeat", async () => {
    const { report } = await readFrames([
      ...isoTpFrames(0, "1A0", "22F190"),
      ...isoTpFrames(0.1, "1A8", `62F190${"30".repeat(4)}`),
    ]);
    expect(report.unknownCounts).toEqual({ "id 1A0": 1, "id 1A8": 1 });
  });

  test("under identifiers of their own that nobody asked for are foreign frames", async () => {
    const { report } = await readFrames([
      ...isoTpFrames(0, "79B", "22F190"),
      ...isoTpFrames(0.1, "7BB", "62F191AABBCC"),
      ...isoTpFrames(9, "6A1", "410C1AF8"),
    ]);
    expect(report.diagnostics).toMatchObject({ requests: 0, answers: 0, ecus: [] });
    expect(report.unknownCounts).toEqual({ "id 79B": 1, "id 7BB": 1, "id 6A1": 1 });
  });

  test("F400 to F4FF are the PIDs of the standard", async () => {
    const { events } = await readFrames(isoTpFrames(0, "7E8", "62F40C1AF8"));
    expect(valuesOf(events, engine)).toEqual([1_726]);
  });
});

describe("beside a description", () => {
  const dbc = parseDbc(
    'BO_ 2024 Engine: 8 X\n SG_ Pid M : 16|8@1+ (1,0) [0|0] "" X\n SG_ Rpm m12 : 31|16@0+ (0.5,0) [0|0] "rpm" X\n',
    "t.dbc",
  );
  const bus = createBus(
    [dbc],
    parseMapping({ v: 1, signals: [{ message: "Engine", signal: "Rpm", path: engine }] }, "m"),
  );
  const log = candumpLines([...asked(0, "010C", "410C1AF8"), ...asked(1, "010D", "410D50")]);

  test("an answer that the description reads is the description's; the others are the standard's", async () => {
    const { events, report } = await read(written("t.log", log), { bus });
    expect(report.diagnostics).toMatchObject({ requests: 2, unanswered: 0, answers: 2, read: { "01 0D": 1 } });
    expect(valuesOf(events, engine)).toEqual([3_452]);
    expect(valuesOf(events, speed)).toEqual([80]);
  });

  test("the frames behind the first one of a long answer are not read as messages of their own", async () => {
    const { events } = await read(
      written("t.log", candumpLines(isoTpFrames(0, "7E8", "49020100 0C0C0C0C0C0C 0C0C0C0C0C0C 0C0C"))),
      { bus },
    );
    expect(samplesOf(events, engine)).toEqual([]);
  });
});

test("a real log of a scan tool gives what the car said", async () => {
  const { report } = await read("test/fixtures/drives/gvret-kona-2021-obd.csv");
  expect(report).toMatchObject({ format: "gvret", dropped: 0 });
  expect(report.diagnostics).toEqual({
    requests: 10,
    unanswered: 0,
    answers: 19,
    refused: 0,
    pending: 0,
    ecus: ["7EA", "7EB", "7EC", "7ED"],
    read: { "01 00": 10, "01 20": 2, "01 40": 1, "09 02": 1 },
  });
});

describe("a log in which nothing can be read", () => {
  test("needs a description, and says so", async () => {
    const file = written(
      "t.log",
      candumpLines([
        [0, "123", "0011"],
        [0.1, "0CF00417", "0011223344556677"],
      ]),
    );
    await expect(read(file)).rejects.toThrow(/--dbc FILE/);
  });
});
