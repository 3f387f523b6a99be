import { type SignalSpec, vss } from "./vss.ts";

/** A VSS 6 path (or one of our overlay) with a numeric value. The name carries the meaning; VSS fixes the unit. */
export type SignalPath = keyof typeof vss;

/** The signal table, by path. */
export const signals: Readonly<Record<SignalPath, SignalSpec>> = vss;

/** All paths, in the order of the table. */
export const signalPaths = Object.keys(vss) as readonly SignalPath[];

/** Whether a string from outside names a signal of the table. */
export const isSignalPath = (path: string): path is SignalPath => Object.hasOwn(vss, path);
