import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readPayload } from "../../../cloud-bridge/inbox/door.ts";
import { warningMessage } from "../../support/bridge.ts";

const address = { vehicleId: "car-1", word: "event" } as const;
const read = (value: unknown) => readPayload(address, Buffer.from(JSON.stringify(value)));

describe("the door", () => {
  test("lets a message through as it is", () => {
    const message = warningMessage("car-1", 0);
    expect(read(message)).toEqual({ ok: true, message });
  });

  test.each([
    ["a newer envelope", { ...warningMessage("car-1", 0), v: 2 }, /v: /],
    ["a field nobody knows", { ...warningMessage("car-1", 0), extra: 1 }, /extra/],
    ["a negative number", warningMessage("car-1", -1), /seq: /],
    ["a type nobody knows", { ...warningMessage("car-1", 0), type: "poem" }, /type: /],
    ["another vehicle", warningMessage("car-2", 0), /another vehicle/],
  ])("keeps out %s and says why", (_name, value, reason) => {
    const answer = read(value);
    expect(answer.ok ? "" : answer.reason).toMatch(reason);
  });

  test("keeps out what is too long before reading it", () => {
    expect(readPayload(address, Buffer.alloc(1_048_577, "1"))).toEqual({
      ok: false,
      reason: "longer than 1048576 bytes",
    });
  });

  test("answers any bytes with a value", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => readPayload(address, bytes).ok === false));
  });

  test("answers any JSON with a value", () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => read(value).ok === false));
  });

  test("a message that lost or changed one field is a message or a reason, never a throw", () => {
    const message: Record<string, unknown> = { ...warningMessage("car-1", 0) };
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(message)), fc.jsonValue(), (key, value) => {
        const answer = read({ ...message, [key]: value });
        expect(answer.ok ? answer.message.vehicleId : answer.reason).not.toBe("");
      }),
    );
  });
});
