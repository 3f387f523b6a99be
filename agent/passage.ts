import { Subject } from "rxjs";
import { z } from "zod";
import type { VehicleEvent } from "../contract/events.ts";
import type { SignalPath } from "../contract/signals.ts";
import type { WarningEvent } from "../contract/warning.ts";
import { afterMs, type BlackBox } from "./blackbox/blackbox.ts";
import type { HmiInput } from "./hmi/model.ts";
import type { HmiState, RequestKind } from "./hmi/protocol.ts";
import type { HmiView } from "./hmi/view.ts";
import { evidenceDraft, requestDraft, statusDraft, warningDraft } from "./outbox/drafts.ts";
import type { Draft } from "./outbox/message.ts";
import type { Outbox } from "./outbox/outbox.ts";
import { createTelemetry } from "./outbox/telemetry.ts";
import type { Pipeline } from "./pipeline.ts";

/** The rooms that one vehicle event passes, and whom to tell once it is stored. */
export interface PassageParts {
  readonly agentVersion: string;
  readonly pipeline: Pipeline;
  readonly view: HmiView;
  readonly outbox: Outbox;
  readonly blackBox: BlackBox;
  readonly record: (event: VehicleEvent) => void;
  /** What the rule reads: its series come first in the evidence. */
  readonly readsOf: (rule: string) => readonly SignalPath[];
  /** Wall time at which an event of now left the adapter, epoch ms. */
  readonly wallOf: (at: number) => number;
  readonly mayTellPosition: () => boolean;
  readonly onWarnings: (events: readonly WarningEvent[]) => void;
  /** Drawing the page failed, and did not before; it is tried again with the next event. */
  readonly onPageFault: (cause: unknown) => void;
  readonly onState: (state: HmiState, sampledAt: number) => void;
  /** Messages were stored. */
  readonly onStored: () => void;
  readonly onVin: (vin: string) => void;
}

/** The part of the checkpoint that is its own; stored under `drive`. */
const savedSchema = z.strictObject({
  v: z.literal(1),
  /** How many events of which journal are behind us; null for a live car. */
  journal: z.strictObject({ file: z.string(), ordinal: z.int() }).nullable(),
  at: z.number().nullable(),
  vin: z.string().nullable(),
  telemetryAt: z.number().nullable(),
  evidence: z.array(z.strictObject({ episode: z.string(), rule: z.string(), raisedAt: z.number() })),
});
export type SavedPassage = Readonly<z.infer<typeof savedSchema>>;

const fresh: SavedPassage = { v: 1, journal: null, at: null, vin: null, telemetryAt: null, evidence: [] };

/** What the last life left behind; nothing when there was none, or another version wrote it. */
export const restorePassage = (outbox: Outbox): SavedPassage =>
  savedSchema.safeParse(outbox.restore("drive")).data ?? fresh;

/** The way of vehicle events, and of what people do, through the rooms of the agent. */
export interface Passage {
  /** Takes one event through the house. Everything it caused is stored, then told, before this returns. */
  take(event: VehicleEvent): void;
  /** Something that is no vehicle event but is toView: links, tickets, settings. */
  note(input: HmiInput): void;
  /** The driver touched a prompt. */
  answer(action: "acknowledge" | "snooze", episode: string): void;
  /** The driver asked for something. */
  request(request: RequestKind, episode?: string): void;
  /** Says that the agent is here. */
  announce(): void;
  /** Event time of the last event. */
  now(): number;
  /** The last checkpoint, and evidence that no later event will complete. */
  finish(): void;
  checkpoint(): void;
}

/** How much event time a kill may cost a live car's rules; a journal goes on exactly where it was. */
const checkpointMs = 10_000;
/** Event time for which the last fix says where the car is: a tunnel, an underground car park. */
const placeHoldsMs = 1_800_000;

