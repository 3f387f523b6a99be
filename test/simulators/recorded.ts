import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Sample, VehicleEvent } from "../../contract/events.ts";
import type { SignalPath } from "../../contract/signals.ts";
import { readDrive } from "../../simulators/replay/drive-file.ts";
import type { ImportOptions, ImportReport } from "../../simulators/replay/formats/format.ts";

/** A folder that is gone after the test. */
export const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "fettle-sim-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

/** A drive file of these bytes, or of these lines with line feeds. */
export const written = (name: string, content: Uint8Array | readonly string[]): string => {
  const file = join(temporaryFolder(), name);
  writeFileSync(
    file,
    content instanceof Uint8Array ? content : Buffer.from(content.map((line) => `${line}\n`).join("")),
  );
  return file;
};

export interface Read {
  readonly events: readonly VehicleEvent[];
  readonly report: ImportReport;
}

export const read = async (file: string, options: ImportOptions = {}): Promise<Read> => {
  const events: VehicleEvent[] = [];
  let report: ImportReport | undefined;
  for await (const batch of readDrive(file, options)) {
    events.push(...batch.events);
    ({ report } = batch);
  }
  if (report === undefined) throw new Error("no batch at all");
  return { events, report };
};

export const samplesOf = (events: readonly VehicleEvent[], path: SignalPath): readonly Sample[] =>
  events.filter((event): event is Sample => event.kind === "sample" && event.path === path);

/** Seconds since the first event, and value. */
export const series = (events: readonly VehicleEvent[], path: SignalPath): readonly (readonly [number, number])[] =>
  samplesOf(events, path).map(({ at, value }) => [(at - (events[0]?.at ?? 0)) / 1_000, value]);

export const warmDrive = "simulators/drives/2017-07-10_kit-seat-leon-warm.csv.gz";
export const coldDrive = "simulators/drives/2018-02-28_kit-seat-leon-cold.csv.gz";
