import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { expect, onTestFinished, test } from "vitest";
import { createEmulator } from "../../../simulators/elm327/emulator.ts";
import { personalities } from "../../../simulators/elm327/personalities.ts";
import { warmDrive } from "../recorded.ts";
import { dial } from "./client.ts";

const started = (...args: readonly string[]) => {
  const child = spawn(process.execPath, ["simulators/main.ts", "elm327", ...args]);
  onTestFinished(() => {
    child.kill();
  });
  return child;
};

const ended = async (
  ...args: readonly string[]
): Promise<{ readonly code: number | null; readonly out: string; readonly err: string }> => {
  const child = started(...args);
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    err += chunk.toString();
  });
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, out, err })));
};

test("the kinds of adapter are listed, a line each", async () => {
  const { code, out } = await ended("--list-personalities");
  expect(code).toBe(0);
  const names = out
    .trim()
    .split("\n")
    .map((line) => line.split(" ")[0]);
  expect(names).toEqual(personalities.map(({ name }) => name));
});

test.each([
  [
    ["--personality", "rusty"],
    1,
    /No adapter has this name: rusty\. List the names with: .* \[SIMULATOR_PERSONALITY_UNKNOWN\]/,
  ],
  [["--units", "engine,toaster"], 2, /Give some of engine,transmission,battery\./],
  [["--protocol", "A"], 2, /Allowed choices are 1, 2, 3, 4, 5, 6, 7, 8, 9\./],
] as const)("%j is refused with what to do", async (args, code, words) => {
  const outcome = await ended("--port", "0", ...args);
  expect([outcome.code, outcome.err]).toEqual([code, expect.stringMatching(words)]);
});

test("without a drive it lives through the one that ships, as the adapter that was asked for", async () => {
  const child = started(
    "--port",
    "0",
    "--personality",
    "stn1110",
    "--units",
    "engine,transmission",
    "--ecu-delay-ms",
    "1",
  );
  const url = await new Promise<string>((resolve) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      const { step, url: where } = JSON.parse(line);
      if (step === "listening") resolve(where);
    });
  });
  const client = await dial(Number(new URL(url).port));
  await client.ask("ATE0\r");
  expect(await client.ask("STI\r")).toBe("STN1110 v4.0.3\r\r>");
  for (const setting of ["ATSP6", "ATS0", "ATH1"]) await client.ask(`${setting}\r`);
  expect(await client.ask("0101\r")).toMatch(/^7E8064101.*\r7E9064101.*\r\r>$/);
});

test("a bus that no emulated car has is named with what to do", async () => {
  await expect(createEmulator({ drive: warmDrive, protocol: "A" })).rejects.toThrow(
    "The emulated car cannot have this bus: A. Give a number from 1 to 9",
  );
});

test("every connection finds the adapter freshly powered, and may break it again", async () => {
  const emulator = await createEmulator({ drive: warmDrive, personality: "clone-2.1-locks-up-on-ATTPA0" });
  onTestFinished(() => emulator.close());
  const first = await dial(emulator.port);
  await first.ask("ATE0\r");
  first.send("ATTPA0\r");
  const second = await dial(emulator.port);
  expect(await second.ask("ATI\r")).toBe("ATI\rELM327 v2.1\r\r>");
});
