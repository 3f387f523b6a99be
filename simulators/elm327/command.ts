import { join } from "node:path";
import { pino } from "pino";
import { loadOverlayPlan } from "../inject/overlay-plan.ts";
import { projectFolder } from "../process/project-folder.ts";
import type { AtEnd } from "./car.ts";
import { createEmulator } from "./emulator.ts";
import { personalities } from "./personalities.ts";
import { openPseudoTerminal } from "./pty.ts";

/** Options of `elm327` as the command line hands them over, checked there. */
export interface ElmCommand {
  /** The drive that ships with the emulator when left out. */
  readonly drive?: string | undefined;
  readonly port: number;
  readonly host: string;
  readonly pty?: boolean | undefined;
  readonly speed: number;
  readonly inject?: string | undefined;
  readonly ecuDelayMs: number;
  readonly atEnd: AtEnd;
  readonly vin?: string | undefined;
  readonly protocol: string;
  readonly personality: string;
  readonly units?: readonly string[] | undefined;
  readonly seed: number;
}

/** Every adapter the emulator can be, a line each. */
export const personalityList = (): string =>
  personalities.map(({ name, says }) => `${name.padEnd(32)}${says}\n`).join("");

const shippedDrive = (): string =>
  join(projectFolder(), "simulators", "drives", "2017-07-10_kit-seat-leon-warm.csv.gz");

/** Runs the emulator until the signal says stop. Logs one NDJSON line when the port is open. */
export const runElm = async (command: ElmCommand, signal: AbortSignal): Promise<void> => {
  const log = pino({ base: { process: "simulators" } }).child({ room: "elm327" });
  const plan = command.inject === undefined ? undefined : await loadOverlayPlan(command.inject);
  const drive = command.drive ?? shippedDrive();
  const emulator = await createEmulator({ ...command, drive, plan });
  try {
    const terminal = command.pty === true ? await openPseudoTerminal(command.host, emulator.port) : undefined;
    const pty = terminal?.path;
    log.info(
      {
        step: "listening",
        url: emulator.url,
        pty,
        drive,
        scenario: plan?.name,
        speed: command.speed,
        personality: command.personality,
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