/** The order that everything else stands on: judge, store in one transaction, and only then show and send. */
export const createPassage = (
  parts: PassageParts,
  saved: SavedPassage,
  journalFile: string | null,
  bootAt: number,
): Passage => {
  const { pipeline, view, outbox, blackBox } = parts;
  const events = new Subject<VehicleEvent>();
  const telemetry = createTelemetry(saved.telemetryAt);
  let ordinal = saved.journal !== null && saved.journal.file === journalFile ? saved.journal.ordinal : 0;
  let at = saved.at ?? bootAt;
  let vin = saved.vin;
  let pending = saved.evidence;
  let checkpointAt = at;
  let warnings: WarningEvent[] = [];
  /** What the page has yet to be told of the event on its way. */
  let toView: HmiInput[] = [];
  let state: HmiState | undefined;
  let told: HmiState | undefined;

  pipeline.measured.subscribe((event) => {
    blackBox.take(event);
    telemetry.take(event);
    toView.push(event);
  });
  pipeline.run(events).subscribe((warning) => {
    warnings.push(warning);
    toView.push(warning);
  });

  let pageFails = false;
  /** Draws the page. It comes after the rules, and what fails here leaves the former state: no warning is lost with a page. */
  const paint = (): void => {
    const inputs = toView;
    toView = [];
    try {
      for (const input of inputs) view.take(input);
      state = view.paint();
      pageFails = false;
    } catch (cause) {
      if (!pageFails) parts.onPageFault(cause);
      pageFails = true;
    }
  };

  const status = (): Draft => {
    const metres = telemetry.latest("Vehicle.TraveledDistance");
    return statusDraft(at, {
      state: "online",
      agentVersion: parts.agentVersion,
      ...(vin === null ? {} : { vin }),
      ...(metres === undefined ? {} : { odometerKm: metres / 1_000 }),
    });
  };

  const checkpoint = (): Readonly<Record<string, unknown>> => {
    checkpointAt = at;
    const journal = journalFile === null ? null : { file: journalFile, ordinal };
    const own: SavedPassage = { v: 1, journal, at, vin, telemetryAt: telemetry.sentAt(), evidence: pending };
    return { pipeline: pipeline.freeze(), page: view.freeze(), drive: own };
  };

  const commit = (messages: readonly Draft[]): void => {
    outbox.commit({ messages, checkpoint: checkpoint() });
  };

  const show = (sampledAt: number): void => {
    if (state === undefined || state === told) return;
    told = state;
    parts.onState(state, sampledAt);
  };

  const evidenceOf = (request: SavedPassage["evidence"][number], complete: boolean): Draft =>
    evidenceDraft(blackBox.windowAround({ ...request, reads: parts.readsOf(request.rule), complete }));

  /** Evidence whose time after the raise is over; a clock far back means that its drive is. */
  const completed = (): readonly Draft[] => {
    if (pending.length === 0) return [];
    const ripe = pending.filter(({ raisedAt }) => at - raisedAt >= afterMs || raisedAt - at >= afterMs);
    pending = pending.filter((one) => !ripe.includes(one));
    return ripe.map((one) => evidenceOf(one, true));
  };

  const raised = (moved: readonly WarningEvent[]): readonly Draft[] => {
    const begun = moved
      .filter(({ kind }) => kind === "raised")
      .map(({ episode, rule, raisedAt }) => ({ episode, rule, raisedAt }));
    if (begun.length > 0) pending = [...pending, ...begun];
    return begun.map((one) => evidenceOf(one, false));
  };

  const identified = (event: VehicleEvent): readonly Draft[] => {
    if (event.kind !== "identity" || event.vin === vin) return [];
    vin = event.vin;
    return [status()];
  };

  /** A rescue is told the place as it is known; anyone else, with consent, about a kilometre of it. */
  const whereabouts = (request: RequestKind): { position?: { latitude: number; longitude: number } } => {
    const { fix } = view.freeze();
    if (fix === null || Math.abs(at - fix.at) > placeHoldsMs) return {};
    const grain = (degrees: number): number => (request === "rescue" ? degrees : Math.round(degrees * 100) / 100);
    return { position: { latitude: grain(fix.latitude), longitude: grain(fix.longitude) } };
  };

  /** Judges one event and stores what it caused. */
  const pass = (event: VehicleEvent): void => {
    at = event.at;
    parts.record(event);
    events.next(event);
    const moved = warnings;
    warnings = [];
    paint();
    const sampledAt = parts.wallOf(event.at);
    const report = telemetry.due(at);
    const messages = [
      ...moved.map((warning) => warningDraft(warning, sampledAt)),
      ...raised(moved),
      ...completed(),
      ...identified(event),
      ...(report === undefined ? [] : [report]),
    ];
    const isDue = Math.abs(at - checkpointAt) >= checkpointMs;
    if (messages.length > 0 || isDue || event.kind === "driver") commit(messages);
    if (moved.length > 0) parts.onWarnings(moved);
    show(sampledAt);
    if (messages.length > 0) parts.onStored();
  };

  return {
    take(event) {
      ordinal += 1;
      pass(event);
      if (event.kind === "identity") parts.onVin(event.vin);
    },
    note(input) {
      toView.push(input);
      paint();
      // A ticket is told once by the bridge; it must be there after a restart.
      if (input.kind === "ticket") commit([]);
      show(parts.wallOf(at));
    },
    answer: (action, episode) => pass({ kind: "driver", action, episode, at }),
    request(request, episode) {
      toView.push({ kind: "request", request, episode, at });
      paint();
      commit([
        requestDraft(at, {
          request,
          ...(episode === undefined ? {} : { episode }),
          ...(request === "rescue" || parts.mayTellPosition() ? whereabouts(request) : {}),
        }),
      ]);
      show(parts.wallOf(at));
      parts.onStored();
    },
    announce() {
      commit([status()]);
      parts.onStored();
    },
    now: () => at,
    finish() {
      const rest = pending.map((one) => evidenceOf(one, true));
      pending = [];
      commit(rest);
      parts.onStored();
    },
    checkpoint: () => commit([]),
  };
};
