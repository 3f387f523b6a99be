import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SimulatorError } from "../errors.ts";
import { projectFolder } from "../process/project-folder.ts";

/** What the main job is played with. Ports of 0 are chosen free. */
export interface DemoOptions {
  readonly drive: string;
  /** The fault laid over the drive; "none" plays it as it was. */
  readonly inject: string;
  /** How many times faster than it was driven. */
  readonly speed: number;
  readonly language: "zh-CN" | "en";
  readonly hmiPort: number;
  readonly consolePort: number;
  readonly mqttPort: number;
  readonly adapterPort: number;
}

/** The folder and the ports of one run, and the command line of each process. */
export interface Stage {
  readonly hmiUrl: string;
  readonly consoleUrl: string;
  readonly bridge: readonly string[];
  readonly emulator: readonly string[];
  readonly agent: readonly string[];
  /** Removes everything the run has written. */
  clear(): void;
}

const host = "127.0.0.1";

const freePort = async (wanted: number, purpose: string): Promise<number> => {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const probe = createServer();
  probe.once("error", (cause) =>
    reject(new SimulatorError("SIMULATOR_PORT_IN_USE", `${wanted}, wanted for the ${purpose}`, { cause })),
  );
  probe.listen(wanted, host, () => {
    const address = probe.address();
    const port = typeof address === "object" && address !== null ? address.port : wanted;
    probe.close(() => resolve(port));
  });
  return promise;
};

const mustExist = (file: string): string => {
  if (!existsSync(file)) throw new SimulatorError("SIMULATOR_FILE_MISSING", file);
  return file;
};

/** Checks files and ports, writes the two configurations, and says how each process is started. */
export const setStage = async (options: DemoOptions): Promise<Stage> => {
  const root = projectFolder();
  const bundle = (name: string): string => mustExist(join(root, "dist", `${name}.js`));
  const drive = mustExist(options.drive);
  const overlay = options.inject === "none" ? [] : ["--inject", mustExist(options.inject)];
  const hmiPort = await freePort(options.hmiPort, "head-unit page");
  const consolePort = await freePort(options.consolePort, "console");
  const mqttPort = await freePort(options.mqttPort, "broker");
  const adapterPort = await freePort(options.adapterPort, "emulated adapter");

  const folder = mkdtempSync(join(tmpdir(), "fettle-demo-"));
  const write = (name: string, config: unknown): string => {
    const file = join(folder, name);
    writeFileSync(file, JSON.stringify(config, null, 2));
    return file;
  };
  const bridgeConfig = write("bridge.json", {
    mqtt: { host, port: mqttPort },
    http: { host, port: consolePort },
    store: { file: join(folder, "bridge", "bridge.db") },
    // Car and desk stand on the same machine here: their clocks should read the same.
    centre: { timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone },
  });
  const agentConfig = write("agent.json", {
    vehicle: { id: "demo-car" },
    source: { kind: "elm327", port: `tcp://${host}:${adapterPort}` },
    clock: { speed: options.speed },
    data: { folder: join(folder, "agent") },
    uplink: { brokerUrl: `mqtt://${host}:${mqttPort}` },
    hmi: { host, port: hmiPort },
    // The recorded car has no satellite receiver; most of its drives begin in Karlsruhe.
    dealers: {
      file: join(root, "agent", "dealers", "sample.csv"),
      country: "DE",
      home: { latitude: 49.01, longitude: 8.4 },
    },
    driver: { language: options.language },
  });
  return {
    hmiUrl: `http://${host}:${hmiPort}`,
    consoleUrl: `http://${host}:${consolePort}`,
    bridge: [bundle("bridge"), "run", "--config", bridgeConfig],
    emulator: [
      bundle("simulators"),
      "elm327",
      ...["--port", String(adapterPort), "--drive", drive, "--speed", String(options.speed), ...overlay],
    ],
    agent: [bundle("agent"), "run", "--config", agentConfig],
    clear: () => rmSync(folder, { recursive: true, force: true }),
  };
};
