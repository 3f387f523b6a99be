import type { VehicleEvent } from "../../../contract/events.ts";
import type { WarningData } from "../../../contract/warning.ts";
import type { RuleAbout } from "../kit/about.ts";
import type { Judged, Level, Rule } from "../kit/rule.ts";
import type { CompleteSpecification } from "../kit/specification.ts";
import { nothingMeasured, speak } from "../kit/verdicts.ts";
import { kmLeft, learnWear, type PadWear, padsAt, usualPercentPerKm } from "./pad-wear.ts";

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

/** Brake pads that will be worn soon, in kilometres. */
export const brakePadWearoutAbout: RuleAbout = {
  id: "brake-pad-wearout",
  title: "Brake pads nearly worn",
  levels: ["advisory", "warning", "critical"],
  reads:
    "Brake.PadWear [percent, 100 worn] and Brake.IsBrakesWorn (wear pin) of four wheels; TraveledDistance (PID A6) [m], else the distance driven (derived).",
  judges:
    "The worse wheel of an axle leads. Every step of the sensor corrects a smoothed wear per kilometre (memory 1,000 km, from a usual set of 50,000 km); percent left over that rate are the kilometres, with an 80 % interval.",
  warns:
    "`advisory` below 3,000 km, `warning` below 1,000 km or with the pin closed, `critical` with the pin closed and less than 1.5 mm modelled. Subjects: `front`, `rear`.",
  clears: "A step of the sensor down by more than 50 percent, or the pin open again: new pads.",
  silence:
    "Neither sensor nor pin, as on plain OBD: unknown, and no number is ever made from driving alone. A pin without a sensor says that the limit is reached, and no kilometres.",
  data: "`km` left, `kmLeast` and `kmMost` [km], `wear` [percent], `mm` left, `limit` [mm], `pin` 1 when closed, `uneven` 1 where the wheels differ by more than 2 mm: then a dragging brake is suspected, not wear.",
  limits: [
    { what: "advisory", value: assumed.advisoryKm, unit: "km", source: "our choice" },
    { what: "warning", value: assumed.warningKm, unit: "km", source: "our choice" },
    { what: "new pad", value: 11, unit: "mm", source: `vehicle specification; ${trade}` },
    { what: "worn pad", value: 3, unit: "mm", source: `vehicle specification; ${trade}` },
    { what: "critical", value: assumed.criticalMm, unit: "mm", source: trade },
  ],
};

interface AxleState {
  wheels: Partial<Record<Side, PadWear>>;
  pins: Partial<Record<Side, boolean>>;
  /** Where the first pin closed, km. */
  pinAtKm: number | null;
}

interface State extends Judged {
  verdicts: Judged["verdicts"];
  axles: Record<Axle, AxleState>;
  /** Kilometres that this rule has seen; also those driven while the agent was off, where the car has an odometer. */
  km: number;
  odometerKm: number | null;
  tripKm: number;
}

const freshAxle = (): AxleState => ({ wheels: {}, pins: {}, pinAtKm: null });

/** The wheel that will be worn first. */
const worstOf = ({ wheels }: AxleState, km: number): PadWear | undefined =>
  Object.values(wheels).toSorted((a, b) => kmLeft(a, km).km - kmLeft(b, km).km)[0];

const rank: readonly Level[] = ["unknown", "quiet", "info", "advisory", "warning", "critical"];

/** To 100 km, below 500 to 50: a finer number would promise what no forecast holds. */
const roundKm = (km: number): number => {
  const step = km < 500 ? 50 : 100;
  return Math.round(km / step) * step;
};

