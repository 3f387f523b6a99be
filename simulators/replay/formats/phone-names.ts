import type { SignalPath } from "../../../contract/signals.ts";

const engine = "Vehicle.Powertrain.CombustionEngine";
const battery = "Vehicle.Powertrain.TractionBattery";

/** A name as telephones write it, without case and punctuation, in which the apps and their versions differ. */
export const phoneName = (name: string): string =>
  name
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}#]+/gu, " ")
    .trim();

/** Readings that Torque Pro and Car Scanner name in plain English, each with the signal that the same PID gives in the agent. */
export const phoneSignals: Readonly<Record<string, SignalPath>> = {
  // J1979 service 01, as both apps write it
  "engine rpm": `${engine}.Speed`,
  "speed obd": "Vehicle.Speed",
  "vehicle speed": "Vehicle.Speed",
  "engine coolant temperature": `${engine}.EngineCoolant.Temperature`,
  "engine oil temperature": `${engine}.EngineOil.Temperature`,
  "engine load": "Vehicle.OBD.EngineLoad",
  "calculated engine load value": "Vehicle.OBD.EngineLoad",
  "engine load absolute": "Vehicle.OBD.AbsoluteLoad",
  "absolute load value": "Vehicle.OBD.AbsoluteLoad",
  "intake air temperature": "Vehicle.OBD.IntakeTemp",
  "intake manifold pressure": "Vehicle.OBD.MAP",
  "intake manifold absolute pressure": "Vehicle.OBD.MAP",
  "mass air flow rate": "Vehicle.OBD.MAF",
  "maf air flow rate": "Vehicle.OBD.MAF",
  "throttle position manifold": "Vehicle.OBD.ThrottlePosition",
  "throttle position": "Vehicle.OBD.ThrottlePosition",
  "relative throttle position": "Vehicle.OBD.RelativeThrottlePosition",
  "absolute throttle position b": "Vehicle.OBD.ThrottlePositionB",
  "accelerator pedalposition d": "Vehicle.OBD.AcceleratorPositionD",
  "accelerator pedalposition e": "Vehicle.OBD.AcceleratorPositionE",
  "absolute pedal position d": "Vehicle.OBD.AcceleratorPositionD",
  "absolute pedal position e": "Vehicle.OBD.AcceleratorPositionE",
  "commanded throttle actuator": "Vehicle.OBD.ThrottleActuator",
  "commanded evaporative purge": "Vehicle.OBD.CommandedEVAP",
  "accelerator pedalposition f": "Vehicle.OBD.AcceleratorPositionF",
  "relative accelerator pedal position": "Vehicle.OBD.RelativeAcceleratorPosition",
  "accelerator pedal position d": "Vehicle.OBD.AcceleratorPositionD",
  "accelerator pedal position e": "Vehicle.OBD.AcceleratorPositionE",
  "ambient air temp": "Vehicle.Exterior.AirTemperature",
  "ambient air temperature": "Vehicle.Exterior.AirTemperature",
  "barometric pressure from vehicle": "Vehicle.OBD.BarometricPressure",
  "barometric pressure": "Vehicle.OBD.BarometricPressure",
  "fuel level from engine ecu": "Vehicle.Powertrain.FuelSystem.RelativeLevel",
  "fuel level input": "Vehicle.Powertrain.FuelSystem.RelativeLevel",
  "fuel trim bank 1 short term": "Vehicle.OBD.ShortTermFuelTrim1",
  "fuel trim bank 1 long term": "Vehicle.OBD.LongTermFuelTrim1",
  "fuel trim bank 2 short term": "Vehicle.OBD.ShortTermFuelTrim2",
  "fuel trim bank 2 long term": "Vehicle.OBD.LongTermFuelTrim2",
  "short term fuel trim bank 1": "Vehicle.OBD.ShortTermFuelTrim1",
  "long term fuel trim bank 1": "Vehicle.OBD.LongTermFuelTrim1",
  "short term fuel trim bank 2": "Vehicle.OBD.ShortTermFuelTrim2",
  "long term fuel trim bank 2": "Vehicle.OBD.LongTermFuelTrim2",
  "voltage control module": "Vehicle.OBD.ControlModuleVoltage",
  "control module voltage": "Vehicle.OBD.ControlModuleVoltage",
  "voltage obd adapter": "Vehicle.LowVoltageBattery.CurrentVoltage",
  "obd module voltage": "Vehicle.LowVoltageBattery.CurrentVoltage",
  "timing advance": "Vehicle.OBD.TimingAdvance",
  "run time since engine start": "Vehicle.OBD.RunTime",
  "time run since engine start": "Vehicle.OBD.RunTime",
  "catalyst temperature bank 1 sensor 1": "Vehicle.OBD.Catalyst.Bank1.Temperature1",
  "catalyst temperature bank 1 sensor 2": "Vehicle.OBD.Catalyst.Bank1.Temperature2",
  "catalyst temperature bank 2 sensor 1": "Vehicle.OBD.Catalyst.Bank2.Temperature1",
  "catalyst temperature bank 2 sensor 2": "Vehicle.OBD.Catalyst.Bank2.Temperature2",
  "distance travelled with mil cel lit": "Vehicle.OBD.DistanceWithMIL",
  "distance traveled with mil on": "Vehicle.OBD.DistanceWithMIL",
  "distance traveled since codes cleared": "Vehicle.OBD.DistanceSinceDTCClear",
  "# warm ups since codes cleared": "Vehicle.OBD.WarmupsSinceDTCClear",
  "ethanol fuel percent": "Vehicle.OBD.EthanolPercent",
  "distance travelled since codes cleared": "Vehicle.OBD.DistanceSinceDTCClear",
  "commanded equivalence ratio lambda": "Vehicle.OBD.CommandedEquivalenceRatio",
  "fuel air commanded equivalence ratio": "Vehicle.OBD.CommandedEquivalenceRatio",
  "egr commanded": "Vehicle.OBD.CommandedEGR",
  "egr error": "Vehicle.OBD.EGRError",
  odometer: "Vehicle.TraveledDistance",
  "odometer from ecu": "Vehicle.TraveledDistance",
  // the telephone's own receiver
  longitude: "Vehicle.CurrentLocation.Longitude",
  longtitude: "Vehicle.CurrentLocation.Longitude",
  latitude: "Vehicle.CurrentLocation.Latitude",
  altitude: "Vehicle.CurrentLocation.Altitude",
  "altitude gps": "Vehicle.CurrentLocation.Altitude",
  bearing: "Vehicle.CurrentLocation.Heading",
  // Car Scanner in Russian and Italian, as far as public recordings show its words
  "обороты двигателя": `${engine}.Speed`,
  "скорость автомобиля": "Vehicle.Speed",
  "температура охлаждающей жидкости": `${engine}.EngineCoolant.Temperature`,
  "giri motore": `${engine}.Speed`,
  "velocità veicolo": "Vehicle.Speed",
  "temperatura liquido raffreddamento motore": `${engine}.EngineCoolant.Temperature`,
  "temperatura d aria ambiente": "Vehicle.Exterior.AirTemperature",
  // electric cars, standardised names only
  "hybrid battery charge": `${battery}.StateOfCharge.Current`,
  "hybrid ev battery pack remaining life": "Vehicle.OBD.HybridBatteryRemaining",
};

/** Speed over ground of the telephone: it stands in for the car's own only where that is never read. */
export const gpsSpeedNames: ReadonlySet<string> = new Set(["gps speed", "speed gps", "velocità gps"]);

/** Units where an app writes none. */
export const usualUnits: Readonly<Partial<Record<SignalPath, string>>> = {
  "Vehicle.CurrentLocation.Longitude": "deg",
  "Vehicle.CurrentLocation.Latitude": "deg",
  "Vehicle.CurrentLocation.Altitude": "m",
  "Vehicle.CurrentLocation.Heading": "deg",
};
