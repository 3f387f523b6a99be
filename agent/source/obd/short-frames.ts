import type { Heard, Unheard } from "./answers.ts";
import { obdFailure } from "./failures.ts";

/**
 * Which ECUs may send CAN frames of fewer than eight bytes. ISO 15765-4 asks for eight, the rest filled; so a shorter line
 * has lost characters, and what it holds may be of the filling. Some ECUs never fill up all the same: they are known by
 * giving the same request the same kind of line again and again, which chance does not.
 */
export interface ShortFrames {
  /** The answer, or an error while an ECU of `short` has not proven that it sends such frames. */
  judge(request: string, lines: readonly string[], answer: Heard, short: ReadonlySet<string>): Heard | Unheard;
}

/**
 * Answers in a row to one request. A line in a thousand loses just two characters on a bad way; three in a row to the
 * same request are one in 10^9. The first question of a connection is asked so often before it is given up.
 */
const provenBy = 3;

/** What is learned through one adapter. An ECU that fills a frame up which it was proven by is doubted again. */
export const createShortFrames = (): ShortFrames => {
  /** Short answers in a row by ECU and request. */
  const times = new Map<string, Map<string, number>>();

  const isProven = (ecu: string): boolean => [...(times.get(ecu)?.values() ?? [])].some((count) => count >= provenBy);
  const count = (ecu: string, request: string): void => {
    const known = times.get(ecu) ?? new Map<string, number>();
    times.set(ecu, known.set(request, (known.get(request) ?? 0) + 1));
  };

  return {
    judge(request, lines, answer, short) {
      for (const { ecu } of answer.answers) if (!short.has(ecu)) times.get(ecu)?.delete(request);
      for (const ecu of short) if (!isProven(ecu)) count(ecu, request);
      if ([...short].every(isProven)) return answer;
      return { ok: false, error: obdFailure("SHORT_FRAME", lines.join(" | ")) };
    },
  };
};
