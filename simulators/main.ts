import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { controlUnits } from "./elm327/control-units.ts";
import { isVin } from "./elm327/vin.ts";
import { SimulatorError } from "./errors.ts";

const stop = new AbortController();
for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => stop.abort());
// `replay … | head` closes the pipe early, and that is no failure.
process.stdout.on("error", (cause: NodeJS.ErrnoException) => process.exit(cause.code === "EPIPE" ? 0 : 1));

const positive = (text: string): number => {
  const value = Number(text);
  if (!(value > 0 && value <= 1e6)) throw new InvalidArgumentError("Give a number above 0, such as 60.");
  return value;
};
const speedOrMax = (text: string): number | "max" => (text === "max" ? "max" : positive(text));
const whole = (least: number, most: number) => (text: string) => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most || text.trim() === "")
    throw new InvalidArgumentError(`Give a whole number from ${least} to ${most}.`);
  return value;
};
const vin = (text: string): string => {
  if (!isVin(text)) throw new InvalidArgumentError("Give 17 letters and digits without I, O and Q.");
  return text;
};
const names = (text: string): readonly string[] => {
  const known = controlUnits.map(({ name }): string => name);
  const given = text.split(",").map((name) => name.trim());
  if (given.some((name) => !known.includes(name))) throw new InvalidArgumentError(`Give some of ${known.join(",")}.`);
  return given;
};
const gathered = (text: string, before: readonly string[] = []): readonly string[] => [...before, text];
const vehicle = (text: string): string => {
  if (!/^[a-z0-9][a-z0-9-]{2,63}$/.test(text))
    throw new InvalidArgumentError("Give 3 to 64 lower-case letters, digits and hyphens.");
  return text;
};

/** What an importer may need beside the recording, for every command that reads one. */
const reading = (command: Command): Command =>
  command
    .option("--dbc <file>", "bus description of a CAN log; give it once for each bus", gathered)
    .option("--map <file>", "which signals of the description are which of ours")
    .option("--select <vehicle>", "which vehicle of a traffic simulation");

const program = new Command("simulators")
  .description("Replays drives through the code of the car, and stands in for the car itself")
  .showHelpAfterError("(add --help for the options)")
  .exitOverride();

reading(program.command("replay"))
  .description("send a recorded drive through the same pipeline as in the car and print its warnings")
  .argument("<file>", "KIT, carOBD or BMW i3 CSV, or a Fettle journal; plain or gzipped")
  .option("--speed <max|N>", "times real time; the warnings are the same at any speed", speedOrMax, "max")
  .option("--json", "one JSON object a line: a warning event each, the summary last")
  .option("--inject <file>", "overlay with faults, such as simulators/scenarios/coolant-loss.json")
  .option("--vehicle <id>", "vehicle id in the warnings' ids", vehicle, "replayed-car")
  .option("--out <file>", "write the lines there; with --checkpoint it is cut back to the checkpoint on a restart")
  .option("--checkpoint <file>", "remember how far the replay came and go on from there")
  .option("--report <file>", "write a page on the drive there, as HTML")
  .action(async (file: string, options) => {
    const { runReplay } = await import("./replay/command.ts");
    await runReplay({ file, ...options }, stop.signal);
  });

reading(program.command("inspect"))
  .description("say what is in a recorded drive: signals, rates, ranges, gaps")
  .argument("<file>")
  .option("--json", "one JSON object instead of a table")
  .action(async (file: string, options) => {
    const { runInspect } = await import("./replay/file-commands.ts");
    await runInspect({ file, ...options }, stop.signal);
  });

reading(program.command("convert"))
  .description("write a recorded drive as a Fettle journal")
  .argument("<file>")
  .requiredOption("--out <file>", "name of the journal, .jsonl or .jsonl.gz")
  .option("--inject <file>", "overlay with faults, written into the journal")
  .action(async (file: string, options) => {
    const { runConvert } = await import("./replay/file-commands.ts");
    await runConvert({ file, ...options }, stop.signal);
  });

program
  .command("elm327")
  .description("be an ELM327 adapter in a car that lives through a recorded drive")
  .option("--drive <file>", "KIT, carOBD or BMW i3 CSV, or a Fettle journal (default: a warm drive that ships with it)")
  .option("--port <n>", "TCP port; 0 takes a free one", whole(0, 65_535), 35_000)
  .option("--host <address>", "address to listen on", "127.0.0.1")
  .option("--pty", "open a pseudo terminal as well (needs socat)")
  .option("--speed <N>", "drive time per wall time", positive, 1)
  .option("--inject <file>", "overlay with faults, such as simulators/scenarios/coolant-loss.json")
  .option("--ecu-delay-ms <n>", "time the ECU takes for an answer", whole(0, 60_000), 0)
  .option("--vin <vin>", "what the car answers to service 09", vin)
  .option("--loop", "drive again from the start at the end")
  .addOption(new Option("--at-end <what>", "at the end of the drive").choices(["off", "hold", "loop"]).default("off"))
  .addOption(
    new Option("--protocol <n>", "the car's bus as ATSP numbers it")
      .choices(["1", "2", "3", "4", "5", "6", "7", "8", "9"])
      .default("6"),
  )
  .option("--personality <name>", "what kind of adapter it is, with its faults", "ideal")
  .option("--list-personalities", "print every kind of adapter and end")
  .option("--units <names>", "control units of the car, such as engine,transmission,battery", names, ["engine"])
  .option("--seed <n>", "the same seed brings the same troubles", whole(0, 2 ** 31), 1)
  .action(async ({ loop, atEnd, listPersonalities, ...options }) => {
    const { personalityList, runElm } = await import("./elm327/command.ts");
    if (listPersonalities === true) process.stdout.write(personalityList());
    else await runElm({ ...options, atEnd: loop === true ? "loop" : atEnd }, stop.signal);
  });

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
    const { runDemo, withDefaults } = await import("./demo/demo.ts");
    await runDemo({ ...withDefaults(options), print: (line) => console.log(line), signal: stop.signal });
  });

try {
  await program.parseAsync();
} catch (cause) {
  if (cause instanceof CommanderError) process.exitCode = cause.exitCode === 0 ? 0 : 2;
  else if (cause instanceof SimulatorError) {
    console.error(`${cause.message} [${cause.code}]`);
    process.exitCode = 1;
  } else if (stop.signal.aborted) process.exitCode = 130;
  else throw cause;
}
