import type { VehicleEvent } from "../../contract/events.ts";

/** Whether the driver's eyes are on the road. "unknown" until the car has told its speed in this drive. */
export interface Motion {
  readonly state: "unknown" | "moving" | "parked";
  /** Event time since which the wheels stand, epoch ms; null while they turn or nothing is known. */
  readonly restingSince: number | null;
}

export const unknownMotion: Motion = { state: "unknown", restingSince: null };

/** Wheel-speed noise of a standing car stays below this; a walk is 4 to 5 km/h. */
const standingKmh = 1.5;
/** A stop at a crossing is not an invitation to read: the card opens after this long at rest. */
const restMs = 2_000;

/**
 * Follows Vehicle.Speed. A speed that is lost while moving leaves the car moving: silence must not open a card on the
 * motorway. The same object comes back while nothing changed.
 */
export const nextMotion = (motion: Motion, event: VehicleEvent): Motion => {
  if (event.kind === "drive") return unknownMotion;
  if (event.kind === "sample" && event.path === "Vehicle.Speed") {
    if (event.value > standingKmh) return motion.state === "moving" && motion.restingSince === null ? motion : moving;
    if (motion.restingSince === null) return { state: motion.state, restingSince: event.at };
  }
  const { state, restingSince } = motion;
  if (restingSince === null || state === "parked") return motion;
  return event.at - restingSince >= restMs ? { state: "parked", restingSince } : motion;
};

const moving: Motion = { state: "moving", restingSince: null };
