import { type Command, Option } from "commander";
import { positive, whole } from "../process/arguments.ts";

/** Adds `demo`, which is what `npm start` runs, to the simulators' commands. */
export const registerDemo = (program: Command, signal: AbortSignal): void => {
  program
    .command("demo")
    .description("the main job on this machine: a recorded drive with a fault becomes a prompt and a ticket")
    .option("--once", "drive fast and end as soon as the ticket can be read back over the HTTP API")
    .option("--json", "with --once: one JSON object instead of the story")
    .option("--drive <file>", "recorded drive (default: a warm KIT drive that ships with Fettle)")
    .option("--inject <file>", "overlay with faults, or none (default: coolant lost)")
    .option("--speed <N>", "drive time per wall time (default: 1, with --once 30)", positive)
    .addOption(new Option("--language <tag>", "the driver's language").choices(["zh-CN", "en"]).default("en"))
    .option("--hmi-port <n>", "head-unit page (default: 8080, with --once a free one)", whole(0, 65_535))
    .option("--console-port <n>", "console and API (default: 8081, with --once a free one)", whole(0, 65_535))
    .option("--mqtt-port <n>", "embedded broker (default: 1883, with --once a free one)", whole(0, 65_535))
    .option("--adapter-port <n>", "emulated adapter (default: 35000, with --once a free one)", whole(0, 65_535))
    .action(async (options) => {
      const { runDemo, withDefaults } = await import("./demo.ts");
      await runDemo({ ...withDefaults(options), print: (line) => void process.stdout.write(`${line}\n`), signal });
    });
};
