import { z } from "zod";
import { ApiProblem, type ProblemCode } from "./problem.ts";

/** What came over HTTP, before anything is believed. */
export interface RawRequest {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly ifMatch: string | undefined;
  readonly idempotencyKey: string | undefined;
}

/** What goes back: a body as JSON, or text of the given type. */
export interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly etag?: string | undefined;
  readonly contentType?: string | undefined;
}

export interface Described {
  readonly method: "get" | "post";
  /** OpenAPI spelling: /api/v1/tickets/{id}. */
  readonly path: string;
  readonly operation: string;
  readonly summary: string;
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
  readonly body: z.ZodType;
  readonly needsIfMatch: boolean;
  /** Whether it heeds Idempotency-Key: the same request with the same key is carried out once. */
  readonly heedsIdempotencyKey?: boolean;
  readonly answer: {
    readonly status: number;
    readonly description: string;
    /** undefined: text of `contentType`. */
    readonly schema: z.ZodType | undefined;
    readonly contentType?: string;
    readonly etag?: boolean;
  };
  readonly problems: readonly ProblemCode[];
}

/** One endpoint: its description, which the documentation is written from, and what it does. */
export interface Endpoint extends Described {
  run(raw: RawRequest): Promise<Reply>;
}

interface Definition<Params extends z.ZodObject, Query extends z.ZodObject, Body extends z.ZodType>
  extends Omit<Described, "params" | "query" | "body"> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly handle: (request: {
    readonly params: z.output<Params>;
    readonly query: z.output<Query>;
    readonly body: z.output<Body>;
    /** Revision in If-Match; "any" for `*`. */
    readonly revision: number | "any";
    /** Idempotency-Key; undefined when the request has none. */
    readonly key: string | undefined;
  }) => Promise<Omit<Reply, "status"> & { readonly status?: number }>;
}

/** No parameters in the path or the query. */
export const none = z.object({});
/** A request without a body. */
export const noBody = z.undefined();

const read = <Schema extends z.ZodType>(schema: Schema, raw: unknown, where: string): z.output<Schema> => {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  throw new ApiProblem(
    "REQUEST_INVALID",
    parsed.error.issues.map(({ path, message }) => `${[where, ...path].join(".")}: ${message}`),
  );
};

/** `?state=new&state=ready` and `?state=new` both mean a list. */
const withLists = (schema: z.ZodObject, raw: unknown): unknown => {
  if (typeof raw !== "object" || raw === null) return raw;
  return Object.fromEntries(
    Object.entries(raw).map(([key, value]) => {
      const inner: unknown = Object.hasOwn(schema.shape, key) ? schema.shape[key] : undefined;
      const list = inner instanceof z.ZodOptional ? inner.unwrap() instanceof z.ZodArray : inner instanceof z.ZodArray;
      return [key, list && !Array.isArray(value) ? [value] : value];
    }),
  );
};

/** RFC 9110 §13.1.1: `*`, or entity tags; ours is the revision. */
const revisionOf = (ifMatch: string | undefined): number | "any" => {
  if (ifMatch === undefined || ifMatch.trim() === "") throw new ApiProblem("IF_MATCH_MISSING");
  if (ifMatch.trim() === "*") return "any";
  const [, digits] = /^(?:W\/)?"?(\d{1,15})"?$/.exec(ifMatch.trim()) ?? [];
  if (digits === undefined) throw new ApiProblem("REQUEST_INVALID", ['if-match: must look like "12"']);
  return Number(digits);
};

/** The IETF draft of the header leaves its form to the server; ours is what a UUID or a name of one's own fits. */
const keyOf = (header: string | undefined): string | undefined => {
  const key = header?.trim().replace(/^"(.*)"$/, "$1");
  if (key === undefined || key === "") return undefined;
  if (/^[\x21-\x7e]{1,200}$/.test(key)) return key;
  throw new ApiProblem("REQUEST_INVALID", ["idempotency-key: at most 200 visible ASCII characters"]);
};

/** Makes an endpoint whose handler sees only what its schemas let through. */
export const endpoint = <Params extends z.ZodObject, Query extends z.ZodObject, Body extends z.ZodType>({
  handle,
  ...described
}: Definition<Params, Query, Body>): Endpoint => ({
  ...described,
  async run(raw) {
    const { params, query, body, needsIfMatch, answer } = described;
    const revision = needsIfMatch ? revisionOf(raw.ifMatch) : "any";
    const reply = await handle({
      params: read(params, raw.params, "path"),
      query: read(query, withLists(query, raw.query), "query"),
      body: read(body, body instanceof z.ZodUndefined ? undefined : raw.body, "body"),
      revision,
      key: described.heedsIdempotencyKey === true ? keyOf(raw.idempotencyKey) : undefined,
    });
    return { status: answer.status, ...reply };
  },
});
