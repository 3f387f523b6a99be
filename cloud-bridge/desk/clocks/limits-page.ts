import { limits } from "./sla.ts";

const hours = (ms: number): string => (ms < 3_600_000 ? `${ms / 60_000} min` : `${ms / 3_600_000} h`);

/** The chapter of docs/api.md on how long people have. */
export const limitsPage = (): string =>
  [
    "## Clocks",
    "",
    "They start when the bridge received the warning and run around the clock; opening hours and holidays come with the centre's calendar.",
    "",
    "| clock | P1 | P2 | P3 |",
    "|---|---|---|---|",
    ...Object.entries(limits).map(([name, by]) => `| ${name} | ${hours(by.P1)} | ${hours(by.P2)} | ${hours(by.P3)} |`),
    "",
  ].join("\n");
