import { SimulatorError } from "../errors.ts";
import type { Fault } from "../vehicle/faults.ts";
import { type Instant, type RecordedSpeeds, tripInstants } from "../vehicle/trip.ts";
import type { DriveScenario } from "./drive-scenario.ts";

/** One drive of a scenario, with its place in time. */
export interface PlannedDrive {
  /** Epoch ms at which the ignition goes on. */
  readonly at: number;
  readonly instants: readonly Instant[];
  readonly betweenKm: number;
  readonly jumpLeads: boolean;
  readonly extraKilograms: number;
  readonly recordSeconds: number;
}

const dayMs = 86_400_000;
/** Ignition before the engine starts, attempts to start it, and the moment before the driver leaves. */
const aroundMs = 60_000;

export const beginsAt = ({ begins }: DriveScenario): number => Date.parse(`${begins}T00:00:00Z`);

/** Day of the year of the scenario's first day, from 0. */
export const firstDayOfYear = (scenario: DriveScenario): number =>
  Math.round((beginsAt(scenario) - Date.parse(`${scenario.begins.slice(0, 4)}-01-01T00:00:00Z`)) / dayMs);

/** All drives in the order of time. Two that overlap are the author's mistake. */
export const planDrives = (scenario: DriveScenario, recorded: RecordedSpeeds): readonly PlannedDrive[] => {
  const planned = scenario.drives.flatMap((drive) => {
    const instants = tripInstants(drive.legs, recorded);
    return Array.from({ length: drive.times }, (_, k): PlannedDrive => {
      const at = beginsAt(scenario) + (drive.day + k * drive.everyDays) * dayMs + Math.round(drive.hour * 3_600_000);
      const { betweenKm, jumpLeads, extraKilograms, recordSeconds = Number.POSITIVE_INFINITY } = drive;
      return { at, instants, betweenKm, jumpLeads, extraKilograms, recordSeconds };
    });
  });
  const sorted = planned.toSorted((a, b) => a.at - b.at);
  sorted.forEach((drive, k) => {
    const before = sorted[k - 1];
    if (before !== undefined && before.at + before.instants.length * 1_000 + aroundMs > drive.at)
      throw new SimulatorError(
        "SIMULATOR_DRIVE_SCENARIO_INVALID",
        `${scenario.name}: the drive of ${new Date(drive.at).toISOString()} begins before the one before it has ended`,
      );
  });
  return sorted;
};

/** The faults with their onset in time. */
export const planFaults = (scenario: DriveScenario, drives: readonly PlannedDrive[]): readonly Fault[] =>
  scenario.faults.map((fault) => {
    const during = fault.drive === undefined ? undefined : drives[fault.drive];
    if (fault.drive !== undefined && during === undefined)
      throw new SimulatorError(
        "SIMULATOR_DRIVE_SCENARIO_INVALID",
        `${scenario.name}: fault ${fault.kind} sets in during drive ${fault.drive}, but there are ${drives.length}, counted from 0`,
      );
    const day = beginsAt(scenario) + (fault.day ?? 0) * dayMs;
    const onsetAt = Math.round((during?.at ?? day) + fault.seconds * 1_000);
    const { kind, severity, cell, cylinder, wheel, path } = fault;
    return { kind, onsetAt, severity, cell, cylinder, wheel, path };
  });
