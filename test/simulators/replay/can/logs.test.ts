import { describe, expect, test } from "vitest";
import { createBus, loadBus } from "../../../../simulators/replay/can/bus.ts";
import { parseDbc } from "../../../../simulators/replay/can/dbc-file.ts";
import { parseMapping } from "../../../../simulators/replay/can/mapping.ts";
import { read, samplesOf, series, written } from "../../recorded.ts";

const drives = "test/fixtures/drives";
const withDbc = async (log: string, ...dbc: readonly string[]) =>
  read(log.includes("/") ? log : `${drives}/${log}`, { bus: await loadBus(dbc.map((file) => `${drives}/${file}`)) });

const engine = "Vehicle.Powertrain.CombustionEngine.Speed";
const charge = "Vehicle.Powertrain.TractionBattery.StateOfCharge.Current";

describe("candump logs", () => {
  test("UDS answers in many frames are put together and read by their service and identifier", async () => {
    const { events, report } = await withDbc("candump-uds.candump", "css-tp-uds.dbc");
    expect(events[0]).toEqual({ kind: "drive", drive: "candump-uds", at: 1_608_041_699_327 });
    expect(samplesOf(events, charge).map(({ value }) => value)).toEqual([50, 50, 50, 50, 50, 50]);
    expect(samplesOf(events, "Vehicle.Exterior.AirTemperature").every(({ value }) => value === 7)).toBe(true);
    expect(report).toMatchObject({ format: "candump", rows: 90, dropped: 0 });
  });

  test("the answer of another car with the same identifier says nothing in this one's description", async () => {
    const { events, report } = await withDbc("candump-uds.candump", "css-tp-uds-nissan.dbc");
    expect(samplesOf(events, charge)).toEqual([]);
    expect(report.unknownColumns).not.toContain("id 7BB");
  });

  test("J1939 groups are found by their number, whoever sends them", async () => {
    const { events } = await withDbc("candump-j1939.candump", "css-j1939-demo.dbc");
    expect(samplesOf(events, engine)).toHaveLength(135);
    expect(samplesOf(events, "Vehicle.Speed")).toHaveLength(14);
  });

  test("J1939 says 'not available' with the top of its range, and that is no value", async () => {
    const bus = await loadBus([`${drives}/css-j1939-demo.dbc`]);
    const frame = (raw: string, k: number): string => `(160000000${k}.000000) can0 0CF00417#FFFFFF${raw}FFFFFF`;
    const { events, report } = await read(written("t.log", [frame("401F", 0), frame("FFFF", 1), frame("00FE", 2)]), {
      bus,
    });
    expect(series(events, engine)).toEqual([[0, 1_000]]);
    expect(report.reasons).toEqual({ "not available": 2 });
  });

  test("J1939 messages in transport frames arrive whole, or are counted as lost", async () => {
    const dbc = parseDbc(
      'BO_ 2566841342 EC1: 40 X\n SG_ EngineSpeedAtPoint5 : 96|16@1+ (0.125,0) [0|8031.875] "rpm" X\n',
      "ec1.dbc",
    );
    const mapping = parseMapping(
      { v: 1, signals: [{ message: "EC1", signal: "EngineSpeedAtPoint5", path: engine }] },
      "m",
    );
    const announce = "(1600000000.000000) can0 1CECFF00#201400 03FFE3FE00".replace(" 03", "03");
    const part = (k: number, bytes: string): string => `(1600000000.${k}00000) can0 1CEBFF00#0${k}${bytes}`;
    const [a, b, c] = ["00010203040506", "0708090A0B401F", "0E0F1011121314"].map((bytes, k) => part(k + 1, bytes));
    const whole = await read(written("t.log", [announce, a ?? "", b ?? "", c ?? ""]), {
      bus: createBus([dbc], mapping),
    });
    expect(samplesOf(whole.events, engine).map(({ value }) => value)).toEqual([1_000]);
    const torn = await read(written("t.log", [announce, a ?? "", c ?? ""]), { bus: createBus([dbc], mapping) });
    expect(samplesOf(torn.events, engine)).toEqual([]);
    expect(torn.report.reasons).toEqual({ "long message with a part missing": 1 });
  });

  test("J1939 messages in transport frames are known whatever priority their description has", async () => {
    const dbc = parseDbc(
      'BO_ 2633949952 EC1: 40 X\n SG_ EngineSpeedAtPoint5 : 96|16@1+ (0.125,0) [0|8031.875] "rpm" X\n',
      "ec1.dbc",
    );
    const mapping = parseMapping(
      { v: 1, signals: [{ message: "EC1", signal: "EngineSpeedAtPoint5", path: engine }] },
      "m",
    );
    const lines = [
      "1CECFF00#20140003FFE3FE00",
      "1CEBFF00#0100010203040506",
      "1CEBFF00#020708090A0B401F",
      "1CEBFF00#030E0F1011121314",
    ];
    const file = written(
      "t.log",
      lines.map((line, k) => `(1600000000.${k}00000) can0 ${line}`),
    );
    const { events } = await read(file, { bus: createBus([dbc], mapping) });
    expect(samplesOf(events, engine).map(({ value }) => value)).toEqual([1_000]);
  });

  test("two buses out of order come in order, and a shifted sender is read by its shifted description", async () => {
    const { events, report } = await withDbc("candump-gnss-uds.candump", "css-canmod-gps.dbc@0x10");
    expect(samplesOf(events, "Vehicle.CurrentLocation.Latitude")).toHaveLength(23);
    expect(samplesOf(events, "Vehicle.Speed").every(({ value }) => value < 1)).toBe(true);
    let before = 0;
    for (const { at } of events) {
      expect(at).toBeGreaterThanOrEqual(before);
      before = at;
    }
    expect(report.unknownColumns).toContain("gnss_imu.AccelerationX");
  });

  test("a frame that is written late keeps the time at which it was on the bus", async () => {
    const bus = await loadBus([`${drives}/css-j1939-demo.dbc`]);
    const frame = (ms: string, raw: string): string => `(1600000000.${ms}000) can0 0CF00417#FFFFFF${raw}FFFFFF`;
    const { events, report } = await read(
      written("t.log", [frame("000", "401F"), frame("020", "401F"), frame("010", "803E")]),
      { bus },
    );
    expect(series(events, engine)).toEqual([
      [0, 1_000],
      [0.01, 2_000],
      [0.02, 1_000],
    ]);
    expect(report).toMatchObject({ repaired: 1, reasons: { "time stamp out of order": 1 } });
  });

  test("printed with blanks, with CAN FD or a remote request, the same frames are read", async () => {
    const bus = await loadBus([`${drives}/css-j1939-demo.dbc`]);
    const lines = [
      " (1600000000.000000)  can0  0CF00417   [8]  FF FF FF 40 1F FF FF FF",
      "(1600000001.000000) can0 0CF00417##0FFFFFF401FFFFFFF",
      "(1600000002.000000) can0 123#R",
      "(1600000003.000000) can0 0CF00417#FFFFFF401FFFFFFF R",
      "(1600000004.000000) can0 0CF00417#FFF",
    ];
    const { events, report } = await read(written("t.log", lines), { bus });
    expect(series(events, engine).map(([at]) => at)).toEqual([0, 1, 3]);
    expect(report).toMatchObject({
      rows: 5,
      dropped: 1,
      reasons: { "remote request": 1, "an odd number of hex digits": 1 },
    });
  });
});

