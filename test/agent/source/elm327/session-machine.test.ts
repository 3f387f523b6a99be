import { describe, expect, test } from "vitest";
import type { ParsedAnswer } from "../../../../agent/source/elm327/answers.ts";
import { type FailureCode, failure, failures } from "../../../../agent/source/elm327/failures.ts";
import {
  closedSession,
  type Facts,
  linkOf,
  nothingKnown,
  type Phase,
  type Session,
  type SessionInput,
  wanted,
} from "../../../../agent/source/elm327/session.ts";
import { nextSession } from "../../../../agent/source/elm327/session-machine.ts";

const at = (phase: Phase, facts: Partial<Facts> = {}): Session => ({ phase, facts: { ...nothingKnown, ...facts } });
const replied = (...lines: string[]): SessionInput => ({ kind: "replied", lines });
const bad = (request: string, code: FailureCode): SessionInput => ({
  kind: "answered",
  request,
  answer: { ok: false, error: failure(code) },
});
const good = (request: string, ...bitmaps: readonly (readonly number[])[]): SessionInput => {
  const pid = request.slice(2, 4);
  const answers = bitmaps.map((bytes, n) => ({
    service: "01",
    pid,
    ecu: `7E${8 + n}`,
    bus: "can" as const,
    bytes: Uint8Array.from(bytes),
  }));
  const answer: ParsedAnswer = { ok: true, answers, refusals: [], complete: true };
  return { kind: "answered", request, answer };
};
const failed = (code: FailureCode): SessionInput => ({ kind: "failed", code });

const reset = (tries: number, command: "ATZ" | "ATWS" = "ATZ"): Phase => ({ at: "resetting", command, tries });
const mapping = (base: string, tries = 0): Phase => ({ at: "mapping", base, tries });
const polling: Phase = { at: "polling" };
const shut: Phase = { at: "backoff", portOpen: false };
const open: Phase = { at: "backoff", portOpen: true };

