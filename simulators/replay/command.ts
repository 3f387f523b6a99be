import { setTimeout as sleep } from "node:timers/promises";
import { createJudge } from "../play/judge.ts";
import { fullSpeed, paced } from "../play/pace.ts";
import { fileOutput, streamOutput } from "../process/output.ts";
import { warningLine, warningText } from "../report/warning-lines.ts";
import { readCheckpoint, removeCheckpoint, replayIdentity, writeCheckpoint } from "./checkpoint.ts";
import { driveName } from "./drive-clock.ts";
import { createGathering } from "./page/gathering.ts";
import { writeReport } from "./page/report-page.ts";
import { replay } from "./replay.ts";
import { type Summary, summaryLine, summaryText } from "./report.ts";
import { importOptions, overlayOf, type ReadingOptions, watched } from "./watched-drive.ts";

/** Options of `replay` as the command line hands them over, checked there. */
export interface ReplayCommand extends ReadingOptions {
  readonly file: string;
  readonly speed: number | "max";
  readonly json?: boolean | undefined;
  readonly inject?: string | undefined;
  readonly vehicle: string;
  readonly out?: string | undefined;
  readonly checkpoint?: string | undefined;
  /** Where the page on the drive goes. */
  readonly report?: string | undefined;
}

const now = (): number => performance.now();

/**
 * The `replay` command. With a checkpoint, lines since the last one are printed again after a restart, with the same ids;
 * with `--out` as well the file is first cut back to the checkpoint, so that the whole is the same to the byte as if the
 * replay had never been interrupted (but for `wallMs` in the last line).
 */
export const runReplay = async (command: ReplayCommand, signal: AbortSignal): Promise<void> => {
  const { file, speed, vehicle, out, checkpoint } = command;
  const began = now();
  const { plan, overlay } = await overlayOf(command.inject);
  const identity = checkpoint === undefined ? "" : await replayIdentity(file, driveName(file), plan, vehicle);
  const kept = checkpoint === undefined ? undefined : await readCheckpoint(checkpoint, identity);
  const gathering = command.report === undefined ? undefined : createGathering();
  const judge = createJudge(
    vehicle,
    gathering === undefined ? kept?.state : undefined,
    (rule, cause) => process.stderr.write(`The rule ${rule} failed and is disabled for this drive: ${String(cause)}\n`),
    gathering?.measured,
  );
  const options = await importOptions(command);
  const output = out === undefined ? streamOutput(process.stdout) : await fileOutput(out, kept?.outBytes ?? 0);
  const wait = (ms: number): Promise<void> => sleep(ms, undefined, { signal });
  try {
    const { warnings, distance, report } = await replay({
      drive: watched(file, "replay", signal, options),
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
      witness: gathering,
      signal,
    });
    const summary: Summary = { distance, warnings, wallMs: now() - began, report };
    output.write(command.json === true ? summaryLine(summary) : summaryText(driveName(file), summary));
    await output.flush();
    if (gathering !== undefined && command.report !== undefined)
      await writeReport(command.report, { gathered: gathering.finish(), distance, report });
    if (checkpoint !== undefined) await removeCheckpoint(checkpoint);
  } finally {
    await output.close();
  }
};
