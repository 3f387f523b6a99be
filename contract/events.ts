import { z } from "zod";
import { isSignalPath, type SignalPath } from "./signals.ts";

/**
 * A drive is one ordered stream of vehicle events. `at` is event time: milliseconds since the epoch, stamped once in
 * `source` from a monotonic clock anchored to the wall once a drive. No later room reads a clock.
 */
export type VehicleEvent = Drive | Sample | Tick | Codes | Identity | LinkState | ClockStep | Quality | DriverAction;

/** A drive begins: the agent woke up, or a recording starts. First line of every journal. */
export interface Drive {
  readonly kind: "drive";
  /** Name of the recording or of the power-on; the same in every replay. */
  readonly drive: string;
  readonly at: number;
}

/** One measured value in the unit of the signal table; booleans are 0 or 1. */
export interface Sample {
  readonly kind: "sample";
  readonly path: SignalPath;
  readonly value: number;
  readonly at: number;
}

/** Time passing. Absence is an event, so that silence replays like everything else. At least one every second of event time. */
export interface Tick {
  readonly kind: "tick";
  readonly at: number;
}

/** The complete list of diagnostic trouble codes that one J1979 service reported at one reading, of all ECUs, e.g. P0301. */
export interface Codes {
  readonly kind: "codes";
  /** 03 confirmed, 07 pending, 0A permanent. */
  readonly service: "03" | "07" | "0A";
  readonly codes: readonly string[];
  readonly at: number;
}

/** Who the car says it is: service 09 PID 02. */
export interface Identity {
  readonly kind: "identity";
  readonly vin: string;
  readonly at: number;
}

/**
 * What the way to the car is doing. "resting": the adapter is there, the car sleeps or does not answer; "down": there is no
 * adapter. `reason` is an adapter's word such as "UNABLE TO CONNECT".
 */
export interface LinkState {
  readonly kind: "link";
  readonly state: "connecting" | "up" | "resting" | "down";
  readonly reason?: string | undefined;
  readonly at: number;
}

/** The wall clock was set while the drive ran. Event time did not jump; this says by how much the wall did. */
export interface ClockStep {
  readonly kind: "clockStep";
  readonly deltaMs: number;
  readonly at: number;
}

/** The room `signals` says what may be believed: stale is data. Never comes from a source. */
export interface Quality {
  readonly kind: "quality";
  readonly path: SignalPath;
  readonly state: "fresh" | "stale" | "implausible";
  readonly at: number;
}

/** The driver touched a prompt. It is part of the drive, so that a replay knows it too. */
export interface DriverAction {
  readonly kind: "driver";
  readonly action: "acknowledge" | "snooze";
  readonly episode: string;
  readonly at: number;
}

/** Every kind of event that a journal may hold, as zod reads it from a line; unknown fields are left out. */
const at = z.number().finite();
export const vehicleEventSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("drive"), drive: z.string().min(1).max(200), at, v: z.int().optional() }),
  z.object({
    kind: z.literal("sample"),
    path: z.string().refine(isSignalPath, "not a signal of the table"),
    value: z.number().finite(),
    at,
  }),
  z.object({ kind: z.literal("tick"), at }),
  z.object({
    kind: z.literal("codes"),
    service: z.enum(["03", "07", "0A"]),
    codes: z.array(z.string().regex(/^[PCBU][0-3][0-9A-F]{3}$/)).max(512),
    at,
  }),
  z.object({ kind: z.literal("identity"), vin: z.string().regex(/^[A-HJ-NPR-Z0-9]{17}$/), at }),
  z.object({
    kind: z.literal("link"),
    state: z.enum(["connecting", "up", "resting", "down"]),
    reason: z.string().max(200).optional(),
    at,
  }),
  z.object({ kind: z.literal("clockStep"), deltaMs: z.number().finite(), at }),
  z.object({
    kind: z.literal("quality"),
    path: z.string().refine(isSignalPath, "not a signal of the table"),
    state: z.enum(["fresh", "stale", "implausible"]),
    at,
  }),
  z.object({
    kind: z.literal("driver"),
    action: z.enum(["acknowledge", "snooze"]),
    episode: z.string().min(1).max(300),
    at,
  }),
]);

const kinds = new Set<string>(vehicleEventSchema.options.map(({ shape }) => shape.kind.value));

/** Whether this version knows events of a kind. */
export const isEventKind = (kind: string): boolean => kinds.has(kind);
