import type { Heard } from "./answers.ts";

/**
 * Which ECUs a list of trouble codes must hold. An adapter stops listening after a while, and an ECU that dawdles just then
 * leaves a list that looks whole and lacks its codes: they would seem repaired.
 */
export interface CodeRoster {
  /** An ECU of this car has spoken. */
  met(ecu: string): void;
  /** Whether everybody who has codes to tell was heard. */
  isWhole(service: string, answer: Heard): boolean;
}

/** An ECU that keeps silent so often in a row, while others answer, has no such list. */
const silentOut = 4;

/** The roster of one connection to one car. */
export const createCodeRoster = (): CodeRoster => {
  const known = new Set<string>();
  /** Lists in a row in which an ECU was not heard, by service and ECU. */
  const missed = new Map<string, number>();
  return {
    met(ecu) {
      // Without headers nobody knows who spoke.
      if (ecu !== "") known.add(ecu);
    },
    isWhole(service, { answers, refusals }) {
      const heard = new Set([...answers, ...refusals].map(({ ecu }) => ecu));
      let whole = true;
      for (const ecu of known) {
        const key = `${service} ${ecu}`;
        if (heard.has(ecu)) {
          missed.set(key, 0);
          continue;
        }
        const times = (missed.get(key) ?? 0) + 1;
        missed.set(key, times);
        if (times < silentOut) whole = false;
      }
      for (const ecu of heard) if (ecu !== "") known.add(ecu);
      return whole;
    },
  };
};
