import type { VehicleEvent } from "../../contract/events.ts";
import type { WarningEvent } from "../../contract/warning.ts";
import type { JournalFile } from "./journal-file.ts";
import type { Judge } from "./judge.ts";
import { type Pace, paced, type WallClock } from "./pace.ts";

/** Where the events of a drive go. */
export interface Ways {
  readonly judge: Judge;
  readonly journal: JournalFile | undefined;
  readonly pace: Pace;
  /** A warning was raised, and everything up to a wait was told. */
  readonly onWarning: (warning: WarningEvent) => void;
  readonly flush: () => Promise<void>;
}

/** Between two drives lie hours; inside one no second is missing. */
const betweenDrivesMs = 60_000;

/** Real time inside a drive; the hours between two drives pass at once. */
export const livePace = (clock: WallClock): Pace => {
  let pace = paced(1, clock);
  let latest = 0;
  return (at) => {
    if (at - latest > betweenDrivesMs) pace = paced(1, clock);
    latest = at;
    return pace(at);
  };
};

/** Sends events to the journal and through the car's pipeline. Where time must pass, what was is handed out first. */
export const createFlow = ({ judge, journal, pace, onWarning, flush }: Ways) => {
  const tell = async (events: readonly VehicleEvent[]): Promise<void> => {
    await journal?.write(events);
    await flush();
  };
  return async (events: readonly VehicleEvent[]): Promise<void> => {
    let from = 0;
    for (const [index, event] of events.entries()) {
      const wait = pace(event.at);
      if (wait !== undefined) {
        await tell(events.slice(from, index));
        from = index;
        await wait;
      }
      for (const warning of judge.step(event)) onWarning(warning);
    }
    await tell(events.slice(from));
  };
};