describe("SavvyCAN logs", () => {
  test("are decoded on two interleaved buses", async () => {
    const { events, report } = await withDbc("gvret-kona-2019.csv", "kona-pcan.dbc");
    expect(samplesOf(events, "Vehicle.Speed")).toHaveLength(23);
    expect(report).toMatchObject({ format: "gvret", rows: 599, dropped: 0 });
    expect(report.reasons["time stamp out of order"]).toBe(24);
  });

  test("of newer versions have a direction before the bus and a comma behind the bytes", async () => {
    const bus = await loadBus([`${drives}/css-j1939-demo.dbc`]);
    const row = (us: number): string => `${us},0CF00417,true,Rx,0,8,FF,FF,FF,40,1F,FF,FF,FF,`;
    const header = "Time Stamp,ID,Extended,Dir,Bus,LEN,D1,D2,D3,D4,D5,D6,D7,D8,";
    const { events } = await read(written("t.csv", [header, row(5_000_000), row(7_000_000)]), { bus });
    expect(series(events, engine)).toEqual([
      [0, 1_000],
      [2, 1_000],
    ]);
    const clocked = await read(written("t.csv", [header, row(1_700_000_000_000_000)]), { bus });
    expect(clocked.events[0]?.at).toBe(1_700_000_000_000);
  });

  test("with a row that has fewer bytes than it says lose that row alone", async () => {
    const bus = await loadBus([`${drives}/css-j1939-demo.dbc`]);
    const { report } = await read(
      written("t.csv", [
        "Time Stamp,ID,Extended,Bus,LEN,D1,D2,D3,D4,D5,D6,D7,D8",
        "1,0CF00417,true,0,8,FF,FF",
        "x,1,false,0,0",
        "2,0CF00417,true,0,0",
      ]),
      { bus },
    );
    expect(report).toMatchObject({
      rows: 3,
      dropped: 2,
      reasons: { "fewer bytes than the row says": 1, "no time": 1 },
    });
  });

  test("of a telephone asking by OBD are read where a description says what the answers mean", async () => {
    const obd = parseDbc(
      'BO_ 2027 OBD2: 8 X\n SG_ PID m65M : 23|8@0+ (1,0) [0|0] "" X\n SG_ Service M : 15|8@0+ (1,0) [0|0] "" X\n SG_ Rpm m12 : 31|16@0+ (0.25,0) [0|0] "rpm" X\nSG_MUL_VAL_ 2027 Rpm PID 12-12;\nSG_MUL_VAL_ 2027 PID Service 65-65;\n',
      "obd2.dbc",
    );
    const mapping = parseMapping({ v: 1, signals: [{ message: "OBD2", signal: "Rpm", path: engine }] }, "m");
    const header = "Time Stamp,ID,Extended,Bus,LEN,D1,D2,D3,D4,D5,D6,D7,D8";
    const rows = ["0,000007EB,false,1,8,04,41,0C,0F,A0,AA,AA,AA", "9,000007EB,false,1,8,03,41,0D,50,AA,AA,AA,AA"];
    const { events } = await read(written("t.csv", [header, ...rows]), { bus: createBus([obd], mapping) });
    expect(samplesOf(events, engine).map(({ value }) => value)).toEqual([1_000]);
  });
});

