import { warningOf } from "../../../contract/warnings/catalogue.ts";
import type { Limit } from "./about.ts";
import type { Inputs, RuleFile } from "./rule.ts";

const limitRow = ({ what, value, unit, source }: Limit): string => `| ${what} | ${value} | ${unit} | ${source} |`;

const inputRow = ([path, input]: readonly [path: string, input: Inputs[keyof Inputs]]): string =>
  `| ${path.replace("Vehicle.", "")} | ${input?.stale} | ${input?.without} |`;

const section = ({ id, about, inputs }: RuleFile): string =>
  [
    `## ${id}`,
    "",
    `${about.title}. Levels: ${warningOf(id).levels.join(", ")}.`,
    "",
    `- **Reads** ${about.reads}`,
    `- **Judges** ${about.judges}`,
    `- **Warns** ${about.warns}`,
    `- **Clears** ${about.clears}`,
    `- **Silence** ${about.silence}`,
    `- **Data** ${about.data}`,
    "",
    "| input | a stale reading is | without it |",
    "|---|---|---|",
    ...Object.entries(inputs).map(inputRow),
    "",
    "| limit | value | unit | source |",
    "|---|---|---|---|",
    ...about.limits.map(limitRow),
    "",
  ].join("\n");

/** The page docs/rules.md, written from what the rules say of themselves. */
export const describeRules = (files: readonly RuleFile[]): string =>
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
    "All rules share the latest believed reading of each signal; what was out of range, jumped or came from another drive is none. A reading that went stale is `forgotten`, as if it had never come, or `held`: the last one of the drive goes on counting.",
    "",
    ...files.map(section),
  ].join("\n");
