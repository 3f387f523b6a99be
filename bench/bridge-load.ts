import { connectAsync } from "mqtt";
import { downFilter, upTopic } from "../contract/wire/topics.ts";
import type { UpMessage } from "../contract/wire/up/message.ts";

/**
 * Vehicles for the bridge bench, in a process of their own: `node bridge-load.ts URL VEHICLES ALERTS`. Each sends so many alerts,
 * sixteen in flight as an agent does, every one a fault of its own, so that every one opens a ticket. Prints the time from the
 * first PUBLISH to the last PUBACK as JSON.
 */
const [url = "", vehicles = "1", alerts = "1"] = process.argv.slice(2);
const inFlight = 16;

/** Another trouble code for every number; maker codes, which share no root. */
const codeOf = (n: number): string => `P1${n.toString(16).toUpperCase().padStart(3, "0")}`;

const alertOf = (vehicleId: string, seq: number): UpMessage => {
  const at = 1_790_000_000_000 + seq;
  const code = codeOf(seq);
  const episode = `${vehicleId}/dtc-confirmed/${at}/${code}`;
  return {
    v: 1,
    id: `${episode}/0`,
    vehicleId,
    epoch: 1,
    seq,
    at,
    sentAt: at,
    type: "warning",
    data: {
      id: `${episode}/0`,
      episode,
      rule: "dtc-confirmed",
      subject: code,
      kind: "raised",
      severity: "warning",
      at,
      raisedAt: at,
      revision: 0,
      data: { code, codes: code, class: "function" },
    },
    trace: { sampledAt: Date.now() },
  };
};

const drive = async (vehicleId: string) => {
  const client = await connectAsync(url, { clientId: vehicleId, username: vehicleId, protocolVersion: 4 });
  await client.subscribeAsync(downFilter(vehicleId), { qos: 1 });
  const queue = Array.from({ length: Number(alerts) }, (_, seq) => JSON.stringify(alertOf(vehicleId, seq)));
  const topic = upTopic(vehicleId, "event");
  const lane = async (): Promise<void> => {
    for (let next = queue.pop(); next !== undefined; next = queue.pop())
      await client.publishAsync(topic, next, { qos: 1 });
  };
  return {
    send: (): Promise<unknown> => Promise.all(Array.from({ length: inFlight }, lane)),
    end: (): Promise<void> => client.endAsync(true),
  };
};

const fleet = await Promise.all(Array.from({ length: Number(vehicles) }, (_, n) => drive(`bench-car-${n}`)));
const began = performance.now();
await Promise.all(fleet.map(({ send }) => send()));
console.log(JSON.stringify({ ms: performance.now() - began }));
await Promise.all(fleet.map(({ end }) => end()));
