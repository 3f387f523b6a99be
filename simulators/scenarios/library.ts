import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { SimulatorError } from "../errors.ts";
import { projectFolder } from "../process/project-folder.ts";
import { readDrive } from "../replay/drive-file.ts";
import type { RecordedSpeeds } from "../vehicle/trip.ts";
import { type DriveScenario, parseDriveScenario } from "./drive-scenario.ts";

const folder = (): string => join(projectFolder(), "simulators", "scenarios", "drives");

/** The drives that ship with Fettle, as speeds over time: real people in real traffic (see simulators/drives/ATTRIBUTION.md). */
const recordings = {
  "kit-cold": "2018-02-28_kit-seat-leon-cold.csv.gz",
  "kit-warm": "2017-07-10_kit-seat-leon-warm.csv.gz",
} as const;

/** Names of the shipped scenarios, in order. */
export const scenarioNames = async (): Promise<readonly string[]> =>
  (await readdir(folder()))
    .filter((file) => file.endsWith(".json"))
    .map((file) => basename(file, ".json"))
    .toSorted();

/** A shipped scenario by its name, or any by its path. */
export const loadDriveScenario = async (nameOrPath: string): Promise<DriveScenario> => {
  const isPath = /[/\\]|\.json$/.test(nameOrPath);
  const file = isPath ? nameOrPath : join(folder(), `${nameOrPath}.json`);
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    if (isPath) throw new SimulatorError("SIMULATOR_FILE_MISSING", file, { cause });
    throw new SimulatorError("SIMULATOR_DRIVE_SCENARIO_UNKNOWN", nameOrPath, { cause });
  });
  return parseDriveScenario(text, file);
};

/** Speed once a second: the latest reading stands until the next. */
const speedsIn = async (file: string): Promise<readonly number[]> => {
  const speeds: number[] = [];
  let beganAt: number | undefined;
  let latest = 0;
  for await (const { events } of readDrive(file))
    for (const event of events) {
      beganAt ??= event.at;
      const second = Math.floor((event.at - beganAt) / 1_000);
      while (speeds.length < second) speeds.push(latest);
      if (event.kind === "sample" && event.path === "Vehicle.Speed") latest = event.value;
    }
  return speeds;
};

/** The recordings that a scenario drives; only those are read. */
export const recordedSpeedsFor = async (scenario: DriveScenario): Promise<RecordedSpeeds> => {
  const wanted = new Set(
    scenario.drives.flatMap(({ legs }) => legs.flatMap((leg) => ("recorded" in leg ? [leg.recorded] : []))),
  );
  const speeds: Record<string, readonly number[]> = {};
  for (const name of wanted)
    speeds[name] = await speedsIn(join(projectFolder(), "simulators", "drives", recordings[name]));
  return speeds;
};
