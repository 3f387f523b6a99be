import { createServer, type Server as HttpServer, type IncomingMessage } from "node:http";
import { asyncScheduler, type Observable, type SchedulerLike, throttleTime } from "rxjs";
import { Server, type Socket } from "socket.io";
import { AgentError } from "../errors.ts";
import { openPageFiles } from "./page-files.ts";
import { changeOf, type HmiAction, type HmiAnswer, type HmiState, hmiActionSchema } from "./protocol.ts";

/** The few lines of a logger that this room needs; a pino child fits. */
export interface HmiLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export interface HmiServerOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Folder of the built page. */
  readonly pagesFolder: string;
  readonly state: Observable<HmiState>;
  readonly onAction: (action: HmiAction) => void;
  readonly log: HmiLog;
  readonly scheduler?: SchedulerLike;
}

export interface HmiServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Five times a second: faster than an eye reads a figure, slow enough for a head unit without a GPU. */
const sendEveryMs = 200;
/** An action is under a kilobyte; nothing larger is one. */
const largestMessageBytes = 16_384;

const loopback = new Set(["127.0.0.1", "::1", "localhost"]);

const hostOf = (authority: string | undefined): string | undefined =>
  authority === undefined ? undefined : /^(?:\[([^\]]+)\]|([^:]+))(?::\d+)?$/.exec(authority)?.slice(1).find(Boolean);

/**
 * Whether a request means this machine. A page of another site can reach loopback through the driver's browser: by its
 * own name pointed at 127.0.0.1 (the Host is foreign then) or by a plain cross-site socket (the Origin is).
 */
const isOurs = ({ headers: { host, origin } }: IncomingMessage): boolean => {
  if (!loopback.has(hostOf(host) ?? "")) return false;
  return origin === undefined || origin === `http://${host}`;
};

const listen = (http: HttpServer, host: string, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    http.once("error", (cause: NodeJS.ErrnoException) => {
      if (cause.code === "EADDRINUSE")
        reject(new AgentError("AGENT_PORT_IN_USE", `the head-unit page wants ${host} port ${port}`, { cause }));
      else reject(cause);
    });
    http.listen(port, host, () => {
      const address = http.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });

const answerTo = (raw: unknown, onAction: (action: HmiAction) => void, log: HmiLog): HmiAnswer => {
  const parsed = hmiActionSchema.safeParse(raw);
  if (!parsed.success) {
    log.warn({ issues: parsed.error.issues.length }, "A page sent something that is no action");
    return { ok: false, message: "This is no action of the head-unit page" };
  }
  onAction(parsed.data);
  return { ok: true };
};

/**
 * Serves the head-unit page and its live state. Only on loopback: there are no logins yet, and whoever reaches the page
 * can read where the car is.
 */
export const createHmiServer = async (options: HmiServerOptions): Promise<HmiServer> => {
  const { host, port, pagesFolder, state, onAction, log, scheduler = asyncScheduler } = options;
  if (!loopback.has(host)) throw new AgentError("AGENT_HMI_NOT_LOOPBACK", `${host} is reachable from outside the car`);
  const serve = await openPageFiles(pagesFolder);
  const http = createServer((request, response) => {
    if (isOurs(request)) serve(request, response);
    else response.writeHead(421, { "content-type": "text/plain" }).end("This page answers to its own address only\n");
  });
  const sockets = new Server(http, {
    serveClient: false,
    transports: ["websocket"],
    maxHttpBufferSize: largestMessageBytes,
    allowRequest: (request, decide) => decide(isOurs(request) ? undefined : "not this page", isOurs(request)),
  });

  let sent: HmiState | undefined;
  const sending = state.pipe(throttleTime(sendEveryMs, scheduler, { leading: true, trailing: true })).subscribe({
    next: (next) => {
      const change = sent === undefined ? next : changeOf(sent, next);
      sent = next;
      if (change !== undefined) sockets.emit("change", change);
    },
    error: (cause: unknown) => log.warn({ cause }, "The head-unit page gets no more news"),
  });

  sockets.on("connection", (socket: Socket) => {
    // A page that comes back gets the whole state that the next change counts from: nothing it missed is guessed.
    if (sent !== undefined) socket.emit("state", sent);
    socket.on("action", (raw: unknown, reply: unknown) => {
      const answer = answerTo(raw, onAction, log);
      if (typeof reply === "function") reply(answer);
    });
  });

  const closed = async (): Promise<void> => {
    sending.unsubscribe();
    // Browsers open connections ahead of need and say nothing on them: Node.js would wait a minute for their first request.
    const ended = sockets.close();
    http.closeAllConnections();
    await ended;
  };
  const actualPort = await listen(http, host, port).catch(async (cause: unknown) => {
    await closed();
    throw cause;
  });
  const url = `http://${host.includes(":") ? `[${host}]` : host}:${actualPort}`;
  log.info({ url }, "The head-unit page is open");
  return { url, close: closed };
};
