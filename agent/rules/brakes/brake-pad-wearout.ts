import { z } from "zod";
import { severities } from "../../../contract/warning.ts";
import type { WarningOf } from "../../../contract/warnings/catalogue.ts";
import type { DataOf } from "../../../contract/warnings/warning.ts";
import { figure, percentOf, type RuleAbout } from "../kit/about.ts";
import { learns } from "../kit/learned.ts";
import type { Inputs, Level, Rule, RuleFile, Seat } from "../kit/rule.ts";
import { type CompleteSpecification, completeSpecification } from "../kit/specification.ts";
import {
  intervalShare,
  kmLeft,
  learnWear,
  lifeKm,
  memoryKm,
  type PadWear,
  padsAt,
  padWearSchema,
  usualPercentPerKm,
} from "./pad-wear.ts";

const id = "brake-pad-wearout";

const odometerPath = "Vehicle.TraveledDistance";
const tripPath = "Vehicle.TraveledDistanceSinceStart";

const axles = ["front", "rear"] as const;
type Axle = (typeof axles)[number];
const sides = ["Left", "Right"] as const;
type Side = (typeof sides)[number];

const wearPath = { front: "Vehicle.Chassis.Axle.Row1.Wheel", rear: "Vehicle.Chassis.Axle.Row2.Wheel" } as const;

interface Place {
  readonly axle: Axle;
  readonly side: Side;
  readonly pin: boolean;
}

/** Which wheel a path speaks of, and whether of its sensor or of its wear pin. */
const places = new Map<string, Place>();
for (const axle of axles)
  for (const side of sides) {
    places.set(`${wearPath[axle]}.${side}.Brake.PadWear`, { axle, side, pin: false });
    places.set(`${wearPath[axle]}.${side}.Brake.IsBrakesWorn`, { axle, side, pin: true });
  }

const assumed = {
  advisoryKm: 3_000,
  warningKm: 1_000,
  criticalMm: 1.5,
  unevenMm: 2,
  changedPercent: 50,
  /** A level once reached is left only this much further on: the forecast wavers with every drive. */
  hysteresis: 1.15,
};
const trade = "trade texts: new 10–12 mm, service limit 3–4 mm, legal limit 1.5–2 mm in places";

const usual = completeSpecification();

const about: RuleAbout = {
  title: "Brake pads nearly worn",
  reads:
    "Brake.PadWear [percent, 100 worn] and Brake.IsBrakesWorn (wear pin) of four wheels; TraveledDistance (PID A6) [m], else the distance driven (derived).",
  judges: `The worse wheel of an axle leads. Every step of the sensor corrects a smoothed wear per kilometre (memory ${figure(memoryKm)} km, from a usual set of ${figure(lifeKm)} km); percent left over that rate are the kilometres, with an ${percentOf(intervalShare)} % interval.`,
  warns: `\`advisory\` below ${figure(assumed.advisoryKm)} km, \`warning\` below ${figure(assumed.warningKm)} km or with the pin closed, \`critical\` with the pin closed and less than ${assumed.criticalMm} mm modelled. Subjects: \`front\`, \`rear\`.`,
  clears: `A step of the sensor down by more than ${assumed.changedPercent} percent, or the pin open again: new pads.`,
  silence:
    "Neither sensor nor pin, as on plain OBD: unknown, and no number is ever made from driving alone. A pin without a sensor says that the limit is reached, and no kilometres.",
  data: `\`km\` left, \`kmLeast\` and \`kmMost\` [km], \`wear\` [percent], \`mm\` left, \`limit\` [mm], \`pin\` 1 when closed, \`uneven\` 1 where the wheels differ by more than ${assumed.unevenMm} mm: then a dragging brake is suspected, not wear.`,
  limits: [
    { what: "advisory", value: assumed.advisoryKm, unit: "km", source: "our choice" },
    { what: "warning", value: assumed.warningKm, unit: "km", source: "our choice" },
    { what: "new pad", value: usual.padNewMm, unit: "mm", source: `vehicle specification; ${trade}` },
    { what: "worn pad", value: usual.padLimitMm, unit: "mm", source: `vehicle specification; ${trade}` },
    { what: "critical", value: assumed.criticalMm, unit: "mm", source: trade },
  ],
};

