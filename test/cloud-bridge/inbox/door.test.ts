import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readPayload } from "../../../cloud-bridge/inbox/door.ts";
import { warningEvent, warningMessage } from "../../support/bridge.ts";

const address = { vehicleId: "car-1", word: "event" } as const;
const read = (value: unknown) => readPayload(address, Buffer.from(JSON.stringify(value)));

describe("the door", () => {
  test("lets a message through as it is", () => {
    const message = warningMessage("car-1", 0);
    expect(read(message)).toEqual({ ok: true, message });
  });

  test("leaves out a field that it does not know, wherever it stands", () => {
    const message = warningMessage("car-1", 0);
    expect(
      read({ ...message, extra: 1, data: { ...message.data, more: { deep: true } }, trace: { sampledAt: 5, hops: 2 } }),
    ).toEqual({ ok: true, message: { ...message, trace: { sampledAt: 5 } } });
  });

  test("reads the subject of an older agent out of the episode's name", () => {
    const { subject: _, ...older } = warningEvent("car-1", { episode: "car-1/dtc-confirmed/5/P0301" });
    expect(read({ ...warningMessage("car-1", 0), data: older })).toMatchObject({
      ok: true,
      message: { data: { subject: "P0301" } },
    });
  });

  test("takes a step, a weight and values that it does not know for news of an episode", () => {
    const data = { ...warningEvent("car-1"), kind: "mutated", severity: "urgent", data: { t: 108, deep: { a: [1] } } };
    expect(read({ ...warningMessage("car-1", 0), data })).toMatchObject({
      ok: true,
      message: { data: { kind: "updated", severity: "warning", data: { t: 108, deep: '{"a":[1]}' } } },
    });
  });

  test("says where a message stands that it cannot read, so that nothing waits behind it", () => {
    expect(read({ ...warningMessage("car-1", 7), v: 2, data: "another form" })).toEqual({
      ok: false,
      reason: "version 2 of the envelope; this bridge reads version 1",
      position: { epoch: 1, seq: 7 },
      foreignVersion: true,
    });
    expect(read({ ...warningMessage("car-1", 8), type: "poem" })).toMatchObject({
      position: { epoch: 1, seq: 8 },
      foreignVersion: false,
    });
    expect(read({ ...warningMessage("car-2", 9), v: 2 })).toMatchObject({ position: null });
  });

  test.each([
    ["a negative number", warningMessage("car-1", -1), /seq: /],
    ["a type nobody knows", { ...warningMessage("car-1", 0), type: "poem" }, /of the type "poem"/],
    ["data of another form", { ...warningMessage("car-1", 0), data: { id: 1 } }, /data\.id: /],
    ["another vehicle", warningMessage("car-2", 0), /another vehicle/],
  ])("keeps out %s and says why", (_name, value, reason) => {
    const answer = read(value);
    expect(answer.ok ? "" : answer.reason).toMatch(reason);
  });

  test("keeps out what is too long before reading it", () => {
    expect(readPayload(address, Buffer.alloc(1_048_577, "1"))).toEqual({
      ok: false,
      reason: "longer than 1048576 bytes",
      position: null,
      foreignVersion: false,
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
