import { readdir, readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join, relative, sep } from "node:path";
import { AgentError } from "../errors.ts";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
  ".json": "application/json",
};

/**
 * Nothing but this origin is loaded, framed or called. Styles set by script go through the CSS object model, which
 * `style-src` does not touch, so no inline style is needed.
 */
const securityHeaders = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
} as const;

const listFiles = async (folder: string): Promise<readonly string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"));
};

/** Answers one request with a file of the page. */
export type ServeFile = (request: IncomingMessage, response: ServerResponse) => void;

const plain = (response: ServerResponse, status: number, text: string): void => {
  response.writeHead(status, { ...securityHeaders, "content-type": "text/plain; charset=utf-8" }).end(`${text}\n`);
};

/**
 * Serves a folder that does not change while the agent runs. The paths are listed once and a request must name one of
 * them exactly, so no request can walk out of the folder.
 */
export const openPageFiles = async (folder: string): Promise<ServeFile> => {
  const files = await listFiles(folder).catch((cause: unknown) => {
    throw new AgentError("AGENT_FILE_MISSING", `the head-unit page in ${folder} (npm run build makes it)`, { cause });
  });
  if (!files.includes("index.html"))
    throw new AgentError(
      "AGENT_FILE_MISSING",
      `index.html of the head-unit page in ${folder} (npm run build makes it)`,
    );
  const known = new Map(files.map((file) => [`/${file}`, join(folder, file)]));
  known.set("/", join(folder, "index.html"));

  return (request, response) => {
    if (request.method !== "GET" && request.method !== "HEAD") return plain(response, 405, "Only GET is answered here");
    const path = (request.url ?? "/").split("?")[0] ?? "/";
    const file = known.get(path);
    if (file === undefined) return plain(response, 404, "There is no such page");
    readFile(file).then(
      (bytes) => {
        // Names of built assets carry a hash of their content; the page itself must be asked for anew.
        const cache = path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
        const type = types[extname(file)] ?? "application/octet-stream";
        response.writeHead(200, {
          ...securityHeaders,
          "content-type": type,
          "content-length": bytes.length,
          "cache-control": cache,
        });
        response.end(request.method === "HEAD" ? undefined : bytes);
      },
      () => plain(response, 500, "The page's file cannot be read"),
    );
  };
};
