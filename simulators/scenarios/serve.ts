import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEmulator, type Emulator } from "../elm327/emulator.ts";
import { SimulatorError } from "../errors.ts";
import { openJournalFile } from "../play/journal-file.ts";
import type { Play } from "./play.ts";

/** An emulated adapter in the car of a scenario, and the folder of its journal. */
export interface ServedCar {
  readonly emulator: Emulator;
  close(): Promise<void>;
}

/**
 * Serves one drive of a scenario (counted from 1) as an ELM327 car. The drives before it are lived through first, so that the
 * car is as worn as it should be.
 */
export const serveDrive = async (play: Play, drive: number, port: number, signal: AbortSignal): Promise<ServedCar> => {
  if (drive > play.drives)
    throw new SimulatorError(
      "SIMULATOR_DRIVE_SCENARIO_INVALID",
      `drive ${drive} of a scenario that has ${play.drives}`,
    );
  const folder = await mkdtemp(join(tmpdir(), "fettle-drive-"));
  const clear = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const file = join(folder, "drive.jsonl");
    const journal = openJournalFile(file);
    for (const batch of play.batches()) {
      signal.throwIfAborted();
      if (batch.drive === drive - 1) await journal.write(batch.events);
      if (batch.drive >= drive) break;
    }
    await journal.close();
    const emulator = await createEmulator({ drive: file, port });
    return {
      emulator,
      close: async () => {
        await emulator.close();
        await clear();
      },
    };
  } catch (cause) {
    await clear();
    throw cause;
  }
};
