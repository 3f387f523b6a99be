import { Subject } from "rxjs";
import { describe, expect, test } from "vitest";
import type { Dealer } from "../../../agent/dealers/dealer.ts";
import { createDirectory } from "../../../agent/dealers/nearest.ts";
import type { HmiInput } from "../../../agent/hmi/model.ts";
import { changeOf, type HmiState, hmiStateSchema } from "../../../agent/hmi/protocol.ts";
import { createHmiView, type HmiViewOptions, type ShownPrompt, shownPrompts } from "../../../agent/hmi/view.ts";
import type { SignalPath } from "../../../contract/signals.ts";
import type { Severity, WarningData, WarningEvent } from "../../../contract/warning.ts";
import type { RuleId } from "../../../contract/warnings/catalogue.ts";

const coolant = "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature";
const sample = (path: SignalPath, value: number, at: number): HmiInput => ({ kind: "sample", path, value, at });
const tick = (at: number): HmiInput => ({ kind: "tick", at });
const drive = (at: number): HmiInput => ({ kind: "drive", drive: `d${at}`, at });
const parked = (at: number): HmiInput[] => [sample("Vehicle.Speed", 0, at), tick(at + 2_000)];
const warning = (rule: RuleId, severity: Severity, at: number, data: WarningData = {}): WarningEvent => {
  const episode = `car/${rule}/${at}`;
  return {
    id: `${episode}/0`,
    episode,
    rule,
    subject: "",
    kind: "raised",
    severity,
    at,
    raisedAt: at,
    revision: 0,
    data,
  };
};

const statesOf = (inputs: readonly HmiInput[], options: HmiViewOptions = {}, saved?: unknown) => {
  const view = createHmiView(options, saved);
  const subject = new Subject<HmiInput>();
  const states: HmiState[] = [];
  view.run(subject).subscribe((state) => states.push(state));
  for (const input of inputs) subject.next(input);
  return { states, view };
};
const last = (inputs: readonly HmiInput[], options: HmiViewOptions = {}, saved?: unknown): HmiState =>
  hmiStateSchema.parse(statesOf(inputs, options, saved).states.at(-1));

describe("figures", () => {
  const tile = (inputs: readonly HmiInput[]) => last(inputs).tiles.find(({ id }) => id === "coolant");

  test("only what the car gives is shown", () => {
    expect(last([drive(0)]).tiles).toEqual([]);
    const ids = last([drive(0), sample(coolant, 90, 1), sample("Vehicle.Speed", 3, 2)]).tiles.map(({ id }) => id);
    expect(ids).toEqual(["coolant", "speed"]);
  });

  test("a live value has its range of this drive", () => {
    const seen = tile([drive(0), sample(coolant, 88, 1), sample(coolant, 91, 2), sample(coolant, 90, 3)]);
    expect(seen).toMatchObject({ value: 90, freshness: "live", low: 88, high: 91, at: null });
  });

  test("a stale value is told with its time, and is live again when it comes back", () => {
    const gone: HmiInput[] = [
      drive(0),
      sample(coolant, 90, 1_000),
      { kind: "quality", path: coolant, state: "stale", at: 9_000 },
    ];
    expect(tile(gone)).toMatchObject({ value: 90, freshness: "stale", at: 1_000 });
    expect(tile([...gone, sample(coolant, 91, 10_000)])).toMatchObject({ value: 91, freshness: "live" });
  });

  test("a value that was not plausible is not shown as live", () => {
    const inputs: HmiInput[] = [
      drive(0),
      sample(coolant, 90, 1),
      { kind: "quality", path: coolant, state: "implausible", at: 2 },
    ];
    expect(tile(inputs)?.freshness).toBe("stale");
  });

  test("in a new drive yesterday's value is no data, never a number", () => {
    expect(tile([drive(0), sample(coolant, 90, 1), drive(9_000)])).toMatchObject({ value: null, freshness: "none" });
  });

  test("one worn pad is a worn axle, told as what is left", () => {
    const wheel = (side: "Left" | "Right", wear: number): HmiInput =>
      sample(`Vehicle.Chassis.Axle.Row1.Wheel.${side}.Brake.PadWear`, wear, 1);
    const pads = last([drive(0), wheel("Left", 60), wheel("Right", 80)]).tiles.find(({ id }) => id === "brake-pads");
    expect(pads?.value).toBe(20);
  });

  test("an open warning marks its figure", () => {
    const hot = warning("coolant-overheat-trend", "warning", 5, { t: 108 });
    expect(tile([drive(0), sample(coolant, 108, 1), hot])?.attention).toBe("warning");
  });

  test.each<[HmiState["car"]["powertrain"], SignalPath[]]>([
    ["unknown", ["Vehicle.Speed"]],
    ["combustion", [coolant]],
    ["electric", ["Vehicle.Powertrain.TractionBattery.StateOfCharge.Current"]],
    ["hybrid", [coolant, "Vehicle.Powertrain.TractionBattery.StateOfCharge.Current"]],
  ])("a car that is %s is told by its signals", (powertrain, paths) => {
    expect(last([drive(0), ...paths.map((path) => sample(path, 50, 1))]).car.powertrain).toBe(powertrain);
  });
});

