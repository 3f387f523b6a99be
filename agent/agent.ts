import { resolve } from "node:path";
import type { Subscription } from "rxjs";
import type { Sample } from "../contract/events.ts";
import { type SignalPath, signals } from "../contract/signals.ts";
import { type Car, openCar } from "./compose/car.ts";
import { directoryFaultTo, openBlackBox, openDataFolder, openDealers, thawPipeline } from "./compose/data-folder.ts";
import { type Host, stepsTo } from "./compose/host.ts";
import { createShown, openPage } from "./compose/page.ts";
import { keepSentFile } from "./compose/sent-file.ts";
import { openUplink } from "./compose/uplink.ts";
import type { AgentConfig } from "./config.ts";
import type { HmiAction, HmiState } from "./hmi/protocol.ts";
import { createHmiView } from "./hmi/view.ts";
import { createPassage, type Passage, restorePassage } from "./passage.ts";
import { rulesFor } from "./rules/catalogue.ts";
import { readsOf } from "./rules/kit/rule.ts";
import type { SettingsFile } from "./settings/settings.ts";
import type { Uplink } from "./uplink/uplink.ts";

/** A running agent. */
export interface Agent {
  /** Address of the head-unit page; undefined when it is switched off. */
  readonly hmiUrl: string | undefined;
  /** Rejects when the agent cannot go on: a source that gave nothing at all. */
  readonly failed: Promise<never>;
  /** Stores what there is, says goodbye and closes everything. */
  stop(): Promise<void>;
}

const masked = (vin: string): string => vin.slice(-6).padStart(vin.length, "*");

/** What a touch on the page does. */
const actOn =
  (passage: Passage, settings: SettingsFile, { log }: Host) =>
  (action: HmiAction): void => {
    log.info({ room: "hmi", ...action }, "The driver touched the screen");
    if (action.action === "acknowledge" || action.action === "snooze") passage.answer(action.action, action.episode);
    else if (action.action === "request") passage.request(action.request, action.episode);
    else if (action.action === "set-language") settings.change({ language: action.language });
    else if (action.action === "set-theme") settings.change({ theme: action.theme });
    if (action.action === "set-language" || action.action === "set-theme")
      passage.note({ kind: "settings", language: settings.value.language, theme: settings.value.theme });
  };

/** Lets the car's events through; a source that ends in an error before it said anything is told to `onNothing`. */
const listen = (car: Car, passage: Passage, { log }: Host, onNothing: (cause: unknown) => void): Subscription => {
  const tell = stepsTo(log);
  let heard = false;
  let firstReading: Sample | undefined;
  return car.events.subscribe({
    next(event) {
      heard = true;
      passage.take(event);
      if (firstReading !== undefined || event.kind !== "sample") return;
      firstReading = event;
      const { path, value } = event;
      tell("first-reading", { room: "decode", path, value, unit: signals[path].unit }, "The first value was read");
    },
    error(cause: unknown) {
      passage.finish();
      if (heard) log.error({ room: "source", err: cause }, "The source ended in an error; what was read is kept");
      else onNothing(cause);
    },
    complete() {
      passage.finish();
      const sentence = heard
        ? "The journal is played to its end"
        : "This journal was played to its end before; give data.folder another folder to play it again";
      log.info({ room: "source" }, sentence);
    },
  });
};

/** Opens the I/O rooms around the pipeline and lets the car's events through. */
export const startAgent = async (config: AgentConfig, host: Host): Promise<Agent> => {
  const { time, timers, version, log } = host;
  const tell = stepsTo(log);

  const folder = openDataFolder(config, host);
  const { outbox, settings, recorder } = folder;
  const directory = await openDealers(config.dealers.file, folder, host);
  const onDirectoryFault = directoryFaultTo(host);
  const pipeline = thawPipeline(config, directory, folder, onDirectoryFault, host);
  const { language, theme } = settings.value;
  const { brandRescue, country, home } = config.dealers;
  const view = createHmiView(
    { directory, onDirectoryFault, brandRescue, country, home, language, theme },
    outbox.restore("page"),
  );

  const reads = new Map<string, readonly SignalPath[]>(
    rulesFor(config.vehicle.specification).map(({ id, inputs }) => [id, readsOf(inputs)]),
  );

  const saved = restorePassage(outbox);
  const { source } = config;
  const journal = source.kind === "journal" ? resolve(source.file) : null;
  const from = saved.journal !== null && saved.journal.file === journal ? saved.journal.ordinal : 0;
  const car = openCar(config, { drive: `${config.vehicle.id}-${outbox.epoch}`, from }, host);
  const shown = createShown(host);

  let uplink: Uplink | undefined;
  let uplinkState: HmiState["uplink"]["state"] = config.uplink.enabled ? "offline" : "off";
  const passage = createPassage(
    {
      agentVersion: version,
      pipeline,
      view,
      outbox,
      blackBox: openBlackBox(config, saved),
      record: recorder.write,
      readsOf: (rule) => reads.get(rule) ?? [],
      wallOf: car.wallOf,
      mayTellPosition: () => settings.value.consent.position,
      onWarnings(events) {
        for (const warning of events)
          if (warning.kind === "raised") tell("warning-raised", { room: "warnings", warning }, "A warning was raised");
          else log.info({ room: "warnings", warning }, "A warning moved on");
      },
      onPageFault: (cause) => log.error({ room: "hmi", err: cause }, "The page cannot be drawn; warnings go on"),
      onState: shown.show,
      onStored() {
        uplink?.poke();
        noteUplink();
      },
      onVin: (vin) => tell("vin", { room: "decode", vinMasked: masked(vin) }, "The car says who it is"),
    },
    saved,
    journal,
    time.wallMs(),
  );

  const noteUplink = (): void =>
    passage.note({ kind: "uplink", state: uplinkState, waiting: outbox.backlog().rows, at: passage.now() });

  // Every boot begins with seq 0 saying that the agent is here.
  passage.announce();

  const hmi = await openPage(config, shown, actOn(passage, settings, host), host);

  let wasOnline = false;
  if (config.uplink.enabled)
    uplink = openUplink(
      config,
      outbox,
      {
        changed(state) {
          uplinkState = state;
          if (state === "online" && wasOnline) passage.announce();
          wasOnline ||= state === "online";
          noteUplink();
        },
        settled: noteUplink,
        ticket: (notice) => passage.note({ kind: "ticket", notice }),
        now: () => passage.now(),
      },
      host,
    );

  const sentFile = car.sent === undefined ? undefined : keepSentFile(car.sent, config.data.folder, timers, log);

  const { promise: failed, reject } = Promise.withResolvers<never>();
  if (from > 0) log.info({ room: "source", events: from, file: journal }, "The journal goes on where it was left");
  const subscription = listen(car, passage, host, reject);

  const stop = async (): Promise<void> => {
    subscription.unsubscribe();
    sentFile?.[Symbol.dispose]();
    passage.checkpoint();
    recorder.close();
    await Promise.all([uplink?.stop(), hmi?.close()]);
    outbox.close();
  };
  let stopping: Promise<void> | undefined;
  return {
    hmiUrl: hmi?.url,
    failed,
    stop() {
      stopping ??= stop();
      return stopping;
    },
  };
};
