import type { Command } from "commander";
import { whole } from "../process/arguments.ts";

/** Adds `house` to the simulators' commands. */
export const registerHouse = (program: Command, signal: AbortSignal): void => {
  program
    .command("house")
    .description("let cars, network, bridge and database live through cuts, kills and full disks, all from a seed")
    .option("--seeds <n>", "how many seeds", whole(1, 1_000_000), 20)
    .option("--from <seed>", "the first of them", whole(0, 99_999_999), 1)
    .option("--seed <seed>", "this one alone", whole(0, 99_999_999))
    .option("--verbose", "print all that happened")
    .option("--json", "one JSON object a line: each seed, the summary last")
    .action(async (options) => {
      const { runHouse } = await import("./command.ts");
      await runHouse(options, signal);
    });
};
