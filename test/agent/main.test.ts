import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { heatedDrive, journalOf } from "../e2e/trouble/heated-drive.ts";

const main = fileURLToPath(new URL("../../agent/main.ts", import.meta.url));
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "fettle-main-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const agent = (args: readonly string[], input = ""): Promise<{ code: number | null; out: string; err: string }> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [main, ...args]);
    let [out, err] = ["", ""];
    child.stdout.on("data", (chunk) => {
      out += chunk;
    });
    child.stderr.on("data", (chunk) => {
      err += chunk;
    });
    child.on("close", (code) => resolve({ code, out, err }));
    child.stdin.end(input);
  });
const fileOf = (name: string, content: string | Uint8Array): string => {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
};
const configOf = (name: string, part: object): string =>
  fileOf(
    `${name}.json`,
    JSON.stringify({
      vehicle: { id: "car-1" },
      data: { folder: join(folder, name) },
      uplink: { enabled: false },
      hmi: { enabled: false },
      ...part,
    }),
  );
const playing = (file: string): object => ({ source: { kind: "journal", file, speed: "max" } });

describe("a wrong command line is usage: exit 2", () => {
  test.each([[["fly"]], [["run", "--speed", "9"]], [["check-config"]], [["run", "--config"]]])("%j", async (args) => {
    const { code, err } = await agent(args);
    expect(code).toBe(2);
    expect(err).toMatch(/^The command line does not hold: .*See `--help`/);
  });
  test("help is no mistake", async () => expect((await agent(["--help"])).code).toBe(0));
});

describe("what stops the start says in one sentence what to do: exit 1", () => {
  const truncated = gzipSync(journalOf(heatedDrive())).subarray(0, 60);
  test.each<[string, () => string, RegExp]>([
    [
      "a missing configuration",
      () => join(folder, "none.json"),
      /A file cannot be read: .*none\.json\. Check the path/,
    ],
    [
      "a configuration that is not JSON",
      () => fileOf("broken.json", "{ vehicle: 1 }"),
      /The configuration does not hold: .*not JSON/,
    ],
    [
      "a missing journal",
      () => configOf("missing", playing(join(folder, "none.jsonl"))),
      /A file cannot be read: .*none\.jsonl/,
    ],
    [
      "a binary journal",
      () => configOf("binary", playing(fileOf("x.jsonl", new Uint8Array(100)))),
      /The journal cannot be read: .*is not text/,
    ],
    [
      "a truncated journal",
      () => configOf("truncated", playing(fileOf("t.jsonl.gz", truncated))),
      /cut off after line 0/,
    ],
    [
      "a missing dealer directory",
      () => configOf("dealers", { ...playing("x"), dealers: { file: join(folder, "none.csv") } }),
      /A file cannot be read: .*none\.csv/,
    ],
    [
      "a head-unit page for everyone",
      () => configOf("open", { ...playing("x"), hmi: { host: "0.0.0.0" } }),
      /The head-unit page has no logins yet: .*Bind it to 127\.0\.0\.1/,
    ],
    [
      "a data folder that is a file",
      () => configOf("folder", { ...playing("x"), data: { folder: fileOf("file", "") } }),
      /The data folder cannot be written: /,
    ],
    [
      "a missing password file",
      () => configOf("password", { ...playing("x"), uplink: { passwordFile: join(folder, "none") } }),
      /cannot be read: .*none/,
    ],
  ])("%s", async (_name, config, words) => {
    const { code, err } = await agent(["run", "--config", config()]);
    expect(err).toMatch(words);
    expect(err.trimEnd()).not.toContain("\n");
    expect(code).toBe(1);
  });

  test("a port that another program holds", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const address = other.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const pagesFolder = mkdtempSync(join(folder, "pages-"));
    writeFileSync(join(pagesFolder, "index.html"), "<!doctype html>");
    const { code, err } = await agent([
      "run",
      "--config",
      configOf("port", { ...playing("x"), hmi: { port, pagesFolder } }),
    ]);
    other.close();
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(/The port is taken by another program: .*Stop that program or choose another port/),
    ]);
  });
});

describe("check-config", () => {
  test("lists every fault of a bad file", async () => {
    const bad = fileOf(
      "three.json",
      JSON.stringify({
        vehicle: { id: "VIN 1" },
        source: { kind: "elm327", port: "tcp://127.0.0.1:1", baud: 9_600 },
        hmi: { port: 99_999 },
      }),
    );
    const { code, err } = await agent(["check-config", "--config", bad]);
    expect(code).toBe(1);
    for (const path of ["vehicle.id", "source", "hmi.port"]) expect(err).toContain(path);
  });
  test("prints a good one with every default", async () => {
    const { code, out } = await agent(["check-config", "--config", configOf("good", playing("x"))]);
    expect([code, JSON.parse(out).uplink.receiptTimeoutMs]).toEqual([0, 60_000]);
  });
});

test("decode answers every line with values or an error, in their order", async () => {
  const lines = [
    '{"request":"010C","lines":["410C1AF8"],"headers":false,"protocol":"6"}',
    "",
    "nonsense",
    '{"request":"010C"}',
    '{"request":"0105","lines":["NO DATA"]}',
  ];
  const { code, out } = await agent(["decode"], lines.join("\r\n"));
  const answers = out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(answers[0].values).toMatchObject([{ pid: "0C", value: 1_726, unit: "rpm" }]);
  expect(answers.slice(1).map(({ error }) => error.code)).toEqual(["INPUT_INVALID", "INPUT_INVALID", "NO_DATA"]);
  expect(code).toBe(0);
});
