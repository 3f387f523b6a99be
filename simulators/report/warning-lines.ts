import type { WarningEvent } from "../../contract/warning.ts";

/** A warning event as a line of NDJSON. */
export const warningLine = (warning: WarningEvent): string => `${JSON.stringify({ warning })}\n`;

/** A warning event as a person reads it; the time is the drive's own. */
export const warningText = ({ at, kind, severity, rule, data }: WarningEvent): string => {
  const time = new Date(at).toISOString().slice(0, 19).replace("T", " ");
  const numbers = Object.entries(data).map(([name, value]) => `${name}=${value}`);
  return `${time}  ${kind.padEnd(9)}  ${severity.padEnd(8)}  ${rule}  ${numbers.join(" ")}`.trimEnd().concat("\n");
};
