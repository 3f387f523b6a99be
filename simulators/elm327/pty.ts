import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { SimulatorError } from "../errors.ts";

/** A pseudo terminal in front of a TCP port. */
export interface PseudoTerminal {
  readonly path: string;
  close(): void;
}

/**
 * Opens a serial device that leads to the emulator. Node has no pseudo terminals of its own; socat makes one and is ended
 * with it.
 */
export const openPseudoTerminal = (host: string, port: number): Promise<PseudoTerminal> =>
  new Promise((resolve, reject) => {
    const socat = spawn("socat", ["-d", "-d", "pty,raw,echo=0", `tcp:${host}:${port}`], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    socat.once("error", (cause) => reject(new SimulatorError("SIMULATOR_SOCAT_MISSING", "socat", { cause })));
    socat.once("exit", (code) =>
      reject(new SimulatorError("SIMULATOR_SOCAT_MISSING", `socat ended with ${code ?? "a signal"}`)),
    );
    createInterface({ input: socat.stderr }).on("line", (line) => {
      const [, path] = /PTY is (\S+)/.exec(line) ?? [];
      if (path !== undefined) resolve({ path, close: () => socat.kill() });
    });
  });
