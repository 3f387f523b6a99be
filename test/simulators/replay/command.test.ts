import { spawn } from "node:child_process";
import { existsSync, readFileSync, watch } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder, warmDrive, written } from "../recorded.ts";

const overlay = "simulators/scenarios/coolant-loss.json";

const start = (...args: readonly string[]) => {
  const child = spawn(process.execPath, ["simulators/main.ts", "replay", ...args]);
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    err += chunk.toString();
  });
  const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) =>
    child.on("close", (code) => resolve({ code, out, err })),
  );
  return { child, ended };
};

/** Until the file is there; the folder says so itself. */
const appears = (folder: string, file: string): Promise<void> =>
  new Promise((resolve) => {
    const watcher = watch(folder);
    const look = (): void => {
      if (!existsSync(join(folder, file))) return;
      watcher.close();
      resolve();
    };
    watcher.on("change", look);
    look();
  });

const withoutWall = (text: string): string => text.replace(/"wallMs":\d+/, '"wallMs":0');

test("with --json: a line for every warning event, and the summary last", async () => {
  const { code, out, err } = await start(warmDrive, "--inject", overlay, "--json", "--vehicle", "car-1").ended;
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const [raised, escalated, last, ...more] = out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(more).toEqual([]);
  expect(raised.warning).toMatchObject({
    rule: "coolant-overheat-trend",
    kind: "raised",
    episode: `car-1/coolant-overheat-trend/${raised.warning.at}`,
  });
  expect(escalated.warning).toMatchObject({ kind: "escalated", severity: "critical", episode: raised.warning.episode });
  expect(last.summary).toMatchObject({
    samples: 7_009,
    warnings: 2,
    km: 2.894,
    hours: 0.1649,
    repaired: 0,
    dropped: 0,
  });
  expect(last.summary.wallMs).toBeGreaterThan(0);
});

test("without --json: sentences for a person", async () => {
  const { code, out } = await start(warmDrive, "--inject", overlay).ended;
  expect(code).toBe(0);
  expect(out).toMatch(/^2017-07-10 08:59:28 {2}raised {5}warning {3}coolant-overheat-trend {2}t=105 /);
  expect(out).toMatch(
    /\n2017-07-10_kit-seat-leon-warm: 2 warning events in 2\.9 km and 0\.16 h; 7009 readings in \d+ ms\n/,
  );
});

test("killed without mercy in the middle and started again, file and page are the same to the byte", async () => {
  const folder = temporaryFolder();
  const args = ["--inject", overlay, "--json"];
  await start(warmDrive, ...args, "--out", join(folder, "straight"), "--report", join(folder, "straight.html")).ended;
  const page = ["--report", join(folder, "page.html")];
  const again = [...args, "--out", join(folder, "out"), "--checkpoint", join(folder, "kept"), ...page];
  const slow = start(warmDrive, ...again, "--speed", "200");
  await appears(folder, "kept");
  slow.child.kill("SIGKILL");
  await slow.ended;
  expect(existsSync(join(folder, "kept"))).toBe(true);
  expect(readFileSync(join(folder, "out"), "utf8")).not.toContain("summary");
  expect((await start(warmDrive, ...again).ended).code).toBe(0);
  expect(withoutWall(readFileSync(join(folder, "out"), "utf8"))).toBe(
    withoutWall(readFileSync(join(folder, "straight"), "utf8")),
  );
  expect(existsSync(join(folder, "kept"))).toBe(false);
  const straight = readFileSync(join(folder, "straight.html"), "utf8");
  expect(straight).toContain("coolant-overheat-trend");
  expect(readFileSync(join(folder, "page.html"), "utf8")).toBe(straight);
});

test("a truncated drive: what came before is judged, then one sentence and exit code 1", async () => {
  const packed = readFileSync(warmDrive);
  const file = written(basename(warmDrive), packed.subarray(0, 30_000));
  const { code, out, err } = await start(file, "--json").ended;
  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err).toMatch(
    /^The compressed drive ends too early: .*, after line \d+\. Copy the file again from its source\. \[SIMULATOR_DRIVE_TRUNCATED\]\n$/,
  );
});

test("Ctrl-C ends a paced replay at once", async () => {
  const folder = temporaryFolder();
  const { child, ended } = start(warmDrive, "--speed", "1", "--out", join(folder, "out"));
  await appears(folder, "out");
  child.kill("SIGINT");
  expect(await ended).toMatchObject({ code: 130, err: "" });
});
