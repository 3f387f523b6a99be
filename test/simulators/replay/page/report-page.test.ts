import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { describe, expect, test } from "vitest";
import { rulesFor } from "../../../../agent/rules/catalogue.ts";
import { readsOf } from "../../../../agent/rules/kit/rule.ts";
import { ruleIds, warningOf } from "../../../../contract/warnings/catalogue.ts";
import { SimulatorError } from "../../../../simulators/errors.ts";
import { runReplay } from "../../../../simulators/replay/command.ts";
import { createGathering } from "../../../../simulators/replay/page/gathering.ts";
import { readPlotter, reportPage, writeReport } from "../../../../simulators/replay/page/report-page.ts";
import { ruleWords } from "../../../../simulators/report/rule-words.ts";
import { temporaryFolder, warmDrive } from "../../recorded.ts";

const day = 86_400_000;

/** A car that drives for five minutes on each of three days. */
const threeDays = async (): Promise<string> => {
  const gathering = createGathering();
  for (let on = 0; on < 3; on += 1) {
    gathering.recorded({ kind: "drive", drive: `day-${on}`, at: on * day });
    for (let s = 0; s <= 300; s += 1)
      gathering.recorded({ kind: "sample", path: "Vehicle.Speed", value: s % 60, at: on * day + s * 1_000 });
  }
  return reportPage({ gathered: gathering.finish(), distance: nothing, report: undefined }, await readPlotter());
};

const nothing = { samples: 0, hours: 0, km: 0 };

const pageOf = async (): Promise<string> => {
  const folder = temporaryFolder();
  const report = join(folder, "drive.html");
  const inject = "simulators/scenarios/coolant-loss.json";
  const options = {
    file: warmDrive,
    speed: "max",
    inject,
    vehicle: "replayed-car",
    out: join(folder, "lines"),
    report,
  } as const;
  await runReplay(options, new AbortController().signal);
  return report;
};

describe("the page on a drive", () => {
  test("needs nothing but itself", async () => {
    const page = readFileSync(await pageOf(), "utf8");
    const withoutScripts = page.replace(/<script>[\s\S]*?<\/script>/g, "");
    expect(withoutScripts).not.toMatch(/(src|href)=|url\(|@import/);
    expect(page).toContain("default-src 'none'");
    expect(page).toContain("coolant-overheat-trend");
  });

  test("says what the recording says without being steered by it", async () => {
    const gathering = createGathering();
    gathering.recorded({ kind: "drive", drive: '</script><script>alert("x")</script>', at: 0 });
    gathering.recorded({ kind: "sample", path: "Vehicle.Speed", value: 1, at: 0 });
    const page = reportPage(
      { gathered: gathering.finish(), distance: nothing, report: undefined },
      await readPlotter(),
    );
    expect(page.match(/<script/g)).toHaveLength(2);
  });

  test("on several days leaves the nights out, and says so", async () => {
    const page = await threeDays();
    expect(page).toContain("Parked time is left out");
    const { stretches, to } = JSON.parse(/\)\(uPlot, (.*)\);<\/script>/.exec(page)?.[1] ?? "{}");
    expect(stretches.map(({ from }: { from: number }) => from)).toEqual([0, day / 1_000, (2 * day) / 1_000]);
    expect(to).toBeLessThan(1_000);
    expect(readFileSync(await pageOf(), "utf8")).not.toContain("Parked time is left out");
  });

  test("that cannot be written says so", async () => {
    const input = { gathered: createGathering().finish(), distance: nothing, report: undefined };
    await expect(writeReport("/no/such/folder/x.html", input)).rejects.toThrow(SimulatorError);
  });
});

test("the signals that show a warning are read by its rule", () => {
  for (const rule of rulesFor())
    for (const path of ruleWords(rule.id).signals) expect(readsOf(rule.inputs), rule.id).toContain(path);
});

test("a report calls a warning what the car and the desk call it", () => {
  for (const rule of ruleIds) expect(ruleWords(rule).title).toBe(warningOf(rule).title);
  expect(ruleWords("tyre-slow-leak").title.en).toBe("tyre-slow-leak");
});

const chromiumPath = "/usr/bin/chromium";

describe("in a browser (needs Chromium)", () => {
  test.skipIf(!existsSync(chromiumPath))(
    "it draws its curves, switches the language, and fits a telephone",
    async () => {
      const file = await pageOf();
      const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"];
      await using browser = await chromium.launch({ executablePath: chromiumPath, args });
      const page = await browser.newPage({ viewport: { width: 390, height: 800 }, locale: "en-GB" });
      const faults: string[] = [];
      page.on("pageerror", (cause) => faults.push(cause.message));
      page.on("console", (message) => faults.push(message.text()));
      page.on("request", (request) => {
        if (!request.url().startsWith("file:") && !request.url().startsWith("data:")) faults.push(request.url());
      });
      await page.goto(`file://${file}`);
      await page.locator("canvas").first().waitFor();
      expect(await page.locator("canvas").count()).toBe(9);
      expect(await page.getByText("Engine is getting hot", { exact: true }).first().isVisible()).toBe(true);
      await page.getByRole("button", { name: "中文" }).click();
      expect(await page.getByText("水温正在升高", { exact: true }).first().isVisible()).toBe(true);
      expect(await page.getByText("Engine is getting hot", { exact: true }).first().isVisible()).toBe(false);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBeLessThanOrEqual(1);
      expect(faults).toEqual([]);
    },
    60_000,
  );

  test.skipIf(!existsSync(chromiumPath))(
    "it says the day under the axis where nights are left out",
    async () => {
      const file = join(temporaryFolder(), "days.html");
      writeFileSync(file, await threeDays());
      const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"];
      await using browser = await chromium.launch({ executablePath: chromiumPath, args });
      const page = await browser.newPage({ viewport: { width: 1_200, height: 800 }, locale: "en-GB" });
      const faults: string[] = [];
      page.on("pageerror", (cause) => faults.push(cause.message));
      await page.addInitScript(() => {
        const written: string[] = [];
        Object.assign(globalThis, { written });
        const { fillText } = CanvasRenderingContext2D.prototype;
        CanvasRenderingContext2D.prototype.fillText = function (text, x, y, most) {
          written.push(text);
          fillText.call(this, text, x, y, most);
        };
      });
      await page.goto(`file://${file}`);
      await page.locator("canvas").first().waitFor();
      await page.waitForFunction(() => {
        const { written } = globalThis as unknown as { written: string[] };
        return ["1970-01-01", "1970-01-02", "1970-01-03"].every((day) => written.includes(day));
      });
      expect(faults).toEqual([]);
    },
    60_000,
  );
});
