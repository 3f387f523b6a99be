import type { VehicleEvent } from "../../../contract/events.ts";
import { createDriveClock, type DriveClock, type TimeVerdict } from "../drive-clock.ts";
import { because, type ImportReport } from "./format.ts";

/** A drive whose clock is behind the one before it begins this much after its end, so that event time never runs back. */
const betweenDrivesMs = 1_000;

/** The clock of a file that holds several drives, one after the other. */
export interface DrivesInTurn {
  /** The next row begins a drive of this name. */
  begin(drive: string): void;
  advance(recordedAt: number, events: VehicleEvent[]): TimeVerdict;
  at(): number;
}

export const createDrivesInTurn = (first: string, report: ImportReport): DrivesInTurn => {
  let clock: DriveClock = createDriveClock(first);
  let endedAt: number | undefined;
  let shiftMs = 0;
  let begun = false;
  return {
    begin(drive) {
      if (begun) endedAt = clock.at();
      clock = createDriveClock(drive);
      begun = false;
      shiftMs = 0;
    },
    advance(recordedAt, events) {
      if (!begun && endedAt !== undefined && recordedAt <= endedAt) {
        shiftMs = endedAt + betweenDrivesMs - recordedAt;
        because(report, "drive before the one before it");
      }
      begun = true;
      return clock.advance(recordedAt + shiftMs, events);
    },
    at: () => clock.at(),
  };
};
