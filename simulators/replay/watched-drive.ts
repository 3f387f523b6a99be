import { stat } from "node:fs/promises";
import { asRecorded, createOverlay, type Overlay } from "../inject/overlay.ts";
import { loadScenario, type Scenario } from "../inject/scenario.ts";
import { createProgressBar } from "../progress.ts";
import { type EventBatch, readDrive } from "./drive-file.ts";

/** The batches of a drive, with progress on standard error, until the signal says stop. */
export async function* watched(file: string, label: string, signal: AbortSignal): AsyncGenerator<EventBatch> {
  // A missing file is named by `readDrive`, which knows the sentence.
  const size = await stat(file).then(
    (found) => found.size,
    () => 0,
  );
  const bar = createProgressBar(process.stderr, label, size, () => performance.now());
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

/** The overlay of a file, with what it says; the drive as recorded without one. */
export const overlayOf = async (
  inject: string | undefined,
): Promise<{ readonly scenario: Scenario | undefined; readonly overlay: Overlay }> => {
  const scenario = inject === undefined ? undefined : await loadScenario(inject);
  return { scenario, overlay: scenario === undefined ? asRecorded : createOverlay(scenario) };
};
