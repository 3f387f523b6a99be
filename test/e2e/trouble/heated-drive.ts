import type { VehicleEvent } from "../../../contract/events.ts";
import { journalLine } from "../../../contract/journal.ts";
import type { SignalPath } from "../../../contract/signals.ts";

const begin = 1_700_000_000_000;
const coolant: SignalPath = "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature";
const engineSpeed: SignalPath = "Vehicle.Powertrain.CombustionEngine.Speed";

/** 90 Celsius for five minutes, then a loss of coolant at 12 Celsius a minute up to 125, then cooling down. */
const celsius = (second: number): number => {
  if (second < 300) return 90;
  return second < 500 ? Math.min(125, 90 + (second - 300) * 0.2) : Math.max(85, 125 - (second - 500) * 0.3);
};

/**
 * An invented drive of 900 s that raises two warnings: a confirmed code at 200 s and an overheating engine that goes from
 * raised through escalated to cleared.
 */
export const heatedDrive = (): VehicleEvent[] => {
  const events: VehicleEvent[] = [
    { kind: "drive", drive: "heated", at: begin },
    { kind: "link", state: "up", at: begin },
    { kind: "identity", vin: "LFVFETTLE00000001", at: begin + 1 },
  ];
  for (let second = 0; second < 900; second += 1) {
    const at = begin + second * 1_000;
    events.push({ kind: "tick", at });
    events.push({ kind: "sample", path: coolant, value: Math.round(celsius(second)), at: at + 10 });
    events.push({ kind: "sample", path: engineSpeed, value: 2_000, at: at + 20 });
    events.push({ kind: "sample", path: "Vehicle.Speed", value: 60, at: at + 30 });
    if (second === 200) events.push({ kind: "codes", service: "03", codes: ["P0301"], at: at + 40 });
  }
  return events;
};

export const journalOf = (events: readonly VehicleEvent[]): string => events.map(journalLine).join("");
