import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { pino } from "pino";
import { z } from "zod";
import { openBridge } from "../cloud-bridge/bridge.ts";
import { parseConfig } from "../cloud-bridge/config.ts";
import { systemClock } from "../cloud-bridge/platform/clock.ts";
import type { StorePlace } from "../cloud-bridge/platform/database/store.ts";
import { hasPostgres, startPostgres } from "../test/support/postgres.ts";
import type { Measured } from "./measured.ts";

const load = fileURLToPath(new URL("bridge-load.ts", import.meta.url));
const vehicles = 32;
const budgetPerSecond = 5_000;

const timed = z.object({ ms: z.number() });
const listed = z.object({ total: z.number() });

const runLoad = async (url: string, alerts: number): Promise<number> => {
  const child = spawn(process.execPath, [load, url, String(vehicles), String(alerts)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [printed, [code]] = await Promise.all([text(child.stdout), once(child, "exit")]);
  if (code !== 0) throw new Error(`the load ended with ${code}`);
  return timed.parse(JSON.parse(printed)).ms;
};

interface Speed {
  readonly perSecond: number;
  readonly meanBatch: number;
}

const measure = async (store: StorePlace, alerts: number): Promise<Speed> => {
  const folder = mkdtempSync(join(tmpdir(), "fettle-bench-"));
  const config = parseConfig(JSON.stringify({ mqtt: { port: 0 }, http: { port: 0 }, store }), "bench");
  let batches = 0;
  const bridge = await openBridge(config, {
    clock: systemClock,
    // Written as in production, but to nowhere: a terminal would be measured otherwise.
    log: pino({ level: "info" }, pino.destination({ dest: "/dev/null", sync: true })),
    pages: folder,
    version: "bench",
    onCommitted: ({ messages }) => {
      if (messages > 0) batches += 1;
    },
  });
  try {
    const ms = await runLoad(bridge.mqttUrl, alerts);
    const sent = alerts * vehicles;
    const answer = await fetch(`${bridge.httpUrl}/api/v1/tickets?limit=1`);
    const { total } = listed.parse(await answer.json());
    if (total !== sent) throw new Error(`${sent} alerts were acknowledged but ${total} tickets are stored`);
    return { perSecond: (sent / ms) * 1_000, meanBatch: sent / batches };
  } finally {
    await bridge.close();
    rmSync(folder, { recursive: true, force: true });
  }
};

const onSqlite = async (alerts: number): Promise<Speed> => {
  const folder = mkdtempSync(join(tmpdir(), "fettle-bench-"));
  try {
    return await measure({ file: join(folder, "bridge.db") }, alerts);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** The same on a PostgreSQL of its own on this machine, which syncs as well; nothing where none is installed. */
const onPostgres = async (): Promise<readonly Measured[]> => {
  if (!hasPostgres) return [];
  await using server = await startPostgres({ syncs: true });
  await measure({ url: await server.createDatabase() }, 100);
  const { perSecond } = await measure({ url: await server.createDatabase() }, 1_000);
  const budget = "for information";
  return [{ name: "bridge: the same on PostgreSQL", value: perSecond, unit: "alerts/s", budget, ok: true }];
};

/** Alerts over real MQTT, each committed with fsync as inbox row, problem, ticket and history before its PUBACK. */
export const run = async (): Promise<readonly Measured[]> => {
  await onSqlite(100);
  const { perSecond, meanBatch } = await onSqlite(1_000);
  return [
    {
      name: "bridge: alerts committed and acknowledged",
      value: perSecond,
      unit: "alerts/s",
      budget: "at least 5,000",
      ok: perSecond >= budgetPerSecond,
    },
    {
      name: "bridge: alerts in one fsync under that load",
      value: meanBatch,
      unit: "alerts",
      budget: "for information",
      ok: true,
    },
    ...(await onPostgres()),
  ];
};
