import { pino } from "pino";
import { loadScenario } from "../inject/scenario.ts";
import type { AtEnd } from "./car.ts";
import { createEmulator } from "./emulator.ts";
import { openPseudoTerminal } from "./pty.ts";

/** Options of `elm327` as the command line hands them over, checked there. */
export interface ElmCommand {
  readonly drive: string;
  readonly port: number;
  readonly host: string;
  readonly pty?: boolean | undefined;
  readonly speed: number;
  readonly inject?: string | undefined;
  readonly ecuDelayMs: number;
  readonly atEnd: AtEnd;
  readonly vin?: string | undefined;
  readonly protocol: string;
}

/** Runs the emulator until the signal says stop. Logs one NDJSON line when the port is open. */
export const runElm = async (command: ElmCommand, signal: AbortSignal): Promise<void> => {
  const log = pino({ base: { process: "simulators" } }).child({ room: "elm327" });
  const scenario = command.inject === undefined ? undefined : await loadScenario(command.inject);
  const emulator = await createEmulator({ ...command, scenario });
  try {
    const terminal = command.pty === true ? await openPseudoTerminal(command.host, emulator.port) : undefined;
    const pty = terminal?.path;
    log.info(
      {
        step: "listening",
        url: emulator.url,
        pty,
        drive: command.drive,
        scenario: scenario?.name,
        speed: command.speed,
      },
      "the emulated adapter is open",
    );
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      signal.addEventListener("abort", () => resolve(), { once: true });
    });
    terminal?.close();
  } finally {
    await emulator.close();
  }
};
