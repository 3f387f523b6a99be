import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { heatedDrive, journalOf } from "../test/e2e/trouble/heated-drive.ts";
import { startAedes, startResponder } from "../test/support/broker.ts";
import type { Measured } from "./measured.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const bundle = join(root, "dist/agent.js");
const starts = 7;

/** Starts the bundle; resolves when its first log line is there. */
const start = async (config: string) => {
  const began = performance.now();
  const child = spawn(process.execPath, [bundle, "run", "--config", config], { stdio: ["ignore", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout });
  await once(lines, "line");
  return { child, lines, coldMs: performance.now() - began };
};

const residentMiB = (pid: number | undefined): number => {
  const [, kib] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kib) / 1_024;
};

/** Waits for a line with these words. */
const heard = (lines: ReturnType<typeof createInterface>, words: string): Promise<void> =>
  new Promise((resolve) => {
    lines.on("line", (line) => {
      if (line.includes(words)) resolve();
    });
  });

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Cold start of the bundle, and what it holds in memory after a drive with warnings, page and uplink open. */
export const run = async (): Promise<readonly Measured[]> => {
  execFileSync(process.execPath, [".build/build.ts", "--if-stale"], { cwd: root, stdio: "inherit" });
  const folder = mkdtempSync(join(tmpdir(), "fettle-bench-"));
  const broker = await startAedes();
  const responder = await startResponder(broker.url);
  const [journal, config] = [join(folder, "heated.jsonl"), join(folder, "agent.json")];
  writeFileSync(journal, journalOf(heatedDrive()));
  writeFileSync(
    config,
    JSON.stringify({
      vehicle: { id: "bench-car" },
      source: { kind: "journal", file: journal, speed: "max" },
      data: { folder: join(folder, "data") },
      hmi: { port: 0 },
      uplink: { brokerUrl: broker.url },
    }),
  );
  try {
    const cold: number[] = [];
    for (let count = 1; count < starts; count += 1) {
      const { child, coldMs } = await start(config);
      cold.push(coldMs);
      child.kill("SIGKILL");
      await once(child, "close");
    }
    rmSync(join(folder, "data"), { recursive: true, force: true });
    const { child, lines, coldMs } = await start(config);
    cold.push(coldMs);
    await heard(lines, "played to its end");
    await responder.until((stored) => stored.some(({ type, data }) => type === "warning" && data.kind === "cleared"));
    const resident = residentMiB(child.pid);
    child.kill("SIGTERM");
    await once(child, "close");
    const seconds = median(cold) / 1_000;
    return [
      {
        name: `agent: cold start to the first log line (median of ${starts})`,
        value: seconds,
        unit: "s",
        budget: "at most 0.5",
        ok: seconds <= 0.5,
      },
      {
        name: "agent: resident memory after a drive",
        value: resident,
        unit: "MiB",
        budget: "at most 120",
        ok: resident <= 120,
      },
    ];
  } finally {
    await responder.close();
    await broker.close();
    rmSync(folder, { recursive: true, force: true });
  }
};
