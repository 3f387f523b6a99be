import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, get, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Subject, VirtualTimeScheduler } from "rxjs";
import { io, type Socket } from "socket.io-client";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { HmiAction, HmiState } from "../../../agent/hmi/protocol.ts";
import { hmiChangeSchema, hmiStateSchema } from "../../../agent/hmi/protocol.ts";
import { createHmiServer, type HmiServer } from "../../../agent/hmi/server.ts";
import { createHmiView } from "../../../agent/hmi/view.ts";
import { visitSilently } from "../../support/silent-visitor.ts";

const quiet = { info: () => undefined, warn: () => undefined };
const firstState = (): HmiState => {
  const states: HmiState[] = [];
  createHmiView({})
    .run(new Subject())
    .subscribe((state) => states.push(state))
    .unsubscribe();
  return hmiStateSchema.parse(states[0]);
};

const answer = (
  url: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: string; headers: IncomingMessage["headers"] }> =>
  new Promise((resolve, reject) => {
    get(url, { headers }, (response) => {
      const parts: string[] = [];
      response.setEncoding("utf8").on("data", (part: string) => parts.push(part));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, body: parts.join(""), headers: response.headers }),
      );
    }).on("error", reject);
  });

describe("the head-unit server", () => {
  let root: string;
  let folder: string;
  let server: HmiServer;
  let state: Subject<HmiState>;
  let clock: VirtualTimeScheduler;
  let actions: HmiAction[];
  const sockets: Socket[] = [];
  const open = (overrides: Partial<Parameters<typeof createHmiServer>[0]> = {}) =>
    createHmiServer({
      host: "127.0.0.1",
      port: 0,
      pagesFolder: folder,
      state,
      onAction: (action) => actions.push(action),
      log: quiet,
      scheduler: clock,
      ...overrides,
    });
  const connect = (extraHeaders: Record<string, string> = {}): Socket => {
    const socket = io(server.url, { transports: ["websocket"], reconnection: false, forceNew: true, extraHeaders });
    sockets.push(socket);
    return socket;
  };
  const heard = (socket: Socket, name: string): Promise<unknown> =>
    new Promise((resolve) => socket.once(name, resolve));

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "fettle-hmi-"));
    folder = join(root, "pages");
    await mkdir(folder);
    await writeFile(join(folder, "index.html"), "<!doctype html><title>Fettle</title>");
    await writeFile(join(root, "fettle-outside.txt"), "outside");
    state = new Subject();
    clock = new VirtualTimeScheduler();
    actions = [];
    server = await open();
  });
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.disconnect();
    await server.close();
    await rm(root, { recursive: true });
  });

  test("serves the page under a strict policy", async () => {
    const page = await answer(server.url);
    expect(page.status).toBe(200);
    expect(page.body).toContain("Fettle");
    expect(page.headers["content-security-policy"]).toContain("default-src 'none'");
    expect(page.headers["content-security-policy"]).not.toContain("unsafe");
  });

  test.each(["/../fettle-outside.txt", "/%2e%2e/fettle-outside.txt", "//etc/passwd", "/nothing", "/assets/../../x"])(
    "%s is no page",
    async (path) => {
      expect((await answer(`${server.url}${path}`)).status).toBe(404);
    },
  );

  test("a foreign name that points at this machine is turned away", async () => {
    expect((await answer(server.url, { host: "evil.example" })).status).toBe(421);
  });

  test("a page that connects gets the whole state, then only what is new", async () => {
    const before = firstState();
    state.next(before);
    const socket = connect();
    expect(hmiStateSchema.parse(await heard(socket, "state"))).toEqual(before);
    const change = heard(socket, "change");
    clock.flush();
    state.next({ ...before, at: 5_000 });
    expect(hmiChangeSchema.parse(await change)).toEqual({ at: 5_000 });
  });

  test("a storm of news is sent as its last word", async () => {
    const before = firstState();
    state.next(before);
    const socket = connect();
    await heard(socket, "state");
    const changes: unknown[] = [];
    socket.on("change", (change) => changes.push(change));
    for (let at = 1; at <= 100; at += 1) state.next({ ...before, at });
    clock.flush();
    expect(clock.frame).toBeGreaterThanOrEqual(200);
    const last = heard(socket, "change");
    state.next({ ...before, at: 200 });
    await last;
    expect(changes).toEqual([{ at: 100 }, { at: 200 }]);
  });

  test("an action is taken and answered; anything else is refused and the page stays connected", async () => {
    const socket = connect();
    await heard(socket, "connect");
    expect(await socket.emitWithAck("action", { action: "acknowledge", episode: "car/rule/1" })).toEqual({ ok: true });
    for (const wrong of [
      { action: "reboot" },
      { action: "acknowledge" },
      "acknowledge",
      null,
      { action: "set-language", language: "fr" },
    ])
      expect(await socket.emitWithAck("action", wrong)).toMatchObject({ ok: false });
    expect(actions).toEqual([{ action: "acknowledge", episode: "car/rule/1" }]);
    expect(socket.connected).toBe(true);
  });

  test("a page of another site gets no socket; the own page does", async () => {
    const refused = await heard(connect({ origin: "http://evil.example" }), "connect_error");
    expect(refused).toBeInstanceOf(Error);
    await heard(connect({ origin: server.url }), "connect");
  });

  test("a taken port is named and nothing is left open", async () => {
    await expect(open({ port: Number(new URL(server.url).port) })).rejects.toMatchObject({ code: "AGENT_PORT_IN_USE" });
  });

  test.each(["0.0.0.0", "::", "192.168.1.10", "localhost.evil.example"])(
    "%s is not loopback and is refused",
    async (host) => {
      await expect(open({ host })).rejects.toMatchObject({ code: "AGENT_HMI_NOT_LOOPBACK" });
    },
  );

  test("a page that was never built says how to make it", async () => {
    await expect(open({ pagesFolder: join(folder, "none") })).rejects.toThrow(/npm run build/);
  });

  test("closing frees the port", async () => {
    const port = Number(new URL(server.url).port);
    await server.close();
    const again = createServer();
    await new Promise<void>((resolve, reject) => again.once("error", reject).listen(port, "127.0.0.1", resolve));
    await new Promise((resolve) => again.close(resolve));
    server = await open();
  });

  test("stopping does not wait for a display that has only connected", async () => {
    const visitor = await visitSilently(server.url);
    await answer(server.url);
    const gone = once(visitor, "close");
    await server.close();
    await gone;
  });
});
