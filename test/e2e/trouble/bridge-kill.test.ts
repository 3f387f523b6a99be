import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { UpMessage } from "../../../contract/wire/up/message.ts";
import { connectVehicle, readTickets, startBridge, tempFolder, warningMessage } from "../../support/bridge.ts";

const script = fileURLToPath(new URL("../../support/bridge-process.ts", import.meta.url));

/** A bridge that will be killed after so many commits; resolves once it listens. */
const startDoomed = async (folder: string, commits: number): Promise<{ child: ChildProcess; url: string }> => {
  const child = spawn(process.execPath, [script, folder, "0", String(commits)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const text of createInterface({ input: child.stdout })) {
    const line: unknown = JSON.parse(text);
    if (typeof line !== "object" || line === null || !("url" in line)) continue;
    const url = String(line.url);
    if (url.startsWith("mqtt")) {
      child.stdout.resume();
      return { child, url };
    }
  }
  throw new Error("the bridge did not start");
};

const countOf = (folder: string, table: string): unknown => {
  using database = new DatabaseSync(join(folder, "bridge.db"), { readOnly: true });
  return database.prepare(`select count(*) as "count" from ${table}`).get()?.["count"];
};

describe("a bridge killed between commit and receipt", () => {
  test("kept the alert it never acknowledged, and opens no second ticket when it comes again", async () => {
    using folder = tempFolder();
    const { child, url } = await startDoomed(folder.path, 1);
    const before = await connectVehicle(url, "car-1");
    before.client.on("error", () => {});
    const dead = once(child, "exit");
    let acknowledged = false;
    before.send(warningMessage("car-1", 0)).then(
      () => {
        acknowledged = true;
      },
      () => {},
    );
    expect(await dead).toEqual([null, "SIGKILL"]);
    await before.closed;
    expect({ acknowledged, receipts: before.receipts.items }).toEqual({ acknowledged: false, receipts: [] });
    expect(countOf(folder.path, "ticket")).toBe(1);

    const bridge = await startBridge(folder.path);
    const after = await connectVehicle(bridge.mqttUrl, "car-1");
    await after.receipts.until(({ upTo }) => upTo === 0);
    await after.send(warningMessage("car-1", 0));
    expect(await readTickets(bridge.httpUrl)).toMatchObject([{ number: "F-000001", occurrences: 1 }]);
    await after.notices.until(({ number }) => number === "F-000001");
    await after.end();
    await bridge.close();
  });

  test("what was under way to a car is told by the next bridge, at once and until it is acknowledged", async () => {
    using folder = tempFolder();
    const { child, url } = await startDoomed(folder.path, 0);
    const dead = once(child, "exit");
    const before = await connectVehicle(url, "car-1");
    before.client.on("error", () => {});
    await before.send(warningMessage("car-1", 0));
    // It was heard; that it was is not written yet.
    await before.notices.until(() => true);
    child.kill("SIGKILL");
    await dead;
    await before.closed;
    expect(countOf(folder.path, `job where kind = 'ticket-notice' and "leasedBy" is not null`)).toBe(1);

    const bridge = await startBridge(folder.path);
    const after = await connectVehicle(bridge.mqttUrl, "car-1");
    await after.notices.until(({ number }) => number === "F-000001");
    // A goodbye goes out behind the acknowledgement.
    await after.client.endAsync();
    await bridge.close();
    expect(countOf(folder.path, "job where kind = 'ticket-notice'")).toBe(0);
  });

  const ids = ["car-1", "car-2", "car-3", "car-4"];
  const alerts = 60;
  const messages = (id: string): UpMessage[] =>
    Array.from({ length: alerts }, (_, seq) => {
      const rule = seq % 2 === 0 ? "lv-crank-decline" : "lv-charging-fault";
      return warningMessage(id, seq, { raisedAt: 1_790_000_000_000 + seq, rule });
    });

  /** Eight in flight for each car, and on when one is acknowledged, as an agent does. */
  const sendAll = (url: string, onAcknowledged: (id: string) => void): void => {
    const send = async (id: string): Promise<void> => {
      const car = await connectVehicle(url, id);
      car.client.on("error", () => {});
      const queue = messages(id);
      const lane = async (): Promise<void> => {
        for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
          await car.send(next);
          onAcknowledged(next.id);
        }
      };
      await Promise.all(Array.from({ length: 8 }, lane));
    };
    // The bridge dies under them; what they got through is what counts.
    for (const id of ids) send(id).catch(() => {});
  };

  const expectNothingLostNothingTwice = async (folder: string, acknowledged: ReadonlySet<string>): Promise<void> => {
    const stored = new Set<unknown>();
    {
      using database = new DatabaseSync(join(folder, "bridge.db"), { readOnly: true });
      for (const row of database.prepare(`select "eventId" from occurrence`).all()) stored.add(row["eventId"]);
    }
    expect([...acknowledged].filter((id) => !stored.has(id))).toEqual([]);

    const bridge = await startBridge(folder);
    for (const id of ids) {
      const car = await connectVehicle(bridge.mqttUrl, id);
      await Promise.all(messages(id).map((message) => car.send(message)));
      await car.receipts.until(({ upTo, gaps }) => upTo === alerts - 1 && gaps.length === 0);
      await car.end();
    }
    const tickets = await readTickets(bridge.httpUrl);
    expect(tickets.map(({ occurrences }) => occurrences)).toEqual(new Array(ids.length * 2).fill(alerts / 2));
    expect(countOf(folder, "occurrence")).toBe(ids.length * alerts);
    await bridge.close();
  };

  test.each([1, 2, 5])("under load, killed after commit %i: nothing lost, nothing twice", async (commits) => {
    using folder = tempFolder();
    const { child, url } = await startDoomed(folder.path, commits);
    const dead = once(child, "exit");
    const acknowledged = new Set<string>();
    sendAll(url, (id) => acknowledged.add(id));
    await dead;
    await expectNothingLostNothingTwice(folder.path, acknowledged);
  });

  test.each([1, 40, 150])("under load, killed when PUBACK %i arrives: nothing lost, nothing twice", async (pubacks) => {
    using folder = tempFolder();
    const { child, url } = await startDoomed(folder.path, 0);
    const dead = once(child, "exit");
    const acknowledged = new Set<string>();
    sendAll(url, (id) => {
      acknowledged.add(id);
      if (acknowledged.size === pubacks) child.kill("SIGKILL");
    });
    await dead;
    await expectNothingLostNothingTwice(folder.path, acknowledged);
  });
});
