import type { Limit, RuleAbout } from "./about.ts";

const limitRow = ({ what, value, unit, source }: Limit): string => `| ${what} | ${value} | ${unit} | ${source} |`;

const section = (about: RuleAbout): string =>
  [
    `## ${about.id}`,
    "",
    `${about.title}. Levels: ${about.levels.join(", ")}.`,
    "",
    `- **Reads** ${about.reads}`,
    `- **Judges** ${about.judges}`,
    `- **Warns** ${about.warns}`,
    `- **Clears** ${about.clears}`,
    `- **Silence** ${about.silence}`,
    `- **Data** ${about.data}`,
    "",
    "| limit | value | unit | source |",
    "|---|---|---|---|",
    ...about.limits.map(limitRow),
    "",
  ].join("\n");

/** The page docs/rules.md, written from what the rules say of themselves. */
export const describeRules = (abouts: readonly RuleAbout[]): string =>
  [
    "# Rules",
    "",
    "Written by code from the rules themselves (`agent/rules/kit/describe.ts`); a test keeps it current. To write it anew:",
    "",
    "```",
    "FETTLE_WRITE_DOCS=1 npm test -- test/agent/rules/kit/describe.test.ts",
    "```",
    "",
    "A level is what the driver should do: `info` nothing today, `advisory` plan a visit, `warning` act within hours, `critical` stop.",
    "",
    ...abouts.map(section),
  ].join("\n");
