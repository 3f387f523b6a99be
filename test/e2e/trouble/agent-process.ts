import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const main = fileURLToPath(new URL("../../../agent/main.ts", import.meta.url));
const lineSchema = z.looseObject({ msg: z.string(), step: z.string().optional() });
export type Line = z.infer<typeof lineSchema>;

/** A real agent in a process of its own. */
export interface AgentProcess {
  readonly lines: readonly Line[];
  /** Resolves with the first line that fits, said already or still to come; rejects when the agent ended without it. */
  until(fits: (line: Line) => boolean): Promise<Line>;
  /** Ends it and waits until it is gone; resolves with its exit code (null after a kill) and what it said on stderr. */
  end(signal: "SIGKILL" | "SIGTERM"): Promise<number | null>;
  /** Exit code and standard error of an agent that ends by itself. */
  readonly ended: Promise<{ readonly code: number | null; readonly said: string }>;
}

/** Starts `agent/main.ts` with these arguments. */
export const startAgentProcess = (args: readonly string[]): AgentProcess => {
  const child: ChildProcess = spawn(process.execPath, [main, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  if (child.stdout === null || child.stderr === null) throw new Error("a child without pipes");
  const lines: Line[] = [];
  let said = "";
  const watchers = new Set<(line: Line) => void>();
  createInterface({ input: child.stdout }).on("line", (text) => {
    const line = lineSchema.parse(text.startsWith("{") ? JSON.parse(text) : { msg: text });
    lines.push(line);
    for (const watch of [...watchers]) watch(line);
  });
  child.stderr.on("data", (chunk) => {
    said += chunk;
  });
  const ended = once(child, "close").then(() => ({ code: child.exitCode, said }));

  return {
    lines,
    ended,
    until(fits) {
      const known = lines.find(fits);
      if (known !== undefined) return Promise.resolve(known);
      const { promise, resolve, reject } = Promise.withResolvers<Line>();
      const watch = (line: Line): void => {
        if (!fits(line)) return;
        watchers.delete(watch);
        resolve(line);
      };
      watchers.add(watch);
      void ended.then(() => reject(new Error(`the agent ended: ${said}`)));
      return promise;
    },
    async end(signal) {
      child.kill(signal);
      return (await ended).code;
    },
  };
};

/** Writes a configuration of a car that plays a journal, and returns its file. */
export const writeConfig = (folder: string, journal: string, port: number, part: object = {}): string => {
  const file = join(folder, "agent.json");
  const config = {
    vehicle: { id: "car-1" },
    source: { kind: "journal", file: journal, speed: "max" },
    data: { folder: join(folder, "data") },
    hmi: { enabled: false },
    uplink: { brokerUrl: `mqtt://127.0.0.1:${port}`, reconnectMinMs: 50, reconnectMaxMs: 1_000 },
    ...part,
  };
  writeFileSync(file, JSON.stringify(config));
  return file;
};
