import { z } from "zod";
import { connectorsSchema } from "./connectors/registry.ts";
import { BridgeError } from "./errors.ts";
import type { StorePlace } from "./platform/database/store.ts";
import { isLoopback } from "./platform/http/visitors.ts";

const port = z.int().min(0).max(65_535);

const isTimeZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
};

const mqttHost = z.object({ host: z.string() });

const mqtt = z
  .strictObject({
    host: z.string().min(1).default("127.0.0.1").describe("Address of the embedded broker"),
    port: port.default(1883).describe("TCP port of the embedded broker; 0 lets the system choose"),
    openToNetwork: z
      .boolean()
      .default(false)
      .describe("Vehicles carry no certificates yet: says that the network itself keeps strangers out"),
  })
  .refine(({ host, openToNetwork }) => isLoopback(host) || openToNetwork, {
    path: ["host"],
    message: "vehicles are not authenticated yet, so only 127.0.0.1, ::1 or localhost, or say mqtt.openToNetwork",
    // zod leaves a rule over several fields out when one of them is wrong; an operator wants every fault at once.
    when: ({ value }) => mqttHost.safeParse(value).success,
  });

const http = z.strictObject({
  host: z
    .string()
    .default("127.0.0.1")
    .refine(isLoopback, "console and API have no logins yet, so only 127.0.0.1, ::1 or localhost")
    .describe("Address of API and console"),
  port: port.default(8081).describe("TCP port of API and console; 0 lets the system choose"),
  pages: z.string().min(1).optional().describe("Folder of the built console; without it the one beside the program"),
  allowedOrigins: z
    .array(z.url({ protocol: /^https?$/ }))
    .default([])
    .describe("Further web origins that may open the live channel, e.g. a development server"),
});

const store = z
  .strictObject({
    file: z.string().min(1).optional().describe("SQLite file of the one bridge; its folder is created"),
    url: z
      .url({ protocol: /^postgres(ql)?$/ })
      .optional()
      .describe("PostgreSQL, for any number of bridges: postgres://user:password@host:5432/database"),
  })
  .transform(({ file, url }, context): StorePlace => {
    if (file !== undefined && url === undefined) return { file };
    if (url !== undefined && file === undefined) return { url };
    context.addIssue({ code: "custom", message: "give store.file (SQLite) or store.url (PostgreSQL), one of them" });
    return z.NEVER;
  })
  .describe("Where everything is kept");

const Config = z.strictObject({
  mqtt: mqtt.prefault({}),
  http: http.prefault({}),
  store,
  centre: z
    .strictObject({
      id: z
        .string()
        .regex(/^[a-z0-9][a-z0-9-]{0,63}$/)
        .default("centre-1")
        .describe("The dealer in every ticket; never changed once tickets are there"),
      name: z.string().min(1).max(80).default("Fettle"),
      timeZone: z.string().refine(isTimeZone, "not an IANA time zone").default("Asia/Shanghai"),
    })
    .prefault({})
    .describe("The dealer this bridge works for"),
  dispatch: z
    .strictObject({
      maxBatch: z.int().min(1).max(4_096).default(512).describe("Most messages that one commit takes"),
      receiptDelayMs: z.int().min(0).max(100).default(50).describe("How long receipts of a vehicle are gathered"),
      noticeDelayMs: z
        .int()
        .min(0)
        .max(10_000)
        .default(100)
        .describe("How long jobs are gathered before a look at them"),
    })
    .prefault({}),
  connectors: connectorsSchema.prefault({}).describe("Other systems that are told of every ticket that changed"),
  log: z
    .strictObject({ level: z.enum(["debug", "info", "warn", "error"]).default("info") })
    .prefault({})
    .describe("NDJSON on standard output"),
});

export type Config = Readonly<z.infer<typeof Config>>;

/** A configuration to begin with: every default, and a place for the database. */
export const sampleConfig = (): Config => Config.parse({ store: { file: "data/bridge.db" } });

/** The only door by which configuration enters; names every fault at once. */
export const parseConfig = (text: string, name: string): Config => {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (cause) {
    throw new BridgeError("BRIDGE_CONFIG_INVALID", `${name} is not JSON (${String(cause)})`, { cause });
  }
  const parsed = Config.safeParse(raw);
  if (parsed.success) return Object.freeze(parsed.data);
  const faults = parsed.error.issues.map(
    (issue) => `${issue.path.length === 0 ? "the file" : issue.path.join(".")}: ${issue.message}`,
  );
  throw new BridgeError("BRIDGE_CONFIG_INVALID", `${name}: ${faults.join("; ")}`);
};
