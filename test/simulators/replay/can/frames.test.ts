import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Frame } from "../../../../simulators/replay/can/frame.ts";
import { createIsoTp } from "../../../../simulators/replay/can/iso-tp.ts";
import { createJ1939Transport } from "../../../../simulators/replay/can/j1939-transport.ts";
import { createReordering } from "../../../../simulators/replay/can/reordering.ts";

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(" ", ""), "hex"));
const frame = (at: number, id: number, hex: string, bus = "can0"): Frame => ({ at, bus, id, data: bytes(hex) });
const hexOf = (data: Uint8Array): string => Buffer.from(data).toString("hex");

describe("messages of ISO 15765-2", () => {
  const through = (...frames: readonly Frame[]) => {
    const isoTp = createIsoTp();
    return frames.map((one) => {
      const step = isoTp.take(one);
      return typeof step === "object" ? hexOf(step.payload) : step;
    });
  };

  test.each<readonly [string, string, string]>([
    ["a single frame without what fills it up", "03 41 0D 50 AA AA AA AA", "410d50"],
    ["a single frame that nothing fills up", "03 41 0D 50", "410d50"],
    ["a single frame of CAN FD", `00 0A 62 F1 90 ${"31".repeat(7)} ${"CC".repeat(4)}`, `62f190${"31".repeat(7)}`],
    ["a length of nothing", "00 41 0D 50 AA AA AA AA", "foreign"],
    ["the length of CAN FD in a classic frame", "00 03 41 0D 50 AA AA AA", "foreign"],
    ["a length that a frame cannot have", "09 41 0D 50 AA AA AA AA", "foreign"],
    ["more bytes than came", "07 41 0D 50", "foreign"],
    ["flow control", "30 00 00 00 00 00 00 00", "control"],
    ["what the protocol does not know", "F1 00 00 00 00 00 00 00", "foreign"],
    ["no byte at all", "", "foreign"],
    ["a first frame of a message that fits a single one", "10 05 41 0D 50 00 00 00", "foreign"],
    ["a first frame of 4 GB", "10 00 FF FF FF FF 41 0D", "foreign"],
  ])("%s", (_what, hex, expected) => {
    expect(through(frame(0, 0x7e8, hex))).toEqual([expected]);
  });

  test("a long message of CAN FD, in frames of 64 bytes", () => {
    const payload = Array.from({ length: 100 }, (_, k) => k.toString(16).padStart(2, "0")).join("");
    const [first, second] = [`10 64 ${payload.slice(0, 124)}`, `21 ${payload.slice(124)}${"CC".repeat(25)}`];
    expect(through(frame(0, 0x7e8, first), frame(9, 0x7e8, second))).toEqual(["part", payload]);
  });

  test("a message whose length takes 32 bits", () => {
    const payload = "ab".repeat(16);
    expect(
      through(
        frame(0, 0x7e8, "10 00 00 00 00 10 AB AB"),
        frame(1, 0x7e8, `21 ${"AB".repeat(7)}`),
        frame(2, 0x7e8, `22 ${"AB".repeat(7)}`),
      ),
    ).toEqual(["part", "part", payload]);
  });

  test("any length comes whole, whoever sends between", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 8, maxLength: 300 }), (payload) => {
        const isoTp = createIsoTp();
        const first = Uint8Array.of(0x10 | (payload.length >> 8), payload.length & 0xff, ...payload.subarray(0, 6));
        let last = isoTp.take({ at: 0, bus: "a", id: 0x7e8, data: first });
        for (let from = 6, n = 1; from < payload.length; from += 7, n += 1) {
          isoTp.take(frame(n, 0x7e9, "03 41 0D 50"));
          isoTp.take({ at: n, bus: "b", id: 0x7e8, data: Uint8Array.of(0x20 | ((n + 3) & 15), 1, 2, 3, 4, 5, 6, 7) });
          last = isoTp.take({
            at: n,
            bus: "a",
            id: 0x7e8,
            data: Uint8Array.of(0x20 | (n & 15), ...payload.subarray(from, from + 7)),
          });
        }
        expect(typeof last === "object" && hexOf(last.payload)).toBe(hexOf(payload));
      }),
    );
  });

  test("a new message in the midst of one says that the one is lost", () => {
    const isoTp = createIsoTp();
    isoTp.take(frame(0, 0x7e8, "10 14 49 02 01 31 32 33"));
    expect(isoTp.take(frame(1, 0x7e8, "03 41 0D 50"))).toMatchObject({ interrupted: true });
    isoTp.take(frame(2, 0x7e8, "10 14 49 02 01 31 32 33"));
    expect(isoTp.take(frame(3, 0x7e8, "10 14 49 02 01 31 32 33"))).toBe("lost");
    expect(isoTp.finish(() => true)).toBe(1);
  });

  test("a thousand senders that never finish keep no more than that", () => {
    const isoTp = createIsoTp();
    for (let k = 0; k < 20_000; k += 1) isoTp.take(frame(k, 0x7e8, "10 14 49 02 01 31 32 33", `can${k}`));
    expect(isoTp.finish(() => true)).toBeLessThanOrEqual(1_024);
  });
});

