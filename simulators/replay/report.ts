import type { ImportReport } from "./formats/format.ts";
import { importText } from "./inspect.ts";
import type { Distance } from "./odometer.ts";

/** What a replay came to. */
export interface Summary {
  readonly distance: Distance;
  /** Warning events, of all kinds. */
  readonly warnings: number;
  readonly wallMs: number;
  readonly report: ImportReport | undefined;
}

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

/** The summary as the last line of NDJSON. */
export const summaryLine = ({ distance, warnings, wallMs, report }: Summary): string =>
  `${JSON.stringify({
    summary: {
      samples: distance.samples,
      hours: rounded(distance.hours, 4),
      km: rounded(distance.km, 3),
      warnings,
      wallMs: Math.round(wallMs),
      format: report?.format,
      rows: report?.rows,
      repaired: report?.repaired,
      dropped: report?.dropped,
      unknownColumns: report?.unknownColumns,
      reasons: report?.reasons,
    },
  })}\n`;

/** The summary as a person reads it. */
export const summaryText = (drive: string, { distance, warnings, wallMs, report }: Summary): string => {
  const km = rounded(distance.km, 1);
  const hours = rounded(distance.hours, 2);
  const said = warnings === 0 ? "no warnings" : `${warnings} warning ${warnings === 1 ? "event" : "events"}`;
  const lines = [
    `${drive}: ${said} in ${km} km and ${hours} h; ${distance.samples} readings in ${Math.round(wallMs)} ms`,
  ];
  if (report !== undefined) lines.push(importText(report));
  return `${lines.join("\n")}\n`;
};