describe("help", () => {
  const dealer = (id: string, latitude: number, longitude: number, country: string): Dealer => ({
    id,
    name: { "zh-CN": id, en: id },
    latitude,
    longitude,
    country,
    brand: "",
    phone: "400-555-0101",
    services: ["ev"],
    hours: "24/7",
  });
  const directory = createDirectory([
    dealer("ruoqiang", 39.02, 88.17, "CN"),
    dealer("qiemo", 38.15, 85.53, "CN"),
    dealer("korla", 41.73, 86.17, "CN"),
    dealer("karlsruhe", 49.01, 8.4, "DE"),
  ]);
  const at = (latitude: number, longitude: number): HmiInput[] => [
    drive(0),
    sample("Vehicle.CurrentLocation.Latitude", latitude, 5),
    sample("Vehicle.CurrentLocation.Longitude", longitude, 5),
  ];

  test("names the three nearest, the place and the country's numbers", () => {
    const { help } = last(at(38.62, 86.9), { directory });
    expect(help.points.map(({ id, distanceKm }) => [id, Math.round(distanceKm)])).toEqual([
      ["ruoqiang", 119],
      ["qiemo", 130],
      ["korla", 351],
    ]);
    expect(help.place).toEqual({ latitude: 38.62, longitude: 86.9, at: 5, source: "car" });
    expect(help.rescue[0]?.number).toBe("12122");
  });

  test("near Karlsruhe the number is 112, and the brand's own line comes first where there is one", () => {
    expect(last(at(48.9, 8.5), { directory }).help.rescue[0]?.number).toBe("112");
    expect(last(at(48.9, 8.5), { directory, brandRescue: "400-555-0100" }).help.rescue[0]?.number).toBe("400-555-0100");
  });

  test("a car without a position has no list, unless the configuration names its home", () => {
    expect(last([drive(0)], { directory }).help).toMatchObject({ place: null, points: [], directorySize: 4 });
    const home = { latitude: 49, longitude: 8.4 };
    const { help } = last([drive(0)], { directory, home });
    expect(help.place).toEqual({ ...home, at: null, source: "configured" });
    expect(help.points).toHaveLength(3);
  });

  test("standing still gives the same list, the same object, so it is not sent again", () => {
    const { states } = statesOf([...at(38.62, 86.9), ...at(38.62002, 86.90001).slice(1), tick(2_000)], { directory });
    const [before, after] = states.slice(-2);
    expect(before).toBeDefined();
    expect(after?.help).toBe(before?.help);
  });
});

