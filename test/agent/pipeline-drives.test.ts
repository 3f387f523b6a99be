import { globSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { pipelineStateSchema } from "../../agent/pipeline.ts";
import type { VehicleEvent } from "../../contract/events.ts";
import type { WarningEvent } from "../../contract/warning.ts";
import { readDrive } from "../../simulators/replay/drive-file.ts";
import { run } from "./journey.ts";

/** The folder of the public recordings; most of them may not be shipped, so this suite needs to be told where they lie. */
const folder = process.env["FETTLE_DRIVES"];
const drives =
  folder === undefined ? [] : globSync("{bmw_i3,carobd,kit_seat_leon}*/*.csv.gz", { cwd: folder }).toSorted();

/** What really happened in the recorded winter; on all other drives nothing did. */
const cold: Readonly<Record<string, string>> = {
  "TripB38.csv.gz": "the pack is at -1 Celsius",
  "2018-02-26_Seat_Leon_RT_KA_Normal.csv.gz": "-11 Celsius outside, the bay as cold, the block warmed by its heater",
  "2018-02-27_Seat_Leon_KA_KA_Normal.csv.gz": "-10 Celsius outside, the engine cold",
  "2018-02-28_Seat_Leon_RT_S_Normal.csv.gz": "-14 Celsius outside, the engine cold",
};

const eventsOf = async (file: string): Promise<VehicleEvent[]> => {
  const events: VehicleEvent[] = [];
  for await (const batch of readDrive(file)) for (const event of batch.events) events.push(event);
  return events;
};
const raised = (warnings: readonly WarningEvent[]): string[] =>
  warnings.filter(({ kind }) => kind !== "cleared").map(({ kind, rule }) => `${kind} ${rule}`);

describe.skipIf(folder === undefined)("real drives of healthy cars (set FETTLE_DRIVES to their folder)", () => {
  test("the recordings are there", () => {
    expect(drives.length).toBeGreaterThan(20);
  });

  test.for(drives)("%s", async (drive) => {
    const events = await eventsOf(join(folder ?? "", drive));
    const expected = cold[basename(drive)] === undefined ? [] : ["raised cold-start-preheat"];
    const { warnings } = run(events);
    expect(raised(warnings)).toEqual(expected);
  });

  test.for(["carobd", "kit_seat_leon"])(
    "what is learned from the drives of %s makes no alarm of the next",
    async (car) => {
      const own = drives.filter((drive) => drive.startsWith(car));
      const each = await Promise.all(own.map((drive) => eventsOf(join(folder ?? "", drive))));
      const inOrder = each.filter((events) => events.length > 0).toSorted((a, b) => (a[0]?.at ?? 0) - (b[0]?.at ?? 0));
      const parkedMs = 12 * 3_600_000;
      let last = 0;
      // Twice over, one day after another: some of the logs have no date.
      const life = [...inOrder, ...inOrder].flatMap((events) => {
        const later = Math.max(0, last + parkedMs - (events[0]?.at ?? 0));
        const moved = events.map((event) => ({ ...event, at: event.at + later }));
        last = moved.at(-1)?.at ?? last;
        return moved;
      });
      const told = new Set(run(life).warnings.map(({ rule }) => rule));
      for (const rule of ["lv-crank-decline", "lv-charging-fault", "coolant-overheat-trend", "thermostat-stuck-open"])
        expect([...told]).not.toContain(rule);
    },
  );

  test("a kill in the middle of every drive changes no byte", async () => {
    for (const drive of drives) {
      const events = await eventsOf(join(folder ?? "", drive));
      const half = events.length >> 1;
      const first = run(events.slice(0, half));
      const state = pipelineStateSchema.parse(JSON.parse(JSON.stringify(first.pipeline.freeze())));
      const { warnings: rest } = run(events.slice(half), {}, state);
      expect(JSON.stringify([...first.warnings, ...rest]), drive).toBe(JSON.stringify(run(events).warnings));
    }
  });
});
