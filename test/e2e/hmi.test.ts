import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { asyncScheduler, ReplaySubject, type SchedulerLike, Subject, VirtualTimeScheduler } from "rxjs";
import { build } from "vite";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readDealers } from "../../agent/dealers/directory.ts";
import { createDirectory, type DealerDirectory } from "../../agent/dealers/nearest.ts";
import type { HmiInput } from "../../agent/hmi/model.ts";
import type { HmiAction, HmiState } from "../../agent/hmi/protocol.ts";
import { createHmiServer, type HmiServer } from "../../agent/hmi/server.ts";
import { createHmiView } from "../../agent/hmi/view.ts";
import type { SignalPath } from "../../contract/signals.ts";
import type { Severity, WarningData, WarningEvent } from "../../contract/warning.ts";
import { type RuleId, ruleIds, warningOf } from "../../contract/warnings/catalogue.ts";
import { widestData } from "../support/widest.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find((path) => existsSync(path));
const chromiumFlags =
  "--no-sandbox --disable-gpu --disable-quic --disable-background-networking --disable-component-update --disable-sync --no-first-run";
const hint =
  executablePath === undefined ? " (skipped: no Chromium at /usr/bin/chromium, install Debian's chromium)" : "";

const start = Date.UTC(2026, 0, 12, 7, 24);
const sample = (path: SignalPath, value: number, at = start): HmiInput => ({ kind: "sample", path, value, at });
const warning = (rule: RuleId, severity: Severity, data: WarningData, at: number): WarningEvent => {
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
const drivingAt = (kmPerHour: number, at: number): HmiInput[] => [
  sample("Vehicle.Speed", kmPerHour, at),
  { kind: "tick", at: at + 3_000 },
];
const combustionCar: HmiInput[] = [
  { kind: "drive", drive: "d", at: start },
  { kind: "link", state: "up", at: start },
  { kind: "uplink", state: "online", waiting: 0, at: start },
  sample("Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature", 90),
  sample("Vehicle.Powertrain.CombustionEngine.Speed", 1_840),
  sample("Vehicle.OBD.ControlModuleVoltage", 14.1),
  sample("Vehicle.Exterior.AirTemperature", -14),
  sample("Vehicle.CurrentLocation.Latitude", 48.9),
  sample("Vehicle.CurrentLocation.Longitude", 8.6),
];
const cold = warning("cold-start-preheat", "info", { t: -14, limit: 0 }, start + 1);
const hot = warning("coolant-overheat-trend", "warning", { t: 108, limit: 115, rise: 2.4, m: 3 }, start + 10_000);
const worse: WarningEvent = {
  ...hot,
  kind: "escalated",
  severity: "critical",
  revision: 1,
  at: start + 20_000,
  data: { t: 119, limit: 115 },
};

describe.skipIf(executablePath === undefined)(`head-unit page in Chromium${hint}`, () => {
  let pagesFolder: string;
  let browser: Browser;
  let directory: DealerDirectory;
  let server: HmiServer;
  let page: Page;
  let inputs: Subject<HmiInput>;
  let states: ReplaySubject<HmiState>;
  let actions: HmiAction[];
  let at: number;

  /** What agent.ts does with a touch: preferences and requests go back in, answers become driver events. */
  const onAction = (action: HmiAction): void => {
    actions.push(action);
    at += 1;
    if (action.action === "acknowledge" || action.action === "snooze")
      inputs.next({ kind: "driver", action: action.action, episode: action.episode, at });
    if (action.action === "request")
      inputs.next({ kind: "request", request: action.request, episode: action.episode, at });
    if (action.action === "set-language") inputs.next({ kind: "settings", language: action.language });
    if (action.action === "set-theme") inputs.next({ kind: "settings", theme: action.theme });
  };
  const feed = (...events: HmiInput[]): void => {
    for (const event of events) inputs.next(event);
  };
  const serve = (port = 0, scheduler: SchedulerLike = asyncScheduler): Promise<HmiServer> =>
    createHmiServer({
      host: "127.0.0.1",
      port,
      pagesFolder,
      state: states,
      onAction,
      scheduler,
      log: { info: () => undefined, warn: () => undefined },
    });
  const open = async (width = 1280, height = 720): Promise<void> => {
    // Without movement, what is measured is where it will stay.
    page = await browser.newPage({ viewport: { width, height }, timezoneId: "Etc/UTC", reducedMotion: "reduce" });
    await page.goto(server.url);
    await page.locator(".rail").waitFor();
  };
  const text = (selector: string): Promise<string> => page.locator(selector).innerText();

  beforeAll(async () => {
    pagesFolder = await mkdtemp(join(tmpdir(), "fettle-hmi-page-"));
    const folder = join(root, "agent/hmi-page");
    await build({
      root: folder,
      configFile: join(folder, "vite.config.ts"),
      logLevel: "error",
      build: { outDir: pagesFolder, emptyOutDir: true },
    });
    browser = await chromium.launch({ executablePath: executablePath ?? "", args: chromiumFlags.split(" ") });
    directory = createDirectory(await readDealers(join(root, "agent/dealers/sample.csv")));
  });
  afterAll(async () => {
    await browser?.close();
    await rm(pagesFolder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    inputs = new Subject();
    states = new ReplaySubject(1);
    actions = [];
    at = start + 60_000;
    const home = { latitude: 49.01, longitude: 8.4 };
    createHmiView({ directory, home, language: "zh-CN", theme: "day" }).run(inputs).subscribe(states);
    server = await serve();
  });
  afterEach(async () => {
    await page?.close();
    await server.close();
  });

  test("shows what the car gives, and nothing it does not give", async () => {
    feed(...combustionCar, ...drivingAt(0, start));
    await open();
    await page.locator("[data-tile=coolant]").waitFor();
    expect(await text("[data-tile=coolant] .fig")).toContain("90");
    expect(await page.locator("[data-tile]").count()).toBe(4);
    expect(await text(".bar h1")).toBe("未发现异常");
    expect(await page.locator(".pack").count()).toBe(0);
    feed({ kind: "quality", path: "Vehicle.OBD.ControlModuleVoltage", state: "stale", at: start + 9_000 });
    await page.locator("[data-tile=lv-battery] .state.stale").waitFor();
    expect(await text(".bar h1")).toBe("部分数据缺失");
  });

  test("a prompt at standstill is read and acknowledged", async () => {
    feed(...combustionCar, ...drivingAt(0, start), cold);
    await open();
    await page.locator(".sheet").waitFor();
    expect(await text(".sheet h2")).toBe("天冷，先给电池预热");
    expect(await text(".sheet p")).toContain("−14℃");
    await page.locator('[data-act="snooze"]').click();
    await page.locator(".sheet").waitFor({ state: "detached" });
    await expect.poll(() => actions).toContainEqual({ action: "snooze", episode: cold.episode });
    // The agent agrees: it stays away when the next state comes.
    feed({ kind: "tick", at: start + 120_000 });
    await page.getByText("07:26").waitFor();
    expect(await page.locator(".sheet").count()).toBe(0);
    await page.locator("button.nx").first().click();
    expect(await text(".sheet h2")).toBe("天冷，先给电池预热");
  });

  test("a wish is stored and seen among the visits", async () => {
    feed(...combustionCar, ...drivingAt(0, start), cold);
    await open();
    await page.locator('[data-act="battery-health-check"]').click();
    await page.locator(".row").waitFor();
    expect(await text(".row")).toContain("已存好");
    expect(actions).toContainEqual({ action: "request", request: "battery-health-check", episode: cold.episode });
    feed({ kind: "uplink", state: "online", waiting: 0, at: start + 90_000 });
    await page.getByText("已送达").waitFor();
  });

  test("on the road there is one line and two buttons; the card waits; settings are out of reach", async () => {
    feed(...combustionCar, ...drivingAt(63, start), cold, hot);
    await open();
    await page.locator(".band").waitFor();
    expect(await text(".band .line")).toBe("约3分钟后可能过热，请靠边");
    expect(await page.locator(".band button").count()).toBe(2);
    expect(await page.locator(".sheet").count()).toBe(0);
    expect(await page.locator(".rail button:visible").count()).toBe(2);
    await page.locator('[data-act="acknowledge"]').click();
    await page.locator(".band").waitFor({ state: "detached" });
    feed(...drivingAt(0, start + 30_000));
    await page.locator(".sheet").waitFor();
    expect(await page.locator(".sheet").getAttribute("data-rule")).toBe("cold-start-preheat");
  });

  test("a critical covers everything, stays while moving, folds once stopped and can be opened again", async () => {
    feed(...combustionCar, ...drivingAt(63, start), hot, worse);
    await open();
    await page.locator(".critical").waitFor();
    expect(await text(".critical h1")).toBe("立即停车，关闭发动机");
    expect(await page.locator('.critical [data-act="acknowledge"]').count()).toBe(0);
    feed(...drivingAt(0, start + 30_000));
    await page.locator('.critical [data-act="acknowledge"]').click();
    await page.locator(".critical").waitFor({ state: "detached" });
    await page.locator(".folded").click();
    await page.locator('.critical [data-act="call"]').click();
    expect(await text(".call .number")).toBe("112");
    expect(await text(".call")).toContain("48.9000° N, 8.6000° E");
  });

  test("rescuers are told where the car measured itself to be, never where it usually stands", async () => {
    const unplaced = combustionCar.filter(
      (input) => input.kind !== "sample" || !input.path.includes("CurrentLocation"),
    );
    feed(...unplaced, ...drivingAt(0, start), worse);
    await open();
    await page.locator(".critical p").waitFor();
    expect(await page.locator(".where").count()).toBe(0);
    feed(...combustionCar.slice(-2));
    await page.locator(".critical .where").waitFor();
    expect(await text(".critical .where")).toContain("48.9");
  });

  test("help names the three nearest with distance and number, with no network", async () => {
    feed(...combustionCar, { kind: "uplink", state: "offline", waiting: 2, at: start }, ...drivingAt(0, start));
    await open();
    await page.locator(".rail button").nth(1).click();
    const rows = page.locator("[data-point]");
    await rows.first().waitFor();
    expect(await rows.evaluateAll((all) => all.map((row) => row.getAttribute("data-point")))).toEqual([
      "sample-de-pforzheim",
      "sample-de-karlsruhe",
      "sample-de-stuttgart",
    ]);
    expect(await rows.first().innerText()).toContain("7.4");
    await rows.first().getByRole("button").click();
    expect(await text(".call .number")).toBe("+49 30 23125 002");
    await page.locator(".call button").click();
    await page.locator(".rescue button").first().click();
    await page.locator(".call .btn.main").click();
    await page.getByText("求助已存好").waitFor();
    expect(actions).toContainEqual({ action: "request", request: "rescue" });
  });

  test("language and look change at a touch", async () => {
    feed(...combustionCar, ...drivingAt(0, start), cold);
    await open();
    await page.locator(".rail button").last().click();
    await page.getByRole("radio", { name: "English" }).click();
    await page.getByRole("heading", { name: "Settings" }).waitFor();
    await page.getByRole("radio", { name: "Night" }).click();
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset["theme"])).toBe("night");
    await page.locator(".rail button").first().click();
    expect(await text(".sheet h2")).toBe("Cold: warm the battery first");
    expect(actions).toContainEqual({ action: "set-language", language: "en" });
    expect(actions).toContainEqual({ action: "set-theme", theme: "night" });
  });

  test("a lost agent is said, its values are old, and they are live again when it is back", async () => {
    feed(...combustionCar, ...drivingAt(0, start));
    await open();
    await page.locator("[data-tile=coolant]").waitFor();
    const port = Number(new URL(server.url).port);
    await server.close();
    await page.getByRole("heading", { name: "显示未连接" }).waitFor();
    expect(await page.locator("[data-tile=coolant] .state.stale").count()).toBe(1);
    server = await serve(port);
    await page.getByRole("heading", { name: "未发现异常" }).waitFor();
  });

  test.each([
    ["1280 × 720", 1280, 720],
    ["1280 × 480", 1280, 480],
    ["1920 × 720", 1920, 720],
    ["1080 × 1920", 1080, 1920],
  ])("at %s, in both languages, nothing is cut, too small to read or too small to touch", async (_, width, height) => {
    const pads = warning("brake-pad-wearout", "advisory", { km: 2_900, mm: 3.6, limit: 3 }, start + 30_000);
    const scenes: readonly (readonly [name: string, events: readonly HmiInput[]])[] = [
      ["home", drivingAt(0, start)],
      ["card", [pads]],
      ["band", [...drivingAt(63, start + 40_000), hot]],
      ["critical", [worse, ...drivingAt(0, start + 50_000)]],
    ];
    feed(...combustionCar);
    await open(width, height);
    for (const [name, events] of scenes) {
      feed(...events);
      for (const language of ["zh-CN", "en"] as const) {
        feed({ kind: "settings", language });
        await page.locator(`html[lang=${language}]`).waitFor({ state: "attached" });
        await page
          .locator({ home: ".strip", card: ".sheet", band: ".band", critical: ".critical" }[name] ?? "")
          .first()
          .waitFor({ state: "attached" });
        expect(await page.evaluate(faultsOfLayout), `${name} ${language}`).toEqual([]);
      }
    }
  });

  // The two narrowest: what fits there fits the others.
  test.each([
    ["1280 × 720", 1280, 720],
    ["1280 × 480", 1280, 480],
  ])("at %s every warning of the catalogue fits, with its widest numbers", async (_, width, height) => {
    // The server sends five states a second at most; here its time is moved on after each.
    const clock = new VirtualTimeScheduler();
    await server.close();
    server = await serve(0, clock);
    const show = (...events: HmiInput[]): void => {
      feed(...events);
      clock.flush();
    };
    show(...combustionCar, ...drivingAt(0, start));
    await open(width, height);
    let at = start + 60_000;
    const all = ruleIds.flatMap((id) =>
      warningOf(id).levels.flatMap((severity) => widestData(id).map((data) => ({ id, severity, data }))),
    );
    for (const language of ["zh-CN", "en"] as const) {
      show({ kind: "settings", language });
      await page.locator(`html[lang=${language}]`).waitFor({ state: "attached" });
      for (const { id, severity, data } of all) {
        // Far enough apart that nothing counts as said already.
        at += 4 * 24 * 3_600_000;
        const event = warning(id, severity, data, at);
        const kmPerHour = severity === "warning" ? 63 : 0;
        show({ kind: "drive", drive: `d${at}`, at: at - 10_000 }, ...drivingAt(kmPerHour, at - 5_000), event);
        const shown = page.locator(`[data-rule=${id}]`);
        await shown.first().waitFor({ state: "attached" });
        expect(await page.evaluate(faultsOfLayout), `${id} ${severity} ${language}`).toEqual([]);
        show({ ...event, id: `${event.episode}/1`, kind: "cleared", revision: 1, at: at + 1 });
        await shown.first().waitFor({ state: "detached" });
      }
    }
  });
});

