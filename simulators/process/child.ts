import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** One line that a process logged: pino's NDJSON, or its bare text where it was none. */
export type LogLine = Readonly<Record<string, unknown>>;

/** A process of the main job: its log lines as they come, and its end. */
export interface Running {
  readonly name: string;
  /** Resolves with the first line that fits; rejects when the process ends before. */
  until(fits: (line: LogLine) => boolean): Promise<LogLine>;
  /** Settles when the process has ended: exit code and the last words of its standard error. */
  readonly ended: Promise<{ readonly code: number | null; readonly lastWords: string }>;
  /** SIGTERM, and SIGKILL for one that has not gone after `patienceMs`. */
  stop(patienceMs: number): Promise<void>;
}

const parse = (text: string): LogLine => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : { msg: text };
  } catch {
    return { msg: text };
  }
};

/** Starts `node ...args` as a process of its own and reads its log line by line. */
export const startProcess = (
  name: string,
  args: readonly string[],
  onLine: (name: string, line: LogLine) => void,
): Running => {
  const child: ChildProcess = spawn(process.execPath, [...args], { stdio: ["ignore", "pipe", "pipe"] });
  const waiting = new Set<{
    fits: (line: LogLine) => boolean;
    found: (line: LogLine) => void;
    gone: (why: Error) => void;
  }>();
  let lastWords = "";

  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error("a child without pipes");
  createInterface({ input: stdout }).on("line", (text) => {
    const line = parse(text);
    onLine(name, line);
    for (const wait of [...waiting])
      if (wait.fits(line)) {
        waiting.delete(wait);
        wait.found(line);
      }
  });
  createInterface({ input: stderr }).on("line", (text) => {
    // Node's own warnings are not words of the process; an error's first line is its sentence.
    if (text.trim() !== "" && !text.startsWith("(")) lastWords = text.trim();
  });

  const { promise: ended, resolve } = Promise.withResolvers<{ code: number | null; lastWords: string }>();
  const end = (code: number | null): void => {
    for (const { gone } of waiting) gone(new Error(lastWords === "" ? `the ${name} stopped` : lastWords));
    waiting.clear();
    resolve({ code, lastWords });
  };
  child.on("close", end);
  child.on("error", (cause) => {
    lastWords = cause.message;
    end(null);
  });

  return {
    name,
    ended,
    until(fits) {
      const { promise, resolve: found, reject: gone } = Promise.withResolvers<LogLine>();
      waiting.add({ fits, found, gone });
      return promise;
    },
    async stop(patienceMs) {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), patienceMs);
      await ended;
      clearTimeout(timer);
    },
  };
};