describe("from one phase to the next", () => {
  test.each<[string, Session, SessionInput, Phase, Partial<Facts>]>([
    ["the start opens the port", closedSession, { kind: "start" }, { at: "opening" }, {}],
    ["an open port is reset", at({ at: "opening" }), { kind: "opened" }, reset(0), {}],
    ["no port: wait", at({ at: "opening" }), { kind: "openFailed", reason: "X" }, shut, { reason: "X", attempt: 1 }],
    ["a banner after the reset", at(reset(0)), replied("ELM327 v1.5"), { at: "configuring", step: 0 }, {}],
    ["junk after the reset is as good", at(reset(0)), replied("\u00fc", "ELM3"), { at: "configuring", step: 0 }, {}],
    ["half a command was in the buffer: reset again", at(reset(0)), replied("?"), reset(1), {}],
    ["a reset that says nothing", at(reset(1)), replied(), reset(2), {}],
    ["three resets in vain", at(reset(2)), replied("?"), shut, { reason: "UNKNOWN COMMAND" }],
    ["echo off", at({ at: "configuring", step: 0 }), replied("ATE0", "OK"), { at: "configuring", step: 1 }, {}],
    [
      "the adapter says its name",
      at({ at: "configuring", step: 1 }),
      replied("ELM327 v2.1"),
      { at: "configuring", step: 2 },
      { adapter: "ELM327 v2.1" },
    ],
    [
      "no name is no harm",
      at({ at: "configuring", step: 1 }),
      replied("?"),
      { at: "configuring", step: 2 },
      { adapter: "" },
    ],
    [
      "headers on",
      at({ at: "configuring", step: 4 }),
      replied("OK"),
      { at: "configuring", step: 5 },
      { headers: true },
    ],
    [
      "a clone without headers",
      at({ at: "configuring", step: 4 }),
      replied("?"),
      { at: "configuring", step: 5 },
      { headers: false },
    ],
    ["a clone without adaptive timing", at({ at: "configuring", step: 5 }), replied("?"), { at: "voltage" }, {}],
    [
      "a brown-out while it is set up",
      at({ at: "configuring", step: 2 }),
      replied("ELM327 v1.5"),
      reset(0),
      { reason: "ADAPTER RESET", recoveries: 1 },
    ],
    ["the voltage is read", at({ at: "voltage" }), good("ATRV"), { at: "probing", step: 0 }, {}],
    [
      "a voltage that is none is no harm",
      at({ at: "voltage" }),
      bad("ATRV", "MALFORMED_VOLTAGE"),
      { at: "probing", step: 0 },
      {},
    ],
    ["the protocol is chosen", at({ at: "probing", step: 0 }), replied("OK"), { at: "probing", step: 1 }, {}],
    [
      "the car answers",
      at({ at: "probing", step: 1 }),
      replied("SEARCHING...", "7E8064100BE3FA813"),
      { at: "probing", step: 2 },
      {},
    ],
    [
      "the adapter's search finds nothing: each protocol is tried, once",
      at({ at: "probing", step: 1 }),
      replied("SEARCHING...", "UNABLE TO CONNECT"),
      { at: "trying", step: 0 },
      {},
    ],
    [
      "the ignition is still off",
      at({ at: "probing", step: 1 }, { attempt: 1 }),
      replied("SEARCHING...", "UNABLE TO CONNECT"),
      open,
      { reason: "UNABLE TO CONNECT", attempt: 2 },
    ],
    ["a protocol is chosen", at({ at: "trying", step: 0 }), replied("OK"), { at: "trying", step: 1 }, {}],
    ["a protocol that the adapter lacks", at({ at: "trying", step: 0 }), replied("?"), { at: "trying", step: 2 }, {}],
    ["not this protocol", at({ at: "trying", step: 1 }), replied("CAN ERROR"), { at: "trying", step: 2 }, {}],
    ["this protocol", at({ at: "trying", step: 3 }), replied("7E8064100BE3FA813"), { at: "probing", step: 2 }, {}],
    [
      "none of the protocols",
      at({ at: "trying", step: 17 }),
      replied("NO DATA"),
      open,
      { reason: "UNABLE TO CONNECT" },
    ],
    ["a brown-out between two protocols", at({ at: "trying", step: 3 }), replied("LV RESET"), reset(0), {}],
    [
      "nothing at all: asked again",
      at({ at: "probing", step: 1 }),
      replied(),
      { at: "probing", step: 1, tries: 1 },
      { attempt: 0 },
    ],
    [
      "nothing at all, time and again",
      at({ at: "probing", step: 1, tries: 3 }),
      replied(),
      open,
      { reason: "EMPTY ANSWER" },
    ],
    [
      "a car that answers, and the answer is spoilt: asked again",
      at({ at: "probing", step: 1, tries: 1 }, { protocol: "6" }),
      replied("7E8064100BE3FA813", "7E9 <DATA ERROR"),
      { at: "probing", step: 1, tries: 2 },
      { attempt: 0 },
    ],
    [
      "an adapter that is full at the first answer of many ECUs: asked again",
      at({ at: "probing", step: 1 }),
      replied("7E8064100BE3FA813", "BUFFER FULL"),
      { at: "probing", step: 1, tries: 1 },
      {},
    ],
    [
      "the last try is whole",
      at({ at: "probing", step: 1, tries: 3 }),
      replied("7E8064100BE3FA813"),
      { at: "probing", step: 2 },
      {},
    ],
    [
      "a car that was known sleeps",
      at({ at: "probing", step: 1 }, { protocol: "6" }),
      replied("NO DATA"),
      open,
      { protocol: "6", reason: "NO DATA" },
    ],
    [
      "it sleeps for long: it may be another car",
      at({ at: "probing", step: 1 }, { protocol: "6", attempt: 3 }),
      replied("NO DATA"),
      { at: "probing", step: 0 },
      { protocol: "" },
    ],
    [
      "nobody uses the car",
      at(polling, { silent: 4 }),
      { kind: "rest", reason: "X" },
      open,
      { reason: "X", silent: 0 },
    ],
    ["the adapter is lost while it keeps watch", at(open), failed("STUCK"), shut, { reason: "STUCK" }],
    ["found by search", at({ at: "probing", step: 2 }), replied("A6"), mapping("00"), { protocol: "6" }],
    [
      "a clone that cannot say the protocol",
      at({ at: "probing", step: 2 }),
      replied("?"),
      mapping("00"),
      { protocol: "" },
    ],
    ["a lorry", at({ at: "probing", step: 2 }), replied("AA"), open, { reason: "PROTOCOL UNSUPPORTED" }],
    [
      "a brown-out while it searches",
      at({ at: "probing", step: 1 }),
      replied("LV RESET"),
      reset(0),
      { reason: "ADAPTER RESET" },
    ],
    [
      "a first bitmap with a second",
      at(mapping("00")),
      good("0100", [0x08, 0, 0, 1], [0x10, 0, 0, 0]),
      mapping("20"),
      { pids: ["04", "05"] },
    ],
    [
      "the last bitmap",
      at(mapping("20"), { pids: ["05"] }),
      good("0120", [0x80, 0, 0, 0]),
      { at: "identifying", step: 0 },
      { pids: ["05", "21"] },
    ],
    [
      "a known car is not asked again who it is",
      at(mapping("00"), { identified: true }),
      good("0100", [0x08, 0, 0, 0]),
      polling,
      { pids: ["05"] },
    ],
    ["a bad bitmap is asked for again", at(mapping("00")), bad("0100", "NOT_HEX"), mapping("00", 1), {}],
    [
      "no first bitmap",
      at(mapping("00", 2)),
      bad("0100", "NO_DATA"),
      reset(0, "ATWS"),
      { reason: "NO DATA", recoveries: 1 },
    ],
    [
      "no second bitmap: what is known is enough",
      at(mapping("20", 2), { pids: ["05"] }),
      bad("0120", "NO_DATA"),
      { at: "identifying", step: 0 },
      { pids: ["05"] },
    ],
    ["the VIN", at({ at: "identifying", step: 0 }), good("0902"), { at: "identifying", step: 1 }, { identified: true }],
    [
      "no VIN",
      at({ at: "identifying", step: 0 }),
      bad("0902", "NO_DATA"),
      { at: "identifying", step: 1 },
      { identified: false },
    ],
    ["the last of the lists", at({ at: "identifying", step: 3 }), bad("0A", "NEGATIVE_RESPONSE"), polling, {}],
    [
      "the buffer overflows at the VIN",
      at({ at: "identifying", step: 0 }),
      bad("0902", "BUFFER_FULL"),
      reset(0, "ATWS"),
      { reason: "BUFFER FULL" },
    ],
    ["a late VIN", at(polling), good("0902"), polling, { identified: true }],
    [
      "the bus is closed for a new search",
      at({ at: "recovering" }, { protocol: "6" }),
      replied("OK"),
      { at: "probing", step: 0 },
      { protocol: "6" },
    ],
    ["the wait is over, the port still open", at(open, { attempt: 2 }), { kind: "waited" }, reset(0), { attempt: 2 }],
    [
      "the wait is over, the port shut: nothing is known any more",
      at(shut, { attempt: 2, pids: ["05"], identified: true }),
      { kind: "waited" },
      { at: "opening" },
      { attempt: 2, pids: [], identified: false },
    ],
  ])("%s", (_, before, input, phase, facts) => {
    const after = nextSession(before, input);
    expect(after.phase).toEqual(phase);
    expect(after.facts).toMatchObject(facts);
  });
});

