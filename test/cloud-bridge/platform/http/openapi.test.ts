import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import type { Bridge } from "../../../../cloud-bridge/bridge.ts";
import { connectVehicle, startBridge, tempFolder, warningMessage } from "../../../support/bridge.ts";

const schema = z.record(z.string(), z.unknown());
const mediaSchema = z.record(z.string(), z.strictObject({ schema }));
const responseSchema = z.strictObject({
  description: z.string().min(1),
  headers: z.record(z.string(), z.strictObject({ description: z.string(), schema })).optional(),
  content: mediaSchema,
});
const operationSchema = z.strictObject({
  operationId: z.string().regex(/^[a-z][A-Za-z]+$/),
  summary: z.string().min(1),
  parameters: z
    .array(
      z.strictObject({
        name: z.string(),
        in: z.enum(["path", "query", "header"]),
        required: z.boolean(),
        description: z.string().min(1),
        style: z.literal("form").optional(),
        explode: z.boolean().optional(),
        schema,
      }),
    )
    .optional(),
  requestBody: z.strictObject({ required: z.boolean(), content: mediaSchema }).optional(),
  responses: z.record(z.string().regex(/^[2-5]\d\d$/), responseSchema),
});
/** The part of OpenAPI 3.1 that we write, closed: a word that does not belong there is found. */
const documentSchema = z.strictObject({
  openapi: z.literal("3.1.0"),
  jsonSchemaDialect: z.literal("https://json-schema.org/draft/2020-12/schema"),
  info: z.strictObject({
    title: z.string(),
    version: z.string(),
    description: z.string(),
    license: z.strictObject({ name: z.string(), identifier: z.string() }),
  }),
  servers: z.array(z.strictObject({ url: z.string() })),
  paths: z.record(z.string().startsWith("/"), z.partialRecord(z.enum(["get", "post"]), operationSchema)),
  components: z.strictObject({ schemas: z.record(z.string(), schema) }),
});

const folder = tempFolder();
let bridge: Bridge;
let document: z.infer<typeof documentSchema>;

beforeAll(async () => {
  bridge = await startBridge(folder.path);
  document = documentSchema.parse(await (await fetch(`${bridge.httpUrl}/api/v1/openapi.json`)).json());
});
afterAll(async () => {
  await bridge.close();
  folder[Symbol.dispose]();
});

const operations = () =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
  );

describe("the OpenAPI description", () => {
  test("names every operation once", () => {
    const names = operations().map(({ operation }) => operation.operationId);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain("moveTicket");
  });

  test("declares exactly the parameters that stand in each path", () => {
    for (const { path, operation } of operations()) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const declared = (operation.parameters ?? []).filter((one) => one.in === "path");
      expect(declared.map(({ name }) => name)).toEqual(inPath);
      expect(declared.every(({ required }) => required)).toBe(true);
    }
  });

  test("refers to nothing that is not there", () => {
    for (const [, reference] of JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)) {
      const [, name] = /^#\/components\/schemas\/(\w+)$/.exec(reference ?? "") ?? [];
      expect(Object.keys(document.components.schemas)).toContain(name);
    }
  });

  test("every schema in it is JSON Schema that can be read back", () => {
    const schemas = operations().flatMap(({ operation }) => [
      ...(operation.parameters ?? []).map((one) => one.schema),
      ...Object.values(operation.requestBody?.content ?? {}).map((media) => media.schema),
      ...Object.values(operation.responses).flatMap(({ content }) =>
        Object.values(content).map((media) => media.schema),
      ),
    ]);
    expect(schemas.length).toBeGreaterThan(30);
    for (const one of schemas) if (!("$ref" in one)) expect(() => z.fromJSONSchema(one)).not.toThrow();
  });

  test.each([
    ["/api/v1/tickets", "/api/v1/tickets"],
    ["/api/v1/tickets/{id}", "/api/v1/tickets/F-000001"],
    ["/api/v1/vehicles", "/api/v1/vehicles"],
    ["/api/v1/vehicles/{id}", "/api/v1/vehicles/car-1"],
    ["/api/v1/centre", "/api/v1/centre"],
    ["/api/v1/jobs", "/api/v1/jobs"],
    ["/healthz", "/healthz"],
  ])("GET %s answers as described", async (path, url) => {
    const car = await connectVehicle(bridge.mqttUrl, "car-1");
    await car.send(warningMessage("car-1", 0));
    await car.end();
    const described = document.paths[path]?.get?.responses["200"]?.content["application/json"]?.schema ?? {};
    const answer: unknown = await (await fetch(`${bridge.httpUrl}${url}`)).json();
    expect(z.fromJSONSchema(described).safeParse(answer)).toMatchObject({ success: true });
  });
});
