import { join } from "node:path";
import { SimulatorError } from "../errors.ts";
import { type LogLine, type Running, startProcess } from "../process/child.ts";
import { projectFolder } from "../process/project-folder.ts";
import { createHarvest, readTickets } from "./harvest.ts";
import { type DemoOptions, type Stage, setStage } from "./stage.ts";
import { tell } from "./story.ts";

/** How the main job is run and where its words go. */
export interface DemoRun extends DemoOptions {
  /** Ends as soon as the ticket can be read back over the HTTP API. */
  readonly once: boolean;
  /** Prints the harvest as one JSON object instead of the story. */
  readonly json: boolean;
  readonly print: (line: string) => void;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/** What may be left out on the command line. */
export type DemoChoice = Partial<Omit<DemoRun, "print" | "signal">>;

/** `--once` is for scripts and must get along with a running demo: it drives fast and takes free ports. */
export const withDefaults = (choice: DemoChoice): Omit<DemoRun, "print" | "signal"> => {
  const once = choice.once ?? false;
  const ships = (...path: string[]): string => join(projectFolder(), "simulators", ...path);
  return {
    drive: ships("drives", "2017-07-10_kit-seat-leon-warm.csv.gz"),
    inject: ships("scenarios", "coolant-loss.json"),
    speed: once ? 30 : 1,
    language: "en",
    hmiPort: once ? 0 : 8_080,
    consolePort: once ? 0 : 8_081,
    mqttPort: once ? 0 : 1_883,
    adapterPort: once ? 0 : 35_000,
    json: false,
    ...choice,
    once,
  };
};

const stopPatienceMs = 5_000;
/** The accelerated drive takes about ten seconds; past this something is broken and it is better to say so. */
const onceLimitMs = 55_000;

const isStep = (step: string) => (line: LogLine) => line["step"] === step;

/** Starts bridge, emulator and agent in this order, each once the one before can be reached. */
const startAll = async (
  stage: Stage,
  onLine: (name: string, line: LogLine) => void,
  running: Running[],
): Promise<void> => {
  const start = (name: string, args: readonly string[]): Running => {
    const started = startProcess(name, args, onLine);
    running.push(started);
    return started;
  };
  const listening = isStep("listening");
  const bridge = start("bridge", stage.bridge);
  await bridge.until((line) => listening(line) && String(line["url"]).startsWith("http"));
  await start("adapter", stage.emulator).until(listening);
  await start("agent", stage.agent).until(listening);
};

const clock = (): string => new Date().toTimeString().slice(0, 8);

/** The first of: all that `--once` waits for, Ctrl-C, the end of a process, the time limit. */
const played = async (
  run: DemoRun,
  wanted: Promise<void>,
  running: readonly Running[],
): Promise<"ready" | "stopped"> => {
  const { promise: aborted, resolve } = Promise.withResolvers<"stopped">();
  run.signal.addEventListener("abort", () => resolve("stopped"), { once: true });
  if (run.signal.aborted) resolve("stopped");
  const died = Promise.race(
    running.map(async ({ name, ended }) => {
      const { code, lastWords } = await ended;
      // Ctrl-C reaches the whole process group: then their end is ours.
      if (run.signal.aborted) return "stopped" as const;
      throw new SimulatorError(
        "SIMULATOR_DEMO_FAILED",
        `the ${name} stopped (${code ?? "killed"}) ${lastWords}`.trim(),
      );
    }),
  );
  if (!run.once) return Promise.race([aborted, died]);
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new SimulatorError("SIMULATOR_DEMO_FAILED", `no ticket within ${onceLimitMs / 1_000} s`)),
    onceLimitMs,
  );
  try {
    return await Promise.race([wanted.then(() => "ready" as const), aborted, died, late]);
  } finally {
    clearTimeout(timer);
  }
};

/** The main job: a recorded drive with a fault becomes a prompt on the head unit and a ticket at the dealer. */
export const runDemo = async (run: DemoRun): Promise<void> => {
  const stage = await setStage(run);
  const harvest = createHarvest();
  const { promise: whole, resolve: becomesWhole } = Promise.withResolvers<void>();
  const running: Running[] = [];
  const say = (name: string, sentence: string): void => {
    if (!run.json) run.print(`${clock()}  ${name.padEnd(8)} ${sentence}`);
  };
  const onLine = (name: string, line: LogLine): void => {
    harvest.take(line);
    if (harvest.whole()) becomesWhole();
    const sentence = tell(line);
    if (sentence !== undefined) say(name, sentence);
  };
  try {
    await startAll(stage, onLine, running);
    if (!run.json)
      run.print(`\nHead unit  ${stage.hmiUrl}\nConsole    ${stage.consoleUrl}\nCtrl-C stops everything.\n`);
    const end = await played(run, whole, running);
    if (end === "ready") {
      const result = harvest.result(await readTickets(stage.consoleUrl));
      run.print(run.json ? JSON.stringify(result) : `Latency in ms: ${JSON.stringify(result.latencyMs)}`);
    }
  } finally {
    for (const started of running.toReversed()) await started.stop(stopPatienceMs);
    stage.clear();
  }
  say("", "everything stopped");
};
