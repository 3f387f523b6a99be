import { say } from "../language.ts";
import { coldest, type SignalSpec } from "./signal.ts";

/** The combustion engine and its fuel. */
export const engineSignals = {
  "Vehicle.Powertrain.CombustionEngine.Speed": {
    unit: "rpm",
    min: 0,
    max: 16_383.75,
    name: say("发动机转速", "Engine speed"),
    pace: "fast",
  },
  "Vehicle.Powertrain.CombustionEngine.IsRunning": {
    unit: "-",
    min: 0,
    max: 1,
    boolean: true,
    name: say("发动机运转", "Engine running"),
    pace: "kept",
  },
  "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature": {
    unit: "Celsius",
    min: -40,
    max: 215,
    name: say("水温", "Coolant temperature"),
    jump: { step: 6, perSecond: 10 },
    missing: coldest,
  },
  "Vehicle.Powertrain.CombustionEngine.EngineOil.Temperature": {
    unit: "Celsius",
    min: -40,
    max: 215,
    name: say("机油温度", "Oil temperature"),
    jump: { step: 6, perSecond: 10 },
    missing: coldest,
  },
  "Vehicle.Powertrain.CombustionEngine.EOP": { unit: "kPa", min: 0, max: 1_000, name: say("机油压力", "Oil pressure") },
  "Vehicle.Powertrain.FuelSystem.RelativeLevel": { unit: "percent", min: 0, max: 100, name: say("油量", "Fuel level") },
  "Vehicle.Powertrain.FuelSystem.Range": {
    unit: "m",
    min: 0,
    max: 4_294_967_295,
    name: say("燃油续航", "Range on fuel"),
  },
} as const satisfies Record<string, SignalSpec>;
