import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { build } from "vite";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Bridge } from "../../cloud-bridge/bridge.ts";
import type { UpMessage } from "../../contract/wire/up/message.ts";
import {
  connectVehicle,
  move,
  readTicket,
  readTickets,
  startBridge,
  type TestVehicle,
  tempFolder,
  warningMessage,
} from "../support/bridge.ts";

const executablePath = "/usr/bin/chromium";
const missing = !existsSync(executablePath);
const consoleFolder = fileURLToPath(new URL("../../cloud-bridge/console", import.meta.url));
const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

const coolant = "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature";
const raisedAt = 1_790_000_000_000;

/** Ten minutes of coolant that rises over its last two, with half a minute of silence. */
const recording = (vehicleId: string, seq: number): UpMessage => {
  const from = raisedAt - 540_000;
  const points = Array.from({ length: 120 }, (_, index): [number, number | null] => {
    const second = index * 5;
    return [second * 1_000, second >= 200 && second < 230 ? null : 90 + Math.max(0, (second - 450) / 5)];
  });
  return {
    v: 1,
    id: `${vehicleId}/evidence/${seq}`,
    vehicleId,
    epoch: 1,
    seq,
    at: raisedAt,
    sentAt: raisedAt,
    type: "evidence",
    data: {
      episode: `${vehicleId}/coolant-overheat-trend/${raisedAt}`,
      rule: "coolant-overheat-trend",
      from,
      to: from + 600_000,
      complete: true,
      series: [{ path: coolant, unit: "Celsius", points }],
    },
  };
};

const name = missing ? `console in a browser (skipped: there is no ${executablePath})` : "console in a browser";

