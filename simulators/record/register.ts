import type { Command } from "commander";
import { positive } from "../process/arguments.ts";

/** Adds `record` to the simulators' commands. */
export const registerRecord = (program: Command, signal: AbortSignal): void => {
  program
    .command("record")
    .description("record a drive from an ELM327 adapter, by running the agent on it without uplink and page")
    .requiredOption("--port <address>", "device path such as /dev/ttyUSB0, or tcp://host:port")
    .requiredOption("--out <file>", "a journal (.jsonl, .jsonl.gz) or a table (.csv, .csv.gz)")
    .option("--seconds <n>", "stop by itself after so long; otherwise with Ctrl-C", positive)
    .action(async (options) => {
      const { runRecord } = await import("../record/record.ts");
      await runRecord(options, signal);
    });
};