describe("while polling", () => {
  const reactions: Readonly<Record<string, Phase>> = {
    count: polling,
    retry: polling,
    warmStart: reset(0, "ATWS"),
    reselect: { at: "recovering" },
    reinitialise: reset(0),
    reopen: shut,
  };
  const codes = Object.keys(failures).map((code) => code as FailureCode);

  test.each(codes)("%s is met as the table says", (code) => {
    expect(nextSession(at(polling), bad("010C", code)).phase).toEqual(reactions[failures[code].reaction]);
  });

  test.each(codes)("after three recoveries without one good answer, %s that needs a fourth closes the port", (code) => {
    const strong = !["count", "retry"].includes(failures[code].reaction);
    expect(nextSession(at(polling, { recoveries: 3 }), bad("010C", code)).phase).toEqual(strong ? shut : polling);
  });

  test("a good answer forgets all that was bad", () => {
    const worn = at(polling, { silent: 3, faults: 4, recoveries: 2, attempt: 5 });
    expect(nextSession(worn, good("010C", [0, 0])).facts).toMatchObject({
      silent: 0,
      faults: 0,
      recoveries: 0,
      attempt: 0,
    });
  });

  test("a voltage is no word of the car's: silence stays silence", () => {
    const silent = at(polling, { silent: 3 });
    expect(nextSession(silent, good("ATRV")).facts.silent).toBe(3);
  });

  test("twelve requests in a row without data: the engine is off, the bus is left alone", () => {
    let session = at(polling);
    for (let n = 0; n < 11; n++) session = nextSession(session, bad("010C", "NO_DATA"));
    expect(session.phase).toEqual(polling);
    expect(nextSession(session, bad("010C", "NO_DATA"))).toMatchObject({ phase: open, facts: { reason: "NO DATA" } });
  });

  test("ten bad answers in a row: the adapter lost its footing", () => {
    let session = at(polling);
    for (let n = 0; n < 9; n++) session = nextSession(session, bad("010C", "NOT_HEX"));
    expect(session.phase).toEqual(polling);
    expect(nextSession(session, bad("010C", "NOT_HEX")).phase).toEqual(reset(0, "ATWS"));
  });
});

