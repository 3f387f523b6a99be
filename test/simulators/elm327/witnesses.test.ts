import { from } from "rxjs";
import { describe, expect, test } from "vitest";
import { decode } from "../../../agent/decode/decode.ts";
import type { VehicleEvent } from "../../../contract/events.ts";
import { type SignalPath, signals } from "../../../contract/signals.ts";
import { encodeCode, pidEncodings } from "../../../simulators/elm327/encode.ts";

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
