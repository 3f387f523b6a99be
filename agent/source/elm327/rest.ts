import { type ParsedAnswer, parseAnswer } from "./answers.ts";
import { type Quiet, type QuietInput, quietLimits } from "./awake-machine.ts";
import type { CommandOutcome } from "./command-machine.ts";

/** While the engine is cranked the adapter sets the pace; this only lets the rest of the agent breathe. */
export const crankPauseMs = 1;

/** What resting needs of the driver. */
export interface RestParts {
  /** Sends a command to the adapter. */
  run(command: string, why: string): Promise<CommandOutcome>;
  pause(eventMs: number): Promise<void>;
  now(): number;
  quiet(): Quiet;
  feed(input: QuietInput): void;
  /** Hands out a voltage that was read, and feeds it to the machine. */
  onVolts(answer: ParsedAnswer, at: number): void;
  readonly signal: AbortSignal;
}

/** The adapter sleeps about a second after it said OK; anything sent before that keeps it awake. */
const sleepTakesMs = 1_500;

/**
 * Leaves the bus alone until there is a reason to look: reads the adapter's own voltage, puts the adapter to sleep after a
 * long rest, and samples as fast as it can while the engine is cranked. False when the adapter is gone.
 */
export const rest = async (parts: RestParts): Promise<boolean> => {
  const { quiet, feed, now, signal } = parts;
  let canSleep = true;
  let asleep = false;

  const readVolts = async (): Promise<boolean> => {
    const cranking = quiet().state.at === "cranking";
    const outcome = await parts.run("ATRV", cranking ? "crank" : "rest: battery voltage");
    if (!outcome.ok) return outcome.code === "TIMEOUT";
    const at = now();
    const answer = parseAnswer({ request: "ATRV", lines: outcome.lines, headers: false, protocol: "" });
    parts.onVolts(answer, at);
    return true;
  };

  const fallAsleep = async (): Promise<void> => {
    const outcome = await parts.run("ATLP", "rest: low power");
    asleep = outcome.ok && !outcome.lines.includes("?");
    canSleep = asleep;
    await parts.pause(sleepTakesMs);
  };

  while (!signal.aborted) {
    feed({ kind: "time", at: now() });
    const { state } = quiet();
    if (state.at === "polling") return true;
    if (state.at === "lowPower" && canSleep && !asleep) await fallAsleep();
    if (asleep) {
      await parts.pause(quietLimits.lowPowerReadMs);
      if (signal.aborted) return true;
      asleep = false;
      // The first character wakes it and is lost.
      await parts.run("ATI", "rest: wake the adapter");
    } else await parts.pause(state.at === "cranking" ? crankPauseMs : quietLimits.restReadMs);
    if (signal.aborted) return true;
    if (!(await readVolts())) return false;
  }
  return true;
};
