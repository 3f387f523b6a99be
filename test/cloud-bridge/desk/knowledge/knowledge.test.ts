import { describe, expect, test } from "vitest";
import { file, rulesTitled, word } from "../../../../cloud-bridge/desk/knowledge/knowledge.ts";
import { wishes } from "../../../../cloud-bridge/desk/knowledge/wishes.ts";
import type { Bilingual } from "../../../../contract/language.ts";
import { severities, type WarningData } from "../../../../contract/warning.ts";
import { ruleIds } from "../../../../contract/warnings/catalogue.ts";

/** What each rule measures, at its longest. */
const measured: Readonly<Record<string, WarningData>> = {
  "cold-start-preheat": { t: -27.5, limit: 0 },
  "lv-crank-decline": { v: 8.25, limit: 8.75, below: 2, starts: 5 },
  "lv-charging-fault": { v: 12.25, limit: 13.25, fault: "under", m: 120 },
  "coolant-overheat-trend": { t: 108.5, limit: 115, rise: 2.5, m: 12 },
  "thermostat-stuck-open": { deficit: 25, t: 52.5, model: 75, bad: 3, starts: 4 },
  "brake-pad-wearout": { km: 12_800, kmLeast: 600, kmMost: 1_050, wear: 85, mm: 3.5, limit: 3 },
  "dtc-confirmed": { code: "C0031", codes: "C0031", class: "safety-soon" },
  "remote-area-help": { d: 123.5 },
  "warning-data-quality": { path: "Vehicle.Speed", rules: "remote-area-help" },
  "rescue-call": { latitude: -31.24, longitude: -121.54 },
};
const all = [...ruleIds, ...Object.keys(wishes)];

describe("what the desk knows", () => {
  test.each(all)("%s: the why line fits one line, with numbers and without", (rule) => {
    for (const data of [measured[rule] ?? {}, { ...measured[rule], fault: "over" }, {}]) {
      const { why } = word(rule, data, "");
      expect(why["zh-CN"].length, why["zh-CN"]).toBeLessThanOrEqual(34);
      expect(why.en.length, why.en).toBeLessThanOrEqual(78);
      expect(`${why["zh-CN"]}${why.en}`).not.toMatch(/[{}]|undefined|NaN/);
      expect(why["zh-CN"].length * why.en.length).toBeGreaterThan(0);
    }
  });

  test.each(all)("%s: everything is said in both languages", (rule) => {
    const { title, explanation, plan, parts } = word(rule, measured[rule] ?? {}, "");
    const texts: readonly Bilingual[] = [title, explanation, ...plan, ...parts];
    for (const text of texts) {
      expect(text["zh-CN"]).toMatch(/[\u4e00-\u9fff]/);
      expect(text.en).toMatch(/^[\x20-\x7e–°]+$/);
    }
  });

  test.each(["cold-start-preheat", "remote-area-help"])("%s is a hint to the driver, not work", (rule) => {
    expect(file(rule, "info", {}, "").opensTicket).toBe(false);
  });

  test.each([
    ["coolant-overheat-trend", "warning", "P2"],
    ["coolant-overheat-trend", "critical", "P1"],
    ["brake-pad-wearout", "advisory", "P1"],
    ["lv-charging-fault", "warning", "P1"],
    ["lv-crank-decline", "advisory", "P2"],
    ["thermostat-stuck-open", "advisory", "P2"],
    ["warning-data-quality", "info", "P3"],
    ["rescue-call", "critical", "P1"],
    ["battery-health-check", "info", "P3"],
  ] as const)("%s at %s is %s", (rule, severity, priority) => {
    expect(file(rule, severity, {}, "").priority).toBe(priority);
  });

  test("what is tagged safety is P1 at every severity", () => {
    for (const rule of all)
      for (const severity of severities) {
        const { safety, priority } = file(rule, severity, {}, "");
        if (safety) expect(priority).toBe("P1");
      }
  });

  test.each([
    ["P0217", "P1", "cooling"],
    ["P0128", "P2", "thermostat"],
    ["P0562", "P2", "charging"],
    ["P0301", "P2", "misfire"],
    ["P0304", "P2", "misfire"],
    ["P0420", "P2", "dtc-p0420"],
    ["P0455", "P3", "fuel-vapour"],
    ["P0AA6", "P1", "high-voltage"],
    ["C0040", "P1", "dtc-c0040"],
    ["B0001", "P1", "airbag"],
    ["B1342", "P3", "dtc-b1342"],
    ["U0100", "P2", "network"],
    ["P1A23", "P2", "dtc-p1a23"],
  ] as const)("code %s is %s in group %s", (code, priority, faultGroup) => {
    expect(file("dtc-confirmed", "warning", { code }, "")).toMatchObject({
      priority,
      faultGroup,
    });
  });

  test("a code is found in the data, or behind the episode", () => {
    const bare = file("dtc-confirmed", "warning", {}, "P0301");
    expect(bare.faultGroup).toBe("misfire");
    expect(word("dtc-confirmed", {}, "P0301").title.en).toBe("Fault code P0301");
  });

  test("pads of the two axles are two tickets", () => {
    const groupOf = (axle: string) => file("brake-pad-wearout", "advisory", {}, axle).faultGroup;
    expect([groupOf("front"), groupOf("rear")]).toEqual(["brake-pads-front", "brake-pads-rear"]);
    expect(word("brake-pad-wearout", {}, "rear").title).toEqual({
      "zh-CN": "刹车片快用完：后轴",
      en: "Brake pads nearly worn: rear axle",
    });
  });

  test("a rule of a newer agent is filed under its own name, and a subject from outside is only data", () => {
    expect(file("oil-life", "critical", {}, "")).toMatchObject({
      faultGroup: "oil-life",
      priority: "P1",
    });
    for (const evil of ["constructor", "__proto__", "toString"]) {
      expect(file(evil, "info", {}, "").faultGroup).toBe(evil);
      expect(file("brake-pad-wearout", "info", {}, evil).faultGroup).toBe("brake-pads");
    }
  });

  test("a number is never put where none was measured, nor a text of a thousand letters", () => {
    expect(word("coolant-overheat-trend", { t: "x".repeat(1_000) }, "").why.en).toBe(
      "Coolant rises too fast; driving on damages the engine",
    );
  });

  test("titles are found in both languages", () => {
    expect(rulesTitled("刹车")).toEqual(["brake-pad-wearout"]);
    expect(rulesTitled("BRAKE")).toEqual(["brake-pad-wearout"]);
  });

  test("whatever is spelled like no code is a fault all the same", () => {
    for (const code of ["", "P", "Q9999", "p0301"]) {
      const episode = "";
      expect(file("dtc-confirmed", "warning", { code }, episode)).toMatchObject({
        faultGroup: "dtc-unknown",
        priority: "P2",
      });
      expect(word("dtc-confirmed", { code }, episode).title.en).toBe("Fault light");
    }
  });
});

