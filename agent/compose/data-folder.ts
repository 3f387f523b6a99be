import { accessSync, constants, mkdirSync } from "node:fs";
import { join } from "node:path";
import { type BlackBox, createBlackBox, reachMs } from "../blackbox/blackbox.ts";
import type { AgentConfig } from "../config.ts";
import { readDealers } from "../dealers/directory.ts";
import { createDirectory, type DealerDirectory } from "../dealers/nearest.ts";
import { AgentError } from "../errors.ts";
import { openDatabase } from "../outbox/database.ts";
import { createOutbox, type Outbox } from "../outbox/outbox.ts";
import { quotaOf } from "../outbox/quota.ts";
import type { SavedPassage } from "../passage.ts";
import { createPipeline, type Pipeline, type PipelineOptions, pipelineStateSchema } from "../pipeline.ts";
import { openSettings, type SettingsFile } from "../settings/settings.ts";
import { recentEvents } from "../source/journal/recent.ts";
import { createRecorder, type Recorder } from "../source/journal/recorder.ts";
import type { Host } from "./host.ts";

/** What the agent knows from earlier lives, on the disk of `data.folder`. */
export interface DataFolder {
  readonly outbox: Outbox;
  readonly settings: SettingsFile;
  readonly recorder: Recorder;
}

const megabyte = 1_048_576;
/** Boots of a new database are counted from the seconds since then: 32 bits last until 2088. */
const firstSecond = Date.UTC(2020, 0, 1);
const drivesFolder = (folder: string): string => join(folder, "drives");

const openFolder = (folder: string): void => {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch (cause) {
    throw new AgentError("AGENT_DATA_FOLDER", folder, { cause });
  }
};

const openStore = (config: AgentConfig, { time, log: root }: Host): Outbox => {
  const log = root.child({ room: "outbox" });
  const db = openDatabase(join(config.data.folder, "agent.db"), time.wallMs(), (error) =>
    log.error({ code: error.code }, error.message),
  );
  return createOutbox(db, {
    vehicleId: config.vehicle.id,
    quota: quotaOf(config.data.outboxMegabytes * megabyte),
    // A new database on a unit that was here before must not count again from a number the bridge knows.
    firstEpoch: Math.max(0, Math.floor((time.wallMs() - firstSecond) / 1_000)),
    onFull: (error) => log.error({ code: error.code }, error.message),
    onRoom: () => log.info("The disk has room again; what waited in memory is stored"),
  });
};

/** Opens database, settings and the ring of recorded drives. */
export const openDataFolder = (config: AgentConfig, host: Host): DataFolder => {
  const { folder, journalMegabytes } = config.data;
  openFolder(folder);
  const settingsLog = host.log.child({ room: "settings" });
  const recorderLog = host.log.child({ room: "source" });
  return {
    outbox: openStore(config, host),
    settings: openSettings(folder, config.driver.language, (detail) =>
      settingsLog.warn({ detail }, "Settings are in trouble"),
    ),
    recorder: createRecorder({
      folder: drivesFolder(folder),
      maxBytes: journalMegabytes * megabyte,
      onTrouble: (cause) => recorderLog.error({ err: cause }, "The drive is not recorded; it goes on without"),
      onRecovered: (lostEvents) => recorderLog.info({ lostEvents }, "The drive is recorded again"),
    }),
  };
};

/** The black box, with what it held before a restart when a warning still waits for the rest of its evidence. */
export const openBlackBox = ({ data }: AgentConfig, { evidence, at }: SavedPassage): BlackBox => {
  const box = createBlackBox();
  if (evidence.length > 0 && at !== null)
    for (const event of recentEvents(drivesFolder(data.folder), at - reachMs)) box.take(event);
  return box;
};

/** Loads and indexes the dealer directory; undefined when none is configured. */
export const openDealers = async (
  file: string | undefined,
  { settings }: DataFolder,
  { time, log }: Host,
): Promise<DealerDirectory | undefined> => {
  if (file === undefined) return undefined;
  const dealers = await readDealers(file);
  settings.change({ dealers: { file, count: dealers.length, loadedAt: time.wallMs() } });
  log.info({ room: "dealers", file, count: dealers.length }, "The dealer directory is loaded");
  return createDirectory(dealers);
};

/** Says once that the directory failed: it is asked again with every place. */
export const directoryFaultTo = ({ log }: Host): ((cause: unknown) => void) => {
  let told = false;
  return (cause) => {
    if (!told)
      log.error({ room: "dealers", err: cause }, "The dealer directory failed; pages and rules go on without it");
    told = true;
  };
};

/** The pure heart, thawed from the last checkpoint where there is one of this version. */
export const thawPipeline = (
  config: AgentConfig,
  directory: DealerDirectory | undefined,
  { outbox }: DataFolder,
  onDirectoryFault: (cause: unknown) => void,
  { log: root }: Host,
): Pipeline => {
  const log = root.child({ room: "rules" });
  const options: PipelineOptions = {
    vehicleId: config.vehicle.id,
    ...(config.vehicle.specification === undefined ? {} : { specification: config.vehicle.specification }),
    ...(directory === undefined
      ? {}
      : { nearestServiceKm: (latitude, longitude) => directory.nearest(latitude, longitude, 1)[0]?.distanceKm }),
    onDirectoryFault,
    onRuleForgotten: (rule) => log.warn({ rule }, "What a rule had learned cannot be read; it begins to learn anew"),
    onRuleFault: (rule, cause) => log.error({ rule, err: cause }, "A rule failed and is disabled until the next drive"),
  };
  const saved = outbox.restore("pipeline");
  if (saved === undefined) return createPipeline(options);
  const thawed = pipelineStateSchema.safeParse(saved);
  if (!thawed.success) log.warn("The checkpoint is of another version; the rules begin anew");
  return createPipeline(options, thawed.data);
};
