import { existsSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";

/** Ant Design writes its styles at run time; scripts come from our own files alone. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const headers = {
  "content-security-policy": policy,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
} as const;

const notBuilt = `<!doctype html><meta charset="utf-8"><title>Fettle</title>
<p>The console is not built. Run <code>npm run build</code> and start the bridge again. The API is at <a href="/api/v1/openapi.json">/api/v1/openapi.json</a>.</p>
<p>控制台尚未构建：请运行 <code>npm run build</code> 后重新启动。</p>`;

export interface Pages {
  /** Whether this folder holds a built console. */
  readonly built: boolean;
  /** Registers the files; every other page address is the console itself, which reads it. */
  register(app: FastifyInstance): Promise<void>;
  /** The console's own page. */
  readonly headers: typeof headers;
  readonly fallback: string;
}

/** The built console in a folder. */
export const pagesIn = (folder: string): Pages => {
  const built = existsSync(join(folder, "index.html"));
  return {
    built,
    headers,
    fallback: notBuilt,
    async register(app) {
      if (!built) return;
      await app.register(fastifyStatic, {
        root: folder,
        setHeaders(reply, path) {
          reply.headers(headers);
          // Vite puts a digest into the names under assets/; the page itself must be asked for anew.
          reply.header("cache-control", path.includes("/assets/") ? "public, max-age=31536000, immutable" : "no-cache");
        },
      });
    },
  };
};
