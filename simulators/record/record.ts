import { existsSync, globSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { SimulatorError } from "../errors.ts";
import { type Running, startProcess } from "../process/child.ts";
import { projectFolder } from "../process/project-folder.ts";
import { convert } from "../replay/convert.ts";
import { type EventBatch, readDrive } from "../replay/drive-file.ts";

/** Options of `record`. */
export interface RecordCommand {
  /** Of the adapter: a device path, or tcp://host:port. */
  readonly port: string;
  readonly out: string;
  /** Stops by itself after so long; otherwise with Ctrl-C. */
  readonly seconds?: number | undefined;
}

/** No recording is as long as this; the ring of the agent must not begin to forget. */
const ringMegabytes = 100_000;
const patienceMs = 10_000;

/** The bundle where there is one, since it starts fast; the source otherwise. */
const agentProgram = (root: string): string => {
  const bundle = join(root, "dist", "agent.js");
  return existsSync(bundle) ? bundle : join(root, "agent", "main.ts");
};

/** The recorder numbers its files; a drive that is over a certain size goes on in the next one, which begins with the same drive. */
const recordedIn = (folder: string): readonly string[] =>
  globSync("**/[0-9]*-*.jsonl", { cwd: folder })
    .toSorted()
    .map((file) => join(folder, file));

async function* oneAfterTheOther(files: readonly string[]): AsyncGenerator<EventBatch> {
  for (const file of files) yield* readDrive(file);
}

const until = async (agent: Running, seconds: number | undefined, signal: AbortSignal): Promise<void> => {
  const stopped = Promise.withResolvers<void>();
  signal.addEventListener("abort", () => stopped.resolve(), { once: true });
  const timer = new AbortController();
  const time = sleep((seconds ?? 0) * 1_000, undefined, { signal: timer.signal }).catch(() => undefined);
  const ended = agent.ended.then(({ lastWords }) => {
    if (!signal.aborted) throw new SimulatorError("SIMULATOR_RECORDING_EMPTY", lastWords || "the agent stopped");
  });
  try {
    await Promise.race([stopped.promise, ended, ...(seconds === undefined ? [] : [time])]);
  } finally {
    timer.abort();
  }
};

/**
 * The `record` command: runs the agent itself, as a process of its own, on an adapter, without uplink and page, and keeps the
 * journal that it writes. So a recording is what the car's own driver and decoder made of the bytes, and nothing is done twice.
 */
export const runRecord = async ({ port, out, seconds }: RecordCommand, signal: AbortSignal): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), "fettle-record-"));
  try {
    const config = join(folder, "agent.json");
    const data = join(folder, "data");
    const settings = {
      vehicle: { id: "recorded-car" },
      source: { kind: "elm327", port },
      data: { folder: data, journalMegabytes: ringMegabytes },
      uplink: { enabled: false },
      hmi: { enabled: false },
    };
    writeFileSync(config, JSON.stringify(settings));
    const said = new Set<unknown>();
    const agent = startProcess(
      "agent",
      [agentProgram(projectFolder()), "run", "--config", config],
      (_name, { step, msg }) => {
        if (step === undefined || said.has(step)) return;
        said.add(step);
        process.stderr.write(`${String(msg ?? step)}\n`);
      },
    );
    try {
      await until(agent, seconds, signal);
    } finally {
      await agent.stop(patienceMs);
    }
    const files = recordedIn(data);
    if (!said.has("first-reading") || files.length === 0)
      throw new SimulatorError("SIMULATOR_RECORDING_EMPTY", `${port} gave no reading`);
    await convert(oneAfterTheOther(files), out);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
