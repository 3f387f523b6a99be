import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  backOffMs,
  covers,
  initialUplink,
  nextUplink,
  type Position,
  type UplinkEffect,
  type UplinkInput,
  type UplinkState,
} from "../../../agent/uplink/uplink-machine.ts";

const limits = { window: 16, receiptTimeoutMs: 60_000, reconnectMinMs: 1_000, reconnectMaxMs: 120_000 };
const row = (seq: number, epoch = 7): Position => ({ epoch, seq });
const rows = (from: number, to: number): Position[] =>
  Array.from({ length: to - from }, (_, index) => row(from + index));
const upTo = (seq: number, gaps: [number, number][] = []): UplinkInput => ({
  kind: "receipt",
  receipt: { v: 1, epoch: 7, upTo: seq, gaps },
});

const after = (...inputs: UplinkInput[]): { state: UplinkState; effects: readonly UplinkEffect[] } =>
  inputs.reduce<{ state: UplinkState; effects: readonly UplinkEffect[] }>(
    ({ state }, input) => nextUplink(state, input, limits),
    { state: initialUplink, effects: [] },
  );
const online: UplinkInput[] = [{ kind: "start" }, { kind: "connected" }];
const sentTwo: UplinkInput[] = [...online, { kind: "rows", rows: rows(0, 2), at: 0 }];

describe("what the uplink does next", () => {
  const table: readonly [name: string, inputs: UplinkInput[], effects: UplinkEffect[]][] = [
    ["a start connects", [{ kind: "start" }], [{ kind: "connect" }]],
    ["a second start changes nothing", [{ kind: "start" }, { kind: "start" }], []],
    ["a connection asks for the oldest messages", online, [{ kind: "read", after: undefined, limit: 16 }]],
    [
      "messages that were found go out in their order",
      sentTwo,
      [
        { kind: "publish", position: row(0) },
        { kind: "publish", position: row(1) },
      ],
    ],
    [
      "a new message is read behind the last one",
      [...sentTwo, { kind: "stored" }],
      [{ kind: "read", after: row(1), limit: 14 }],
    ],
    ["a full window reads nothing", [...online, { kind: "rows", rows: rows(0, 16), at: 0 }, { kind: "stored" }], []],
    ["a message that was read twice goes out once", [...sentTwo, { kind: "rows", rows: rows(0, 2), at: 0 }], []],
    ["nothing is read while offline", [...sentTwo, { kind: "closed", random: 0 }, { kind: "stored" }], []],
    [
      "rows that arrive after the connection was lost stay",
      [...online, { kind: "closed", random: 0 }, { kind: "rows", rows: rows(0, 2), at: 0 }],
      [],
    ],
    [
      "a lost connection waits half the back-off at least",
      [...online, { kind: "closed", random: 0 }],
      [{ kind: "wait", ms: 500 }],
    ],
    [
      "a refused version tries the other at once",
      [{ kind: "start" }, { kind: "closed", random: 1, again: "at once" }],
      [{ kind: "wait", ms: 0 }],
    ],
    [
      "after the wait it connects again",
      [{ kind: "start" }, { kind: "closed", random: 0 }, { kind: "retry" }],
      [{ kind: "connect" }],
    ],
    ["a retry while online changes nothing", [...online, { kind: "retry" }], []],
    [
      "a reconnection begins with the oldest again",
      [...sentTwo, { kind: "closed", random: 0 }, { kind: "retry" }, { kind: "connected" }],
      [{ kind: "read", after: undefined, limit: 16 }],
    ],
    ["59 s without a receipt is patience", [...sentTwo, { kind: "time", at: 59_999 }], []],
    [
      "60 s without a receipt sends again",
      [...sentTwo, { kind: "time", at: 60_000 }],
      [
        { kind: "publish", position: row(0) },
        { kind: "publish", position: row(1) },
      ],
    ],
    [
      "a message sent again waits 60 s anew",
      [...sentTwo, { kind: "time", at: 60_000 }, { kind: "time", at: 119_999 }],
      [],
    ],
    ["a stop says goodbye", [...sentTwo, { kind: "stop" }], [{ kind: "disconnect" }]],
    ["a connection after the stop is none", [...online, { kind: "stop" }, { kind: "connected" }], []],
  ];
  test.each(table)("%s", (_name, inputs, effects) => expect(after(...inputs).effects).toEqual(effects));

  test("a receipt settles, frees the window and reads on", () => {
    const { state, effects } = after(...sentTwo, upTo(0));
    expect(state.sent.map(({ seq }) => seq)).toEqual([1]);
    expect(effects.map(({ kind }) => kind)).toEqual(["settle", "read"]);
  });

  test("a message in a receipt's gap stays in flight", () => {
    expect(after(...sentTwo, upTo(1, [[0, 0]])).state.sent.map(({ seq }) => seq)).toEqual([0]);
  });

  test("the back-off doubles up to its ceiling and never falls under half of it", () => {
    expect([1, 2, 3, 8, 99].map((failures) => backOffMs(failures, 1, limits))).toEqual([
      1_000, 2_000, 4_000, 120_000, 120_000,
    ]);
    expect([1, 2, 3, 8, 99].map((failures) => backOffMs(failures, 0, limits))).toEqual([
      500, 1_000, 2_000, 60_000, 60_000,
    ]);
  });
});

