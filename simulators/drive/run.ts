import { writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { VehicleEvent } from "../../contract/events.ts";
import type { WarningEvent } from "../../contract/warning.ts";
import { SimulatorError } from "../errors.ts";
import { createProgressBar } from "../progress.ts";
import { createJudge } from "../replay/judge.ts";
import { type Output, streamOutput } from "../replay/output.ts";
import { fullSpeed, type Pace, paced } from "../replay/pace.ts";
import { warningLine, warningText } from "../replay/report.ts";
import { loadDriveScenario, recordedSpeedsFor, scenarioNames } from "../scenarios/library.ts";
import { createPlay } from "../scenarios/play.ts";
import type { Truth } from "../vehicle/truth.ts";
import { type JournalFile, openJournalFile, truthBeside } from "./journal-file.ts";
import { serveDrive } from "./serve.ts";
import { asExpected, createVerdict, expectedOf } from "./verdict.ts";

/** Options of `drive` as the command line hands them over, checked there. */
export interface DriveCommand {
  readonly scenario: string;
  readonly seed?: number | undefined;
  readonly out?: string | undefined;
  readonly truth?: string | undefined;
  readonly serveElm?: number | undefined;
  /** Which drive to serve, from 1; the last unless told otherwise. */
  readonly drive?: number | undefined;
  readonly live?: boolean | undefined;
  readonly json?: boolean | undefined;
}

const now = (): number => performance.now();

/** Prints each scenario with its sentence. */
export const listScenarios = async (json: boolean): Promise<void> => {
  const output = streamOutput(process.stdout);
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

/** Real time inside a drive; the hours between two drives pass at once. */
const livePace = (signal: AbortSignal): Pace => {
  const clock = { now, wait: (ms: number): Promise<void> => sleep(ms, undefined, { signal }) };
  let pace = paced(1, clock);
  let latest = 0;
  return (at) => {
    if (at - latest > 60_000) pace = paced(1, clock);
    latest = at;
    return pace(at);
  };
};

interface Ways {
  readonly output: Output;
  readonly journal: JournalFile | undefined;
  readonly pace: Pace;
  readonly line: (warning: WarningEvent) => string;
}

const toScreen = (output: Output): JournalFile => ({
  async write(events) {
    for (const event of events) output.write(`${JSON.stringify(event)}\n`);
    await output.flush();
  },
  close: () => output.flush(),
});

/** Sends events to the journal and through the car's pipeline; whoever waits for time gets each second as it passes. */
const createFlow = ({ output, journal, pace, line }: Ways, onWarning: (warning: WarningEvent) => void) => {
  const judge = createJudge("simulated-car", undefined, (rule, cause) =>
    process.stderr.write(`The rule ${rule} failed and is set aside for this drive: ${String(cause)}\n`),
  );
  return async (events: readonly VehicleEvent[]): Promise<void> => {
    let from = 0;
    for (const [index, event] of events.entries()) {
      const wait = pace(event.at);
      if (wait !== undefined) {
        await journal?.write(events.slice(from, index));
        from = index;
        await output.flush();
        await wait;
      }
      for (const warning of judge.step(event)) {
        onWarning(warning);
        output.write(line(warning));
      }
    }
    await journal?.write(events.slice(from));
    await output.flush();
  };
};

/** The `drive` command: lives through a scenario, and writes, streams or serves it. */
export const runDrive = async (command: DriveCommand, signal: AbortSignal): Promise<void> => {
  const { out, live = false, json = false } = command;
  const scenario = await loadDriveScenario(command.scenario);
  const seed = command.seed ?? scenario.seed;
  const play = createPlay(scenario, await recordedSpeedsFor(scenario), seed);
  const output = streamOutput(process.stdout);
  if (command.serveElm !== undefined) {
    const served = await serveDrive(play, command.drive ?? play.drives, command.serveElm, signal);
    output.write(`${JSON.stringify({ step: "listening", url: served.emulator.url, scenario: scenario.name, seed })}\n`);
    await output.flush();
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      signal.addEventListener("abort", () => resolve(), { once: true });
    });
    await served.close();
    return;
  }

  const isStream = out === "-";
  const journal = out === undefined ? undefined : isStream ? toScreen(output) : openJournalFile(out);
  const verdict = createVerdict();
  const line = isStream ? (): string => "" : json ? warningLine : warningText;
  const flow = createFlow({ output, journal, pace: live ? livePace(signal) : fullSpeed, line }, verdict.take);
  const bar = createProgressBar(process.stderr, scenario.name, play.seconds, now);
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
  const truthFile = command.truth ?? (out === undefined || isStream ? undefined : truthBeside(out));
  if (truthFile !== undefined) await writeTruth(truthFile, play.truths());
  if (isStream) return;
  const raised = verdict.raised();
  // Another seed is another car: what it must raise nobody has written down.
  const judged = seed === scenario.seed ? { asExpected: asExpected(scenario, raised) } : {};
  const summary = { scenario: scenario.name, seed, drives: play.drives, seconds, events, raised, ...judged };
  output.write(json ? `${JSON.stringify({ summary })}\n` : textOf(summary, scenario.shows));
  if (!json && judged.asExpected === false)
    output.write(
      `Expected: ${
        expectedOf(scenario)
          .map(({ rule, severity }) => `${rule} ${severity}`)
          .join(", ") || "nothing"
      }\n`,
    );
  if (!json && out !== undefined) output.write(`Journal: ${out}\nGround truth: ${truthFile}\n`);
  await output.flush();
};

const textOf = (
  {
    scenario,
    seed,
    drives,
    seconds,
    events,
  }: Readonly<Record<"seed" | "drives" | "seconds" | "events", number>> & { readonly scenario: string },
  shows: string,
): string =>
  `${scenario}, seed ${seed}: ${drives} drive${drives === 1 ? "" : "s"}, ${(seconds / 3_600).toFixed(1)} h of driving, ${events.toLocaleString("en")} events\n${shows}\n`;
