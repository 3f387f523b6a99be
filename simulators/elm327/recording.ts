import type { VehicleEvent } from "../../contract/events.ts";
import type { SignalPath } from "../../contract/signals.ts";
import { asRecorded, createOverlay } from "../inject/overlay.ts";
import type { OverlayPlan } from "../inject/overlay-plan.ts";
import { readDrive } from "../replay/drive-file.ts";

/** How often a signal is read, and what it said first. */
interface Habit {
  samples: number;
  readonly firstAt: number;
  readonly firstValue: number;
  lastAt: number;
}

/** What has to be known of a drive before a car can be made of it. */
export interface Recording {
  readonly startAt: number;
  readonly endAt: number;
  /** Readings of the first seconds: the ECU knew all of them at once, only the recorder asked one after the other. */
  readonly firstValues: ReadonlyMap<SignalPath, number>;
  /** How old a reading may get, by signal, before the signal has fallen silent. */
  readonly freshMs: ReadonlyMap<SignalPath, number>;
  readonly vin: string | undefined;
  /** The events once more from the start, faults included. */
  events(): AsyncGenerator<VehicleEvent[]>;
}

const openingMs = 5_000;
const shortestFreshMs = 10_000;
/** Of the mean time between readings: a logger that lost its adapter for a while is not a signal of another rate. */
const freshPeriods = 10;

/** Reads the drive once, overlay and all, and keeps only its habits: the events themselves stay in the file. */
export const openRecording = async (path: string, plan: OverlayPlan | undefined): Promise<Recording> => {
  async function* events(): AsyncGenerator<VehicleEvent[]> {
    const overlay = plan === undefined ? asRecorded : createOverlay(plan);
    for await (const batch of readDrive(path)) {
      const bent: VehicleEvent[] = [];
      for (const event of batch.events) overlay(event, bent);
      yield bent;
    }
  }

  const habits = new Map<SignalPath, Habit>();
  let startAt: number | undefined;
  let endAt = 0;
  let vin: string | undefined;
  for await (const batch of events())
    for (const event of batch) {
      startAt ??= event.at;
      endAt = event.at;
      if (event.kind === "identity") vin ??= event.vin;
      if (event.kind !== "sample") continue;
      const habit = habits.get(event.path);
      if (habit === undefined)
        habits.set(event.path, { samples: 1, firstAt: event.at, firstValue: event.value, lastAt: event.at });
      else {
        habit.samples += 1;
        habit.lastAt = event.at;
      }
    }

  const start = startAt ?? 0;
  const known = [...habits];
  const meanMs = ({ samples, firstAt, lastAt }: Habit): number =>
    samples > 1 ? (lastAt - firstAt) / (samples - 1) : 0;
  return {
    startAt: start,
    endAt,
    vin,
    events,
    firstValues: new Map(
      known
        .filter(([, { firstAt }]) => firstAt - start <= openingMs)
        .map(([signal, { firstValue }]) => [signal, firstValue]),
    ),
    freshMs: new Map(known.map(([signal, habit]) => [signal, Math.max(shortestFreshMs, freshPeriods * meanMs(habit))])),
  };
};
