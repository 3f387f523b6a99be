import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { coldDrive } from "../recorded.ts";

/** A recording as its lines, header first, and what parts its fields. */
export interface Table {
  readonly name: string;
  readonly delimiter: "," | ";";
  readonly lines: readonly string[];
}

const linesOf = (file: string): readonly string[] => {
  const bytes = readFileSync(file);
  const text = (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("latin1");
  return text.trimEnd().split(/\r?\n/).slice(0, 60);
};

const rows = (count: number, row: (k: number) => string): readonly string[] =>
  Array.from({ length: count }, (_, k) => row(k));

const two = (value: number): string => String(value).padStart(2, "0");

/** One recording of each format of tables: of the shipped fixtures, or as the format's own page in `formats` describes it. */
export const tables: readonly Table[] = [
  { name: "2018-02-28_Seat_Leon.csv", delimiter: ",", lines: linesOf(coldDrive) },
  { name: "leaf.csv", delimiter: ",", lines: linesOf("test/fixtures/drives/leafspy-2020.csv") },
  { name: "soul.csv", delimiter: ",", lines: linesOf("test/fixtures/drives/soulevspy-2015.csv") },
  { name: "nds.csv", delimiter: ",", lines: linesOf("test/fixtures/drives/nds-omaha-2019.csv") },
  {
    name: "drive5.csv",
    delimiter: ",",
    lines: [
      "ENGINE_RUN_TINE (),ENGINE_RPM (),VEHICLE_SPEED (),COOLANT_TEMPERATURE (),CONTROL_MODULE_VOLTAGE (),TIME_RUN_WITH_MIL_ON ()",
      ...rows(
        40,
        (k) => `${2 * k}.000000, ${800 + k}.250000, ${20 + k}.000000, 91.000000, 14.1${two(k)}000, 0.000000,`,
      ),
    ],
  },
  {
    name: "TripA01.csv",
    delimiter: ";",
    lines: [
      "Time [s];Velocity [km/h];Elevation [m];Battery Voltage [V];Battery Current [A];SoC [%];Ambient Temperature [\u00b0C];Heater Signal",
      ...rows(40, (k) => `${k / 10};${30 + k / 4};574;391.${two(k)};-${100 + k}.5;86.9;25.5;1`),
    ],
  },
  {
    name: "trackLog.csv",
    delimiter: ",",
    lines: [
      "GPS Time, Device Time, Longitude, Latitude, Altitude,Engine RPM(rpm),Speed (OBD)(mph),Engine Coolant Temperature(\u00b0F),G(x)",
      ...rows(
        40,
        (k) =>
          `-,05-ago.-2026 18:57:${two(k)}.813,-7.92${two(k)},38.09${two(k)},239.2,${1500 + k},${30 + k},190.4,-0.39`,
      ),
    ],
  },
  {
    name: "2026-05-11 12-00-00.csv",
    delimiter: ",",
    lines: [
      'time,"Engine RPM (rpm)","Vehicle speed (km/h)","OBD Module Voltage (V)","Vehicle acceleration (g)"',
      ...rows(40, (k) => `12:00:${two(k)}.000,${900 + k},${40 + k},14.1${two(k)},0.01`),
    ],
  },
  {
    name: "2025-05-12 21-36-00.csv",
    delimiter: ";",
    lines: [
      '"SECONDS";"PID";"VALUE";"UNITS"',
      ...rows(
        40,
        (k) =>
          `"${77_801 + k}.25";"${k % 2 === 0 ? "Engine RPM" : "Vehicle speed"}";"${700 + k}";"${k % 2 === 0 ? "rpm" : "km/h"}"`,
      ),
    ],
  },
];
