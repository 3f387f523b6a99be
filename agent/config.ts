import { readFileSync } from "node:fs";
import { z } from "zod";
import { languages } from "../contract/language.ts";
import { vehicleIdPattern } from "../contract/wire/topics.ts";
import { AgentError } from "./errors.ts";
import { carSpecificationSchema } from "./rules/kit/specification.ts";
import { profileCatalogue } from "./vehicle-profiles/catalogue.ts";

const port = z.int().min(0).max(65_535);

const elm327Schema = z.strictObject({
  kind: z.literal("elm327"),
  port: z.string().min(1).describe("Device path such as /dev/ttyUSB0, or tcp://host:port"),
  baudRate: z.int().min(1_200).max(4_000_000).optional().describe("Serial only; the adapter's own rate when left out"),
  commandTimeoutMs: z.int().min(100).max(10_000).default(2_000),
  profile: z
    .string()
    .refine((id) => profileCatalogue.has(id), `none of ${[...profileCatalogue.keys()].join(", ")}`)
    .optional()
    .describe("Vehicle profile: the maker's own readings beside those of the standard"),
});

const journalSchema = z.strictObject({
  kind: z.literal("journal"),
  file: z.string().min(1).describe("A journal, one event a line, plain or gzipped"),
  speed: z
    .union([z.number().positive().max(100_000), z.literal("max")])
    .default(1)
    .describe("How many times faster than it was driven; `max` does not wait"),
});

const uplinkSchema = z.strictObject({
  enabled: z.boolean().default(true),
  brokerUrl: z.url({ protocol: /^mqtts?$/ }).default("mqtt://127.0.0.1:1883"),
  protocol: z.enum(["auto", "5", "3.1.1"]).default("auto").describe("MQTT version; auto tries 5, then 3.1.1"),
  username: z.string().min(1).optional().describe("Defaults to vehicle.id"),
  passwordFile: z
    .string()
    .min(1)
    .optional()
    .describe("File whose first line is the password: never in this file itself"),
  tls: z
    .strictObject({ caFile: z.string().optional(), certFile: z.string().optional(), keyFile: z.string().optional() })
    .optional()
    .describe("PEM files for mqtts:// with a certificate per vehicle"),
  keepAliveSeconds: z.int().min(5).max(3_600).default(60),
  sessionExpirySeconds: z.int().min(0).max(31_536_000).default(86_400),
  receiptTimeoutMs: z
    .int()
    .min(1_000)
    .max(3_600_000)
    .default(60_000)
    .describe("Without a receipt a message goes out again"),
  reconnectMinMs: z.int().min(50).max(60_000).default(1_000),
  reconnectMaxMs: z.int().min(1_000).max(3_600_000).default(120_000),
});

/** `profile` named the specification until 0.1; a file that says so is read as ever. */
const vehicleSchema = z
  .strictObject({
    id: z.string().regex(vehicleIdPattern, "3 to 64 of a-z, 0-9 and -; never the VIN"),
    specification: carSpecificationSchema.optional().describe("What is known of this model; every entry has a default"),
    profile: carSpecificationSchema.optional().describe("The older name of `specification`"),
  })
  .refine(
    ({ specification, profile }) => specification === undefined || profile === undefined,
    "profile is the older name of specification: give one of them",
  )
  .transform(({ id, specification, profile }) => ({ id, specification: specification ?? profile }));

const configSchema = z.strictObject({
  vehicle: vehicleSchema,
  source: z.discriminatedUnion("kind", [elm327Schema, journalSchema]),
  clock: z
    .strictObject({
      speed: z
        .number()
        .min(1)
        .max(1_000)
        .default(1)
        .describe("1 in a car; an accelerated emulator needs its own factor"),
    })
    .prefault({}),
  data: z
    .strictObject({
      folder: z.string().min(1).default(".data/agent").describe("Database, settings and recorded drives"),
      journalMegabytes: z.int().min(1).max(100_000).default(64).describe("All recorded drives together; the oldest go"),
      outboxMegabytes: z.int().min(1).max(10_000).default(64).describe("Messages that wait for the bridge"),
    })
    .prefault({}),
  uplink: uplinkSchema.prefault({}),
  hmi: z
    .strictObject({
      enabled: z.boolean().default(true),
      host: z.string().min(1).default("127.0.0.1"),
      port: port.default(8_080),
      pagesFolder: z.string().min(1).optional().describe("The built page; found beside the program when left out"),
    })
    .prefault({}),
  dealers: z
    .strictObject({
      file: z.string().min(1).optional().describe("CSV or GeoJSON; without it help lists rescue numbers only"),
      brandRescue: z.string().min(3).max(40).optional().describe("The brand's own rescue number, shown first"),
      country: z.string().length(2).optional().describe("Country of registration, ISO 3166, e.g. CN"),
      home: z
        .strictObject({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) })
        .optional()
        .describe("Where the car usually stands, WGS-84 degrees, for a car without a position"),
    })
    .prefault({}),
  driver: z.strictObject({ language: z.enum(languages).default("zh-CN") }).prefault({}),
  log: z.strictObject({ level: z.enum(["debug", "info", "warn", "error"]).default("info") }).prefault({}),
});

/** Everything an operator can set. Rooms are handed their part of it. */
export type AgentConfig = Readonly<z.infer<typeof configSchema>>;

/** What the agent does without a file: an adapter's emulator on this machine, a broker on this machine. */
export const sampleConfig = {
  vehicle: { id: "fettle-demo" },
  source: { kind: "elm327", port: "tcp://127.0.0.1:35000" },
};

const freeze = <T>(value: T): T => {
  if (typeof value === "object" && value !== null) for (const part of Object.values(value)) freeze(part);
  return Object.freeze(value);
};

const sentence = ({ path, message }: z.core.$ZodIssue): string => `${path.join(".") || "the file"}: ${message}`;

/** The only door by which configuration enters. A bad one names every fault, not just the first. */
export const parseConfig = (raw: unknown): AgentConfig => {
  const parsed = configSchema.safeParse(raw);
  if (!parsed.success) throw new AgentError("AGENT_CONFIG_INVALID", parsed.error.issues.map(sentence).join("; "));
  return freeze(parsed.data);
};

/** Reads and parses a JSON file. */
export const loadConfig = (file: string): AgentConfig => {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    throw new AgentError("AGENT_FILE_MISSING", file, { cause });
  }
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : "not JSON";
    throw new AgentError("AGENT_CONFIG_INVALID", `${file} is not JSON (${why})`, { cause });
  }
  return parseConfig(raw);
};
