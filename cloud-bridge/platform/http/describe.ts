import { z } from "zod";
import type { Described } from "./endpoint.ts";
import { problems } from "./problem.ts";

/** What a value looks like, in a few words. */
const shapeOf = (schema: z.ZodType): string => {
  const json = z.toJSONSchema(schema, { io: "output", unrepresentable: "any" });
  const words = (one: z.core.JSONSchema.BaseSchema): string => {
    if (one.enum !== undefined) return one.enum.map(String).join(" \\| ");
    if (one.type === "array" && typeof one.items === "object" && !Array.isArray(one.items))
      return `any of ${words(one.items)}`;
    const range = one.minimum !== undefined && one.maximum !== undefined ? ` ${one.minimum}–${one.maximum}` : "";
    const preset = one.default === undefined ? "" : `, default ${String(one.default)}`;
    return `${one.type ?? "any"}${range}${preset}`;
  };
  const preset = json.enum !== undefined && json.default !== undefined ? ` (default ${String(json.default)})` : "";
  return `${words(json)}${preset}`;
};

const parameterRow = (place: string, name: string, schema: z.ZodType): string =>
  `| \`${name}\` | ${place} | ${shapeOf(schema)} | ${schema.description ?? ""} |`;

const section = ({
  method,
  path,
  summary,
  params,
  query,
  body,
  needsIfMatch,
  heedsIdempotencyKey,
  answer,
  problems: codes,
}: Described): string => {
  const rows = [
    ...Object.entries(params.shape).map(([name, schema]) => parameterRow("path", name, schema)),
    ...Object.entries(query.shape).map(([name, schema]) => parameterRow("query", name, schema)),
    ...(needsIfMatch ? ["| `If-Match` | header | the ETag | Revision of the ticket as it was read |"] : []),
    ...(heedsIdempotencyKey === true
      ? [
          "| `Idempotency-Key` | header | up to 200 visible ASCII characters | The same key again changes nothing more |",
        ]
      : []),
    ...(body instanceof z.ZodObject
      ? Object.entries(body.shape).map(([name, schema]) => parameterRow("body", name, schema))
      : []),
  ];
  const refusals = [...codes, ...(needsIfMatch ? (["IF_MATCH_MISSING"] as const) : [])];
  return [
    `## ${method.toUpperCase()} ${path}`,
    "",
    `${summary}. Answers ${answer.status}: ${answer.description}${answer.etag === true ? ", with its revision as `ETag`" : ""}.`,
    "",
    ...(rows.length === 0 ? [] : ["| name | in | value | meaning |", "|---|---|---|---|", ...rows, ""]),
    ...(refusals.length === 0 ? [] : [`Refuses with ${refusals.map((code) => `\`${code}\``).join(", ")}.`, ""]),
  ].join("\n");
};

/** The page docs/api.md, written from the endpoints themselves; the nouns behind them add a chapter each. */
export const describeApi = (endpoints: readonly Described[], chapters: readonly string[]): string =>
  [
    "# HTTP API of the bridge",
    "",
    "Written by code from the endpoints themselves (`cloud-bridge/platform/http/describe.ts`); a test keeps it current. To write it anew:",
    "",
    "```",
    "FETTLE_WRITE_DOCS=1 npm test -- test/cloud-bridge/platform/http/describe.test.ts",
    "```",
    "",
    "The whole description, with every field, is OpenAPI 3.1 at `/api/v1/openapi.json`. Instants are in ms since 1970-01-01 UTC. Lists come in",
    "slices: pass `next` as `cursor` until it is null. The API listens on loopback only until people can log in; VINs are masked.",
    "",
    "Who may have to send a change twice gives it an `Idempotency-Key`: carried out once, it is answered each time with the ticket as it is then.",
    "The ETag counts what people changed; what the car reports leaves it alone and counts in `reportRevision`.",
    "",
    "Live changes come over socket.io on the same address: `ticket` with a line of the queue, `vehicle` with a line of the vehicles.",
    "",
    ...endpoints.map(section),
    "## Refusals",
    "",
    "Every refusal is `{ code, message, details? }`. Codes never change, wording may.",
    "",
    "| code | status | meaning |",
    "|---|---|---|",
    ...Object.entries(problems).map(([code, [status, sentence]]) => `| \`${code}\` | ${status} | ${sentence} |`),
    "",
    ...chapters,
  ].join("\n");
