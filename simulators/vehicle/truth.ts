import type { CarView } from "./car-view.ts";
import { type Component, type Fault, faultKinds, severityOf, type Wheel } from "./faults.ts";
import { loadTestVolts } from "./lead-battery.ts";
import { type Process, processes } from "./processes.ts";

/**
 * What really happened to a component, for whoever scores a warning; no rule and no agent ever reads it. Instants are event
 * time, epoch ms. `limitAt` is when a workshop would have had to act, `failAt` when the car let its driver down; null while
 * it did not.
 */
export interface Truth {
  readonly vehicle: string;
  readonly component: Component;
  readonly fault: string;
  readonly onset: number;
  /** Severity by time, in the unit of the fault. */
  readonly severity: readonly (readonly [at: number, severity: number])[];
  readonly unit: string;
  readonly limitAt: number | null;
  readonly failAt: number | null;
}

/** Limit and failure of a component, as a workshop and a driver know them. */
interface Ends {
  readonly limit: (view: CarView, fault: Fault) => boolean;
  readonly fail: (view: CarView, fault: Fault) => boolean;
}

/** Volts a battery must hold at half its cold-cranking current and -18 Celsius [S3]. */
const coldTestVolts = 8.5;
const tyreOf = (view: CarView, wheel: Wheel): number => view.state.tyres[wheel].kiloPascalsAt20;
const trim = ({ state }: CarView): number => state.mixture.shortTerm + state.mixture.longTerm;
const perVolt = (view: CarView): number =>
  ((view.insulationKiloOhms ?? 1e9) * 1_000) / Math.max(view.pack?.volts ?? 1, 1);

const ends: Readonly<Record<Component, Ends>> = {
  "lv-battery": {
    limit: ({ model, state }) =>
      loadTestVolts(model.battery, state.battery.health, -18) < coldTestVolts || state.battery.charge < 0.6,
    // A start that failed is told by whoever turned the key.
    fail: () => false,
  },
  charging: {
    // Over 0.5 V AC a workshop looks for the diode [S9b].
    limit: ({ state, driveSeconds }) =>
      state.bus.volts > 15.2 ||
      state.bus.rippleVolts > 0.5 ||
      (driveSeconds > 60 && state.kmPerHour > 20 && state.bus.batteryAmperes < -2),
    fail: ({ state, driveSeconds }) => (driveSeconds > 60 && state.bus.volts < 10.5) || state.bus.volts > 16.5,
  },
  cooling: { limit: ({ state }) => state.coolant.celsius >= 115, fail: ({ state }) => state.coolant.celsius >= 125 },
  thermostat: {
    limit: ({ state }) => state.runSeconds > 900 && state.coolant.celsius < 72,
    fail: ({ state }) => state.runSeconds > 900 && state.coolant.celsius < 50,
  },
  oil: {
    limit: (view) => view.state.runSeconds > 10 && view.oilKiloPascals < 70,
    fail: (view) => view.state.runSeconds > 10 && view.oilKiloPascals < 40,
  },
  mixture: { limit: (view) => trim(view) > 15, fail: (view) => trim(view) > 25 },
  ignition: {
    limit: ({ levels }) => levels.of("misfire") > 0.02,
    fail: ({ levels }) => levels.of("misfire") > 0.15,
  },
  catalyst: {
    limit: ({ levels }) => levels.of("catalyst-aged") > 0.9,
    fail: ({ levels }) => levels.of("catalyst-aged") > 0.97,
  },
  "traction-battery": {
    limit: ({ pack }) => pack !== undefined && (pack.hottest >= 55 || pack.most - pack.least > 0.08),
    fail: ({ pack }) => pack !== undefined && (pack.hottest >= 65 || pack.most - pack.least > 0.3),
  },
  insulation: { limit: (view) => perVolt(view) < 500, fail: (view) => perVolt(view) < 100 },
  brakes: {
    limit: ({ state }, { wheel }) => state.brakes[wheel].celsius > 200 || state.brakes[wheel].wear >= 1,
    fail: ({ state }, { wheel }) => state.brakes[wheel].celsius > 450 || state.brakes[wheel].wear >= 1.3,
  },
  tyre: {
    limit: (view, { wheel }) => tyreOf(view, wheel) < 0.75 * view.model.traits.tyreKiloPascals,
    fail: (view, { wheel }) => tyreOf(view, wheel) < 150,
  },
  sensor: { limit: () => true, fail: () => true },
};

