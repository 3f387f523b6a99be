import { execFileSync, spawn } from "node:child_process";
import { chownSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { Client } from "pg";

/** Where Debian keeps the server's programs; the newest version. */
const [programs] = globSync("/usr/lib/postgresql/*/bin/initdb")
  .toSorted((a, b) => Number(b.split("/")[4]) - Number(a.split("/")[4]))
  .map((path) => path.replace(/initdb$/, ""));

/** Whether this machine has a PostgreSQL server to start; what its absence is called in the name of a suite. */
export const hasPostgres = programs !== undefined;
export const postgresHint = hasPostgres ? "" : " (skipped: no PostgreSQL server, install Debian's postgresql)";

/** A server of its own in a temporary folder, reached over its socket. */
export interface PostgresServer extends AsyncDisposable {
  /** An empty database; its name is the only thing that differs from the others'. */
  createDatabase(): Promise<string>;
  /** Ends every connection at once, as a restart does. */
  cutConnections(): Promise<void>;
}

/** The server refuses to run as root; Debian's package made it a user. */
const asServerUser = (folder: string): { readonly uid?: number; readonly gid?: number } => {
  if (userInfo().uid !== 0) return {};
  const [, , uid, gid] =
    readFileSync("/etc/passwd", "utf8")
      .split("\n")
      .find((line) => line.startsWith("postgres:"))
      ?.split(":") ?? [];
  const user = { uid: Number(uid), gid: Number(gid) };
  chownSync(folder, user.uid, user.gid);
  return user;
};

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });

/**
 * Starts a server that forgets everything when it is disposed of. Where durability is not what is tested it does not sync;
 * `syncs` makes it keep what it commits, as in production.
 */
export const startPostgres = async ({ syncs = false } = {}): Promise<PostgresServer> => {
  if (programs === undefined) throw new Error("no PostgreSQL server on this machine");
  const folder = mkdtempSync(join(tmpdir(), "fettle-postgres-"));
  const user = asServerUser(folder);
  const data = join(folder, "data");
  const quiet = { ...user, cwd: folder, stdio: "ignore" } as const;
  execFileSync(
    join(programs, "initdb"),
    ["-D", data, "-U", "fettle", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
    quiet,
  );
  // The socket's name holds a port number, though no port is opened.
  const port = await freePort();
  const options = [
    "-D",
    data,
    "-k",
    folder,
    "-p",
    String(port),
    "-c",
    "listen_addresses=",
    "-c",
    `fsync=${syncs ? "on" : "off"}`,
    "-c",
    "max_connections=80",
  ];
  const server = spawn(join(programs, "postgres"), options, {
    ...user,
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  await new Promise<void>((resolve, reject) => {
    let said = "";
    server.stderr.on("data", (text) => {
      said += String(text);
      if (said.includes("ready to accept connections")) resolve();
    });
    server.once("exit", () => reject(new Error(`PostgreSQL did not start: ${said}`)));
  });
  const urlOf = (name: string): string =>
    `postgres://fettle@localhost:${port}/${name}?host=${encodeURIComponent(folder)}`;
  const ask = async (text: string): Promise<void> => {
    const client = new Client({ connectionString: urlOf("postgres") });
    await client.connect();
    await client.query(text);
    await client.end();
  };
  let made = 0;
  return {
    async createDatabase() {
      made += 1;
      await ask(`create database desk${made}`);
      return urlOf(`desk${made}`);
    },
    cutConnections: () => ask("select pg_terminate_backend(pid) from pg_stat_activity where datname like 'desk%'"),
    async [Symbol.asyncDispose]() {
      server.kill("SIGINT");
      await ended;
      if (existsSync(folder)) rmSync(folder, { recursive: true, force: true });
    },
  };
};
