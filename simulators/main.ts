import { Command, CommanderError } from "commander";
import { registerDemo } from "./demo/register.ts";
import { registerElm327 } from "./elm327/register.ts";
import { SimulatorError } from "./errors.ts";
import { registerEvaluate } from "./evaluate/register.ts";
import { registerHouse } from "./house/register.ts";
import { registerRecord } from "./record/register.ts";
import { registerReplay } from "./replay/register.ts";
import { registerDrive } from "./scenarios/command.ts";

const stop = new AbortController();
for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => stop.abort());
// `replay … | head` closes the pipe early, and that is no failure.
process.stdout.on("error", (cause: NodeJS.ErrnoException) => process.exit(cause.code === "EPIPE" ? 0 : 1));

const program = new Command("simulators")
  .description("Replays drives through the code of the car, and stands in for the car itself")
  .showHelpAfterError("(add --help for the options)")
  .exitOverride();

// Each room brings its own commands; the code behind one is loaded when it is run.
for (const register of [
  registerReplay,
  registerRecord,
  registerDrive,
  registerElm327,
  registerEvaluate,
  registerHouse,
  registerDemo,
])
  register(program, stop.signal);

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
