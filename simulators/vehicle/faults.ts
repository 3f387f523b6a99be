import type { SignalPath } from "../../contract/signals.ts";
import { type Curve, valueAt } from "./curve.ts";

/** Every fault a car can be given: the component it sits in, and what its severity counts. */
export const faultKinds = {
  "battery-ageing": { component: "lv-battery", unit: "health lost, 0 to 1" },
  "parasitic-drain": { component: "lv-battery", unit: "A" },
  "belt-slip": { component: "charging", unit: "0 to 1" },
  "open-diode": { component: "charging", unit: "0 or 1" },
  "regulator-high": { component: "charging", unit: "V too much" },
  "converter-lost": { component: "charging", unit: "0 to 1" },
  "thermostat-stuck-open": { component: "thermostat", unit: "0 shut to 1 open" },
  "fan-failed": { component: "cooling", unit: "0 or 1" },
  "coolant-leak": { component: "cooling", unit: "share lost" },
  "oil-wear": { component: "oil", unit: "0 to 1" },
  "intake-leak": { component: "mixture", unit: "g/s of air" },
  "fuel-pump-weak": { component: "mixture", unit: "0 to 1" },
  misfire: { component: "ignition", unit: "chance of a firing at full load" },
  "catalyst-aged": { component: "catalyst", unit: "0 to 1" },
  "cell-leak": { component: "traction-battery", unit: "mS: 1 is 1,000 ohm, 100 is 10 ohm" },
  "cell-capacity": { component: "traction-battery", unit: "share lost" },
  "cell-resistance": { component: "traction-battery", unit: "share grown" },
  "sense-wire": { component: "traction-battery", unit: "V" },
  "pack-cooling": { component: "traction-battery", unit: "share lost" },
  "thermal-runaway": { component: "traction-battery", unit: "0 to 1" },
  "insulation-moisture": { component: "insulation", unit: "R is divided by 1 + this" },
  "brake-drag": { component: "brakes", unit: "N at the wheel" },
  "tyre-leak": { component: "tyre", unit: "kPa a day" },
  "sensor-silent": { component: "sensor", unit: "0 or 1" },
} as const satisfies Readonly<Record<string, { readonly component: string; readonly unit: string }>>;

export type FaultKind = keyof typeof faultKinds;
export type Component = (typeof faultKinds)[FaultKind]["component"];

export const wheels = ["front-left", "front-right", "rear-left", "rear-right"] as const;
export type Wheel = (typeof wheels)[number];

/** A fault in one car: when it sets in, and how bad it is by hours since then. */
export interface Fault {
  readonly kind: FaultKind;
  /** Event time, epoch ms. */
  readonly onsetAt: number;
  readonly severity: Curve;
  /** Where the kind asks for one: cell from 0, cylinder from 1, wheel, the sensor's signal. */
  readonly cell: number;
  readonly cylinder: number;
  readonly wheel: Wheel;
  readonly path: SignalPath | undefined;
}

export const severityOf = (fault: Fault, at: number): number =>
  at < fault.onsetAt ? 0 : valueAt(fault.severity, (at - fault.onsetAt) / 3_600_000);

/** How bad everything is at one instant. */
export interface Levels {
  /** Severity of a kind that sits nowhere in particular. */
  of(kind: FaultKind): number;
  at(kind: FaultKind, wheel: Wheel): number;
  readonly cell: number;
  readonly cylinder: number;
  readonly silent: ReadonlySet<SignalPath>;
}

const noSignals: ReadonlySet<SignalPath> = new Set();
export const healthy: Levels = { of: () => 0, at: () => 0, cell: 0, cylinder: 1, silent: noSignals };

export const levelsAt = (faults: readonly Fault[], at: number): Levels => {
  if (faults.length === 0) return healthy;
  const severities = faults.map((fault) => severityOf(fault, at));
  const most = (wanted: (fault: Fault) => boolean): number =>
    faults.reduce((top, fault, k) => (wanted(fault) ? Math.max(top, severities[k] ?? 0) : top), 0);
  const silent = faults
    .filter(({ kind }, k) => kind === "sensor-silent" && (severities[k] ?? 0) > 0)
    .flatMap(({ path }) => (path === undefined ? [] : [path]));
  return {
    of: (kind) => most((fault) => fault.kind === kind),
    at: (kind, wheel) => most((fault) => fault.kind === kind && fault.wheel === wheel),
    cell: faults.find(({ kind }) => faultKinds[kind].component === "traction-battery")?.cell ?? 0,
    cylinder: faults.find(({ kind }) => kind === "misfire")?.cylinder ?? 1,
    silent: silent.length === 0 ? noSignals : new Set(silent),
  };
};
