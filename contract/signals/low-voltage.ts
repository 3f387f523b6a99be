import { say } from "../language.ts";
import type { SignalSpec } from "./signal.ts";

/** The 12 V side. A crank dip is a real jump: voltages and currents have no largest step. */
export const lowVoltageSignals = {
  "Vehicle.LowVoltageBattery.CurrentVoltage": {
    unit: "V",
    min: 0,
    max: 36,
    name: say("12V电瓶电压", "12 V battery"),
    pace: "fast",
  },
  "Vehicle.LowVoltageBattery.CurrentCurrent": {
    unit: "A",
    min: -1_500,
    max: 1_500,
    name: say("12V电瓶电流", "12 V battery current"),
    pace: "fast",
  },
} as const satisfies Record<string, SignalSpec>;
