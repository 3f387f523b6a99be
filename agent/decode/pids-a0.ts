import { nox } from "./pids-80.ts";
import { linear, type PidSpec, percent, pid, word } from "./quantity.ts";

/** Service 01, PIDs A1..DF (SAE J1979-DA), as far as their definitions are public. */
export const pidsA0: readonly PidSpec[] = [
  nox("A1", "NOX_CORRECTED"),
  pid("A2", 2, linear("CYLINDER_FUEL_RATE", "mg/stroke", 0, { size: 2, div: 32 })),
  pid(
    "A4",
    4,
    {
      ...linear("TRANSMISSION_GEAR", "-", 1),
      of: ([a = 0, b = 0]) => ((a & 0x01) === 0 ? undefined : b >> 4),
    },
    linear("TRANSMISSION_GEAR_RATIO", "ratio", 2, { size: 2, div: 1_000, support: 0x02 }),
  ),
  pid("A5", 4, linear("COMMANDED_REAGENT_DOSING", "percent", 1, { div: 2, support: 0x01 })),
  // J1979 says kilometres in steps of 0.1, VSS 6 metres.
  pid(
    "A6",
    4,
    linear("ODOMETER", "km", 0, { size: 4, div: 10, path: "Vehicle.TraveledDistance", signalFactor: 1_000 }),
  ),
  pid("A9", 4, word("ABS_DISABLE_SWITCH", 1, { 0: "off", 1: "on" }, { mask: 0x01, support: 0x01 })),
  pid("AA", 1, linear("SPEED_LIMIT", "km/h", 0)),
  pid("B2", 1, percent("TRACTION_BATTERY_HEALTH", 0, "Vehicle.Powertrain.TractionBattery.StateOfHealth")),
  pid(
    "D2",
    3,
    percent("STATE_OF_CERTIFIED_ENERGY", 1, undefined, 0x01),
    percent("STATE_OF_CERTIFIED_RANGE", 2, undefined, 0x02),
  ),
  pid("D3", 4, linear("ENGINE_ODOMETER", "km", 0, { size: 4, div: 10 })),
];
