import type { VehicleEvent } from "../../contract/events.ts";

/** How long a reading is taken to hold, at most: a longer silence is a gap of the recording and counts this much of it. */
const longestStepMs = 5_000;

/** What a drive came to: readings, hours of recorded time and kilometres driven. Plain JSON, so that a checkpoint keeps it. */
export interface Distance {
  samples: number;
  hours: number;
  km: number;
  lastAt: number | null;
  lastSpeed: { readonly at: number; readonly kmh: number } | null;
}

export const newDistance = (): Distance => ({ samples: 0, hours: 0, km: 0, lastAt: null, lastSpeed: null });

/**
 * Counts one event, in place. Distance is the integral of Vehicle.Speed over real time steps (trapezoids), so it does not
 * depend on the rate of the recording; ticks do not count, since they also pass over gaps.
 */
export const count = (distance: Distance, event: VehicleEvent): void => {
  if (event.kind !== "sample") return;
  distance.samples += 1;
  distance.hours += stepMs(distance.lastAt, event.at) / 3_600_000;
  distance.lastAt = Math.max(distance.lastAt ?? event.at, event.at);
  if (event.path !== "Vehicle.Speed") return;
  const last = distance.lastSpeed;
  if (last !== null) distance.km += ((last.kmh + event.value) / 2) * (stepMs(last.at, event.at) / 3_600_000);
  distance.lastSpeed = { at: event.at, kmh: event.value };
};

const stepMs = (from: number | null, to: number): number =>
  from === null ? 0 : Math.min(Math.max(to - from, 0), longestStepMs);