/** Between two points of a process's course, ms. */
const courseMs = 3_600_000;

interface Course {
  readonly points: (readonly [number, number])[];
  limitAt: number | null;
  failAt: number | null;
}

/** Watches the true car and writes down when each fault reached its ends. */
export interface TruthLog {
  see(view: CarView, at: number): void;
  /** The engine did not start, or the car would not wake. */
  failedToStart(at: number): void;
  /** What is known until `at`. */
  entries(at: number): readonly Truth[];
}

/** Severity is sampled so often over a fault's life. */
const points = 48;

export const createTruthLog = (vehicle: string, faults: readonly Fault[]): TruthLog => {
  const limits = new Map<Fault, number>();
  const failures = new Map<Fault, number>();
  const courses = new Map<Process, Course>(
    processes.map((process) => [process, { points: [], limitAt: null, failAt: null }]),
  );
  const first = (known: Map<Fault, number>, fault: Fault, at: number): void => {
    if (!known.has(fault)) known.set(fault, at);
  };

  const severityUntil = (fault: Fault, until: number): readonly (readonly [number, number])[] => {
    if (until <= fault.onsetAt) return [];
    const step = (until - fault.onsetAt) / points;
    return Array.from({ length: points + 1 }, (_, k) => {
      const at = Math.round(fault.onsetAt + k * step);
      return [at, Number(severityOf(fault, at).toFixed(4))] as const;
    });
  };

  return {
    see(view, at) {
      for (const fault of faults) {
        if (severityOf(fault, at) <= 0) continue;
        const { limit, fail } = ends[faultKinds[fault.kind].component];
        const failed = fail(view, fault);
        // A failure that comes at once passes its limit with it.
        if (failed || limit(view, fault)) first(limits, fault, at);
        if (failed) first(failures, fault, at);
      }
      for (const [process, course] of courses) {
        const isLimit = course.limitAt === null && process.limit(view);
        if (isLimit) course.limitAt = at;
        const last = course.points.at(-1)?.[0] ?? Number.NEGATIVE_INFINITY;
        if (isLimit || at - last >= courseMs) course.points.push([at, Number(process.severity(view).toFixed(4))]);
        if (process.fail(view)) course.failAt ??= at;
      }
    },
    failedToStart(at) {
      for (const fault of faults)
        if (faultKinds[fault.kind].component === "lv-battery" && severityOf(fault, at) > 0) {
          first(limits, fault, at);
          first(failures, fault, at);
        }
      // A battery that ran down keeps the car standing; one that is full and old is the matter of its fault.
      for (const [{ component }, course] of courses)
        if (component === "lv-battery" && course.limitAt !== null) course.failAt ??= at;
    },
    entries: (at) => [
      ...faults.map((fault) => ({
        vehicle,
        component: faultKinds[fault.kind].component,
        fault: fault.kind,
        onset: fault.onsetAt,
        severity: severityUntil(fault, at),
        unit: faultKinds[fault.kind].unit,
        limitAt: limits.get(fault) ?? null,
        failAt: failures.get(fault) ?? null,
      })),
      ...[...courses]
        .filter(([, { limitAt, failAt }]) => limitAt !== null || failAt !== null)
        .map(([{ component, name, unit }, { points, limitAt, failAt }]) => ({
          vehicle,
          component,
          fault: name,
          onset: points[0]?.[0] ?? at,
          severity: points,
          unit,
          limitAt,
          failAt,
        })),
    ],
  };
};
