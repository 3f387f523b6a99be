import type { Bilingual } from "./language.ts";
import { wheelSignals } from "./signals/brakes-and-tyres.ts";
import { engineSignals } from "./signals/engine.ts";
import { lowVoltageSignals } from "./signals/low-voltage.ts";
import { motionSignals } from "./signals/motion.ts";
import { obdSignals } from "./signals/obd.ts";
import { overlaySignals } from "./signals/overlay.ts";
import { oxygenSignals } from "./signals/oxygen.ts";
import { packSignals } from "./signals/pack.ts";
import type { SignalSpec } from "./signals/signal.ts";

/**
 * The numeric signals Fettle speaks: COVESA VSS 6 paths and units (vehicle_signal_specification v6.0; the `Vehicle.OBD`
 * branch is the OBD overlay that left the standard catalogue in 6.0), and our overlay for what VSS lacks.
 */
const table = {
  ...motionSignals,
  ...lowVoltageSignals,
  ...engineSignals,
  ...packSignals,
  ...wheelSignals,
  ...obdSignals,
  ...oxygenSignals,
  ...overlaySignals,
} as const;

/** A VSS 6 path (or one of our overlay) with a numeric value. The name carries the meaning; VSS fixes the unit. */
export type SignalPath = keyof typeof table;

/** The signal table, by path. */
export const signals: Readonly<Record<SignalPath, SignalSpec>> = table;

/** Whether a string from outside names a signal of the table. */
export const isSignalPath = (path: string): path is SignalPath => Object.hasOwn(table, path);

/** All paths, in the order of the table. */
export const signalPaths: readonly SignalPath[] = Object.keys(table).filter(isSignalPath);

/** What people call a signal, as a heading; a path that is not of the table is called by its own last words. */
export const signalName = (path: string): Bilingual => {
  if (isSignalPath(path)) return table[path].name;
  const spelled = path
    .split(".")
    .slice(-2)
    .join(" ")
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2");
  return { "zh-CN": spelled, en: spelled };
};

/** A name in the middle of a sentence: English begins it small, unless it is an abbreviation or a number. */
export const midSentence = ({ "zh-CN": zh, en }: Bilingual): Bilingual => ({
  "zh-CN": zh,
  en: /^[A-Z][a-z]/.test(en) ? `${en.charAt(0).toLowerCase()}${en.slice(1)}` : en,
});