describe("what the desk says is what the rule did", () => {
  const explained = (rule: string, data: WarningData, language: "zh-CN" | "en" = "en"): string =>
    word(rule, data, "").explanation[language];

  test("weak starts are compared with the car's own, or with the cold ahead, and with no table", () => {
    const data = { v: 9.1, limit: 9.6, t: 4, health: 72, below: 0, starts: 5 };
    expect(explained("lv-crank-decline", data)).toContain("72 % of its usual strength");
    expect(explained("lv-crank-decline", { ...data, below: 2 })).toContain("2 of the last 5 starts");
    for (const below of [0, 2])
      expect(
        explained("lv-crank-decline", { ...data, below }) + explained("lv-crank-decline", { ...data, below }, "zh-CN"),
      ).not.toMatch(/load-test|负载测试表/);
  });

  test("a gauge that is stuck was not lost", () => {
    const stuck = { path: "Vehicle.OBD.MAF", rules: "thermostat-stuck-open", fault: "stuck" };
    expect(explained("warning-data-quality", stuck)).toContain("repeats one value");
    expect(word("warning-data-quality", stuck, "").title.en).toBe("A reading is stuck");
    expect(explained("warning-data-quality", { ...stuck, fault: "lost" })).toContain("was lost");
  });

  test("a check that failed is no work for the workshop, and a lost signal none for software support", () => {
    const planned = (data: WarningData): string =>
      word("warning-data-quality", data, "")
        .plan.map(({ en }) => en)
        .join("; ");
    expect(planned({ rules: "lv-crank-decline", fault: "failed" })).toBe(
      "Pass on to software support, with car and time",
    );
    expect(planned({ path: "Vehicle.OBD.MAF", rules: "x", fault: "lost" })).toBe(
      "Check the adapter's fit; Check the sensor and its wiring",
    );
  });

  test("a thermostat found on one start is not told as several", () => {
    const data = { deficit: 20, t: 55, model: 75, bad: 1, starts: 1 };
    expect(explained("thermostat-stuck-open", data)).toMatch(/^At the latest cold start/);
    expect(explained("thermostat-stuck-open", data, "zh-CN")).not.toContain("几次");
    expect(explained("thermostat-stuck-open", { ...data, bad: 3, starts: 4 })).toContain("3 of the last 4 cold starts");
  });

  test("the limit of the charging voltage is the one that was crossed", () => {
    expect(explained("lv-charging-fault", { v: 12.1, limit: 13, fault: "under" })).toContain("below 13 V");
    expect(explained("lv-charging-fault", { v: 15.6, limit: 15.2, fault: "over" })).toContain("above 15.2 V");
  });
});