/** A store, a bridge that loses at will, and the machine between them. */
type Move = "store" | "drop" | "deliver" | "receipt" | "close" | "connect" | "minute";
const moves = fc.array(
  fc.constantFrom<Move>(
    "store",
    "store",
    "store",
    "drop",
    "deliver",
    "deliver",
    "receipt",
    "close",
    "connect",
    "minute",
  ),
  {
    maxLength: 300,
    size: "max",
  },
);

const world = () => {
  let state = initialUplink;
  let now = 0;
  let stored: Position[] = [];
  const written: number[] = [];
  const wire: number[] = [];
  const bridge = new Set<number>();
  const faults: string[] = [];

  const feed = (input: UplinkInput): void => {
    const step = nextUplink(state, input, limits);
    state = step.state;
    if (state.sent.length > limits.window) faults.push("more than 16 in flight");
    for (const effect of step.effects) {
      if (effect.kind === "read") {
        const cursor = effect.after?.seq ?? -1;
        const found = stored.filter(({ seq }) => seq > cursor).slice(0, effect.limit + 2);
        if (found.length > 0) feed({ kind: "rows", rows: found, at: now });
      } else if (effect.kind === "publish") {
        if (state.at !== "online") faults.push("published while offline");
        wire.push(effect.position.seq);
      } else if (effect.kind === "settle") {
        const gone = stored.filter((position) => covers(effect.receipt, position));
        if (gone.some(({ seq }) => !bridge.has(seq))) faults.push("deleted what the bridge never had");
        stored = stored.filter((position) => !gone.includes(position));
      }
    }
  };

  const receipt = (): void => {
    const top = Math.max(-1, ...bridge);
    const missing = Array.from({ length: top + 1 }, (_, seq) => seq).filter((seq) => !bridge.has(seq));
    if (state.at === "online")
      feed(
        upTo(
          top,
          missing.map((seq) => [seq, seq]),
        ),
      );
  };

  const make: Record<Move, () => void> = {
    store: () => {
      stored.push(row(written.length));
      written.push(written.length);
      feed({ kind: "stored" });
    },
    deliver: () => {
      const seq = wire.shift();
      if (seq !== undefined) bridge.add(seq);
    },
    drop: () => void wire.shift(),
    receipt,
    close: () => {
      wire.length = 0;
      feed({ kind: "closed", random: 0.5 });
    },
    connect: () => {
      feed({ kind: "retry" });
      feed({ kind: "connected" });
    },
    minute: () => {
      now += 60_000;
      feed({ kind: "time", at: now });
    },
  };
  feed({ kind: "start" });
  return { make, faults, left: () => stored.length, written, bridge };
};

test("whatever is lost on the way: never more than 16 in flight, nothing deleted unreceipted, all arrives in the end", () => {
  fc.assert(
    fc.property(moves, (chosen) => {
      const { make, faults, left, written, bridge } = world();
      for (const move of chosen) make[move]();
      make.connect();
      for (let round = 0; left() > 0 && round < 1_000; round += 1) {
        make.minute();
        for (let count = 0; count < 64; count += 1) make.deliver();
        make.receipt();
      }
      expect(faults).toEqual([]);
      expect(left()).toBe(0);
      expect(bridge.size).toBe(written.length);
    }),
  );
});
