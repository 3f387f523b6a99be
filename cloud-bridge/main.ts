import { existsSync, readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Command, CommanderError } from "commander";
import manifest from "../package.json" with { type: "json" };
import { BridgeError } from "./errors.ts";

const neededMajor = 24;
/** Whoever stops a container waits ten seconds before killing it. Everything acknowledged is on the disk already. */
const patienceMs = 8_000;

/** Asked before anything newer is loaded: an old Node would stop at the first thing it lacks, with a stack of its own. */
const checkNode = (): void => {
  const major = Number.parseInt(process.versions.node, 10);
  if (major < neededMajor) throw new BridgeError("BRIDGE_NODE_TOO_OLD", `this is ${process.versions.node}`);
};

/** The built page lies beside the bundle, and in dist/ when the sources run: beside them lies its source. */
const pagesFolder = (): string => {
  const bundled = fileURLToPath(new URL("./console/", import.meta.url));
  const isSource = existsSync(`${bundled}vite.config.ts`);
  return isSource ? fileURLToPath(new URL("../dist/console/", import.meta.url)) : bundled;
};

const readConfig = async (file: string) => {
  const { parseConfig } = await import("./config.ts");
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    throw new BridgeError("BRIDGE_FILE_MISSING", file, { cause });
  }
  return parseConfig(text, file);
};

const run = async ({ config: file }: { readonly config: string }): Promise<void> => {
  const config = await readConfig(file);
  const { pino } = await import("pino");
  const { placeOf } = await import("./platform/database/store.ts");
  // Written at once: what waits in a buffer at the end is written out of order, and at a kill not at all.
  const output = pino.destination({ dest: 1, sync: true });
  const log = pino({ level: config.log.level, base: { process: "bridge" } }, output);
  log.info({ version: manifest.version, config: file, store: placeOf(config.store) }, "The bridge starts");
  if (config.mqtt.openToNetwork)
    log.warn({ host: config.mqtt.host }, "Vehicles are not authenticated: the network must keep strangers out");

  // Asked for before anything opens: whoever sees "listening" may ask us to stop in the same moment.
  const { promise: asked, resolve } = Promise.withResolvers<string>();
  // Ctrl-C under npm reaches a process twice, from the terminal and from npm: the second one must not cut the stop short.
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => resolve(signal));

  const { openBridge } = await import("./bridge.ts");
  const { systemClock } = await import("./platform/clock.ts");
  const bridge = await openBridge(config, { clock: systemClock, log, pages: pagesFolder(), version: manifest.version });

  log.info({ signal: await asked }, "The bridge stops");
  await Promise.race([bridge.close(), setTimeout(patienceMs, undefined, { ref: false })]);
  log.info("The bridge has stopped");
};

const program = new Command("bridge")
  .description("Fettle's cloud bridge: takes what cars report, keeps it, opens tickets for it")
  .version(manifest.version)
  .exitOverride()
  // Said below, with what to do.
  .configureOutput({ outputError: () => {} });

program
  .command("run")
  .description("run the bridge until SIGINT or SIGTERM")
  .requiredOption("--config <file>", "JSON configuration")
  .action(run);

program
  .command("check-config")
  .description("check a configuration and print it with every default")
  .requiredOption("--config <file>", "JSON configuration")
  .action(async ({ config }: { readonly config: string }) => {
    const read = await readConfig(config);
    const { placeOf } = await import("./platform/database/store.ts");
    // What is printed ends in tickets and mails: the password of the database stays in its file.
    const store = "url" in read.store ? { url: placeOf(read.store) } : read.store;
    console.log(JSON.stringify({ ...read, store }, null, 2));
  });

program
  .command("sample-config")
  .description("print a configuration to begin with")
  .action(async () => {
    const { sampleConfig } = await import("./config.ts");
    console.log(JSON.stringify(sampleConfig(), null, 2));
  });

const exitCodeOf = (cause: unknown): number => {
  if (cause instanceof CommanderError) {
    if (cause.exitCode === 0) return 0;
    console.error(new BridgeError("BRIDGE_USAGE", cause.message.replace(/^error: /, "")).message);
    return 2;
  }
  console.error(cause instanceof BridgeError ? cause.message : cause);
  return 1;
};

try {
  checkNode();
  await program.parseAsync();
  process.exitCode = 0;
} catch (cause) {
  process.exitCode = exitCodeOf(cause);
}
// What a library left running must not hold a stopped bridge: everything of ours is closed by now.
process.exit();
