import { writeFile } from "node:fs/promises";
import type { Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { SimulatorError } from "../errors.ts";
import { createFlow, livePace } from "../play/flow.ts";
import { type JournalFile, openJournalFile, truthBeside } from "../play/journal-file.ts";
import { createJudge } from "../play/judge.ts";
import { fullSpeed, type WallClock } from "../play/pace.ts";
import { type Output, streamOutput } from "../process/output.ts";
import { createProgressBar, type ProgressStream } from "../process/progress.ts";
import { warningLine, warningText } from "../report/warning-lines.ts";
import type { Truth } from "../vehicle/truth.ts";
import type { DriveScenario } from "./drive-scenario.ts";
import { loadDriveScenario, recordedSpeedsFor, scenarioNames } from "./library.ts";
import { createPlay, type Play } from "./play.ts";
import { serveDrive } from "./serve.ts";
import { type DriveSummary, summaryOf, summaryText } from "./summary.ts";
import { createVerdict } from "./verdict.ts";

/** Options of `drive` as the command line hands them over, checked there. */
export interface DriveCommand {
  readonly scenario: string;
  readonly seed?: number | undefined;
  /** A journal; "-" is standard output. */
  readonly out?: string | undefined;
  readonly truth?: string | undefined;
  readonly serveElm?: number | undefined;
  /** Which drive to serve, from 1; the last unless told otherwise. */
  readonly drive?: number | undefined;
  readonly live?: boolean | undefined;
  readonly json?: boolean | undefined;
}

/** The world around the command: replaced in tests. */
export interface Surface {
  readonly stdout: Writable;
  readonly stderr: ProgressStream;
  readonly clock: WallClock;
}

/** The real one; a wait ends with the signal. */
export const realSurface = (signal: AbortSignal): Surface => ({
  stdout: process.stdout,
  stderr: process.stderr,
  clock: { now: () => performance.now(), wait: (ms) => sleep(ms, undefined, { signal }) },
});

/** Prints each scenario with its sentence. */
export const listScenarios = async (json: boolean, stdout: Writable): Promise<void> => {
  const output = streamOutput(stdout);
  for (const name of await scenarioNames()) {
    const { shows, expect, later } = await loadDriveScenario(name);
    output.write(json ? `${JSON.stringify({ name, shows, expect, later })}\n` : `${name.padEnd(26)} ${shows}\n`);
  }
  await output.flush();
};

const writeTruth = async (path: string, truths: readonly Truth[]): Promise<void> => {
  const text = truths.map((truth) => `${JSON.stringify(truth)}\n`).join("");
  await writeFile(path, text).catch((cause: unknown) => {
    throw new SimulatorError("SIMULATOR_FILE_UNWRITABLE", path, { cause });
  });
};

const toScreen = (output: Output): JournalFile => ({
  async write(events) {
    for (const event of events) output.write(`${JSON.stringify(event)}\n`);
  },
  close: () => output.flush(),
});

const serveUntilStopped = async (
  play: Play,
  command: DriveCommand,
  output: Output,
  signal: AbortSignal,
): Promise<void> => {
  const served = await serveDrive(play, command.drive ?? play.drives, command.serveElm ?? 0, signal);
  output.write(`${JSON.stringify({ step: "listening", url: served.emulator.url, scenario: command.scenario })}\n`);
  await output.flush();
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
  await served.close();
};

/** Lives through all drives; warnings and journal go out as they come. */
const liveThrough = async (
  play: Play,
  {
    scenario,
    seed,
    command,
  }: { readonly scenario: DriveScenario; readonly seed: number; readonly command: DriveCommand },
  output: Output,
  { stderr, clock }: Surface,
  signal: AbortSignal,
): Promise<DriveSummary> => {
  const { out, live, json } = command;
  const journal = out === undefined ? undefined : out === "-" ? toScreen(output) : openJournalFile(out);
  const verdict = createVerdict();
  const line = json === true ? warningLine : warningText;
  const flow = createFlow({
    judge: createJudge("simulated-car", undefined, (rule, cause) =>
      stderr.write(`The rule ${rule} failed and is disabled for this drive: ${String(cause)}\n`),
    ),
    journal,
    pace: live === true ? livePace(clock) : fullSpeed,
    onWarning: (warning) => {
      verdict.take(warning);
      // Standard output is the journal's alone when it goes there.
      if (out !== "-") output.write(line(warning));
    },
    flush: () => output.flush(),
  });
  const bar = createProgressBar(stderr, scenario.name, play.seconds, clock.now);
  let [events, seconds] = [0, 0];
  try {
    for (const batch of play.batches()) {
      signal.throwIfAborted();
      await flow(batch.events);
      events += batch.events.length;
      seconds += batch.seconds;
      bar.show(seconds);
    }
  } finally {
    bar.clear();
    await journal?.close();
  }
  return summaryOf(scenario, { seed, drives: play.drives, seconds, events, raised: verdict.raised() });
};

/** The `drive` command: lives through a scenario, and writes, streams or serves it. */
export const runDrive = async (
  command: DriveCommand,
  signal: AbortSignal,
  surface = realSurface(signal),
): Promise<void> => {
  const { out, json } = command;
  const scenario = await loadDriveScenario(command.scenario);
  const seed = command.seed ?? scenario.seed;
  const play = createPlay(scenario, await recordedSpeedsFor(scenario), seed);
  const output = streamOutput(surface.stdout);
  if (command.serveElm !== undefined) return serveUntilStopped(play, command, output, signal);

  const summary = await liveThrough(play, { scenario, seed, command }, output, surface, signal);
  const truthFile = command.truth ?? (out === undefined || out === "-" ? undefined : truthBeside(out));
  if (truthFile !== undefined) await writeTruth(truthFile, play.truths());
  if (out === "-") return;
  output.write(json === true ? `${JSON.stringify({ summary })}\n` : summaryText(summary, scenario));
  if (json !== true && out !== undefined) output.write(`Journal: ${out}\nGround truth: ${truthFile}\n`);
  await output.flush();
};
