import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { describe, expect, test } from "vitest";
import { ruleIds } from "../../../contract/warnings/catalogue.ts";
import { SimulatorError } from "../../../simulators/errors.ts";
import { type EvaluateCommand, evaluate, runEvaluate } from "../../../simulators/evaluate/command.ts";
import { liveAll, ordersOf } from "../../../simulators/evaluate/fleet.ts";
import { evaluationPage } from "../../../simulators/evaluate/page.ts";
import { studies } from "../../../simulators/evaluate/studies.ts";
import { evaluationText } from "../../../simulators/evaluate/text.ts";
import { coldDrive, temporaryFolder, warmDrive } from "../recorded.ts";

const never = new AbortController().signal;
const battery = { vehicles: 8, days: 300, seed: 1_000, rules: ["lv-crank-decline"], workers: 1 } as const;

test("every rule has a fleet in which it can fail", () => {
  expect(studies.map(({ rule }) => rule).toSorted()).toEqual([...ruleIds].toSorted());
});

describe("the same command", () => {
  test("gives the same bytes on one, two and three workers, of every fleet", async () => {
    const all = { vehicles: 1, days: 40, seed: 1_000 };
    const one = JSON.stringify(await evaluate({ ...all, workers: 1 }, never));
    expect(JSON.stringify(await evaluate({ ...all, workers: 2 }, never))).toBe(one);
    expect(JSON.stringify(await evaluate({ ...all, workers: 3 }, never))).toBe(one);
    expect(one).toContain('"split":"reported"');
  });

  test("with another seed lives another fleet", async () => {
    const lives = async (seed: number) => JSON.stringify(await evaluate({ ...battery, seed, vehicles: 3 }, never));
    expect(await lives(1_000)).not.toBe(await lives(1_001));
  });
});

describe("tuning and reporting are kept apart", () => {
  const unseenIn = async (seed: number): Promise<number> => {
    const [study] = studies;
    if (study === undefined) throw new Error("no study");
    const lives = await liveAll(ordersOf(study, 8, seed, 20), { workers: 1 });
    return lives.filter(({ unseenVariant }) => unseenVariant).length;
  };

  test("a fourth of a reported fleet is of a kind no rule was tuned on, and none of a tuning fleet", async () => {
    expect(await unseenIn(1_000)).toBe(2);
    expect(await unseenIn(999)).toBe(0);
  });

  test("a tuning score says that it is none", async () => {
    const tuning = await evaluate({ ...battery, vehicles: 1, days: 20, seed: 5 }, never);
    expect(tuning.split).toBe("tuning");
    expect(evaluationText(tuning)).toContain("for tuning: not a score to report");
  });
});

test("the played fleets run in full plant models, and a worn pad is forecast in time", async () => {
  const { rules } = await evaluate({ ...battery, vehicles: 4, rules: ["brake-pad-wearout"] }, never);
  const score = rules["brake-pad-wearout"];
  expect(score).toMatchObject({ kind: "predicts", vehicles: 4 });
  expect(score?.km).toBeGreaterThan(1_000);
  expect(score?.remaining?.unit).toBe("km");
  expect(Object.keys(score?.baselines ?? {})).toEqual(["threshold", "fixed", "random"]);
});

test("the text names leads of a rule that predicts, and delays of one that detects", async () => {
  const rules = ["brake-pad-wearout", "warning-data-quality"];
  const text = evaluationText(await evaluate({ ...battery, vehicles: 3, rules }, never));
  expect(text).toMatch(/brake-pad-wearout \(predicts\): \d+ failures? in 3 vehicles/);
  expect(text).toMatch(/warning-data-quality \(detects\): \d+ situations in 3 vehicles/);
  expect(text).toContain("lead p50");
  expect(text).toContain("delay p50");
  expect(text).toContain("relative accuracy half-way");
});

test("a rule that there is not is refused with the list of those that there are", async () => {
  await expect(evaluate({ ...battery, rules: ["no-such-rule"] }, never)).rejects.toThrow(
    /no-such-rule; scored are brake-pad-wearout, cold-start-preheat/,
  );
});

describe("real recordings", () => {
  test("give false alarms per 1,000 km, the bound of three, and what could not be read", async () => {
    const folder = temporaryFolder();
    cpSync(coldDrive, join(folder, "2018-02-28_cold.csv.gz"));
    cpSync(warmDrive, join(folder, "2017-07-10_warm.csv.gz"));
    writeFileSync(join(folder, "notes.csv"), "a,b\n1,2\n");
    const { real } = await evaluate({ ...battery, vehicles: 1, days: 10, real: folder }, never);
    expect(real?.files).toBe(2);
    expect(real?.km).toBeCloseTo(15.8, 1);
    expect(real?.rules["cold-start-preheat"]).toMatchObject({ raised: 1 });
    expect(real?.rules["lv-crank-decline"]).toMatchObject({ raised: 0, per1000Km: 0 });
    expect(real?.rules["lv-crank-decline"]?.per1000KmAtMost).toBeCloseTo(3_000 / (real?.km ?? 1), 1);
    expect(real?.skipped.map(({ why }) => why)).toEqual([expect.stringContaining("No importer knows this drive")]);
  });

  test("in a folder that is not there are a missing file", async () => {
    const command: EvaluateCommand = { ...battery, vehicles: 1, days: 10, real: "/no/such/folder" };
    await expect(evaluate(command, never)).rejects.toThrow(SimulatorError);
  });
});

describe("the page on the scores", () => {
  const chromiumPath = "/usr/bin/chromium";

  test("is written, and needs nothing but itself", async () => {
    const report = join(temporaryFolder(), "scores.html");
    await runEvaluate({ ...battery, vehicles: 2, days: 20, report }, never);
    const page = readFileSync(report, "utf8");
    expect(page).toContain("lv-crank-decline");
    expect(page.replace(/<script>[\s\S]*?<\/script>/g, "")).not.toMatch(/(src|href)=|url\(|@import/);
  });

  test.skipIf(!existsSync(chromiumPath))(
    "reads in both languages (needs Chromium)",
    async () => {
      const file = join(temporaryFolder(), "scores.html");
      writeFileSync(file, evaluationPage(await evaluate({ ...battery, vehicles: 2, days: 20 }, never)));
      const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"];
      await using browser = await chromium.launch({ executablePath: chromiumPath, args });
      const page = await browser.newPage({ viewport: { width: 1_280, height: 720 }, locale: "zh-CN" });
      const faults: string[] = [];
      page.on("pageerror", (cause) => faults.push(cause.message));
      page.on("console", (message) => faults.push(message.text()));
      await page.goto(`file://${file}`);
      expect(await page.getByText("规则评分", { exact: true }).isVisible()).toBe(true);
      await page.getByRole("button", { name: "English" }).click();
      expect(await page.getByText("How good the rules are", { exact: true }).isVisible()).toBe(true);
      expect(faults).toEqual([]);
    },
    60_000,
  );
});