/** The rule for this car. */
export const brakePadWearout = (car: CompleteSpecification): Rule<State> => {
  const mmPerPercent = (car.padNewMm - car.padLimitMm) / 100;

  const mmLeft = ({ pinAtKm }: AxleState, worst: PadWear | undefined, km: number): number => {
    // A closed pin is a measurement: there the pad was at its limit, and the model goes on below it.
    const rate = worst?.rate ?? usualPercentPerKm;
    const sensed = worst === undefined ? 0 : Math.min(100, worst.percent + (km - worst.stepAtKm) * worst.rate);
    const percent = pinAtKm === null ? sensed : 100 + (km - pinAtKm) * rate;
    return Math.max(0, car.padNewMm - percent * mmPerPercent);
  };

  const dataOf = (axle: AxleState, km: number, worst: PadWear | undefined): WarningData => {
    const pin = axle.pinAtKm === null ? {} : { pin: 1 };
    const measured = { mm: Math.round(mmLeft(axle, worst, km) * 10) / 10, limit: car.padLimitMm, ...pin };
    if (worst === undefined) return measured;
    const left = kmLeft(worst, km);
    const { Left: a, Right: b } = axle.wheels;
    const apart = a === undefined || b === undefined ? 0 : Math.abs(a.percent - b.percent) * mmPerPercent;
    const uneven = apart > assumed.unevenMm ? { uneven: 1 } : {};
    const forecast = { km: roundKm(left.km), kmLeast: roundKm(left.least), kmMost: roundKm(left.most) };
    return { ...forecast, wear: Math.round(worst.percent), ...measured, ...uneven };
  };

  const levelOf = (axle: AxleState, km: number, worst: PadWear | undefined, before: Level): Level => {
    const held = (level: Level): number => (rank.indexOf(before) >= rank.indexOf(level) ? assumed.hysteresis : 1);
    const left = worst === undefined ? Number.POSITIVE_INFINITY : kmLeft(worst, km).km;
    if (axle.pinAtKm !== null && mmLeft(axle, worst, km) < assumed.criticalMm) return "critical";
    if (axle.pinAtKm !== null || left < assumed.warningKm * held("warning")) return "warning";
    return left < assumed.advisoryKm * held("advisory") ? "advisory" : "quiet";
  };

  const judge = (state: State, name: Axle): void => {
    const { km } = state;
    const axle = state.axles[name];
    const worst = worstOf(axle, km);
    if (worst === undefined && Object.keys(axle.pins).length === 0) return;
    const level = levelOf(axle, km, worst, state.verdicts[name]?.level ?? "unknown");
    state.verdicts = speak(state.verdicts, name, level, level === "quiet" ? nothingMeasured : dataOf(axle, km, worst));
  };

  const takeWear = (axle: AxleState, side: Side, percent: number, km: number): void => {
    const wheel = axle.wheels[side];
    if (wheel === undefined) axle.wheels[side] = padsAt(percent, km);
    else if (wheel.percent - percent > assumed.changedPercent) {
      // Pads come in sets: the other wheel's reading and the pins are history as well.
      axle.wheels = { [side]: { ...wheel, percent, stepAtKm: km } };
      axle.pinAtKm = null;
    } else learnWear(wheel, percent, km);
  };

  const takePin = (axle: AxleState, side: Side, closed: boolean, km: number): void => {
    axle.pins[side] = closed;
    if (Object.values(axle.pins).includes(true)) axle.pinAtKm ??= km;
    else axle.pinAtKm = null;
  };

  const takeDistance = (state: State, path: string, km: number): void => {
    const before = Math.floor(state.km);
    if (path === odometerPath) {
      if (state.odometerKm !== null) state.km += Math.max(0, km - state.odometerKm);
      state.odometerKm = km;
    } else {
      if (state.odometerKm === null) state.km += Math.max(0, km - state.tripKm);
      state.tripKm = km;
    }
    if (Math.floor(state.km) !== before) for (const name of axles) judge(state, name);
  };

  const takeSample = (state: State, path: string, value: number): void => {
    const place = places.get(path);
    if (place === undefined) {
      takeDistance(state, path, value / 1_000);
      return;
    }
    const axle = state.axles[place.axle];
    if (place.pin) takePin(axle, place.side, value === 1, state.km);
    else takeWear(axle, place.side, value, state.km);
    judge(state, place.axle);
  };

  return {
    id: brakePadWearoutAbout.id,
    title: brakePadWearoutAbout.title,
    reads: [
      "Vehicle.Chassis.Axle.Row1.Wheel.Left.Brake.PadWear",
      "Vehicle.Chassis.Axle.Row1.Wheel.Left.Brake.IsBrakesWorn",
      "Vehicle.Chassis.Axle.Row1.Wheel.Right.Brake.PadWear",
      "Vehicle.Chassis.Axle.Row1.Wheel.Right.Brake.IsBrakesWorn",
      "Vehicle.Chassis.Axle.Row2.Wheel.Left.Brake.PadWear",
      "Vehicle.Chassis.Axle.Row2.Wheel.Left.Brake.IsBrakesWorn",
      "Vehicle.Chassis.Axle.Row2.Wheel.Right.Brake.PadWear",
      "Vehicle.Chassis.Axle.Row2.Wheel.Right.Brake.IsBrakesWorn",
      odometerPath,
      tripPath,
    ],
    hears: ["drive"],
    start: () => ({
      verdicts: {},
      axles: { front: freshAxle(), rear: freshAxle() },
      km: 0,
      odometerKm: null,
      tripKm: 0,
    }),
    step(state: State, event: VehicleEvent): State {
      if (event.kind === "drive") state.tripKm = 0;
      else if (event.kind === "sample") takeSample(state, event.path, event.value);
      return state;
    },
  };
};
