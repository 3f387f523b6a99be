import { type Command, Option } from "commander";
import { whole } from "../process/arguments.ts";

/** Adds `drive` to the simulators' command line. */
export const registerDrive = (program: Command, signal: AbortSignal): void => {
  program
    .command("drive")
    .description("live through an invented drive with known faults: write it, stream it, or be its car")
    .argument("[scenario]", "name of a scenario (see --list), or the path of a scenario file")
    .option("--list", "print the scenarios, each with what it shows")
    .option("--seed <n>", "another car, driver and weather of the same story", whole(0, 999_999_999))
    .option("--out <file>", "write the journal there, .jsonl or .jsonl.gz; - for standard output")
    .option("--truth <file>", "write the ground truth there (default: beside the journal)")
    .addOption(
      new Option("--serve-elm <port>", "be an ELM327 adapter in this car, in real time; port 0 takes a free one")
        .argParser(whole(0, 65_535))
        .conflicts(["out", "truth", "live", "json"]),
    )
    .option(
      "--drive <n>",
      "with --serve-elm: which drive of the scenario, from 1 (default: the last)",
      whole(1, 10_000),
    )
    .option("--live", "in real time; the hours between two drives pass at once")
    .option("--json", "one JSON object a line: a warning event each, the summary last")
    .action(async (scenario: string | undefined, options) => {
      const { listScenarios, runDrive } = await import("./run.ts");
      if (options.list === true) return listScenarios(options.json === true, process.stdout);
      if (scenario === undefined) program.error("Name a scenario; --list shows them.", { exitCode: 2 });
      return runDrive({ scenario, ...options }, signal);
    });
};
