import type { Quality, Sample, VehicleEvent } from "../../contract/events.ts";
import { isSignalPath, type SignalPath } from "../../contract/signals.ts";
import { contracts, type SignalContract } from "./contracts.ts";
import { type Ordering, order } from "./ordering.ts";

/** What is remembered of one signal in this drive. */
interface Track {
  /** Event time and value of the last believed reading; null before there is one. */
  at: number | null;
  value: number;
  /** Smoothed interval between believed readings, ms; 0 before there is one. */
  typicalMs: number;
  quality: Quality["state"];
  /** A reading that jumped further than the thing can, waiting for a second one to confirm it. */
  suspect: { value: number; at: number } | null;
}

/** The room's state, plain JSON. `begun` once there was an event: before it, event time stands nowhere. */
export interface SignalsState {
  readonly begun: boolean;
  readonly ordering: Ordering;
  readonly sweptAt: number;
  readonly tracks: Readonly<Record<string, Track>>;
}

type Emit = (event: VehicleEvent) => void;

const sweepMs = 1_000;
/** A signal slower than its contract is stale after this many of its own intervals … */
const intervalsOfSilence = 4;
/** … but no interval counts as more than this: a pause is not a pace. */
const longestIntervalMs = 60_000;
const smoothing = 0.2;

const isSilent = (track: Track, contract: SignalContract, at: number): boolean =>
  contract.staleMs > 0 &&
  track.at !== null &&
  at - track.at > Math.max(contract.staleMs, intervalsOfSilence * track.typicalMs);

const near = (contract: SignalContract, change: number, spanMs: number): boolean =>
  Math.abs(change) <= contract.step + (contract.perSecond * spanMs) / 1_000;

/** Whether the reading is believed now. One that is not is kept as the suspect. */
const isBelieved = (track: Track, contract: SignalContract, value: number, at: number): boolean => {
  if (contract.step === 0) return true;
  const { suspect } = track;
  const expected = track.at === null ? !contract.confirmFirst : near(contract, value - track.value, at - track.at);
  const believed = expected || (suspect !== null && near(contract, value - suspect.value, at - suspect.at));
  if (!believed) track.suspect = { value, at };
  else if (suspect !== null) track.suspect = null;
  return believed;
};

const pace = (track: Track, at: number): number => {
  if (track.at === null) return 0;
  const interval = Math.min(at - track.at, longestIntervalMs);
  if (track.typicalMs === 0) return interval;
  return track.typicalMs + smoothing * (interval - track.typicalMs);
};

/** Vehicle events in; the same out, in order, in range and with word of what may no longer be believed. */
export const createSignals = (state?: SignalsState) => {
  const ordering: Ordering = { clock: 0, offset: 0, ...state?.ordering };
  let begun = state?.begun ?? false;
  let sweptAt = state?.sweptAt ?? 0;
  const tracks = new Map<SignalPath, Track>();
  for (const [path, track] of Object.entries(structuredClone(state?.tracks ?? {})))
    if (isSignalPath(path)) tracks.set(path, track);

  const mark = (path: SignalPath, track: Track, quality: Quality["state"], at: number, emit: Emit): void => {
    if (track.quality === quality) return;
    track.quality = quality;
    emit({ kind: "quality", path, state: quality, at });
  };

  const sweep = (at: number, emit: Emit): void => {
    sweptAt = at;
    for (const [path, track] of tracks) {
      const contract = contracts.get(path);
      if (contract !== undefined && isSilent(track, contract, at)) mark(path, track, "stale", at, emit);
    }
  };

  const trackOf = (path: SignalPath): Track => {
    const known = tracks.get(path);
    if (known !== undefined) return known;
    const track: Track = { at: null, value: 0, typicalMs: 0, quality: "fresh", suspect: null };
    tracks.set(path, track);
    return track;
  };

  const takeSample = (sample: Sample, at: number, emit: Emit): void => {
    const { path, value } = sample;
    const contract = contracts.get(path);
    if (contract === undefined || value === contract.missing) return;
    const track = trackOf(path);
    if (!(value >= contract.min && value <= contract.max)) {
      mark(path, track, "implausible", at, emit);
      return;
    }
    if (!isBelieved(track, contract, value, at)) return;
    track.typicalMs = pace(track, at);
    track.at = at;
    track.value = value;
    mark(path, track, "fresh", at, emit);
    emit(at === sample.at ? sample : { kind: "sample", path, value, at });
  };

  const begin = (at: number): void => {
    ordering.clock = at;
    ordering.offset = 0;
    sweptAt = at;
    begun = true;
    tracks.clear();
  };

  return {
    take(event: VehicleEvent, emit: Emit): void {
      if (event.kind === "drive" || !begun) begin(event.at);
      const { at, steppedMs } = order(ordering, event.at);
      if (steppedMs !== 0) emit({ kind: "clockStep", deltaMs: steppedMs, at });
      if (at - sweptAt >= sweepMs) sweep(at, emit);
      if (event.kind === "sample") takeSample(event, at, emit);
      // Quality is this room's own word; one that comes from outside is an echo of an earlier run.
      else if (event.kind !== "quality") emit(at === event.at ? event : { ...event, at });
    },
    freeze: (): SignalsState => ({
      begun,
      ordering: { ...ordering },
      sweptAt,
      tracks: structuredClone(Object.fromEntries(tracks)),
    }),
  };
};
