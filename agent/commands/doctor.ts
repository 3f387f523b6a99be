import { type Command, InvalidArgumentError } from "commander";
import { type Language, languages } from "../../contract/language.ts";
import type { ClearOptions, DoctorOptions } from "./doctor-run.ts";

const baudOption = (text: string): number => {
  const rate = Number(text);
  if (!Number.isInteger(rate) || rate < 1_200 || rate > 4_000_000)
    throw new InvalidArgumentError("A rate is a number from 1200 to 4000000.");
  return rate;
};

const languageOption = (text: string): Language => {
  const known = languages.find((language) => language === text);
  if (known === undefined) throw new InvalidArgumentError(`Say ${languages.join(" or ")}.`);
  return known;
};

/** Adds the commands for people with an adapter in their hands: `doctor` and `clear-codes`. */
export const registerDoctor = (program: Command): void => {
  program
    .command("doctor")
    .description("find adapters, say what they and the car behind them are, what is wrong and what to do")
    .option("--port <address>", "device path or tcp://host:port; all likely ones when left out")
    .option("--baud <rate>", "rate of a serial adapter; searched for when left out", baudOption)
    .option("--json", "one JSON object a line for each adapter")
    .option("--language <language>", languages.join(" or "), languageOption, "en")
    .action(async (options: DoctorOptions) => (await import("./doctor-run.ts")).doctor(options));
  program
    .command("clear-codes")
    .description("erase trouble codes, freeze frames and readiness (service 04), once")
    .requiredOption("--port <address>", "device path or tcp://host:port")
    .option("--baud <rate>", "rate of a serial adapter; searched for when left out", baudOption)
    .option("--yes", "that is what is meant")
    .action(async (options: ClearOptions) => (await import("./doctor-run.ts")).clearCodes(options));
};
