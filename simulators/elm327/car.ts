import type { Codes, VehicleEvent } from "../../contract/events.ts";
import type { SignalPath } from "../../contract/signals.ts";
import type { Recording } from "./recording.ts";
import type { CarView } from "./services/service.ts";

/** What the car does when its drive is over: switch off, keep its last readings, or drive again from the start. */
export type AtEnd = "off" | "hold" | "loop";

/** A car that lives through a recorded drive. Asking it moves it to the present of its own clock. */
export interface Car extends CarView {
  /** Brings the car to the present. Its drive begins with the first call that says so: the first request to the ECU. */
  advance(begin: boolean): Promise<void>;
  /** Ignition on: the ECU answers. */
  awake(): boolean;
  /** At the diagnostic connector, in volts. */
  batteryVolts(): number;
  /** Service 04: codes and freeze frame are gone until the drive reports them again; permanent codes stay. */
  clearCodes(): void;
  /** How often service 04 was sent: it must never be repeated unasked. */
  clears(): number;
}

export interface CarOptions {
  readonly recording: Recording;
  readonly vin: string;
  /** Drive time per wall time. */
  readonly speed: number;
  readonly atEnd: AtEnd;
  /** Monotonic wall clock, ms. */
  readonly now: () => number;
}

/** After the drive the engine stands still for this long, as a driver takes to switch the ignition off; then the ECU sleeps. */
const runOutMs = 10_000;
const restingVolts = 12.4;
const chargingVolts = 14.1;

interface Reading {
  readonly value: number;
  readonly at: number;
}

const standstill: Partial<Record<SignalPath, number>> = {
  "Vehicle.Powertrain.CombustionEngine.Speed": 0,
  "Vehicle.Speed": 0,
};

export const createCar = ({ recording, vin, speed, atEnd, now }: CarOptions): Car => {
  const { startAt, endAt, firstValues, freshMs } = recording;
  const signals: ReadonlySet<SignalPath> = new Set(freshMs.keys());
  const readings = new Map<SignalPath, Reading>();
  const codes = new Map<Codes["service"], readonly string[]>();
  let freeze: { readonly code: string; readonly values: ReadonlyMap<SignalPath, number> } | undefined;
  let clears = 0;
  let beganMs: number | undefined;
  /** Drive time of the recording, epoch ms, and how often it has begun anew. */
  let driveAt = startAt;
  let round = 0;
  let source = recording.events();
  let waiting: VehicleEvent[] = [];
  let next = 0;
  let moving: Promise<void> = Promise.resolve();

  const begin = (): void => {
    readings.clear();
    codes.clear();
    freeze = undefined;
    for (const [path, value] of firstValues) readings.set(path, { value, at: startAt });
    waiting = [];
    next = 0;
  };
  begin();

  const apply = (event: VehicleEvent): void => {
    if (event.kind === "sample") readings.set(event.path, { value: event.value, at: event.at });
    else if (event.kind === "codes") {
      codes.set(event.service, event.codes);
      const [code] = event.service === "03" ? event.codes : [];
      // The first code keeps its frame: what came before it says more than what followed.
      if (code !== undefined && freeze === undefined)
        freeze = { code, values: new Map([...readings].map(([path, { value }]) => [path, value])) };
    }
  };

  /** Applies what the drive says up to `until`, reading on in the file as far as needed. */
  const runTo = async (until: number): Promise<void> => {
    for (;;) {
      for (; next < waiting.length; next += 1) {
        const event = waiting[next];
        if (event === undefined || event.at > until) return;
        apply(event);
      }
      const batch = await source.next();
      if (batch.done === true) return;
      waiting = batch.value;
      next = 0;
    }
  };

  const lengthMs = Math.max(endAt - startAt, 1);
  const move = async (start: boolean): Promise<void> => {
    if (start) beganMs ??= now();
    const elapsedMs = beganMs === undefined ? 0 : (now() - beganMs) * speed;
    const nowRound = atEnd === "loop" ? Math.floor(elapsedMs / lengthMs) : 0;
    if (nowRound !== round) {
      round = nowRound;
      source = recording.events();
      begin();
    }
    driveAt = startAt + (atEnd === "loop" ? elapsedMs % lengthMs : elapsedMs);
    await runTo(driveAt);
  };

  const over = (): boolean => atEnd === "off" && driveAt > endAt;
  const awake = (): boolean => !over() || driveAt <= endAt + runOutMs;

  const value = (path: SignalPath): number | undefined => {
    if (!awake()) return undefined;
    if (over() && standstill[path] !== undefined && signals.has(path)) return standstill[path];
    const reading = readings.get(path);
    // Past the end nothing is read any more; what the drive said last stands.
    const age = Math.min(driveAt, endAt) - (reading?.at ?? 0);
    return reading === undefined || age > (freshMs.get(path) ?? 0) ? undefined : reading.value;
  };

  const turning = (): boolean => awake() && !over() && (value("Vehicle.Powertrain.CombustionEngine.Speed") ?? 1) > 0;

  return {
    signals,
    vin,
    value,
    awake,
    codes: (service) => codes.get(service) ?? [],
    // One mover at a time: two connections must not read the same file position.
    advance: (start) => {
      moving = moving.then(() => move(start));
      return moving;
    },
    batteryVolts: () =>
      value("Vehicle.LowVoltageBattery.CurrentVoltage") ??
      value("Vehicle.OBD.ControlModuleVoltage") ??
      (turning() ? chargingVolts : restingVolts),
    frozenBy: () => freeze?.code,
    frozen: (path) => freeze?.values.get(path),
    clears: () => clears,
    clearCodes: () => {
      clears += 1;
      freeze = undefined;
      codes.delete("03");
      codes.delete("07");
    },
  };
};
