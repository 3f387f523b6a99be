import { stat } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { asRecorded, createOverlay } from "../inject/overlay.ts";
import { loadScenario } from "../inject/scenario.ts";
import { createProgressBar } from "../progress.ts";
import { readCheckpoint, removeCheckpoint, replayIdentity, writeCheckpoint } from "./checkpoint.ts";
import { convert } from "./convert.ts";
import { driveName } from "./drive-clock.ts";
import { type EventBatch, readDrive } from "./drive-file.ts";
import { inspect, inspectionText } from "./inspect.ts";
import { createJudge } from "./judge.ts";
import { fileOutput, streamOutput } from "./output.ts";
import { fullSpeed, paced } from "./pace.ts";
import { replay } from "./replay.ts";
import { type Summary, summaryLine, summaryText, warningLine, warningText } from "./report.ts";

/** Options of `replay` as the command line hands them over, checked there. */
export interface ReplayCommand {
  readonly file: string;
  readonly speed: number | "max";
  readonly json?: boolean | undefined;
  readonly inject?: string | undefined;
  readonly vehicle: string;
  readonly out?: string | undefined;
  readonly checkpoint?: string | undefined;
}

const now = (): number => performance.now();

/** The batches of a drive, with progress on standard error, until the signal says stop. */
async function* watched(file: string, label: string, signal: AbortSignal): AsyncGenerator<EventBatch> {
  // A missing file is named by `readDrive`, which knows the sentence.
  const size = await stat(file).then(
    (found) => found.size,
    () => 0,
  );
  const bar = createProgressBar(process.stderr, label, size, now);
  try {
    for await (const batch of readDrive(file)) {
      signal.throwIfAborted();
      yield batch;
      bar.show(batch.read);
    }
  } finally {
    bar.clear();
  }
}

const overlayOf = async (inject: string | undefined) => {
  const scenario = inject === undefined ? undefined : await loadScenario(inject);
  return { scenario, overlay: scenario === undefined ? asRecorded : createOverlay(scenario) };
};

/**
 * The `replay` command. With a checkpoint, lines since the last one are printed again after a restart, with the same ids;
 * with `--out` as well the file is first cut back to the checkpoint, so that the whole is the same to the byte as if the
 * replay had never been interrupted (but for `wallMs` in the last line).
 */
export const runReplay = async (command: ReplayCommand, signal: AbortSignal): Promise<void> => {
  const { file, speed, vehicle, out, checkpoint } = command;
  const began = now();
  const { scenario, overlay } = await overlayOf(command.inject);
  const identity = checkpoint === undefined ? "" : await replayIdentity(file, driveName(file), scenario, vehicle);
  const kept = checkpoint === undefined ? undefined : await readCheckpoint(checkpoint, identity);
  const judge = createJudge(vehicle, kept?.state);
  const output = out === undefined ? streamOutput(process.stdout) : await fileOutput(out, kept?.outBytes ?? 0);
  const wait = (ms: number): Promise<void> => sleep(ms, undefined, { signal });
  try {
    const { warnings, distance, report } = await replay({
      drive: watched(file, "replay", signal),
      overlay,
      judge,
      pace: speed === "max" ? fullSpeed : paced(speed, { now, wait }),
      output,
      line: command.json === true ? warningLine : warningText,
      from: { ordinal: kept?.ordinal ?? 0, warnings: kept?.warnings ?? 0 },
      keep:
        checkpoint === undefined
          ? undefined
          : ({ ordinal, warnings: soFar }) =>
              writeCheckpoint(checkpoint, {
                v: 1,
                replay: identity,
                ordinal,
                outBytes: output.bytes(),
                warnings: soFar,
                state: judge.freeze(),
              }),
      signal,
    });
    const summary: Summary = { distance, warnings, wallMs: now() - began, report };
    output.write(command.json === true ? summaryLine(summary) : summaryText(driveName(file), summary));
    await output.flush();
    if (checkpoint !== undefined) await removeCheckpoint(checkpoint);
  } finally {
    await output.close();
  }
};

/** The `inspect` command. */
export const runInspect = async (file: string, signal: AbortSignal): Promise<void> => {
  const output = streamOutput(process.stdout);
  output.write(inspectionText(await inspect(watched(file, "inspect", signal))));
  await output.flush();
};

/** The `convert` command. */
export const runConvert = async (
  { file, out, inject }: { readonly file: string; readonly out: string; readonly inject?: string | undefined },
  signal: AbortSignal,
): Promise<void> => {
  const { overlay } = await overlayOf(inject);
  await convert(watched(file, "convert", signal), out, overlay);
};