describe("what is missing or wrong is said", () => {
  test("a CAN log without a description gives what diagnosis it holds, and names the rest", async () => {
    const { events, report } = await read(`${drives}/candump-uds.candump`);
    const volts = samplesOf(events, "Vehicle.Powertrain.TractionBattery.CurrentVoltage").map(({ value }) => value);
    expect(volts).toEqual([357.2, 357.2, 357.2, 357.2, 357.2, 357.2]);
    expect(report.unknownCounts).toEqual({ "id 7BB": 36 });
    await expect(read(`${drives}/candump-j1939.candump`)).rejects.toThrow(/--dbc FILE/);
  });

  test("a mapping with three faults lists all three", () => {
    const wrong = {
      v: 1,
      signals: [
        { message: "M", signal: "S", path: "Vehicle.Sped" },
        { signal: "S", path: "Vehicle.Speed" },
        { message: "M", signal: "S", path: "Vehicle.Speed", faktor: 2 },
      ],
    };
    expect(() => parseMapping(wrong, "m.json")).toThrow(
      /signals\.0\.path: not a signal.*signals\.1\.message.*signals\.2/,
    );
  });

  test("a unit that does not become the signal's by itself needs a factor", () => {
    const dbc = parseDbc('BO_ 1 M: 8 X\n SG_ S : 0|8@1+ (1,0) [0|0] "furlong/h" X\n', "t.dbc");
    const entry = { message: "M", signal: "S", path: "Vehicle.Speed" };
    expect(() => createBus([dbc], parseMapping({ v: 1, signals: [entry] }, "m"))).toThrow(
      /M\.S: "furlong\/h" does not become km\/h/,
    );
    expect(
      createBus([dbc], parseMapping({ v: 1, signals: [{ ...entry, factor: 0.2 }] }, "m")).find(1)?.wanted,
    ).toHaveLength(1);
  });
});
