import { stat } from "node:fs/promises";
import { asRecorded, createOverlay, type Overlay } from "../inject/overlay.ts";
import { loadOverlayPlan, type OverlayPlan } from "../inject/overlay-plan.ts";
import { createProgressBar } from "../process/progress.ts";
import { loadBus } from "./can/bus.ts";
import { type EventBatch, readDrive } from "./drive-file.ts";
import type { ImportOptions } from "./formats/format.ts";

/** The batches of a drive, with progress on standard error, until the signal says stop. */
export async function* watched(
  file: string,
  label: string,
  signal: AbortSignal,
  options: ImportOptions = {},
): AsyncGenerator<EventBatch> {
  // A missing file is named by `readDrive`, which knows the sentence.
  const size = await stat(file).then(
    (found) => found.size,
    () => 0,
  );
  const bar = createProgressBar(process.stderr, label, size, () => performance.now());
  try {
    for await (const batch of readDrive(file, options)) {
      signal.throwIfAborted();
      yield batch;
      bar.show(batch.read);
    }
  } finally {
    bar.clear();
  }
}

/** The overlay of a file, with what it says; the drive as recorded without one. */
export const overlayOf = async (
  inject: string | undefined,
): Promise<{ readonly plan: OverlayPlan | undefined; readonly overlay: Overlay }> => {
  const plan = inject === undefined ? undefined : await loadOverlayPlan(inject);
  return { plan, overlay: plan === undefined ? asRecorded : createOverlay(plan) };
};

/** How a command line says how a recording is to be read. */
export interface ReadingOptions {
  /** Bus descriptions of a CAN log. */
  readonly dbc?: readonly string[] | undefined;
  /** Which of their signals are which of ours; the sample recordings' by default. */
  readonly map?: string | undefined;
  /** Which vehicle of a traffic simulation. */
  readonly select?: string | undefined;
}

/** Loads what the importer needs beside the recording. */
export const importOptions = async ({ dbc = [], map, select }: ReadingOptions): Promise<ImportOptions> => ({
  bus: await loadBus(dbc, map),
  select,
});
