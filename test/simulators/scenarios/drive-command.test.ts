import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { Command } from "commander";
import { describe, expect, test } from "vitest";
import { parseJournalLine } from "../../../contract/journal.ts";
import { truthBeside } from "../../../simulators/play/journal-file.ts";
import { registerDrive } from "../../../simulators/scenarios/command.ts";
import { loadDriveScenario, recordedSpeedsFor } from "../../../simulators/scenarios/library.ts";
import { createPlay } from "../../../simulators/scenarios/play.ts";
import { type DriveCommand, listScenarios, runDrive, type Surface } from "../../../simulators/scenarios/run.ts";
import { serveDrive } from "../../../simulators/scenarios/serve.ts";
import { read, temporaryFolder } from "../recorded.ts";

const never = new AbortController().signal;

/** A surface that keeps what is printed, with a clock that only waiting moves. */
const fakeSurface = () => {
  const stdout = new PassThrough();
  let printed = "";
  stdout.on("data", (chunk) => {
    printed += String(chunk);
  });
  const clock = { ms: 0, waited: 0 };
  const surface: Surface = {
    stdout,
    stderr: { write: () => true },
    clock: {
      now: () => clock.ms,
      wait: async (ms) => {
        clock.ms += ms;
        clock.waited += ms;
      },
    },
  };
  return { surface, clock, printed: () => printed };
};

const run = async (command: DriveCommand): Promise<string> => {
  const { surface, printed } = fakeSurface();
  await runDrive(command, never, surface);
  return printed();
};

const small = "healthy-hot-soak";

describe("the drive command", () => {
  test("lists every scenario with its sentence", async () => {
    const { surface, printed } = fakeSurface();
    await listScenarios(false, surface.stdout);
    expect(printed()).toMatch(/^airport-drain +A dash camera/);
    expect(printed().trim().split("\n").length).toBeGreaterThanOrEqual(20);
  });

  test("writes a journal that replays, and the ground truth beside it", async () => {
    const folder = temporaryFolder();
    const out = join(folder, "leak.jsonl.gz");
    const printed = await run({ scenario: "coolant-leak", out });
    expect(printed).toContain("coolant-overheat-trend");
    expect(printed).toContain(`Journal: ${out}`);
    const { events, report } = await read(out);
    expect(report).toMatchObject({ format: "journal", dropped: 0, repaired: 0 });
    expect(events[0]).toMatchObject({ kind: "drive", drive: "coolant-leak-001" });
    const [truth] = readFileSync(truthBeside(out), "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(truth).toMatchObject({ vehicle: "sim-coolant-leak", component: "cooling", fault: "coolant-leak" });
    expect(truth.limitAt).toBeGreaterThan(truth.onset);
    expect(truth.failAt).toBeGreaterThan(truth.limitAt);
    // The journal holds nothing of the truth.
    expect(JSON.stringify(events)).not.toContain("limitAt");
  });

  test("gives the same bytes for the same seed, and others for another", async () => {
    const folder = temporaryFolder();
    const bytes = async (name: string, seed: number): Promise<string> => {
      const out = join(folder, name);
      await run({ scenario: small, out, seed, truth: join(folder, "truth.jsonl") });
      return readFileSync(out, "utf8");
    };
    const first = await bytes("a.jsonl", 7);
    expect(await bytes("b.jsonl", 7)).toBe(first);
    expect(await bytes("c.jsonl", 8)).not.toBe(first);
  });

  test("prints every warning and a summary as JSON", async () => {
    const lines = (await run({ scenario: "regulator-high", json: true }))
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines.at(0)).toMatchObject({ warning: { rule: "lv-charging-fault", kind: "raised" } });
    expect(lines.at(-1)).toMatchObject({
      summary: { scenario: "regulator-high", seed: 1, drives: 1, asExpected: true, later: [] },
    });
    expect(JSON.parse(await run({ scenario: small, seed: 5, json: true })).summary.asExpected).toBeUndefined();
  });

  test("says which warnings of its story no rule raises yet", async () => {
    expect(await run({ scenario: "open-diode" })).toMatch(
      /No rule raises these of its story yet: lv-charging-fault\n$/,
    );
    expect(await run({ scenario: small })).not.toContain("yet");
  });

  test("streams the journal to standard output and nothing else", async () => {
    const lines = (await run({ scenario: small, out: "-" })).trim().split("\n");
    expect(lines.map(parseJournalLine).filter(({ ok }) => !ok)).toEqual([]);
  });

  test("lives in real time, with the hours between two drives passing at once", async () => {
    const { surface, clock } = fakeSurface();
    await runDrive({ scenario: small, live: true, json: true }, never, surface);
    const scenario = await loadDriveScenario(small);
    const { seconds } = createPlay(scenario, {});
    expect(Math.abs(clock.waited / 1_000 - seconds)).toBeLessThan(20);
  });

  /** What the car of one drive answers. */
  const served = async (
    drive: number,
    requests: readonly string[],
    name = "misfire-coil",
  ): Promise<readonly string[]> => {
    const scenario = await loadDriveScenario(name);
    const play = createPlay(scenario, await recordedSpeedsFor(scenario));
    const { emulator, close } = await serveDrive(play, drive, 0, never);
    const socket = connect(emulator.port, "127.0.0.1");
    const ask = (request: string): Promise<string> =>
      new Promise((resolve, reject) => {
        let answer = "";
        socket.once("error", reject);
        const take = (chunk: Buffer): void => {
          answer += chunk.toString("latin1");
          if (!answer.includes(">")) return;
          socket.off("data", take);
          resolve(answer.replace(/\s/g, ""));
        };
        socket.on("data", take);
        socket.write(`${request}\r`);
      });
    try {
      const answers: string[] = [];
      for (const request of ["ATZ", "ATE0", ...requests]) answers.push(await ask(request));
      return answers.slice(2);
    } finally {
      socket.destroy();
      await close();
    }
  };

  test("is the car behind an ELM327, with its VIN and as many kilometres as it has behind it", async () => {
    const [coolant, vin, last] = await served(6, ["0105", "0902", "01A6"]);
    const [first] = await served(1, ["01A6"]);
    expect(coolant).toContain("4105");
    expect(vin).toContain("4902");
    const hundredMetres = (answer = ""): number => Number.parseInt(/41A6([0-9A-F]{8})/.exec(answer)?.[1] ?? "", 16);
    // Five trips of some 19 km lie between them.
    expect(hundredMetres(last) - hundredMetres(first)).toBeGreaterThan(700);
    expect(hundredMetres(last) - hundredMetres(first)).toBeLessThan(1_500);
  });

  test("an electric car behind an ELM327 answers like one: a pack with its maker's data, and no engine", async () => {
    const requests = ["0101", "010C", "06A2", "019A", "ATSH7E4", "220101"];
    const [monitors, revolutions, misfires, volts, , makers] = await served(1, requests, "ev-cold-morning");
    expect(monitors).toContain("410100000000");
    expect([revolutions, misfires]).toEqual(["NODATA>", "NODATA>"]);
    expect(volts).toContain("419A06");
    expect(makers).toMatch(/^03E0:620101/);
  });
});

