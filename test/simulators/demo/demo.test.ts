import { spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createHarvest } from "../../../simulators/demo/harvest.ts";
import { tell } from "../../../simulators/demo/story.ts";
import { startProcess } from "../../../simulators/process/child.ts";
import { projectFolder } from "../../../simulators/process/project-folder.ts";

const demo = (...args: string[]) =>
  spawnSync(process.execPath, [join(projectFolder(), "simulators", "main.ts"), "demo", ...args], { encoding: "utf8" });

test("an option nobody knows is a usage error", () => {
  const { status, stderr } = demo("--fast");
  expect(status).toBe(2);
  expect(stderr).toContain("--fast");
});

test("a missing drive is one sentence that says what to do", () => {
  const { status, stderr, stdout } = demo("--drive", "no-such-drive.csv", "--once", "--json");
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr.trim().split("\n")).toHaveLength(1);
  expect(stderr).toMatch(/no-such-drive\.csv.*Check the path/);
});

test("a port in use is one sentence that names it", async () => {
  const { promise, resolve } = Promise.withResolvers<number>();
  const holder = createServer().listen(0, "127.0.0.1", () => {
    const address = holder.address();
    resolve(typeof address === "object" && address !== null ? address.port : 0);
  });
  const port = await promise;
  const { status, stderr } = demo("--hmi-port", String(port));
  holder.close();
  expect(status).toBe(1);
  expect(stderr.trim().split("\n")).toHaveLength(1);
  expect(stderr).toContain(`${port}, wanted for the head-unit page`);
});

test("each step is told in a sentence, and chatter is not", () => {
  expect(tell({ step: "adapter-found", adapter: "ELM327 v1.5", port: "tcp://car" })).toBe(
    "adapter found: ELM327 v1.5 at tcp://car",
  );
  expect(
    tell({ step: "first-reading", path: "Vehicle.Powertrain.CombustionEngine.Speed", value: 802, unit: "rpm" }),
  ).toBe("first reading: CombustionEngine.Speed 802 rpm");
  expect(tell({ level: 30, msg: "polling" })).toBeUndefined();
  expect(tell({ level: 40, msg: "the broker is away" })).toBe("the broker is away");
});

test("the harvest is whole once the ticket's own warning was shown, and measures from its sample", () => {
  const harvest = createHarvest();
  harvest.take({ step: "ticket-opened", ticket: "t", rule: "lv-charging-fault", sampledAt: 1_000, committedAt: 1_040 });
  harvest.take({ step: "prompt-shown", prompt: { rule: "cold-start-preheat" }, sampledAt: 10, shownAt: 20 });
  expect(harvest.whole()).toBe(false);
  harvest.take({ step: "prompt-shown", prompt: { rule: "lv-charging-fault" }, sampledAt: 1_000, shownAt: 1_012.25 });
  expect(harvest.whole()).toBe(true);
  expect(harvest.result([]).latencyMs).toEqual({ sampleToPrompt: 12.3, sampleToTicket: 40 });
});

test("a process that dies tells its last words to whoever waits for a line", async () => {
  const script =
    'console.log(JSON.stringify({step:"listening",url:"tcp://x"})); console.error("the disk is full"); process.exit(3)';
  const running = startProcess("agent", ["-e", script], () => {});
  expect(await running.until((line) => line["step"] === "listening")).toMatchObject({ url: "tcp://x" });
  expect(await running.ended).toEqual({ code: 3, lastWords: "the disk is full" });
  const other = startProcess("agent", ["-e", script], () => {});
  await expect(other.until((line) => line["step"] === "never")).rejects.toThrow("the disk is full");
});