const wheel = { stale: "held", without: "the other wheel of the axle speaks for both" } as const;
const contact = { stale: "held", without: "the sensor alone judges" } as const;
const inputs = {
  "Vehicle.Chassis.Axle.Row1.Wheel.Left.Brake.PadWear": wheel,
  "Vehicle.Chassis.Axle.Row1.Wheel.Left.Brake.IsBrakesWorn": contact,
  "Vehicle.Chassis.Axle.Row1.Wheel.Right.Brake.PadWear": wheel,
  "Vehicle.Chassis.Axle.Row1.Wheel.Right.Brake.IsBrakesWorn": contact,
  "Vehicle.Chassis.Axle.Row2.Wheel.Left.Brake.PadWear": wheel,
  "Vehicle.Chassis.Axle.Row2.Wheel.Left.Brake.IsBrakesWorn": contact,
  "Vehicle.Chassis.Axle.Row2.Wheel.Right.Brake.PadWear": wheel,
  "Vehicle.Chassis.Axle.Row2.Wheel.Right.Brake.IsBrakesWorn": contact,
  [odometerPath]: { stale: "held", without: "the distance driven while the agent ran counts" },
  [tripPath]: { stale: "held", without: "with no odometer either, the forecast stands still" },
} as const satisfies Inputs;

interface Trip {
  tripKm: number;
}

const axleSchema = z.object({
  wheels: z.object({ Left: padWearSchema.optional(), Right: padWearSchema.optional() }),
  pins: z.object({ Left: z.boolean().optional(), Right: z.boolean().optional() }),
  /** Where the first pin closed, km. */
  pinAtKm: z.number().nullable(),
});
type AxleState = z.infer<typeof axleSchema>;

const freshAxle = (): AxleState => ({ wheels: {}, pins: {}, pinAtKm: null });

const learned = learns(
  z.object({
    axles: z.object({ front: axleSchema, rear: axleSchema }),
    /** Kilometres that this rule has seen; also those driven while the agent was off, where the car has an odometer. */
    km: z.number(),
    odometerKm: z.number().nullable(),
  }),
  () => ({ axles: { front: freshAxle(), rear: freshAxle() }, km: 0, odometerKm: null }),
);
type Learned = ReturnType<typeof learned.start>;
type Here = Seat<typeof id, keyof typeof inputs, Trip, Learned>;

/** The wheel that will be worn first. */
const worstOf = ({ wheels }: AxleState, km: number): PadWear | undefined =>
  Object.values(wheels)
    .filter((pads) => pads !== undefined)
    .toSorted((a, b) => kmLeft(a, km).km - kmLeft(b, km).km)[0];

const rank: readonly Level[] = ["unknown", "quiet", ...severities];

/** To 100 km, below 500 to 50: a finer number would promise what no forecast holds. */
const roundKm = (km: number): number => {
  const step = km < 500 ? 50 : 100;
  return Math.round(km / step) * step;
};