describe("what goes wrong", () => {
  test.each([
    ["a scenario nobody wrote", { scenario: "flying-car" }, "SIMULATOR_DRIVE_SCENARIO_UNKNOWN"],
    ["a file that is not there", { scenario: "./nowhere.json" }, "SIMULATOR_FILE_MISSING"],
    [
      "a journal in a folder that is not there",
      { scenario: small, out: "/nowhere/x.jsonl" },
      "SIMULATOR_FILE_UNWRITABLE",
    ],
    ["a truth in a folder that is not there", { scenario: small, truth: "/nowhere/x" }, "SIMULATOR_FILE_UNWRITABLE"],
    [
      "a drive that the scenario does not have",
      { scenario: small, serveElm: 0, drive: 99 },
      "SIMULATOR_DRIVE_SCENARIO_INVALID",
    ],
  ])("%s is said", async (_, command, code) => {
    await expect(run(command)).rejects.toMatchObject({ code });
  });

  test("a scenario with three mistakes is told all three", async () => {
    const file = join(temporaryFolder(), "bad.json");
    const good = JSON.parse(readFileSync(`simulators/scenarios/drives/${small}.json`, "utf8"));
    writeFileSync(
      file,
      JSON.stringify({
        ...good,
        car: { kind: "steam" },
        expect: [{ rule: "no-such-rule", severity: "info" }],
        drives: [],
      }),
    );
    const failure = await run({ scenario: file }).catch((cause: unknown) => String(cause));
    expect(failure).toContain("car.kind");
    expect(failure).toContain("expect.0.rule");
    expect(failure).toContain("drives");
  });

  test("stopping in the middle leaves no half-open file and says that it stopped", async () => {
    const stop = new AbortController();
    stop.abort();
    const out = join(temporaryFolder(), "x.jsonl");
    const { surface } = fakeSurface();
    await expect(runDrive({ scenario: small, out }, stop.signal, surface)).rejects.toMatchObject({
      name: "AbortError",
    });
    expect(existsSync(out)).toBe(true);
  });

  test("a wrong option and a missing name are answers of the command line", async () => {
    const parse = (...words: string[]): Promise<unknown> => {
      const program = new Command("simulators").exitOverride().configureOutput({ writeErr: () => undefined });
      registerDrive(program, never);
      for (const command of program.commands) command.exitOverride().configureOutput({ writeErr: () => undefined });
      return program.parseAsync(["drive", ...words], { from: "user" });
    };
    await expect(parse(small, "--seed", "many")).rejects.toThrow("whole number");
    await expect(parse()).rejects.toThrow("Name a scenario");
    await expect(parse(small, "--serve-elm", "0", "--live")).rejects.toThrow("cannot be used with");
  });
});