describe("messages of the J1939 transport protocol", () => {
  /** From 00 to 03, in connection mode: 20 bytes in three packets of the group FECA. */
  const request = frame(0, 0x9cec0300, "10 14 00 03 FF CA FE 00");
  const clear = (at: number, packets: number, next: number): Frame =>
    frame(at, 0x9cec0003, `11 0${packets} 0${next} FF FF CA FE 00`);
  const packet = (at: number, n: number): Frame => frame(at, 0x9ceb0300, `0${n} ${`0${n}`.repeat(7)}`);
  const whole = `${"01".repeat(7)}${"02".repeat(7)}${"03".repeat(6)}`;

  const through = (...frames: readonly Frame[]) => {
    const transport = createJ1939Transport();
    return frames.map((one) => {
      const step = transport.take(one);
      return typeof step === "object" ? hexOf(step.whole.data) : step;
    });
  };

  test("in connection mode come whole", () => {
    expect(through(request, clear(10, 3, 1), packet(20, 1), packet(30, 2), packet(40, 3)).at(-1)).toBe(whole);
  });

  test("whose receiver asks for a packet again come whole", () => {
    const frames = [
      request,
      clear(10, 3, 1),
      packet(20, 1),
      packet(30, 2),
      clear(40, 2, 2),
      packet(50, 2),
      packet(60, 3),
    ];
    expect(through(...frames).at(-1)).toBe(whole);
  });

  test.each<readonly [string, readonly Frame[]]>([
    ["lack a packet", [request, packet(20, 1), packet(30, 3)]],
    [
      "are given up by the receiver",
      [request, packet(20, 1), frame(30, 0x9cec0003, "FF 01 FF FF FF CA FE 00"), packet(40, 2)],
    ],
    [
      "are given up by the sender",
      [request, packet(20, 1), frame(30, 0x9cec0300, "FF 01 FF FF FF CA FE 00"), packet(40, 2)],
    ],
    ["pause for too long", [request, packet(20, 1), packet(2_000, 2), packet(2_010, 3)]],
    [
      "announce other packets than their length needs",
      [frame(0, 0x9cec0300, "10 14 00 05 FF CA FE 00"), packet(10, 1)],
    ],
    ["have lost bytes of a packet", [request, packet(20, 1), frame(30, 0x9ceb0300, "02 02 02"), packet(40, 3)]],
  ])("that %s are lost once", (_what, frames) => {
    const steps = through(...frames);
    expect(steps.filter((step) => step === "lost")).toHaveLength(1);
    expect(steps.filter((step) => step !== "lost" && step !== "waiting")).toEqual([]);
  });

  test("packets without a beginning are lost once, and then say nothing", () => {
    expect(through(packet(0, 2), packet(1, 3))).toEqual(["lost", "waiting"]);
  });
});

describe("the order of frames", () => {
  const ordered = (...times: readonly number[]) => {
    const out: number[] = [];
    const faults = { late: 0, astray: 0 };
    const order = createReordering(({ at }) => out.push(at), {
      late: () => (faults.late += 1),
      astray: () => (faults.astray += 1),
    });
    for (const at of times) order.take(frame(at, 1, ""));
    order.finish();
    return { out, ...faults };
  };

  test("a frame written almost a second late comes at its time", () => {
    expect(ordered(0, 500, 1_000, 20, 1_500)).toEqual({ out: [0, 20, 500, 1_000, 1_500], late: 1, astray: 0 });
  });

  test("frames of the same time stay as they were written", () => {
    const out: number[] = [];
    const order = createReordering(({ id }) => out.push(id), { late: () => undefined, astray: () => undefined });
    for (const id of [3, 1, 2]) order.take(frame(7, id, ""));
    for (const [at, id] of [
      [3, 9],
      [9, 8],
      [7, 4],
    ] as const)
      order.take(frame(at, id, ""));
    order.finish();
    expect(out).toEqual([9, 3, 1, 2, 4, 8]);
  });

  test("a lone stamp far ahead or far behind is left out", () => {
    expect(ordered(0, 100, 900_000, 200, -800_000, 300)).toEqual({ out: [0, 100, 200, 300], late: 0, astray: 2 });
  });

  test("a silence of any length is believed when the next frame confirms it", () => {
    expect(ordered(0, 100, 900_000, 900_100)).toMatchObject({ out: [0, 100, 900_000, 900_100], astray: 0 });
    expect(ordered(0, 20_000, 40_000, 60_000)).toMatchObject({ out: [0, 20_000, 40_000, 60_000], astray: 0 });
  });

  test("a clock that was set back begins anew behind all that came before", () => {
    expect(ordered(100_000, 100_500, 40_000, 40_100)).toMatchObject({
      out: [100_000, 100_500, 40_000, 40_100],
      astray: 0,
    });
  });

  test("any shuffling within a second is undone", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(900), { maxLength: 200 }), (jitters) => {
        const times = jitters.map((jitter, k) => 10_000 + k * 10 + jitter);
        const { out } = ordered(...times);
        expect(out).toEqual(times.toSorted((a, b) => a - b));
      }),
    );
  });
});
