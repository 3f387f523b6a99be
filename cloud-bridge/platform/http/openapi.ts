import { z } from "zod";
import { problemSchema } from "../../../contract/ticket.ts";
import { type Described, noBody } from "./endpoint.ts";
import { type ProblemCode, problems } from "./problem.ts";

type Json = Readonly<Record<string, unknown>>;

/** Schemas of parameters are described as what they become, bodies as what they must be. */
const schemaOf = (schema: z.ZodType, io: "input" | "output"): Json => {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, {
    io,
    target: "draft-2020-12",
    unrepresentable: "any",
  });
  return json;
};

const parametersOf = (place: "path" | "query", schema: z.ZodObject): Json[] =>
  Object.entries(schema.shape).map(([name, field]) => {
    const json = schemaOf(field, "output");
    const { description, ...rest } = json;
    return {
      name,
      in: place,
      required: place === "path",
      ...(description === undefined ? {} : { description }),
      ...(rest["type"] === "array" ? { style: "form", explode: true } : {}),
      schema: rest,
    };
  });

const ifMatch: Json = {
  name: "If-Match",
  in: "header",
  required: true,
  description: "ETag of the ticket as it was read: its revision in quotes",
  schema: { type: "string" },
};

const idempotencyKey: Json = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  description: "The same request with the same key is carried out once and answered with the ticket as it is then",
  schema: { type: "string", pattern: "^[\\x21-\\x7e]{1,200}$" },
};

const refusals = (codes: readonly ProblemCode[]): Json => {
  const byStatus = Map.groupBy(codes, (code) => String(problems[code][0]));
  return Object.fromEntries(
    [...byStatus].map(([status, group]) => [
      status,
      {
        description: group.map((code) => `${code}: ${problems[code][1]}`).join("; "),
        content: { "application/json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    ]),
  );
};

const operationOf = ({
  operation,
  summary,
  params,
  query,
  body,
  needsIfMatch,
  heedsIdempotencyKey,
  answer,
  problems: codes,
}: Described): Json => {
  const parameters = [
    ...parametersOf("path", params),
    ...parametersOf("query", query),
    ...(needsIfMatch ? [ifMatch] : []),
    ...(heedsIdempotencyKey === true ? [idempotencyKey] : []),
  ];
  const content =
    answer.schema === undefined
      ? { [answer.contentType ?? "text/plain"]: { schema: { type: "string" } } }
      : { "application/json": { schema: schemaOf(answer.schema, "output") } };
  const etag = { ETag: { description: "Revision of the ticket, in quotes", schema: { type: "string" } } };
  return {
    operationId: operation,
    summary,
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === noBody
      ? {}
      : { requestBody: { required: true, content: { "application/json": { schema: schemaOf(body, "input") } } } }),
    responses: {
      [String(answer.status)]: {
        description: answer.description,
        ...(answer.etag === true ? { headers: etag } : {}),
        content,
      },
      ...refusals([...codes, ...(needsIfMatch ? (["IF_MATCH_MISSING"] as const) : []), "INTERNAL"]),
    },
  };
};

/** The OpenAPI 3.1 description of these endpoints. */
export const openApiOf = (endpoints: readonly Described[], version: string): Json => {
  const byPath = Map.groupBy(endpoints, ({ path }) => path);
  return {
    openapi: "3.1.0",
    jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema",
    info: {
      title: "Fettle service desk",
      version,
      description: "Tickets that cars opened. Every instant is in ms since 1970-01-01 UTC; every refusal is a Problem.",
      license: { name: "UNLICENSED", identifier: "LicenseRef-UNLICENSED" },
    },
    servers: [{ url: "/" }],
    paths: Object.fromEntries(
      [...byPath].map(([path, group]) => [
        path,
        Object.fromEntries(group.map((one) => [one.method, operationOf(one)])),
      ]),
    ),
    components: { schemas: { Problem: schemaOf(problemSchema, "output") } },
  };
};
