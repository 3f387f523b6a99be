import { z } from "zod";
import { receiptForm } from "../../contract/wire/down/receipt.ts";
import { ticketNoticeForm } from "../../contract/wire/down/ticket-notice.ts";
import { envelopeVersion } from "../../contract/wire/envelope.ts";
import { bridgeStatusTopic, downTopic, upTopic } from "../../contract/wire/topics.ts";
import { type UpMessageType, upMessageWritten, wordOfType } from "../../contract/wire/up/message.ts";

type Json = z.core.JSONSchema.BaseSchema;

const typeOf = (one: Json): string => {
  if (one.const !== undefined) return JSON.stringify(one.const);
  if (one.enum !== undefined) return one.enum.map((word) => JSON.stringify(word)).join(" \\| ");
  if (one.anyOf !== undefined)
    return one.anyOf.map((part) => (typeof part === "object" ? typeOf(part) : "any")).join(" \\| ");
  if (one.type === "array") return "list";
  return String(one.type ?? "any");
};

const asObject = (schema: z.core.JSONSchema._JSONSchema | undefined): Json =>
  typeof schema === "object" ? schema : {};

/** The fields of an object schema as rows of a table. */
const fieldRows = (json: Json): string[] =>
  Object.entries(json.properties ?? {}).map(([name, field]) => {
    const optional = !(json.required ?? []).includes(name);
    return `| \`${name}\` | ${typeOf(asObject(field))} | ${optional ? "optional" : "always"} |`;
  });

const table = (json: Json): string[] => ["| field | value | |", "|---|---|---|", ...fieldRows(json), ""];
const jsonOf = (schema: z.ZodType): Json => z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });

const branches = (): Json[] => {
  const { oneOf = [], anyOf = [] } = jsonOf(upMessageWritten);
  return [...oneOf, ...anyOf].map(asObject);
};

const meaning: Readonly<Record<UpMessageType, string>> = {
  warning: "One step in the life of a warning episode.",
  gap: "What the outbox let go of because its quota was full. Travels with the events it speaks for.",
  evidence: "The signals around a warning.",
  status: "How the agent is, and who the car says it is.",
  telemetry: "The latest value of a few signals, at most once a minute.",
  request: "Something the driver asked for on the head unit.",
};

const section = (branch: Json): string[] => {
  const { type, data } = branch.properties ?? {};
  const name = String(asObject(type).const);
  const known = Object.keys(meaning).find((one): one is UpMessageType => one === name);
  if (known === undefined) return [];
  return [
    `### ${known}`,
    "",
    `${meaning[known]} On \`${upTopic("<vehicleId>", wordOfType[known])}\`; \`data\` holds:`,
    "",
    ...table(asObject(data)),
  ];
};

const envelope = (): string[] => {
  const [first] = branches();
  if (first === undefined) return [];
  const { type: _type, data: _data, ...properties } = first.properties ?? {};
  return table({ ...first, properties });
};

/** The page docs/mqtt.md, written from the contract that both ends check. */
export const describeMqtt = (): string =>
  [
    "# MQTT between agent and bridge",
    "",
    "Written by code from the contract (`cloud-bridge/inbox/describe.ts`); a test keeps it current. To write it anew:",
    "",
    "```",
    "FETTLE_WRITE_DOCS=1 npm test -- test/cloud-bridge/inbox/describe.test.ts",
    "```",
    "",
    "MQTT 3.1.1 (MQTT 5 is used where a broker speaks it, never needed). User name and client id are both the vehicle id, an opaque id and",
    "never the VIN. A vehicle publishes on its own up topics and hears its own down topics and the status of the bridge. Publishing anywhere",
    "else ends the connection; another subscription is answered with 0x80.",
    "",
    "| topic | direction | QoS | what |",
    "|---|---|---|---|",
    ...[...new Set(Object.values(wordOfType))].map((word) => {
      const types = Object.entries(wordOfType).filter(([, on]) => on === word);
      return `| \`${upTopic("<vehicleId>", word)}\` | up | 1 | ${types.map(([type]) => type).join(", ")} |`;
    }),
    `| \`${downTopic("<vehicleId>", "receipt")}\` | down | 0 | what is committed |`,
    `| \`${downTopic("<vehicleId>", "ticket")}\` | down | 1 | what became of a warning at the dealer's |`,
    `| \`${bridgeStatusTopic}\` | down | 0, retained | \`{"state":"up"}\` or \`{"state":"down"}\` |`,
    "",
    "## Acknowledged means stored",
    "",
    "A PUBACK is sent after the transaction that holds the message, its ticket and everything that follows from it is committed and synced to",
    "the disk. A receipt says the same by sequence number and survives the connection; only it deletes a message from the outbox. Without one in",
    "60 s the agent sends again. A repeat has the same `id`, is acknowledged and receipted, and changes nothing.",
    "",
    "- A payload that is no message of this contract is kept as a dead letter, acknowledged, and the connection stays. Where its envelope says",
    "  `epoch` and `seq`, it is receipted too: it is kept, and what stands behind it is not held up.",
    "- While the database is down nothing is acknowledged: the connection is closed, and the agent comes back with its back-off.",
    "- A will is not a message: that a vehicle is away is known from its connection.",
    "- Messages of an epoch may come in any order. A receipt's `gaps` are what is still missing below `upTo`.",
    "",
    "## Older and newer ends",
    "",
    "Whoever writes holds to this page strictly; whoever reads takes what it knows. A field that is not named here is left out. A signal of the",
    "evidence that the bridge does not know is kept by its name and counted; a rule that it does not know is filed by its severity and shown by",
    "its id; a `kind` or `severity` that it does not know counts as `updated` and `warning`. A type of message that it does not know is kept as a",
    "dead letter and receipted. A version of the envelope that it does not know is kept unread and receipted, and the receipt says so in",
    "`refused`. Every version of the envelope, past and future, has `v`, `type`, `vehicleId`, `epoch` and `seq`.",
    "",
    `## Envelope, version ${envelopeVersion}`,
    "",
    "`epoch` counts boots of the agent, `seq` messages in it from 0 without holes. `at` is event time, `sentAt` wall time of this sending, both in",
    "ms since 1970-01-01 UTC. `id` of a warning is the event's own. `trace.sampledAt` is the wall time at which the deciding sample left the adapter.",
    "",
    ...envelope(),
    "## Messages up",
    "",
    ...branches().flatMap(section),
    "## Messages down",
    "",
    "### receipt",
    "",
    "Every message of `epoch` with `seq` up to `upTo` is committed, but those in `gaps` (pairs from–to, inclusive). Gathered for at most 100 ms,",
    "and given to every vehicle that subscribes.",
    "",
    ...table(jsonOf(receiptForm.write)),
    "### ticket",
    "",
    "Sent when a ticket takes an episode in and at every move of the ticket, at least once; the newest `revision` wins.",
    "",
    ...table(jsonOf(ticketNoticeForm.write)),
  ].join("\n");
