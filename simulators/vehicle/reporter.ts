import type { VehicleEvent } from "../../contract/events.ts";
import type { CarModel } from "./car-model.ts";
import type { CarView } from "./car-view.ts";
import type { Crank } from "./crank.ts";
import { fitSensor } from "./sensor.ts";
import { boxSensors } from "./sensors-box.ts";
import { obdSensors } from "./sensors-obd.ts";
import { packSensors } from "./sensors-pack.ts";

/** Between two readings of one second: an adapter asks one after the other. */
const spacingMs = 5;
/** A telematics box measures the crank 50 times a second; a plain adapter asks five times. */
const boxCrankMs = 20;
const adapterCrankMs = 200;

/** Turns what is true of a car into what its sensors say. */
export interface Reporter {
  /** Readings of one second of a drive; `second` counts from its beginning and says whose turn it is. */
  second(view: CarView, second: number, at: number, events: VehicleEvent[]): void;
  /** The voltage under the starter. */
  crank(start: Crank, view: CarView, at: number, events: VehicleEvent[]): void;
}

export const createReporter = (model: CarModel, seed: number): Reporter => {
  const fitted = [...obdSensors, ...boxSensors, ...packSensors].map((sensor) => fitSensor(sensor, model.vehicle, seed));
  const isBox = model.traits.equipment === "connected";
  const crankPath = isBox ? "Vehicle.LowVoltageBattery.CurrentVoltage" : "Vehicle.OBD.ControlModuleVoltage";
  const crankMs = isBox ? boxCrankMs : adapterCrankMs;
  const voltmeter = fitted.find(({ sensor }) => sensor.path === crankPath);

  return {
    second(view, second, at, events) {
      let slot = 0;
      for (const { sensor, reading } of fitted) {
        slot += 1;
        // Slow sensors all speak in the first second, and then each in its own turn.
        if (second !== 0 && (second + slot) % sensor.every !== 0) continue;
        const value = reading(view);
        if (value !== undefined) events.push({ kind: "sample", path: sensor.path, value, at: at + slot * spacingMs });
      }
    },
    crank({ trace }, view, at, events) {
      for (const { seconds, volts } of trace) {
        const ms = Math.round(seconds * 1_000);
        if (voltmeter === undefined || ms % crankMs !== 0) continue;
        const bus = { ...view.state.bus, volts };
        const value = voltmeter.reading({ ...view, state: { ...view.state, bus } });
        if (value !== undefined) events.push({ kind: "sample", path: crankPath, value, at: at + ms });
      }
    },
  };
};