const forCar = (car: CompleteSpecification): Rule<typeof id, keyof typeof inputs, Trip, Learned> => {
  const mmPerPercent = (car.padNewMm - car.padLimitMm) / 100;

  const mmLeft = ({ pinAtKm }: AxleState, worst: PadWear | undefined, km: number): number => {
    // A closed pin is a measurement: there the pad was at its limit, and the model goes on below it.
    const rate = worst?.rate ?? usualPercentPerKm;
    const sensed = worst === undefined ? 0 : Math.min(100, worst.percent + (km - worst.stepAtKm) * worst.rate);
    const percent = pinAtKm === null ? sensed : 100 + (km - pinAtKm) * rate;
    return Math.max(0, car.padNewMm - percent * mmPerPercent);
  };

  const dataOf = (axle: AxleState, km: number, worst: PadWear | undefined): DataOf<WarningOf<typeof id>> => {
    const pin = axle.pinAtKm === null ? {} : ({ pin: 1 } as const);
    const measured = { mm: Math.round(mmLeft(axle, worst, km) * 10) / 10, limit: car.padLimitMm, ...pin };
    if (worst === undefined) return measured;
    const left = kmLeft(worst, km);
    const { Left: a, Right: b } = axle.wheels;
    const apart = a === undefined || b === undefined ? 0 : Math.abs(a.percent - b.percent) * mmPerPercent;
    const uneven = apart > assumed.unevenMm ? ({ uneven: 1 } as const) : {};
    const forecast = { km: roundKm(left.km), kmLeast: roundKm(left.least), kmMost: roundKm(left.most) };
    return { ...forecast, wear: Math.round(worst.percent), ...measured, ...uneven };
  };

  const levelOf = (axle: AxleState, km: number, worst: PadWear | undefined, before: Level) => {
    const held = (level: Level): number => (rank.indexOf(before) >= rank.indexOf(level) ? assumed.hysteresis : 1);
    const left = worst === undefined ? Number.POSITIVE_INFINITY : kmLeft(worst, km).km;
    if (axle.pinAtKm !== null && mmLeft(axle, worst, km) < assumed.criticalMm) return "critical";
    if (axle.pinAtKm !== null || left < assumed.warningKm * held("warning")) return "warning";
    return left < assumed.advisoryKm * held("advisory") ? "advisory" : "quiet";
  };

  const judge = (seat: Here, name: Axle): void => {
    const { km, axles: known } = seat.learned;
    const axle = known[name];
    const worst = worstOf(axle, km);
    if (worst === undefined && Object.keys(axle.pins).length === 0) return;
    const level = levelOf(axle, km, worst, seat.verdicts[name]?.level ?? "unknown");
    if (level === "quiet") seat.quiet(name);
    else seat.warn(level, dataOf(axle, km, worst), name);
  };

  const takeWear = (axle: AxleState, side: Side, percent: number, km: number): void => {
    const pads = axle.wheels[side];
    if (pads === undefined) axle.wheels[side] = padsAt(percent, km);
    else if (pads.percent - percent > assumed.changedPercent) {
      // Pads come in sets: the other wheel's reading and the pins are history as well.
      axle.wheels = { [side]: { ...pads, percent, stepAtKm: km } };
      axle.pinAtKm = null;
    } else learnWear(pads, percent, km);
  };

  const takePin = (axle: AxleState, side: Side, closed: boolean, km: number): void => {
    axle.pins[side] = closed;
    if (Object.values(axle.pins).includes(true)) axle.pinAtKm ??= km;
    else axle.pinAtKm = null;
  };

  const takeDistance = (seat: Here, path: string, km: number): void => {
    const { trip, learned: known } = seat;
    const before = Math.floor(known.km);
    if (path === odometerPath) {
      if (known.odometerKm !== null) known.km += Math.max(0, km - known.odometerKm);
      known.odometerKm = km;
    } else {
      if (known.odometerKm === null) known.km += Math.max(0, km - trip.tripKm);
      trip.tripKm = km;
    }
    if (Math.floor(known.km) !== before) for (const name of axles) judge(seat, name);
  };

  return {
    id,
    inputs,
    hears: [],
    learned,
    trip: () => ({ tripKm: 0 }),
    take(seat, event) {
      if (event.kind !== "sample") return;
      const place = places.get(event.path);
      if (place === undefined) {
        takeDistance(seat, event.path, event.value / 1_000);
        return;
      }
      const { km, axles: known } = seat.learned;
      const axle = known[place.axle];
      if (place.pin) takePin(axle, place.side, event.value === 1, km);
      else takeWear(axle, place.side, event.value, km);
      judge(seat, place.axle);
    },
  };
};

/** Brake pads that will be worn soon, in kilometres. */
export const rule: RuleFile<typeof id> = { id, about, inputs, forCar };
