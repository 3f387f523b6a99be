import { type Command, Option } from "commander";
import { whole } from "../process/arguments.ts";

/** Adds `evaluate` to the simulators' commands. */
export const registerEvaluate = (program: Command, signal: AbortSignal): void => {
  program
    .command("evaluate")
    .description("score the rules on simulated fleets with known failures, and their false alarms on real recordings")
    .option("--vehicles <n>", "vehicles of each rule's fleet", whole(1, 100_000), 300)
    .option("--days <n>", "days that the 12 V fleet is watched", whole(10, 3_650), 365)
    .option(
      "--seed <n>",
      "below 1000 for tuning a rule, from 1000 on for reporting a score",
      whole(0, 99_999_999),
      1_000,
    )
    .option("--rules <id...>", "only these rules")
    .option("--real <dir>", "also replay the recordings of a folder and its sub-folders: false alarms per 1,000 km")
    .option("--dbc <file...>", "bus descriptions for CAN logs among them")
    .option("--workers <n>", "worker threads; the result is the same on any number", whole(1, 256))
    .option("--json", "one JSON object as the last line")
    .addOption(
      new Option(
        "--ledger <what>",
        "hold the scores against those kept in simulators/evaluate/scores.json, or keep these",
      ).choices(["check", "write"]),
    )
    .option("--why <reason>", "with --ledger write: why a score may be lower than it was")
    .option("--report <file>", "write a page on the scores (HTML, self-contained)")
    .action(async (options) => {
      const { runEvaluate } = await import("./command.ts");
      await runEvaluate(options, signal);
    });
};
