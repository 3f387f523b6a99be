import type { VehicleEvent } from "../../contract/events.ts";
import type { Random } from "../vehicle/random.ts";

const coolant = "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature";
const rpm = "Vehicle.Powertrain.CombustionEngine.Speed";

/** Seconds of one drive. */
export const rideSeconds = 420;

/**
 * A drive that raises what the chain behind it has to carry: a stored code, an engine that loses its coolant and grows hot, or
 * both, at times and rates of chance. It is no car; those live in `simulators/vehicle`.
 */
export const rideOf = (random: Random, beginsAt: number): readonly VehicleEvent[] => {
  const codeAt = random.unit() < 0.7 ? Math.round(20 + random.unit() * 300) : -1;
  const leakAt = random.unit() < 0.8 ? Math.round(60 + random.unit() * 100) : rideSeconds;
  const perSecond = 0.15 + random.unit() * 0.15;
  const endsAt = leakAt + Math.round(80 + random.unit() * 140);
  const celsius = (second: number): number => {
    if (second < leakAt) return 90;
    const hottest = Math.min(124, 90 + (Math.min(second, endsAt) - leakAt) * perSecond);
    return second < endsAt ? hottest : Math.max(85, hottest - (second - endsAt) * 0.5);
  };
  const events: VehicleEvent[] = [
    { kind: "drive", drive: "ride", at: beginsAt },
    { kind: "link", state: "up", at: beginsAt },
    { kind: "identity", vin: "LFVFETTLE00000001", at: beginsAt + 1 },
  ];
  for (let second = 0; second < rideSeconds; second += 1) {
    const at = beginsAt + second * 1_000;
    events.push({ kind: "tick", at });
    events.push({ kind: "sample", path: coolant, value: Math.round(celsius(second)), at: at + 10 });
    if (second % 5 === 0) {
      events.push({ kind: "sample", path: rpm, value: 2_000, at: at + 20 });
      events.push({ kind: "sample", path: "Vehicle.Speed", value: 60, at: at + 30 });
    }
    if (second === codeAt) events.push({ kind: "codes", service: "03", codes: ["P0301"], at: at + 40 });
  }
  return events;
};