describe("commands without an end", () => {
  const phases: readonly Phase[] = [
    reset(0),
    { at: "configuring", step: 2 },
    { at: "voltage" },
    { at: "probing", step: 1 },
    mapping("00"),
    { at: "identifying", step: 0 },
    polling,
    { at: "recovering" },
    { at: "trying", step: 1 },
  ];
  test.each(phases)("$at: too late is a warm start, stuck or closed a new connection", (phase) => {
    expect(nextSession(at(phase), failed("TIMEOUT")).phase).toEqual(reset(0, "ATWS"));
    expect(nextSession(at(phase), failed("ADAPTER_RESET")).phase).toEqual(reset(0));
    expect(nextSession(at(phase), failed("STUCK"))).toMatchObject({ phase: shut, facts: { reason: "STUCK" } });
    expect(nextSession(at(phase), failed("CLOSED"))).toMatchObject({ phase: shut, facts: { reason: "CLOSED" } });
  });

  test.each([...phases, open, shut, { at: "opening" } as const])("$at: stop closes", (phase) => {
    expect(nextSession(at(phase), { kind: "stop" }).phase).toEqual({ at: "closed" });
  });

  test("what does not belong to a phase changes nothing", () => {
    const inputs: readonly SessionInput[] = [{ kind: "start" }, { kind: "opened" }, { kind: "waited" }, replied("OK")];
    for (const input of inputs) expect(nextSession(at(polling), input)).toEqual(at(polling));
    expect(nextSession(at(reset(0)), { kind: "rest", reason: "X" })).toEqual(at(reset(0)));
    for (const input of [replied("OK"), good("0100"), failed("TIMEOUT"), { kind: "opened" } as const])
      expect(nextSession(at(shut), input)).toEqual(at(shut));
  });
});

test("what each phase wants, and how it looks from outside", () => {
  const table: readonly [Session, unknown, string][] = [
    [closedSession, { do: "nothing" }, "down"],
    [at({ at: "opening" }), { do: "open" }, "connecting"],
    [at(reset(0, "ATWS")), { do: "run", command: "ATWS", read: "text", patience: "reset" }, "connecting"],
    [
      at({ at: "configuring", step: 4 }),
      { do: "run", command: "ATH1", read: "text", patience: "setting" },
      "connecting",
    ],
    [at({ at: "voltage" }), { do: "run", command: "ATRV", read: "answer", patience: "setting" }, "connecting"],
    [at({ at: "probing", step: 0 }), { do: "run", command: "ATSP0", read: "text", patience: "setting" }, "connecting"],
    [
      at({ at: "probing", step: 0 }, { protocol: "6" }),
      { do: "run", command: "ATSP6", read: "text", patience: "setting" },
      "connecting",
    ],
    [at({ at: "probing", step: 1 }), { do: "run", command: "0100", read: "text", patience: "search" }, "connecting"],
    [at({ at: "probing", step: 2 }), { do: "run", command: "ATDPN", read: "text", patience: "setting" }, "connecting"],
    [at({ at: "trying", step: 2 }), { do: "run", command: "ATTP8", read: "text", patience: "setting" }, "connecting"],
    [at({ at: "trying", step: 3 }), { do: "run", command: "0100", read: "text", patience: "search" }, "connecting"],
    [at(mapping("40")), { do: "run", command: "0140", read: "answer", patience: "request" }, "connecting"],
    [at({ at: "identifying", step: 1 }), { do: "run", command: "03", read: "answer", patience: "request" }, "up"],
    [at(polling), { do: "poll" }, "up"],
    [at({ at: "recovering" }), { do: "run", command: "ATPC", read: "text", patience: "setting" }, "connecting"],
    [at(open, { attempt: 3 }), { do: "wait", attempt: 3, keepPort: true }, "resting"],
    [at(shut, { attempt: 1 }), { do: "wait", attempt: 1, keepPort: false }, "down"],
  ];
  for (const [session, want, link] of table) {
    expect(wanted(session)).toEqual(want);
    expect(linkOf(session)).toBe(link);
  }
});
