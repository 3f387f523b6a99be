import { Subject } from "rxjs";
import { describe, expect, test } from "vitest";
import type { HmiInput } from "../../../agent/hmi/model.ts";
import type { HmiState } from "../../../agent/hmi/protocol.ts";
import { createHmiView } from "../../../agent/hmi/view.ts";
import { degrees } from "../../../agent/hmi-page/format.ts";
import { partStates } from "../../../agent/hmi-page/parts.ts";
import { textsOf } from "../../../agent/hmi-page/texts.ts";
import { verdictOf } from "../../../agent/hmi-page/verdict.ts";
import { figure } from "../../../contract/numbers.ts";
import type { Severity, WarningEvent } from "../../../contract/warning.ts";

const coolant = "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature";
const running: HmiInput[] = [
  { kind: "drive", drive: "d", at: 0 },
  { kind: "link", state: "up", at: 0 },
  { kind: "sample", path: coolant, value: 90, at: 1 },
];
const warning = (severity: Severity): WarningEvent => {
  const episode = "car/coolant-overheat-trend/5";
  const rule = "coolant-overheat-trend";
  return {
    id: `${episode}/0`,
    episode,
    rule,
    subject: "",
    kind: "raised",
    severity,
    at: 5,
    raisedAt: 5,
    revision: 0,
    data: {},
  };
};
const stateAfter = (inputs: readonly HmiInput[]): HmiState => {
  const subject = new Subject<HmiInput>();
  let last: HmiState | undefined;
  createHmiView({})
    .run(subject)
    .subscribe((state) => {
      last = state;
    });
  for (const input of inputs) subject.next(input);
  if (last === undefined) throw new Error("a view has a state at once");
  return last;
};

describe("what the bar says of the car", () => {
  const says = (inputs: readonly HmiInput[], connected = true) =>
    verdictOf(stateAfter(inputs), connected, textsOf.en, "en");

  test.each<[string, HmiInput[], boolean, string, string]>([
    ["everything is live", running, true, "good", "No problems found"],
    ["nothing has come in", [], true, "none", "Waiting for the car"],
    [
      "a new drive has not told anything",
      [...running, { kind: "drive", drive: "e", at: 9 }],
      true,
      "none",
      "Waiting for the car",
    ],
    [
      "a reading is old",
      [...running, { kind: "quality", path: coolant, state: "stale", at: 9 }],
      true,
      "none",
      "Some data missing",
    ],
    ["the car sleeps", [...running, { kind: "link", state: "resting", at: 9 }], true, "none", "Car is asleep"],
    ["the adapter is gone", [...running, { kind: "link", state: "down", at: 9 }], true, "none", "Car not connected"],
    ["the page has lost the agent", running, false, "none", "Display not connected"],
    [
      "a warning is open and waits for standstill",
      [...running, warning("advisory")],
      true,
      "attn",
      "Engine is getting hot",
    ],
    ["the card below says it already", [...running, warning("warning")], true, "attn", "Needs action"],
  ])("%s", (_, inputs, connected, tone, title) => {
    expect(says(inputs, connected)).toMatchObject({ tone, title });
  });

  test("a page without its agent is never good, whatever it last showed", () => {
    expect(says([...running, warning("advisory")], false).tone).toBe("none");
    expect(partStates(stateAfter(running), false).cooling).toBe("stale");
  });
});

test.each([
  [figure(-14, 0), "−14"],
  [figure(12_345.6, 1), "12,345.6"],
  [degrees(-8.40941, "N", "S"), "8.4094° S"],
])("%s is written %s", (written, expected) => {
  expect(written).toBe(expected);
});

test("both languages have the same texts", () => {
  const keys = (value: unknown): unknown =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, keys(inner)]))
      : Array.isArray(value)
        ? value.length
        : typeof value;
  expect(keys(textsOf.en)).toEqual(keys(textsOf["zh-CN"]));
});
