import type { SignalPath } from "../../contract/signals.ts";
import type { Said } from "./services/service.ts";

/** One message that a unit put on the bus. */
export interface Sent {
  /** Of the emulator's own clock, ms. */
  readonly at: number;
  readonly unit: string;
  readonly request: readonly number[];
  readonly bytes: readonly number[];
  readonly said: readonly Said[];
}

/** A reading that was on the bus at an instant. */
export interface Told {
  readonly at: number;
  readonly value: number;
  readonly step: number;
}

/** What the emulated car really said, for whoever wants to compare. */
export interface Truth {
  note(sent: Sent): void;
  /** Readings of a signal from `from` to `to`, oldest first. */
  told(path: SignalPath, from: number, to: number): readonly Told[];
  /** Whether this reading was said in that time: it may differ by half a bit, which is lost in the bytes. */
  wasTold(path: SignalPath, value: number, from: number, to: number): boolean;
  /** Messages that were put on the bus, all in all. */
  sent(): number;
}

/** Keeps what was said for a while; older readings are forgotten, so that a day is no larger than a minute. */
export const createTruth = (keepMs = 60_000): Truth => {
  const readings = new Map<SignalPath, Told[]>();
  let sent = 0;
  const told = (path: SignalPath, from: number, to: number): readonly Told[] =>
    (readings.get(path) ?? []).filter(({ at }) => at >= from && at <= to);
  return {
    note({ at, said }) {
      sent += 1;
      for (const { path, value, step } of said) {
        const list = readings.get(path) ?? [];
        if (list.length === 0) readings.set(path, list);
        list.push({ at, value, step });
        const oldest = list[0]?.at ?? at;
        // Cut seldom, by half: shifting one by one would cost more than the search.
        if (at - oldest > 2 * keepMs) {
          const keep = list.findIndex((one) => one.at >= at - keepMs);
          list.splice(0, Math.max(keep, 0));
        }
      }
    },
    told,
    wasTold: (path, value, from, to) => {
      const list = readings.get(path) ?? [];
      for (let n = list.length - 1; n >= 0; n -= 1) {
        const one = list[n];
        if (one === undefined || one.at < from) return false;
        // A hair more than half a bit: the decoder's arithmetic rounds too.
        if (one.at <= to && Math.abs(one.value - value) <= one.step * 0.500_01) return true;
      }
      return false;
    },
    sent: () => sent,
  };
};
