import type { VehicleEvent } from "../../../contract/events.ts";
import type { SignalPath } from "../../../contract/signals.ts";
import type { WarningEvent } from "../../../contract/warning.ts";
import { createStretches, type Stretch } from "./drawn-time.ts";
import { createThinning, type Point, type Thinning } from "./thinning.ts";
import { createTrack, type TrackPoint } from "./track.ts";

/** One signal of the drive as the report shows it. */
export interface GatheredSignal {
  readonly path: SignalPath;
  readonly readings: number;
  readonly firstAt: number;
  readonly lastAt: number;
  /** Time between readings, without what lies between two drives. */
  readonly activeMs: number;
  readonly longestGapMs: number;
  readonly least: number;
  readonly most: number;
  /** How often the car could not believe it, and how often it fell silent. */
  readonly implausible: number;
  readonly stale: number;
  readonly points: readonly Point[];
}

/** A silence of everything. */
export interface Gap {
  readonly from: number;
  readonly ms: number;
}

/** One episode of a warning from its raise to its end. */
export interface EpisodeSpan {
  readonly episode: string;
  readonly rule: string;
  readonly events: readonly WarningEvent[];
  readonly from: number;
  /** End of the drive where it still stood then. */
  readonly to: number;
  readonly open: boolean;
}

/** Everything a report is made of. */
export interface Gathered {
  readonly drive: string;
  readonly drives: number;
  readonly startAt: number;
  readonly endAt: number;
  readonly signals: readonly GatheredSignal[];
  readonly episodes: readonly EpisodeSpan[];
  readonly gaps: readonly Gap[];
  readonly track: readonly TrackPoint[];
  readonly clockSteps: number;
  /** When the car said anything, without its long pauses. */
  readonly stretches: readonly Stretch[];
}

interface Seen {
  readonly thinning: Thinning;
  readings: number;
  firstAt: number;
  lastAt: number;
  /** No reading of this drive yet: what lies before is no gap. */
  rested: boolean;
  activeMs: number;
  longestGapMs: number;
  least: number;
  most: number;
  implausible: number;
  stale: number;
}

const shortestGapMs = 5_000;
const mostGaps = 12;

const createSeen = (): Seen => ({
  thinning: createThinning(),
  readings: 0,
  firstAt: 0,
  lastAt: 0,
  rested: true,
  activeMs: 0,
  longestGapMs: 0,
  least: Number.POSITIVE_INFINITY,
  most: Number.NEGATIVE_INFINITY,
  implausible: 0,
  stale: 0,
});

const addReading = (seen: Seen, value: number, at: number, drivenAt: number): void => {
  if (seen.readings === 0) seen.firstAt = at;
  if (!seen.rested) {
    seen.longestGapMs = Math.max(seen.longestGapMs, at - seen.lastAt);
    seen.activeMs += at - seen.lastAt;
  }
  seen.rested = false;
  seen.readings += 1;
  seen.lastAt = at;
  seen.least = Math.min(seen.least, value);
  seen.most = Math.max(seen.most, value);
  seen.thinning.add(at, value, drivenAt);
};

/** The drive as it passes, kept in bounded memory for a report. */
export const createGathering = () => {
  const signals = new Map<SignalPath, Seen>();
  const warnings = new Map<string, WarningEvent[]>();
  const track = createTrack();
  const stretches = createStretches();
  let gaps: Gap[] = [];
  let drive = "";
  let drives = 0;
  let startAt: number | undefined;
  let endAt = 0;
  let lastAt: number | undefined;
  let clockSteps = 0;

  const seenOf = (path: SignalPath): Seen => {
    const known = signals.get(path);
    if (known !== undefined) return known;
    const fresh = createSeen();
    signals.set(path, fresh);
    return fresh;
  };

  const notice = (at: number): void => {
    if (lastAt !== undefined && at - lastAt >= shortestGapMs) {
      gaps.push({ from: lastAt, ms: at - lastAt });
      if (gaps.length > 4 * mostGaps) gaps = gaps.toSorted((a, b) => b.ms - a.ms).slice(0, mostGaps);
    }
    lastAt = at;
  };

  return {
    /** An event as the recording has it. */
    recorded(event: VehicleEvent): void {
      startAt ??= event.at;
      endAt = Math.max(endAt, event.at);
      if (event.kind === "drive") {
        if (drives === 0) ({ drive } = event);
        drives += 1;
        lastAt = undefined;
        for (const seen of signals.values()) seen.rested = true;
      } else if (event.kind === "clockStep") clockSteps += 1;
      else if (event.kind === "sample") {
        notice(event.at);
        addReading(seenOf(event.path), event.value, event.at, stretches.add(event.at));
        track.add(event.path, event.value, event.at);
      }
    },
    /** An event as the car's own rooms pass it on: what it could not believe, and what fell silent. */
    measured(event: VehicleEvent): void {
      if (event.kind !== "quality" || event.state === "fresh") return;
      const seen = signals.get(event.path);
      if (seen !== undefined) seen[event.state] += 1;
    },
    warned(warning: WarningEvent): void {
      const events = warnings.get(warning.episode);
      if (events === undefined) warnings.set(warning.episode, [warning]);
      else events.push(warning);
    },
    finish(): Gathered {
      return {
        drive,
        drives,
        startAt: startAt ?? 0,
        endAt,
        clockSteps,
        gaps: gaps.toSorted((a, b) => b.ms - a.ms).slice(0, mostGaps),
        track: track.points(),
        stretches: stretches.all(),
        signals: [...signals].map(([path, { thinning, rested: _, ...rest }]) => ({
          path,
          ...rest,
          points: thinning.points(),
        })),
        episodes: [...warnings].map(([episode, events]) => {
          const cleared = events.findLast(({ kind }) => kind === "cleared");
          const [first] = events;
          return {
            episode,
            rule: first?.rule ?? "",
            events,
            from: first?.raisedAt ?? 0,
            to: cleared?.at ?? endAt,
            open: cleared === undefined,
          };
        }),
      };
    },
  };
};