describe("what the driver did and what came of it", () => {
  test("a request is saved, and delivered once the bridge has confirmed everything", () => {
    const inputs: HmiInput[] = [
      { kind: "uplink", state: "offline", waiting: 0, at: 1 },
      { kind: "request", request: "battery-health-check", episode: "car/cold-start-preheat/1", at: 2 },
      { kind: "uplink", state: "offline", waiting: 1, at: 3 },
    ];
    expect(last(inputs)).toMatchObject({
      requests: [{ state: "saved" }],
      uplink: { state: "offline", since: 1, waiting: 1 },
    });
    const online: HmiInput[] = [...inputs, { kind: "uplink", state: "online", waiting: 0, at: 9 }];
    expect(last(online)).toMatchObject({ requests: [{ state: "delivered" }], uplink: { state: "online", since: 9 } });
  });

  test("the newest word on a ticket wins, whatever the order", () => {
    const notice = (state: string, revision: number): HmiInput => ({
      kind: "ticket",
      notice: { v: 1, ticket: "t1", number: "F-000123", episode: "car/brake-pad-wearout/1", state, revision, at: 1 },
    });
    expect(last([notice("scheduled", 2), notice("new", 0)]).tickets).toEqual([
      {
        number: "F-000123",
        title: { "zh-CN": "刹车片快用完", en: "Brake pads nearly worn" },
        state: "scheduled",
        episode: "car/brake-pad-wearout/1",
        at: 1,
      },
    ]);
  });

  test("language and theme are the driver's", () => {
    expect(last([{ kind: "settings", language: "en", theme: "night" }])).toMatchObject({
      language: "en",
      theme: "night",
    });
  });
});

describe("the stream of states", () => {
  const cold = warning("cold-start-preheat", "info", 3_000, { t: -14 });

  test("a sample that changes nothing shown sends nothing", () => {
    const { states } = statesOf([drive(0), sample(coolant, 90, 1)]);
    const again = statesOf([
      drive(0),
      sample(coolant, 90, 1),
      sample(coolant, 90.2, 2),
      sample("Vehicle.OBD.MAF", 3, 3),
    ]);
    expect(again.states).toHaveLength(states.length);
  });

  test("between two states only what is new is sent", () => {
    const { states } = statesOf([drive(0), sample(coolant, 90, 1), tick(1_000)]);
    const [before, after] = states.slice(-2);
    if (before === undefined || after === undefined) throw new Error("two states were expected");
    expect(changeOf(before, after)).toEqual({ at: 1_000 });
    expect(changeOf(after, after)).toBeUndefined();
  });

  test("each prompt is told once when it takes the screen, and again when it gets worse", () => {
    const hot = warning("coolant-overheat-trend", "warning", 9_000, { t: 108, m: 3 });
    const worse: WarningEvent = {
      ...hot,
      kind: "escalated",
      severity: "critical",
      revision: 1,
      at: 12_000,
      data: { t: 118 },
    };
    const subject = new Subject<HmiInput>();
    const shown: ShownPrompt[] = [];
    shownPrompts(createHmiView({ language: "en" }).run(subject)).subscribe((prompt) => shown.push(prompt));
    for (const input of [
      drive(0),
      ...parked(0),
      cold,
      tick(4_000),
      sample("Vehicle.Speed", 50, 8_000),
      hot,
      tick(11_000),
      worse,
      tick(13_000),
    ])
      subject.next(input);
    expect(shown.map(({ rule, severity, title }) => [rule, severity, title])).toEqual([
      ["cold-start-preheat", "info", "Cold: warm the battery first"],
      ["coolant-overheat-trend", "warning", "Engine is getting hot"],
      ["coolant-overheat-trend", "critical", "Stop now. Engine off."],
    ]);
  });

  test("after a power cut the page is what it was: card, known figures, place, tickets", () => {
    const inputs: HmiInput[] = [
      drive(0),
      ...parked(0),
      sample(coolant, 90, 1),
      sample("Vehicle.CurrentLocation.Latitude", 49, 5),
      sample("Vehicle.CurrentLocation.Longitude", 8.4, 5),
      cold,
    ];
    const { view } = statesOf(inputs);
    const saved: unknown = JSON.parse(JSON.stringify(view.freeze()));
    const state = last([tick(6_000)], {}, saved);
    expect(state.prompt?.card.episode).toBe(cold.episode);
    expect(state.tiles).toMatchObject([{ id: "coolant", freshness: "none" }, { id: "speed" }]);
    expect(state.help.place).toMatchObject({ latitude: 49, longitude: 8.4 });
  });

  test.each([undefined, null, { v: 2 }, "state", { v: 1, prompts: {} }])(
    "a checkpoint that is %j is a fresh start",
    (saved) => {
      expect(last([drive(0)], {}, saved).open).toEqual([]);
    },
  );
});
