import type { SignalPath } from "../../contract/signals.ts";

const ofAnEngine = /^Vehicle\.Powertrain\.(CombustionEngine|FuelSystem)\./;
const ofAPack = /^Vehicle\.(Powertrain\.TractionBattery\.|OBD\.HybridBatteryRemaining$)/;

/** Whether a car with these signals is electric: it has a pack, and nothing of an engine. */
export const isElectric = (signals: ReadonlySet<SignalPath>): boolean => {
  const paths = [...signals];
  return paths.some((path) => ofAPack.test(path)) && !paths.some((path) => ofAnEngine.test(path));
};
