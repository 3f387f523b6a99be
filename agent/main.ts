import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { Command, CommanderError } from "commander";
import manifest from "../package.json" with { type: "json" };
import { registerDoctor } from "./commands/doctor.ts";
import { AgentError } from "./errors.ts";

const neededMajor = 24;
/** A unit that loses its power with the ignition gives a process about this long. */
const patienceMs = 2_800;

/** Asked before anything newer is loaded: an old Node would stop at the first thing it lacks, with a stack of its own. */
const checkNode = (): void => {
  const major = Number.parseInt(process.versions.node, 10);
  if (major < neededMajor) throw new AgentError("AGENT_NODE_TOO_OLD", `this is ${process.versions.node}`);
};

/** The built page lies beside the bundle, and in dist/ when the sources run. */
const pagesFolder = (): string => {
  const places = ["./hmi/", "../dist/hmi/"].map((place) => fileURLToPath(new URL(place, import.meta.url)));
  return places.find((place) => existsSync(`${place}index.html`)) ?? places.at(-1) ?? "";
};

/**
 * Keeps V8's young generation at its first size. It would grow with the rate of events and never shrink: measured 132 MiB
 * resident after a fast replay against 108 MiB, in a unit that has little memory and much time.
 */
const stayLean = (): void => setFlagsFromString("--semi-space-growth-factor=1");

const run = async ({ config: file }: { readonly config?: string }): Promise<void> => {
  stayLean();
  const { pino } = await import("pino");
  const { loadConfig, parseConfig, sampleConfig } = await import("./config.ts");
  const config = file === undefined ? parseConfig(sampleConfig) : loadConfig(file);
  // Written at once: lines of a process that ends or is killed must be there, and in order.
  const output = pino.destination({ dest: 1, sync: true });
  const log = pino({ level: config.log.level, base: { process: "agent" } }, output);
  log.info({ vehicle: config.vehicle.id, version: manifest.version, config: file ?? "defaults" }, "The agent starts");

  const { startAgent } = await import("./agent.ts");
  const { systemTime, systemTimers } = await import("./compose/host.ts");
  const agent = await startAgent(config, {
    time: systemTime,
    timers: systemTimers,
    random: Math.random,
    log,
    version: manifest.version,
    pagesFolder: pagesFolder(),
  });

  const { promise: asked, resolve } = Promise.withResolvers<string>();
  process.once("SIGINT", () => resolve("SIGINT"));
  process.once("SIGTERM", () => resolve("SIGTERM"));
  const signal = await Promise.race([asked, agent.failed.finally(() => agent.stop())]);
  log.info({ signal }, "The agent stops");
  await Promise.race([agent.stop(), setTimeout(patienceMs, undefined, { ref: false })]);
  log.info("The agent has stopped");
};

const decode = async (): Promise<void> => {
  const { decodeText } = await import("./commands/decode-line.ts");
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY }))
    if (line.trim() !== "") process.stdout.write(`${JSON.stringify(decodeText(line))}\n`);
};

const program = new Command("agent")
  .description("Fettle's agent: reads a car, warns its driver, tells the bridge")
  .version(manifest.version)
  .exitOverride()
  // Said below, with what to do.
  .configureOutput({ outputError: () => {} });

program
  .command("run")
  .description("run the agent until SIGINT or SIGTERM; without a file, with the defaults that sample-config prints")
  .option("--config <file>", "JSON configuration")
  .action(run);

program
  .command("decode")
  .description("read adapter answers as NDJSON { request, lines, headers, protocol } on stdin, write what they mean")
  .action(decode);

program
  .command("check-config")
  .description("check a configuration and print it with every default")
  .requiredOption("--config <file>", "JSON configuration")
  .action(async ({ config }: { readonly config: string }) => {
    const { loadConfig } = await import("./config.ts");
    console.log(JSON.stringify(loadConfig(config), null, 2));
  });

program
  .command("sample-config")
  .description("print the configuration that holds without a file")
  .action(async () => {
    const { parseConfig, sampleConfig } = await import("./config.ts");
    console.log(JSON.stringify(parseConfig(sampleConfig), null, 2));
  });

registerDoctor(program);

const exitCodeOf = (cause: unknown): number => {
  if (cause instanceof CommanderError) {
    if (cause.exitCode === 0) return 0;
    console.error(new AgentError("AGENT_USAGE", cause.message.replace(/^error: /, "")).message);
    return 2;
  }
  console.error(cause instanceof AgentError ? cause.message : cause);
  return 1;
};

try {
  checkNode();
  await program.parseAsync();
  process.exitCode = 0;
} catch (cause) {
  process.exitCode = exitCodeOf(cause);
}
// What a library left running must not hold a stopped agent: everything of ours is closed by now.
process.exit();
