import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { describe, expect, onTestFinished, test } from "vitest";
import { temporaryFolder, warmDrive, written } from "./recorded.ts";

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const run = (...args: readonly string[]): Promise<Ended> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, ["simulators/main.ts", ...args]);
    let out = "";
    let err = "";
    child.stdout.on("data", (chunk: Buffer) => {
      out += chunk.toString();
    });
    child.stderr.on("data", (chunk: Buffer) => {
      err += chunk.toString();
    });
    child.on("close", (code) => resolve({ code, out, err }));
  });

describe("the command line", () => {
  test.each<readonly [string, readonly string[], number, RegExp]>([
    ["no command", [], 2, /Usage: simulators/],
    ["an unknown command", ["fly"], 2, /unknown command 'fly'/],
    ["a missing argument", ["replay"], 2, /missing required argument 'file'/],
    ["a speed that is none", ["replay", warmDrive, "--speed", "fast"], 2, /Give a number above 0, such as 60\./],
    [
      "a port that is none",
      ["elm327", "--drive", warmDrive, "--port", "x"],
      2,
      /Give a whole number from 0 to 65535\./,
    ],
    [
      "a missing drive",
      ["inspect", "no.csv"],
      1,
      /^A file cannot be read: no\.csv\. Check the path .*\[SIMULATOR_FILE_MISSING\]\n$/,
    ],
    [
      "a missing overlay",
      ["elm327", "--drive", warmDrive, "--inject", "no.json"],
      1,
      /^A file cannot be read: no\.json\./,
    ],
    [
      "an output that cannot be",
      ["convert", warmDrive, "--out", "/no/such/folder/x.jsonl"],
      1,
      /^A file cannot be written: /,
    ],
  ])("%s", async (_what, args, code, message) => {
    const ended = await run(...args);
    expect(ended.code).toBe(code);
    expect(ended.err).toMatch(message);
    expect(ended.err).not.toMatch(/\n\s+at /);
  });

  test("help is no failure", async () => {
    expect(await run("--help")).toMatchObject({ code: 0, err: "" });
  });

  test("inspect says what is in a drive", async () => {
    const { code, out } = await run("inspect", warmDrive);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^2017-07-10_kit-seat-leon-warm: 9\.9 min from 2017-07-10T08:58:15\.722Z, 2\.89 km, 7009 readings\n/,
    );
    expect(out).toMatch(/EngineCoolant\.Temperature +701 +1\.18 +1\.0 s {2}90 to 91 Celsius/);
  });

  test("convert writes a journal whose first line is the drive, with the fault in it", async () => {
    const out = `${temporaryFolder()}/warm.jsonl`;
    expect(
      await run("convert", warmDrive, "--out", out, "--inject", "simulators/scenarios/coolant-loss.json"),
    ).toMatchObject({ code: 0, err: "" });
    const text = readFileSync(out, "utf8");
    expect(text).toMatch(/^\{"kind":"drive","drive":"2017-07-10_kit-seat-leon-warm","at":1499677095722,"v":1\}\n/);
    expect(text).toContain('EngineCoolant.Temperature","value":118,');
  });

  test("elm327 says where it listens in one line of NDJSON, and ends cleanly when told", async () => {
    const drive = written("d.jsonl", ['{"kind":"drive","drive":"d","at":0}']);
    const child = spawn(process.execPath, ["simulators/main.ts", "elm327", "--drive", drive, "--port", "0"]);
    onTestFinished(() => {
      child.kill("SIGKILL");
    });
    const ended = new Promise((resolve) => child.on("close", resolve));
    const [line] = await createInterface({ input: child.stdout })
      [Symbol.asyncIterator]()
      .next()
      .then(({ value }) => [String(value)]);
    expect(JSON.parse(line ?? "")).toMatchObject({
      step: "listening",
      url: expect.stringMatching(/^tcp:\/\/127\.0\.0\.1:\d+$/),
    });
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
  });
});
