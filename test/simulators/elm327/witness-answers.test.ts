import { describe, expect, test } from "vitest";
import { decodeLine } from "../../../agent/commands/decode-line.ts";
import type { DecodedValue } from "../../../agent/decode/answer-values.ts";
import { plugInWith } from "./terminal.ts";

type Unit = "engine" | "transmission" | "battery";
type Said = readonly [unit: Unit, name: string, value: DecodedValue["value"], rest?: Partial<DecodedValue>];

const everyUnit: readonly Unit[] = ["engine", "transmission", "battery"];
const headers: Readonly<Record<string, Readonly<Record<Unit, string>>>> = {
  "1": { engine: "416B10", transmission: "416B18", battery: "416B1B" },
  "2": { engine: "486B10", transmission: "486B18", battery: "486B1B" },
  "3": { engine: "486B10", transmission: "486B18", battery: "486B1B" },
  "4": { engine: "80F110", transmission: "80F118", battery: "80F11B" },
  "5": { engine: "80F110", transmission: "80F118", battery: "80F11B" },
  "6": { engine: "7E8", transmission: "7E9", battery: "7EB" },
  "7": { engine: "18DAF110", transmission: "18DAF118", battery: "18DAF11B" },
};
const can = ["6", "7"];

/** What the car is, by request; the decoder has to read the same out of the bytes on every bus. */
const everywhere: Readonly<Record<string, readonly Said[]>> = {
  "0100": [
    ["engine", "SUPPORTED_PIDS", ["01", "05", "0C", "0D", "1C", "20"]],
    ["transmission", "SUPPORTED_PIDS", ["01", "0C", "0D", "1C"]],
    ["battery", "SUPPORTED_PIDS", ["01", "1C", "20"]],
  ],
  "010C": [
    ["engine", "ENGINE_SPEED", 1_726, { unit: "rpm" }],
    ["transmission", "ENGINE_SPEED", 1_726, { unit: "rpm" }],
  ],
  "015B": [
    ["engine", "HYBRID_BATTERY_REMAINING", 60, { unit: "percent" }],
    ["battery", "HYBRID_BATTERY_REMAINING", 60, { unit: "percent" }],
  ],
  "020C00": [["engine", "ENGINE_SPEED", 1_726, { frame: 0 }]],
  "020200": [
    ["engine", "FREEZE_FRAME_DTC", "P0217", { frame: 0 }],
    ["transmission", "FREEZE_FRAME_DTC", "none", { frame: 0 }],
    ["battery", "FREEZE_FRAME_DTC", "none", { frame: 0 }],
  ],
  "03": [
    ["engine", "DTC", ["P0217", "P0301"]],
    ["transmission", "DTC", ["P0741"]],
    ["battery", "DTC", ["P0A80"]],
  ],
  "07": [
    ["engine", "DTC", ["P0420"]],
    ["transmission", "DTC", []],
    ["battery", "DTC", []],
  ],
  "0902": [["engine", "VIN", "1M8GDM9AXKP042788"]],
  "0904": [
    ["engine", "CALIBRATION_ID", "FTL-ENG-2026-014"],
    ["transmission", "CALIBRATION_ID", "FTL-TCM-2025-003"],
    ["battery", "CALIBRATION_ID", "FTL-BMS-2026-101"],
  ],
  "0906": [
    ["engine", "CVN", "1791BC82"],
    ["transmission", "CVN", "005A206E"],
    ["battery", "CVN", "C0FF013D"],
  ],
  "090A": [
    ["engine", "ECU_NAME", "ECM-EngineControl"],
    ["transmission", "ECU_NAME", "TCM-TransmisCtrl"],
    ["battery", "ECU_NAME", "BECM-B+EnergyCtrl"],
  ],
};

const onCan: typeof everywhere = {
  ...everywhere,
  "010C0D": [
    ["engine", "ENGINE_SPEED", 1_726],
    ["engine", "VEHICLE_SPEED", 50],
    ["transmission", "ENGINE_SPEED", 1_726],
    ["transmission", "VEHICLE_SPEED", 50],
  ],
  "0621": [["engine", "MONITOR", 0.125, { mid: "21", tid: "81", min: 0, max: 1 }]],
  "06A2": [
    ["engine", "MONITOR", 14, { mid: "A2", tid: "0B", min: 0, max: 100 }],
    ["engine", "MONITOR", 137, { mid: "A2", tid: "0C", min: 0, max: 100 }],
  ],
  "06A3": [
    ["engine", "MONITOR", 0, { mid: "A3", tid: "0B" }],
    ["engine", "MONITOR", 0, { mid: "A3", tid: "0C" }],
  ],
};

/** What a real decoder makes of what the emulated adapter prints. */
const read = async (protocol: string, request: string, withHeaders: boolean, units: readonly Unit[]) => {
  const settings = [`ATSP${protocol}`, withHeaders ? "ATH1" : "ATH0", withHeaders ? "ATS0" : "ATS1", "0100"];
  const terminal = await plugInWith(settings, { protocol, units });
  const lines = (await terminal.ask(request)).replace(/\r\r>$/, "").split("\r");
  return decodeLine({ request, lines, headers: withHeaders, protocol });
};

const close = (value: Said[2]): unknown => (typeof value === "number" ? expect.closeTo(value, 6) : value);

describe.each(Object.keys(headers))("the decoder reads what the emulated car is, bus %s", (protocol) => {
  const requests = Object.entries(can.includes(protocol) ? onCan : everywhere);

  test.each(requests)("%s, several units with headers", async (request, said) => {
    const values = said.map(([unit, name, value, rest = {}]) =>
      expect.objectContaining({ name, value: close(value), ecu: headers[protocol]?.[unit], ...rest }),
    );
    expect(await read(protocol, request, true, everyUnit)).toEqual({ values });
  });

  // A car with one unit keeps all codes in it; only what does not depend on that can be compared.
  test.each(requests.filter(([request]) => !["03", "07"].includes(request)))(
    "%s, one unit without headers",
    async (request, said) => {
      const values = said
        .filter(([unit]) => unit === "engine")
        .map(([, name, value, rest = {}]) => expect.objectContaining({ name, value: close(value), ...rest }));
      expect(await read(protocol, request, false, ["engine"])).toEqual({ values });
    },
  );
});

test("more codes than one frame holds come whole on both kinds of bus", async () => {
  for (const protocol of ["3", "6"])
    expect(await read(protocol, "03", true, ["engine"])).toEqual({
      values: [expect.objectContaining({ name: "DTC", value: ["P0217", "P0301", "P0741", "P0A80"] })],
    });
});
