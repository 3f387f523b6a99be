import type { VehicleEvent } from "../../contract/events.ts";
import type { CarView } from "../vehicle/car-view.ts";
import type { LivingCar } from "../vehicle/living-car.ts";
import type { Reporter } from "../vehicle/reporter.ts";
import type { PlannedDrive } from "./schedule.ts";

/** Ignition on before the starter turns; with jump leads it takes longer until they are on. */
const ignitionSeconds = 5;
const leadsSeconds = 10;
const leadsOnAt = 5;
const attempts = 2;
const afterSeconds = 3;
const codesEverySeconds = 60;
const codesFromSecond = 6;
/** Codes come behind the readings of their second, so that time never runs back. */
const codesMs = 900;
const batchSeconds = 60;

/** Seconds around the trip itself. */
export const aroundSeconds = ignitionSeconds + afterSeconds;

/** One stretch of a drive as the agent hears it. */
export interface ToldStretch {
  readonly events: readonly VehicleEvent[];
  readonly seconds: number;
}

/** What a drive needs besides its car. */
export interface Telling {
  readonly name: string;
  readonly vin: string;
  /** A combustion engine has to be started by its 12 V battery; other cars only close their contactors with it. */
  readonly cranks: boolean;
  readonly reporter: Reporter;
}

/** One drive: ignition, starter, trip, and the moment before the driver leaves. Hands out its events a minute at a time. */
export function* tellDrive(car: LivingCar, planned: PlannedDrive, telling: Telling): Generator<ToldStretch> {
  const { at: ignitionAt, instants, jumpLeads, extraKilograms, recordSeconds } = planned;
  const { name, vin, cranks, reporter } = telling;
  let events: VehicleEvent[] = [
    { kind: "drive", drive: name, at: ignitionAt },
    { kind: "identity", vin, at: ignitionAt },
  ];
  let second = 0;
  let told = 0;
  const now = (): number => ignitionAt + second * 1_000;

  const tellCodes = (): void => {
    if (second < codesFromSecond || (second - codesFromSecond) % codesEverySeconds !== 0) return;
    const { confirmed, pending } = car.codes();
    events.push({ kind: "codes", service: "03", codes: confirmed, at: now() + codesMs });
    events.push({ kind: "codes", service: "07", codes: pending, at: now() + codesMs });
  };
  const pass = (view: CarView): void => {
    if (second <= recordSeconds) {
      if (second > 0) events.push({ kind: "tick", at: now() });
      reporter.second(view, second, now(), events);
      tellCodes();
    }
    second += 1;
  };
  const wait = (seconds: number): void => {
    for (let k = 0; k < seconds; k += 1) pass(car.wait(now()));
  };
  /** The starter turns; the seconds it takes pass. */
  const start = (): boolean => {
    const { crank, view } = car.start(now(), jumpLeads);
    const took = Math.max(1, Math.ceil(crank.trace.at(-1)?.seconds ?? 0));
    if (second <= recordSeconds) {
      const starting: VehicleEvent[] = [];
      for (let k = 0; k < took; k += 1) starting.push({ kind: "tick", at: now() + k * 1_000 });
      reporter.crank(crank, view, now(), starting);
      events.push(...starting.toSorted((a, b) => a.at - b.at));
    }
    second += took;
    return crank.started;
  };
  const stretch = (): ToldStretch => {
    const done = { events, seconds: second - told };
    events = [];
    told = second;
    return done;
  };

  car.beginDrive(ignitionAt);
  wait(jumpLeads ? leadsOnAt : ignitionSeconds);
  if (jumpLeads) {
    car.putLeadsOn();
    wait(leadsSeconds - leadsOnAt);
  }
  let runs = false;
  for (let attempt = 0; attempt < attempts && !runs; attempt += 1) {
    runs = cranks ? start() : car.wake(now(), jumpLeads);
    if (!runs) wait(afterSeconds);
  }
  for (const instant of runs ? instants : []) {
    if (car.needsStart(instant, now())) start();
    pass(car.drive(instant, now(), extraKilograms));
    if (second - told >= batchSeconds) yield stretch();
  }
  car.stopEngine();
  wait(afterSeconds);
  car.endDrive(now());
  yield stretch();
}