describe.skipIf(missing)(name, () => {
  const built = tempFolder();
  let browser: Browser;
  let folder: ReturnType<typeof tempFolder>;
  let bridge: Bridge;
  let car: TestVehicle;
  let page: Page;
  const errors: string[] = [];

  beforeAll(async () => {
    await build({
      root: consoleFolder,
      configFile: join(consoleFolder, "vite.config.ts"),
      logLevel: "error",
      build: { outDir: built.path, emptyOutDir: true },
    });
    browser = await chromium.launch({ executablePath, args: flags });
  });
  afterAll(async () => {
    await browser?.close();
    built[Symbol.dispose]();
  });

  beforeEach(async () => {
    folder = tempFolder();
    bridge = await startBridge(folder.path, { http: { port: 0, pages: built.path } });
    car = await connectVehicle(bridge.mqttUrl, "car-1");
    const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, locale: "en" });
    page = await context.newPage();
    errors.length = 0;
    page.on("pageerror", ({ message }) => errors.push(message));
  });
  afterEach(async () => {
    await page.context().close();
    await car.end();
    await bridge.close();
    folder[Symbol.dispose]();
    expect(errors).toEqual([]);
  });

  /** The queue, connected: what is sent from now on comes in live. */
  const openQueue = async (search = "?lang=en"): Promise<void> => {
    await page.goto(`${bridge.httpUrl}/${search}`);
    await page
      .getByRole("status")
      .filter({ hasText: /^(Live|实时)$/ })
      .waitFor();
  };
  const rows = () => page.locator("tr[data-ticket]");
  const state = () => page.locator("[data-state]");

  test("an advisor opens a ticket from the list, sees the proof and moves it on", async () => {
    await car.send(warningMessage("car-1", 0));
    await car.send(recording("car-1", 1));
    await openQueue();
    await page.getByRole("link", { name: "Engine is getting hot" }).click();
    await page.getByText("The coolant keeps rising").waitFor();
    await page.getByRole("img", { name: "Coolant" }).locator("canvas").waitFor();
    expect(await state().getAttribute("data-state")).toBe("new");

    await page.getByRole("button", { name: "Acknowledge" }).click();
    await page.locator("[data-state=triaged]").waitFor();
    await page.getByText("moved New → Triaged").waitFor();
    expect((await readTickets(bridge.httpUrl)).map((ticket) => ticket.state)).toEqual(["triaged"]);

    await page.keyboard.press("Escape");
    await rows().filter({ hasText: "Triaged" }).waitFor();
    expect(await rows().count()).toBe(1);
  });

  test("the same values stand in a table one key away", async () => {
    await car.send(warningMessage("car-1", 0));
    await car.send(recording("car-1", 1));
    const [ticket] = await readTickets(bridge.httpUrl);
    await page.goto(`${bridge.httpUrl}/tickets/${ticket?.id}?lang=en`);
    await page.getByRole("img", { name: "Coolant" }).locator("canvas").waitFor();
    await page.keyboard.press("r");
    const values = page.getByRole("region", { name: "Values" });
    await values.getByRole("cell", { name: "no data" }).first().waitFor();
    expect(await values.getByRole("row").count()).toBe(121);
  });

  test("a second alert changes the row and adds none", async () => {
    await car.send(warningMessage("car-1", 0));
    await openQueue();
    await rows().waitFor();
    await car.send(warningMessage("car-1", 1, { kind: "escalated", severity: "critical", revision: 1 }));
    await rows().filter({ hasText: "2×" }).waitFor();
    await rows().filter({ hasText: "P1" }).waitFor();
    expect(await rows().count()).toBe(1);
    expect(await page.getByRole("button", { name: /new ticket/ }).count()).toBe(0);
  });

  test("new tickets wait behind the pill, a P1 safety ticket does not", async () => {
    await openQueue();
    await page.getByText("No open tickets").waitFor();
    await car.send(warningMessage("car-1", 0));
    await rows().filter({ hasText: "Engine is getting hot" }).waitFor();

    await car.send(warningMessage("car-1", 1, { rule: "lv-crank-decline", data: { v: 8.9, limit: 9.6 } }));
    await page.getByRole("button", { name: "1 new ticket" }).waitFor();
    expect(await rows().count()).toBe(1);

    await car.send(warningMessage("car-1", 2, { rule: "brake-pad-wearout", data: { mm: 3.4, limit: 3, km: 700 } }));
    await rows().filter({ hasText: "Brake pads nearly worn" }).waitFor();
    expect(await rows().count()).toBe(2);

    await page.keyboard.press("n");
    await rows().filter({ hasText: "Starts are getting weaker" }).waitFor();
    expect(await rows().count()).toBe(3);
  });

  test("the page turns Chinese and stays so", async () => {
    await car.send(warningMessage("car-1", 0));
    await openQueue();
    await page.getByRole("button", { name: "中文" }).click();
    await page.getByRole("heading", { name: "全部未结" }).waitFor();
    await rows().filter({ hasText: "水温正在升高" }).waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe("zh-CN");
    await page.goto(`${bridge.httpUrl}/`);
    await page.getByRole("heading", { name: "全部未结" }).waitFor();
  });

  test("a move that needs a reason asks for it and keeps it in the history", async () => {
    await car.send(warningMessage("car-1", 0));
    const [ticket] = await readTickets(bridge.httpUrl);
    await page.goto(`${bridge.httpUrl}/tickets/${ticket?.id}?lang=en`);
    await page.getByRole("button", { name: "Monitor" }).click();
    const dialog = page.getByRole("dialog");
    expect(await dialog.getByRole("button", { name: "Monitor" }).isDisabled()).toBe(true);
    await dialog.getByRole("textbox", { name: "Note" }).fill("Coolant was topped up this morning");
    await dialog.getByRole("button", { name: "Monitor" }).click();
    await page.locator("[data-state=monitoring]").waitFor();
    await page.getByText("Coolant was topped up this morning").waitFor();
  });

  test("two advisors, one ticket: both versions side by side, and the note is kept", async () => {
    await car.send(warningMessage("car-1", 0));
    const [ticket] = await readTickets(bridge.httpUrl);
    const id = ticket?.id ?? "";
    await page.goto(`${bridge.httpUrl}/tickets/${id}?lang=en`);
    await page.getByRole("button", { name: "Monitor" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "Note" }).fill("Owner comes on Wednesday");
    expect((await move(bridge.httpUrl, id, "contacting")).status).toBe(200);
    // As if the colleague's change had not reached this page before its own click.
    await page.route(
      `**/api/v1/tickets/${id}/transitions`,
      (route) => route.continue({ headers: { ...route.request().headers(), "if-match": '"0"' } }),
      { times: 1 },
    );
    await dialog.getByRole("button", { name: "Monitor" }).click();
    await dialog.getByRole("row", { name: /Status Contacting/ }).waitFor();
    await dialog.getByRole("button", { name: "Keep it, add my note" }).click();
    await page.locator("[data-state=contacting]").waitFor();
    await page.getByText("Owner comes on Wednesday").waitFor();
    expect((await readTicket(bridge.httpUrl, id)).state).toBe("contacting");
  });

  test("without a bridge the page says so, keeps a note, and sends it when the bridge is back", async () => {
    await car.send(warningMessage("car-1", 0));
    const [ticket] = await readTickets(bridge.httpUrl);
    const { port } = new URL(bridge.httpUrl);
    await page.goto(`${bridge.httpUrl}/tickets/${ticket?.id}?lang=en`);
    await state().waitFor();
    await bridge.close();
    await page.getByText("Offline: moves wait").waitFor();
    expect(await page.getByRole("button", { name: "Acknowledge" }).isDisabled()).toBe(true);
    await page.keyboard.press("m");
    await page.getByRole("dialog").getByRole("textbox", { name: "Note" }).fill("Owner called back");
    await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
    await page.getByText("waiting to be sent").waitFor();

    bridge = await startBridge(folder.path, { http: { port: Number(port), pages: built.path } });
    await page.getByText("1 waiting note sent").waitFor();
    await page.getByText("Advisor noted").waitFor();
    const { history } = await readTicket(bridge.httpUrl, ticket?.id ?? "");
    expect(history.filter((entry) => entry.note === "Owner called back")).toHaveLength(1);
  });

  test("an address that leads nowhere says so and leads back", async () => {
    await page.goto(`${bridge.httpUrl}/tickets/no-such-ticket?lang=en`);
    await page.getByRole("heading", { name: "No such ticket" }).waitFor();
    await page.getByRole("button", { name: "Back to the tickets" }).click();
    await page.getByText("No open tickets").waitFor();
  });
});
