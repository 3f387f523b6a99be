import { from } from "rxjs";
import { describe, expect, test } from "vitest";
import { decodeLine } from "../../../agent/commands/decode-line.ts";
import { decode } from "../../../agent/decode/decode.ts";
import { profileCatalogue } from "../../../agent/vehicle-profiles/catalogue.ts";
import type { VehicleEvent } from "../../../contract/events.ts";
import { type SignalPath, signals } from "../../../contract/signals.ts";
import { encodeCode, pidEncodings } from "../../../simulators/elm327/encode.ts";
import { packEncoding } from "../../../simulators/elm327/encode-pack.ts";
import { encodeIdentifier, hyundaiKia2019 } from "../../../simulators/elm327/maker-identifiers.ts";

const hexByte = (byte: number): string => byte.toString(16).toUpperCase().padStart(2, "0");

/** What the agent reads from an answer of the emulated ECU, by path. */
const decoded = (pid: string, bytes: readonly number[]): ReadonlyMap<SignalPath, number> => {
  const values = new Map<SignalPath, number>();
  const answer = {
    kind: "answer",
    service: "01",
    pid,
    ecu: "7E8",
    bus: "can",
    bytes: Uint8Array.from(bytes),
    at: 0,
  } as const;
  decode(from([answer])).subscribe((event) => {
    if (event.kind === "sample") values.set(event.path, event.value);
  });
  return values;
};

describe("the ECU's bytes and the agent's reading of them agree, though written apart", () => {
  for (const encoding of pidEncodings)
    test(`PID ${hexByte(encoding.pid)}`, () => {
      for (const part of [0, 0.1, 0.3, 0.5, 0.7, 0.9]) {
        const values = encoding.carries.map(
          (path) => signals[path].min + part * (signals[path].max - signals[path].min),
        );
        const bytes = encoding.encode(values);
        const read = decoded(hexByte(encoding.pid), bytes);
        // Read and put into bytes again, a value is where it was: only the same scale and offset do that.
        expect(encoding.encode(encoding.carries.map((path) => read.get(path)))).toEqual(bytes);
        expect([...read.keys()]).toEqual(expect.arrayContaining([...encoding.carries]));
      }
    });

  test("PID 9A, whose current the agent shows without making a signal of it", () => {
    const { carries, encode } = packEncoding;
    const pairs = [
      [0, 0],
      [375, -20],
      [403.25, 371.2],
      [1_000, -2_000],
    ] as const;
    for (const [volts, amperes] of pairs) {
      const [a, b, ...rest] = [0x41, 0x9a, ...encode([volts, amperes])].map(hexByte);
      const lines = [`7E81008${a}${b}${rest.slice(0, 4).join("")}`, `7E821${rest.slice(4).join("")}`];
      const line = decodeLine({ request: "019A", lines, headers: true, protocol: "6" });
      expect(line).toEqual({
        values: [
          expect.objectContaining({ name: "HYBRID_BATTERY_VOLTAGE", value: volts, unit: "V" }),
          expect.objectContaining({ name: "HYBRID_BATTERY_CURRENT", value: amperes, unit: "A" }),
        ],
      });
      expect([...decoded("9A", encode([volts, amperes]))]).toEqual([[carries[0], volts]]);
    }
    expect(encode([375, undefined])[0]).toBe(0x02);
  });

  test("trouble codes", () => {
    const codes = ["B1A2F", "C0035", "P0217", "P3456", "U0100"];
    const bytes = Uint8Array.from([codes.length, ...codes.flatMap(encodeCode)]);
    const answer = { kind: "answer", service: "03", pid: "", ecu: "7E8", bus: "can", bytes, at: 0 } as const;
    const heard: VehicleEvent[] = [];
    decode(from([{ kind: "reading", service: "03", answers: [answer], at: 0 } as const])).subscribe((event) => {
      heard.push(event);
    });
    expect(heard).toEqual([{ kind: "codes", service: "03", codes, at: 0 }]);
  });
});

describe("a maker's identifiers and the profile that the agent ships for that car agree", () => {
  const profile = profileCatalogue.get("hyundai-kia-2019");
  /** What the agent makes of an identifier that was filled with this part of each signal's range. */
  const read = (did: number, value: (path: SignalPath) => number | undefined): ReadonlyMap<SignalPath, number> => {
    const found = hyundaiKia2019.find((one) => one.did === did);
    const bytes = Uint8Array.from(found === undefined ? [] : encodeIdentifier(found, value).bytes);
    const pid = did.toString(16).padStart(4, "0");
    const answer = { kind: "answer", service: "22", pid, ecu: "7EC", bus: "can", bytes, at: 0 } as const;
    const heard = new Map<SignalPath, number>();
    decode(from([answer]), undefined, profile).subscribe((event) => {
      if (event.kind === "sample") heard.set(event.path, event.value);
    });
    return heard;
  };
  const pack = "Vehicle.Powertrain.TractionBattery";

  test.each<readonly [what: string, did: number, values: Partial<Record<SignalPath, number>>]>([
    [
      "the pack of a car that drives off in the cold",
      0x0101,
      {
        [`${pack}.CurrentCurrent`]: -123.4,
        [`${pack}.CurrentVoltage`]: 356.7,
        [`${pack}.Temperature.Max`]: -11,
        [`${pack}.Charging.IsCharging`]: 0,
      },
    ],
    [
      "the pack of a car that charges",
      0x0101,
      {
        [`${pack}.CurrentCurrent`]: 87.6,
        [`${pack}.CurrentVoltage`]: 398.2,
        [`${pack}.Temperature.Max`]: 41,
        [`${pack}.Charging.IsCharging`]: 1,
      },
    ],
    ["its charge and health", 0x0105, { [`${pack}.StateOfCharge.Displayed`]: 80.5, [`${pack}.StateOfHealth`]: 91.3 }],
  ])("%s", (_, did, values) => {
    const told = new Map(Object.entries(values));
    expect(Object.fromEntries(read(did, (path) => told.get(path)))).toEqual(values);
  });

  test("a sensor that is silent is no reading", () => {
    expect([...read(0x0101, () => undefined).keys()]).toEqual([`${pack}.Charging.IsCharging`]);
    expect([...read(0x0105, () => undefined)]).toEqual([]);
  });
});