/** Runs in the page: what breaks the design rules on the screen as it is. */
const faultsOfLayout = (): string[] => {
  const faults: string[] = [];
  for (const element of document.querySelectorAll<HTMLElement>(".hmi *")) {
    if (element.closest("svg") !== null) continue;
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    if (box.width === 0 || style.visibility === "hidden") continue;
    const says = `${element.className} "${element.textContent?.slice(0, 30)}"`;
    if (box.right > innerWidth + 1 || box.bottom > innerHeight + 1 || box.left < -1 || box.top < -1)
      faults.push(`off the screen: ${says}`);
    if (element.tagName === "BUTTON" && (box.height < 76 || box.width < 76)) faults.push(`small to touch: ${says}`);
    if (element.childElementCount > 0 || element.textContent?.trim() === "") continue;
    const card = element.closest(".sheet, .band, .critical");
    if (card !== null) {
      const edge = card.getBoundingClientRect();
      if (box.top < edge.top - 1 || box.bottom > edge.bottom + 1) faults.push(`off its card: ${says}`);
      const buttons = [...card.querySelectorAll("button")].filter((button) => !button.contains(element));
      const covers = ({ left, right, top, bottom }: DOMRect): boolean =>
        box.left < right - 1 && box.right > left + 1 && box.top < bottom - 1 && box.bottom > top + 1;
      if (buttons.some((button) => covers(button.getBoundingClientRect()))) faults.push(`under a button: ${says}`);
    }
    if (Number.parseFloat(style.fontSize) < 24) faults.push(`small to read: ${says}`);
    if (style.display !== "inline" && element.scrollWidth > element.clientWidth + 1) faults.push(`cut: ${says}`);
  }
  return faults;
};
