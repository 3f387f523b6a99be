import type { VehicleEvent } from "../../../contract/events.ts";
import type { Importer, ImportReport } from "./format.ts";
import { createRows, type Row, type RowShape } from "./rows.ts";

/** An importer of a table whose rows all stand under one header; `end` hands out what waited for a later row. */
export const createTable = (
  shape: RowShape,
  report: ImportReport,
  takeRow: (row: Row, events: VehicleEvent[]) => void,
  end: (events: VehicleEvent[]) => void = () => undefined,
): Importer => {
  const rows = createRows(shape, report);
  return {
    take(line, events) {
      for (const row of rows.take(line)) takeRow(row, events);
    },
    finish(events) {
      for (const row of rows.finish()) takeRow(row, events);
      end(events);
    },
    report,
  };
};
