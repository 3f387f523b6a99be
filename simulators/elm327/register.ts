import { type Command, InvalidArgumentError, Option } from "commander";
import { positive, whole } from "../process/arguments.ts";
import { isVin } from "../vehicle/vin.ts";
import { unitNames } from "./control-units.ts";

const vin = (text: string): string => {
  if (!isVin(text)) throw new InvalidArgumentError("Give 17 letters and digits without I, O and Q.");
  return text;
};
const names = (text: string): readonly string[] => {
  const known: readonly string[] = unitNames;
  const given = text.split(",").map((name) => name.trim());
  if (given.some((name) => !known.includes(name))) throw new InvalidArgumentError(`Give some of ${known.join(",")}.`);
  return given;
};

/** Adds `elm327` to the simulators' commands. */
export const registerElm327 = (program: Command, signal: AbortSignal): void => {
  program
    .command("elm327")
    .description("be an ELM327 adapter in a car that lives through a recorded drive")
    .option(
      "--drive <file>",
      "KIT, carOBD or BMW i3 CSV, or a Fettle journal (default: a warm drive that ships with it)",
    )
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
    .option(
      "--units <names>",
      "control units of the car, such as engine,transmission,battery (default: what the drive's signals need)",
      names,
    )
    .option("--seed <n>", "the same seed brings the same troubles", whole(0, 2 ** 31), 1)
    .action(async ({ loop, atEnd, listPersonalities, ...options }) => {
      const { personalityList, runElm } = await import("./command.ts");
      if (listPersonalities === true) process.stdout.write(personalityList());
      else await runElm({ ...options, atEnd: loop === true ? "loop" : atEnd }, signal);
    });
};
