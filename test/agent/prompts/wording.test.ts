import { describe, expect, test } from "vitest";
import { dtcPlain } from "../../../agent/prompts/dtc-plain.ts";
import { dtcClassTexts, dtcTexts } from "../../../agent/prompts/dtc-texts.ts";
import { wordingOf } from "../../../agent/prompts/wording.ts";
import { languages } from "../../../contract/language.ts";
import { signalPaths } from "../../../contract/signals.ts";
import { type Severity, severities, type WarningData } from "../../../contract/warning.ts";
import { type RuleId, ruleIds } from "../../../contract/warnings/catalogue.ts";

const warning = (rule: string, severity: Severity, data: WarningData, subject = "") => {
  const episode = `car/${rule}/1${subject === "" ? "" : `/${subject}`}`;
  return {
    id: `${episode}/0`,
    episode,
    rule,
    subject,
    kind: "raised",
    severity,
    at: 1,
    raisedAt: 1,
    revision: 0,
    data,
  } as const;
};

/** The widest numbers and names each sentence can meet. */
const widest: readonly WarningData[] = [
  {},
  { t: -39.5, m: 120, km: 29_900, d: 1_350 },
  { ambient: -39.5 },
  { fault: "over", v: 15.6 },
  { fault: "under", v: 12.6, m: 60 },
  { km: 0, mm: 1.2 },
  { km: 2_900, uneven: 1 },
  { d: 1_350, rangeKm: 1_250 },
  { t: 128.5, m: 5, km: 900, d: 55 },
  { fault: "failed", rules: "coolant-overheat-trend" },
  ...signalPaths.flatMap((path) => ["lost", "stuck"].map((fault) => ({ path, fault }))),
  ...[...Object.keys(dtcTexts), "P0999", "P1234", "C1234", "B0002", "B1234", "U0001"].map((codes) => ({ codes })),
];
const limits = { "zh-CN": { title: 12, body: 40, line: 24 }, en: { title: 28, body: 90, line: 56 } } as const;

describe("every sentence fits the card", () => {
  test.each(ruleIds.flatMap((rule) => severities.map((severity) => [rule, severity] as const)))(
    "%s, %s",
    (rule, severity) => {
      for (const data of widest) {
        for (const [context, subject] of [[{}], [{ rescueNumber: "400-555-0100" }, "rear"]] as const) {
          const wording = wordingOf(warning(rule, severity, data, subject), context);
          for (const language of languages) {
            for (const part of ["title", "body", "line"] as const) {
              const text = wording[part][language];
              expect(text, `${language} ${part}`).not.toMatch(/[{}]|undefined|NaN/);
              expect(text).not.toBe("");
              expect(text.length, `${language} ${part}: ${text}`).toBeLessThanOrEqual(limits[language][part]);
            }
          }
        }
      }
    },
  );

  test("a code in plain words leaves room for the rest of its sentence", () => {
    for (const [code, text] of Object.entries({ ...dtcTexts, ...dtcClassTexts })) {
      expect(text["zh-CN"].length, code).toBeLessThanOrEqual(20);
      expect(text.en.length, code).toBeLessThanOrEqual(48);
    }
  });
});

