import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { tempFolder } from "../support/bridge.ts";

const main = fileURLToPath(new URL("../../cloud-bridge/main.ts", import.meta.url));
const folder = tempFolder();
afterAll(() => folder[Symbol.dispose]());

const start = (...args: readonly string[]) =>
  spawn(process.execPath, [main, ...args], { stdio: ["ignore", "pipe", "pipe"] });

const run = async (...args: readonly string[]): Promise<{ code: unknown; out: string; err: string }> => {
  const child = start(...args);
  const [[code], out, err] = await Promise.all([once(child, "exit"), text(child.stdout), text(child.stderr)]);
  return { code, out, err };
};

const configFile = (name: string, config: unknown): string => {
  const file = join(folder.path, name);
  writeFileSync(file, typeof config === "string" ? config : JSON.stringify(config));
  return file;
};
const working = (name: string, changes: object = {}): string =>
  configFile(`${name}.json`, {
    mqtt: { port: 0 },
    http: { port: 0 },
    store: { file: join(folder.path, name, "bridge.db") },
    ...changes,
  });

describe("the bridge as a process", () => {
  test.each(["SIGINT", "SIGTERM"] as const)("says where it listens, and stops cleanly on %s", async (signal) => {
    const child = start("run", "--config", working(signal));
    const exit = once(child, "exit");
    const urls: string[] = [];
    const sentences: unknown[] = [];
    for await (const text of createInterface({ input: child.stdout })) {
      const line: { step?: string; url?: string; msg?: string } = JSON.parse(text);
      sentences.push(line.msg);
      if (line.step === "listening" && line.url !== undefined) urls.push(line.url);
      if (urls.length === 2) child.kill(signal);
    }
    expect(urls.map((url) => url.split(":")[0])).toEqual(["mqtt", "http"]);
    expect(await exit).toEqual([0, null]);
    expect(sentences.slice(-2)).toEqual(["The bridge stops", "The bridge has stopped"]);
  });

  test("a port in use is one sentence and exit code 1", async () => {
    const holder = createServer().listen(0, "127.0.0.1");
    await once(holder, "listening");
    const address = holder.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    for (const room of ["mqtt", "http"]) {
      const answer = await run("run", "--config", working(`${room}-taken`, { [room]: { port } }));
      expect(answer.code).toBe(1);
      expect(answer.err.trim().split("\n")).toEqual([
        `A port is taken by another program: ${room} 127.0.0.1:${port}. Stop that program or choose another port.`,
      ]);
    }
    holder.close();
  });

  test("a wrong configuration names every fault, and a good one is printed with its defaults", async () => {
    const bad = configFile("bad.json", { mqtt: { port: -1 }, http: { host: "0.0.0.0" }, store: {} });
    const refused = await run("check-config", "--config", bad);
    expect({ code: refused.code, lines: refused.err.trim().split("\n").length }).toEqual({ code: 1, lines: 1 });
    expect(refused.err).toMatch(/mqtt\.port.*http\.host.*store\.file/);
    const good = await run("check-config", "--config", working("good"));
    expect(good.code).toBe(0);
    expect(JSON.parse(good.out)).toMatchObject({ centre: { timeZone: "Asia/Shanghai" }, dispatch: { maxBatch: 512 } });
  });

  test("nothing that is printed holds the password of the database", async () => {
    // Nobody listens on port 1.
    const url = "postgres://desk:secret@127.0.0.1:1/desk?password=secret";
    const config = working("postgres", { store: { url } });
    const printed = await run("check-config", "--config", config);
    expect(JSON.parse(printed.out)).toMatchObject({ store: { url: "postgres://desk@127.0.0.1:1/desk" } });
    const refused = await run("run", "--config", config);
    expect(refused.code).toBe(1);
    expect(refused.err.trim().split("\n")).toHaveLength(1);
    expect(refused.err).toMatch(
      /^The database cannot be used: postgres:\/\/desk@127\.0\.0\.1:1\/desk .*ECONNREFUSED.*store\.url/,
    );
    expect(printed.out + refused.out + refused.err).not.toContain("secret");
  });

  test.each([
    [["run"], 2, /--config/],
    [["dance"], 2, /dance/],
    [["run", "--config", "nowhere.json"], 1, /^A file cannot be read: nowhere\.json\. /],
    [["--help"], 0, /^$/],
    [["sample-config"], 0, /^$/],
  ])("%j ends with %i", async (args, code, err) => {
    const answer = await run(...args);
    expect(answer).toMatchObject({ code, err: expect.stringMatching(err) });
  });

  test("a database that is none is one sentence and exit code 1", async () => {
    const file = configFile(
      "none.db",
      "this is a letter, not a database, and it is long enough to be looked at closely",
    );
    const answer = await run("run", "--config", working("broken", { store: { file } }));
    expect(answer.code).toBe(1);
    expect(answer.err).toMatch(/^The database cannot be used: .*none\.db.*not a database/);
  });
});
