import { type FastifyReply, type FastifyRequest, fastify } from "fastify";
import type { Logger } from "pino";
import { BridgeError } from "../../errors.ts";
import type { Endpoint } from "./endpoint.ts";
import { openApiOf } from "./openapi.ts";
import { type Pages, pagesIn } from "./pages.ts";
import { ApiProblem, type ProblemCode, problems } from "./problem.ts";
import { isOwnName, isWelcome } from "./visitors.ts";

export interface ApiOptions {
  readonly endpoints: readonly Endpoint[];
  readonly version: string;
  /** Folder of the built console. */
  readonly pages: string;
  readonly allowedOrigins: readonly string[];
  readonly log: Logger;
}

const refuse = (reply: FastifyReply, status: number, code: ProblemCode, details: readonly string[] = []) =>
  reply.status(status).send({ code, message: problems[code][1], ...(details.length === 0 ? {} : { details }) });

/** Fastify's own refusals: a body that is not JSON, too large, of another type. */
const statusOf = (error: unknown): number =>
  error instanceof Error && "statusCode" in error && typeof error.statusCode === "number" ? error.statusCode : 500;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const answerError = (error: unknown, reply: FastifyReply, log: Logger) => {
  if (error instanceof ApiProblem) return refuse(reply, error.status, error.code, error.details);
  const status = statusOf(error);
  if (status === 413) return refuse(reply, 413, "BODY_TOO_LARGE");
  if (status >= 400 && status < 500) return refuse(reply, 400, "REQUEST_INVALID", [messageOf(error)]);
  log.error({ err: error }, "a request failed");
  return refuse(reply, 500, "INTERNAL");
};

/** Addresses that belong to machines: a miss there is a miss, not a page. */
const isForMachines = (url: string): boolean => /^\/(api|socket\.io|healthz|metrics|assets)(\/|\?|$)/.test(url);

const answerMiss = (request: FastifyRequest, reply: FastifyReply, pages: Pages) => {
  const wantsPage = (request.headers.accept ?? "").includes("text/html");
  if (request.method !== "GET" || isForMachines(request.url) || !wantsPage) return refuse(reply, 404, "NOT_FOUND");
  if (pages.built) return reply.sendFile("index.html");
  return reply.headers(pages.headers).type("text/html; charset=utf-8").status(503).send(pages.fallback);
};

/** The HTTP side of the bridge, not yet listening. */
export const buildApi = async ({ endpoints, version, pages: folder, allowedOrigins, log }: ApiOptions) => {
  const app = fastify({ logger: false, bodyLimit: 65_536, routerOptions: { maxParamLength: 200 } });
  const pages = pagesIn(folder);
  if (!pages.built) log.warn({ folder }, "the console is not built; only the API is served");

  app.addHook("onRequest", async (request) => {
    const { host, origin } = request.headers;
    if (!isOwnName(host) || !isWelcome(origin, host, allowedOrigins)) throw new ApiProblem("ORIGIN_REFUSED");
  });
  app.setErrorHandler((error, _request, reply) => answerError(error, reply, log));
  app.setNotFoundHandler((request, reply) => answerMiss(request, reply, pages));

  for (const one of endpoints)
    app.route({
      method: one.method,
      url: one.path.replace(/\{(\w+)\}/g, ":$1"),
      async handler(request, reply) {
        const { "if-match": ifMatch, "idempotency-key": key } = request.headers;
        const idempotencyKey = Array.isArray(key) ? key.join() : key;
        const { params, query, body } = request;
        const answer = await one.run({ params, query, body, ifMatch, idempotencyKey });
        if (answer.etag !== undefined) reply.header("etag", answer.etag);
        if (answer.contentType !== undefined) reply.type(answer.contentType);
        // What a ticket is now is never what it was when a cache saw it.
        return reply.header("cache-control", "no-store").status(answer.status).send(answer.body);
      },
    });
  const openApi = openApiOf(endpoints, version);
  app.get("/api/v1/openapi.json", (_request, reply) => reply.send(openApi));
  await pages.register(app);
  return app;
};

export type Api = Awaited<ReturnType<typeof buildApi>>;

/** Opens the port; says which one it became. */
export const listenApi = async (app: Api, host: string, port: number): Promise<string> => {
  try {
    return await app.listen({ host, port });
  } catch (cause) {
    const busy = cause instanceof Error && "code" in cause && cause.code === "EADDRINUSE";
    const code = busy ? "BRIDGE_PORT_IN_USE" : "BRIDGE_ADDRESS_UNAVAILABLE";
    throw new BridgeError(code, `http ${host}:${port}`, { cause });
  }
};
