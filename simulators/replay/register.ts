import { type Command, InvalidArgumentError } from "commander";
import { positive } from "../process/arguments.ts";

/** What every command says of the files it reads; the formats stand in simulators/replay/README.md. */
const recording =
  "a recorded drive, plain or gzipped; its format is told by its content (simulators/replay/README.md names them)";

const speedOrMax = (text: string): number | "max" => (text === "max" ? "max" : positive(text));
const vehicle = (text: string): string => {
  if (!/^[a-z0-9][a-z0-9-]{2,63}$/.test(text))
    throw new InvalidArgumentError("Give 3 to 64 lower-case letters, digits and hyphens.");
  return text;
};

/** The options by which a recording says how it is to be read. */
const reading = (command: Command): Command =>
  command
    .option("--dbc <file...>", "description of the bus of a CAN log (DBC); FILE@0x10 adds 0x10 to its identifiers")
    .option("--map <file>", "which of its signals are which of ours (JSON); the sample recordings' by default")
    .option("--select <id>", "which vehicle of a traffic simulation; the first by default");

/** Adds `replay`, `inspect` and `convert` to the simulators' commands. */
export const registerReplay = (program: Command, signal: AbortSignal): void => {
  reading(
    program
      .command("replay")
      .description("send a recorded drive through the same pipeline as in the car and print its warnings")
      .argument("<file>", recording),
  )
    .option("--speed <max|N>", "times real time; the warnings are the same at any speed", speedOrMax, "max")
    .option("--json", "one JSON object a line: a warning event each, the summary last")
    .option("--inject <file>", "overlay with faults, such as simulators/scenarios/coolant-loss.json")
    .option("--vehicle <id>", "vehicle id in the warnings' ids", vehicle, "replayed-car")
    .option("--out <file>", "write the lines there; with --checkpoint it is cut back to the checkpoint on a restart")
    .option("--checkpoint <file>", "remember how far the replay came and go on from there")
    .option("--report <file>", "write a page on the drive (HTML, self-contained)")
    .action(async (file: string, options) => {
      const { runReplay } = await import("./command.ts");
      await runReplay({ file, ...options }, signal);
    });

  reading(
    program
      .command("inspect")
      .description("say what is in a recorded drive: signals, rates, ranges, gaps, outliers, unknown columns")
      .argument("<file>", recording),
  )
    .option("--json", "one JSON object")
    .action(async (file: string, options) => {
      const { runInspect } = await import("./file-commands.ts");
      await runInspect({ file, ...options }, signal);
    });

  reading(
    program
      .command("convert")
      .description("write a recorded drive as a Fettle journal, or as a tidy CSV")
      .argument("<file>", recording),
  )
    .requiredOption(
      "--out <file>",
      "a journal (.jsonl, .jsonl.gz) or a table of time, path, value, unit (.csv, .csv.gz)",
    )
    .option("--inject <file>", "overlay with faults, written into the journal")
    .action(async (file: string, options) => {
      const { runConvert } = await import("./file-commands.ts");
      await runConvert({ file, ...options }, signal);
    });
};
