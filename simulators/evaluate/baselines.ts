import type { VehicleEvent } from "../../contract/events.ts";
import type { Fixed, Threshold } from "./scoring.ts";

/** Alarms in place of a rule: what it must beat to be worth its code. */
export interface Baseline {
  step(event: VehicleEvent): void;
  /** Event time, epoch ms. */
  alarms(): readonly number[];
}

const runningRpm = 400;
const rpmPath = "Vehicle.Powertrain.CombustionEngine.Speed";

type ByValue = Extract<Threshold, { by: "value" }>;
type BySilence = Extract<Threshold, { by: "silence" }>;

const pastValue = ({ paths, past, value, runningForSeconds = 0, again }: ByValue): Baseline => {
  const watched = new Set<string>(paths);
  const alarms: number[] = [];
  let rpm = 0;
  let beganAt = 0;
  let armed = true;
  return {
    step(event) {
      if (event.kind === "drive") {
        beganAt = event.at;
        armed = again === "everyDrive" || alarms.length === 0;
      }
      if (event.kind !== "sample" || !armed) return;
      if (event.path === rpmPath) rpm = event.value;
      if (!watched.has(event.path)) return;
      if (runningForSeconds > 0 && (rpm < runningRpm || event.at - beganAt < runningForSeconds * 1_000)) return;
      if (past === "below" ? event.value >= value : event.value <= value) return;
      alarms.push(event.at);
      armed = false;
    },
    alarms: () => alarms,
  };
};

const pastSilence = ({ paths, seconds }: BySilence): Baseline => {
  const watched = new Set<string>(paths);
  const alarms: number[] = [];
  const heardAt = new Map<string, number>();
  return {
    step(event) {
      if (event.kind === "drive") heardAt.clear();
      else if (event.kind === "sample" && watched.has(event.path)) heardAt.set(event.path, event.at);
      else if (event.kind === "tick")
        for (const [path, at] of heardAt)
          if (event.at - at > seconds * 1_000) {
            alarms.push(event.at);
            heardAt.delete(path);
          }
    },
    alarms: () => alarms,
  };
};

const anyCode = (): Baseline => {
  const known = new Set<string>();
  const alarms: number[] = [];
  return {
    step(event) {
      if (event.kind !== "codes" || event.service === "0A") return;
      const fresh = event.codes.filter((code) => !known.has(code));
      for (const code of fresh) known.add(code);
      if (fresh.length > 0) alarms.push(event.at);
    },
    alarms: () => alarms,
  };
};

export const thresholdBaseline = (threshold: Threshold): Baseline => {
  if (threshold.by === "value") return pastValue(threshold);
  return threshold.by === "silence" ? pastSilence(threshold) : anyCode();
};

/** How old the part is at the beginning, and how far it went. */
export interface PartAge {
  readonly days: number;
  readonly km: number;
}

/** One life as a calendar sees it. */
export interface Course {
  readonly from: number;
  readonly to: number;
  readonly km: number;
  /** Event time at which each drive began, and at which it had gone so far, by km. */
  readonly starts: readonly number[];
  readonly farAt: (km: number) => readonly number[];
}

const dayMs = 86_400_000;

const pastAge = ({ days = Infinity, km = Infinity }: Extract<Fixed, { by: "age" }>, age: PartAge, course: Course) => {
  const { from, to } = course;
  const byDays = from + Math.max(0, days - age.days) * dayMs;
  const byKm = from + (course.km > 0 ? Math.max(0, km - age.km) / course.km : Infinity) * (to - from);
  const at = Math.min(byDays, byKm);
  return at <= to ? [Math.round(at)] : [];
};

/** When a service book, or a habit, would have spoken. */
export const fixedBaseline = (fixed: Fixed, age: PartAge, course: Course): readonly number[] => {
  if (fixed.by === "age") return pastAge(fixed, age, course);
  return fixed.by === "start" ? course.starts : course.farAt(fixed.km);
};
