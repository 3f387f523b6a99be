import type { Chances } from "./personality.ts";

/** What happens to one request; undefined when nothing does. */
export type Misfortune = keyof Chances;

/** A line and when it is printed, ms after the request. */
export interface Printed {
  readonly atMs: number;
  readonly text: string;
}

/** Everything an adapter is going to print on one request. */
export interface Script {
  readonly lines: readonly Printed[];
  readonly promptAtMs: number;
}

/** At most one misfortune, drawn with one number: the same seed has the same drive full of trouble. */
export const drawMisfortune = (chances: Chances | undefined, random: () => number): Misfortune | undefined => {
  if (chances === undefined) return undefined;
  let left = random();
  for (const misfortune of misfortunes) {
    left -= chances[misfortune] ?? 0;
    if (left < 0) return misfortune;
  }
  return undefined;
};

const misfortunes = [
  ...(["bufferFull", "stopped", "dataError", "rxError", "busError", "lvReset"] as const),
  ...(["err94", "late", "disconnect", "alert", "hang"] as const),
] satisfies readonly Misfortune[];

/** Whether the chip has lost its settings by it. */
export const losesSettings = (misfortune: Misfortune | undefined): boolean =>
  misfortune === "lvReset" || misfortune === "err94";

const pick = <Item>(items: readonly Item[], random: () => number): Item | undefined =>
  items[Math.floor(random() * items.length)];

/** One hex digit of the line becomes another. */
const damaged = (text: string, random: () => number): string => {
  const at = Math.floor(random() * text.length);
  const digit = Number.parseInt(text.charAt(at), 16);
  if (Number.isNaN(digit)) return text;
  const other = (digit + 1 + Math.floor(random() * 15)) % 16;
  return text.slice(0, at) + other.toString(16).toUpperCase() + text.slice(at + 1);
};

const marked = (script: Script, mark: string, random: () => number): Script => {
  const bad = Math.floor(random() * script.lines.length);
  const lines = script.lines.map(({ atMs, text }, n) => ({
    atMs,
    text: n === bad ? `${damaged(text, random)} ${mark}` : text,
  }));
  return { ...script, lines };
};

const instead = (text: string, atMs = 0): Script => ({ lines: [{ atMs, text }], promptAtMs: atMs });

/** Where the notice comes unasked: before the first line, between two, or behind the last. */
const withAlert = (script: Script, random: () => number): Script => {
  const text = pick(["ACT ALERT", "!LP ALERT", "LP ALERT"], random) ?? "";
  const at = Math.floor(random() * (script.lines.length + 1));
  const atMs = script.lines[at]?.atMs ?? script.promptAtMs;
  return { ...script, lines: [...script.lines.slice(0, at), { atMs, text }, ...script.lines.slice(at)] };
};

/** The script as the misfortune leaves it. What happens to the connection itself is not of its lines. */
export const spoilt = (
  script: Script,
  misfortune: Misfortune | undefined,
  can: boolean,
  random: () => number,
): Script => {
  switch (misfortune) {
    case "bufferFull": {
      if (script.lines.length < 2) return script;
      const kept = script.lines.slice(0, Math.max(1, script.lines.length >> 1));
      const atMs = kept.at(-1)?.atMs ?? 0;
      return { lines: [...kept, { atMs, text: "BUFFER FULL" }], promptAtMs: atMs };
    }
    case "stopped":
      return instead("STOPPED");
    case "dataError":
      return marked(script, "<DATA ERROR", random);
    case "rxError":
      return marked(script, "<RX ERROR", random);
    case "busError":
      return instead(pick(can ? ["CAN ERROR"] : ["BUS ERROR", "FB ERROR"], random) ?? "");
    case "lvReset":
      // The supply sags while the units answer: some of the lines are out already.
      return {
        lines: [...script.lines.filter(() => random() < 0.5), { atMs: script.promptAtMs, text: "LV RESET" }],
        promptAtMs: script.promptAtMs,
      };
    case "err94":
      return instead("ERR94");
    case "alert":
      return withAlert(script, random);
    default:
      return script;
  }
};