describe("what is said", () => {
  const body = (rule: RuleId, severity: Severity, data: WarningData, language: "zh-CN" | "en" = "en"): string =>
    wordingOf(warning(rule, severity, data), { rescueNumber: "12122" }).body[language];

  test.each<[string, string, string]>([
    [
      "a pack at -14 Celsius",
      body("cold-start-preheat", "info", { t: -14 }),
      "Battery is −14 °C. Preheat before you go. Tap for a battery health check.",
    ],
    [
      "pads with a distance",
      body("brake-pad-wearout", "advisory", { km: 3_000 }),
      "Front pads: about 3,000 km left. Book a change now.",
    ],
    [
      "pads without a distance",
      body("brake-pad-wearout", "advisory", {}),
      "The pads are close to their limit. Book a change now.",
    ],
    [
      "coolant with minutes",
      body("coolant-overheat-trend", "warning", { m: 4, t: 108 }, "zh-CN"),
      "约4分钟后可能过热，请减速、关空调、靠边。",
    ],
    [
      "coolant at the limit",
      body("coolant-overheat-trend", "critical", { t: 118 }, "zh-CN"),
      "水温118℃，继续行驶会损坏发动机。请勿打开水箱盖。",
    ],
    [
      "a battery that grows weaker",
      body("lv-crank-decline", "advisory", { v: 9.1, limit: 9.6, t: 4, health: 72, below: 0, starts: 5 }),
      "Start voltage keeps falling. The battery may be ageing; please have it tested.",
    ],
    [
      "a battery as strong as ever, and not strong enough for the cold ahead",
      body("lv-crank-decline", "warning", { v: 9.1, limit: 9.6, t: 4, health: 100, below: 2, starts: 5 }),
      "In colder weather the battery may not start the engine. Please have it tested.",
    ],
    [
      "a known code",
      body("dtc-confirmed", "warning", { codes: "P0301" }),
      "Cylinder 1 is misfiring. Please have it checked today.",
    ],
    [
      "the first of several codes",
      body("dtc-confirmed", "advisory", { codes: "P0420,P0171" }, "zh-CN"),
      "尾气净化效率下降，建议两周内到店检查。",
    ],
    [
      "a remote place",
      body("remote-area-help", "info", { d: 119 }),
      "Nearest service 119 km. Rescue 12122. Tap for the list.",
    ],
    [
      "a lost signal by its name",
      body("warning-data-quality", "info", { path: "Vehicle.Speed" }, "zh-CN"),
      "车速暂无数据，相关提醒已暂停。",
    ],
    [
      "a stuck one is not told as lost",
      body("warning-data-quality", "info", { path: "Vehicle.OBD.MAF", fault: "stuck" }, "zh-CN"),
      "进气量读数停住不动，相关提醒已暂停。",
    ],
    [
      "a check that failed is no lost signal",
      body("warning-data-quality", "info", { rules: "lv-crank-decline", fault: "failed" }),
      "A check in this unit failed; its warnings pause until the next drive.",
    ],
    [
      "a lost signal without one",
      body("warning-data-quality", "info", { path: "Vehicle.Cabin.Door" }),
      "No data for some signals; their warnings are paused.",
    ],
  ])("%s", (_, said, expected) => {
    expect(said).toBe(expected);
  });

  test("the rear axle is named", () => {
    expect(wordingOf(warning("brake-pad-wearout", "warning", { km: 900 }, "rear")).line.en).toBe(
      "Rear pads: about 900 km left",
    );
  });

  test("a code that is only the subject is found too", () => {
    expect(wordingOf(warning("dtc-confirmed", "warning", {}, "P0217")).line.en).toBe("The engine is too hot");
  });

  test("without a rescue number the sentence does without it", () => {
    const said = wordingOf(warning("remote-area-help", "info", { d: 60 })).body;
    expect(said.en).not.toContain("{");
    expect(said.en).toBe("Nearest service 60 km. Tap for the list.");
  });

  test("a rule of a newer agent is said to be unknown, not guessed", () => {
    expect(wordingOf(warning("tyre-slow-leak", "warning", {})).title.en).toBe("Notice from the car");
  });

  test.each([
    ["P0301", "Cylinder 1 is misfiring"],
    ["P0345", "The ignition reports a fault"],
    ["P1690", "The engine reports a maker-specific fault"],
    ["P3456", "The engine or drive reports a fault"],
    ["P0218", "The gearbox is too hot"],
    ["P0522", "Oil pressure reading is off"],
    ["P0561", "The charging system reports a fault"],
    ["P0222", "The electronic throttle reports a fault"],
    ["C0049", "Brake fluid is low"],
    ["B0005", "The airbags report a fault"],
    ["B0105", "Airbags or body report a fault"],
    ["", "The car reports a fault"],
  ])("%s reads: %s", (code, text) => {
    expect(dtcPlain(code).en).toBe(text);
  });
});
