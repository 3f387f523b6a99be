import type { Codes, VehicleEvent } from "../../../../contract/events.ts";
import { air, coolant, dawn, drive, intake, lvVoltage, moduleVoltage, rpm, sample, speed, tick } from "../../journey.ts";

const pad = "Vehicle.Chassis.Axle.Row1.Wheel.Left.Brake.PadWear";
const odometer = "Vehicle.TraveledDistance";
const maf = "Vehicle.OBD.MAF";
const latitude = "Vehicle.CurrentLocation.Latitude";
const longitude = "Vehicle.CurrentLocation.Longitude";

/** What is out of the ordinary on a day. */
export interface Day {
  /** The coolant never gets warm. */
  readonly stuck?: boolean;
  readonly seconds?: number;
  /** Second of a dip of the module's voltage, and codes that are read soon after it. */
  readonly dip?: number;
  readonly codes?: readonly string[];
  /** In the Gobi. */
  readonly far?: boolean;
}

const voltsAt = (day: number, second: number): number => {
  if (second < 5) return 12.6;
  return second < 6.2 ? 10.3 - (day % 3) * 0.05 : 14.1;
};

const codesAt = (service: Codes["service"], codes: readonly string[], second: number): VehicleEvent => ({
  kind: "codes",
  service,
  codes: [...codes],
  at: dawn + second * 1_000,
});

/** A morning's drive of a petrol car: the start at ten readings a second, then one row a second. */
export const day = (
  number: number,
  { stuck = false, seconds = 900, dip = -1, codes = [], far = false }: Day = {},
): VehicleEvent[] => {
  const from = number * 86_400;
  const out: VehicleEvent[] = [drive(from, `day-${number}`)];
  const put = (path: Parameters<typeof sample>[0], value: number, second: number): void => {
    out.push(sample(path, value, from + second));
  };
  for (let second = 0; second < seconds; second += 1) {
    for (let part = 0; part < 1; part += second < 12 ? 0.1 : 1) {
      put(lvVoltage, second === dip ? 9 : voltsAt(number, second + part), second + part);
    }
    if (second === dip) put(moduleVoltage, 9, second + 0.9);
    const runs = second >= 6;
    put(rpm, runs ? 2_000 + ((second * 7) % 11) : second >= 5 ? 200 : 0, second);
    put(speed, second < 30 ? 0 : 70, second);
    put(coolant, Math.round(stuck ? Math.min(10 + second / 15, 58) : Math.min(10 + second / 6, 90)), second);
    put(intake, 10, second);
    put(air, 10, second);
    put(maf, runs ? 18 + ((second * 7) % 11) * 0.1 : 0, second);
    if (second % 60 === 0) {
      put(odometer, 60_000_000 + number * 20_000 + Math.round(second * 19), second);
      put(pad, 60 + Math.floor(number / 6), second);
    }
    if (far && second % 10 === 0) {
      put(latitude, 44, second);
      put(longitude, 90, second);
    }
    if (second === 200 && codes.length > 0)
      out.push(codesAt("03", codes, from + second), codesAt("0A", codes.slice(0, 1), from + second));
    out.push(tick(from + second + 0.999));
  }
  return out;
};

/** Twenty-four mornings: enough starts for a baseline, worn pads, a code and one that a dip excused, and a remote place. */
export const past = (): VehicleEvent[] => [
  ...Array.from({ length: 22 }, (_, number) => day(number)).flat(),
  ...day(22, { dip: 195, codes: ["P0301", "U0100"] }),
  ...day(23, { far: true, seconds: 3_000 }),
];

/** The car that has this past. */
export const car = { nearestServiceKm: () => 80, specification: { powertrain: "combustion", fuel: "petrol" } } as const;
