import { afterEach, describe, expect, test } from "vitest";
import {
  type StoredMessage,
  startUplink,
  type Uplink,
  type UplinkChange,
  type UplinkOptions,
} from "../../../agent/uplink/uplink.ts";
import type { Receipt } from "../../../contract/wire/down/receipt.ts";
import type { TicketNotice } from "../../../contract/wire/down/ticket-notice.ts";
import { downTopic } from "../../../contract/wire/topics.ts";
import type { UpMessage } from "../../../contract/wire/up/message.ts";
import {
  freePort,
  type Responder,
  startAedes,
  startMosquitto,
  startResponder,
  type TestBroker,
} from "../../support/broker.ts";

const vehicleId = "car-1";
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const envelope = (seq: number, type: "telemetry" | "status", data: UpMessage["data"]) => ({
  v: 1,
  id: `${vehicleId}/${type}/3/${seq}`,
  vehicleId,
  epoch: 3,
  seq,
  at: seq,
  type,
  data,
});

/** A store in memory: the outbox has its own tests. */
const memoryStore = (count: number) => {
  const rows = Array.from(
    { length: count },
    (_, seq): StoredMessage => ({
      epoch: 3,
      seq,
      type: "telemetry",
      id: `${vehicleId}/telemetry/3/${seq}`,
      payload: (sentAt) => JSON.stringify({ ...envelope(seq, "telemetry", { values: {} }), sentAt }),
    }),
  );
  return {
    rows,
    read: (after: { seq: number } | undefined, limit: number) =>
      rows.filter(({ seq }) => seq > (after?.seq ?? -1)).slice(0, limit),
    settle: ({ upTo, gaps }: Receipt) => {
      const before = rows.length;
      const left = rows.filter(({ seq }) => seq > upTo || gaps.some(([from, to]) => seq >= from && seq <= to));
      rows.splice(0, rows.length, ...left);
      return before - rows.length;
    },
  };
};

/** Timers that the test fires by hand. */
const handTimers = () => {
  const due = new Set<{ readonly ms: number; readonly run: () => void }>();
  return {
    due,
    timers: {
      after: (ms: number, run: () => void) => {
        const entry = { ms, run };
        due.add(entry);
        return { [Symbol.dispose]: () => void due.delete(entry) };
      },
    },
    fire: (fits: (ms: number) => boolean) => {
      for (const entry of [...due].filter(({ ms }) => fits(ms))) {
        due.delete(entry);
        entry.run();
      }
    },
  };
};

const start = (brokerUrl: string, store: ReturnType<typeof memoryStore>, part: Partial<UplinkOptions> = {}) => {
  const clock = { monotonicMs: 0 };
  const hand = handTimers();
  const changes: UplinkChange[] = [];
  const troubles: string[] = [];
  const notices: TicketNotice[] = [];
  const acknowledged: string[] = [];
  let changed = (): void => {};
  const note = <T>(list: T[], item: T): void => {
    list.push(item);
    changed();
  };
  const uplink: Uplink = startUplink({
    vehicleId,
    brokerUrl,
    protocol: "auto",
    keepAliveSeconds: 60,
    sessionExpirySeconds: 60,
    receiptTimeoutMs: 60_000,
    reconnectMinMs: 1_500,
    reconnectMaxMs: 8_000,
    store,
    timers: hand.timers,
    time: { wallMs: () => 1_700_000_000_000, monotonicMs: () => clock.monotonicMs },
    random: () => 0,
    lastWill: (sentAt) =>
      JSON.stringify({
        ...envelope(0, "status", { state: "offline", agentVersion: "0" }),
        id: `${vehicleId}/farewell`,
        sentAt,
      }),
    onChange: (change) => {
      note(changes, change);
    },
    onAcknowledged: ({ id }) => note(acknowledged, id),
    onReceipt: () => changed(),
    onTicket: (notice) => note(notices, notice),
    onTrouble: ({ error, detail }) => note(troubles, error?.code ?? detail),
    ...part,
  });
  closing.push(() => uplink.stop());
  const until = (fits: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      changed = () => {
        // A first refusal of the MQTT version waits 0 ms for the other one.
        hand.fire((ms) => ms === 0);
        if (fits()) resolve();
      };
      const look = (): void => {
        changed();
        if (!fits()) setImmediate(look);
      };
      look();
    });
  return { uplink, changes, troubles, notices, acknowledged, hand, clock, until };
};

const responderAt = async (broker: TestBroker): Promise<Responder> => {
  const responder = await startResponder(broker.url);
  closing.push(() => responder.close());
  return responder;
};
const aedes = async (port = 0, options = {}): Promise<TestBroker> => {
  const broker = await startAedes(port, options);
  closing.push(() => broker.close());
  return broker;
};

describe("against Aedes, which speaks MQTT 3.1.1", () => {
  test("100 messages arrive once, in order, and leave the store on the receipt", async () => {
    const broker = await aedes();
    const responder = await responderAt(broker);
    const store = memoryStore(100);
    const { until, changes, acknowledged } = start(broker.url, store);
    await until(() => store.rows.length === 0);
    expect(responder.arrived.map(({ seq }) => seq)).toEqual(Array.from({ length: 100 }, (_, seq) => seq));
    expect(changes).toEqual([{ state: "online", protocol: "3.1.1" }]);
    expect(acknowledged).toHaveLength(100);
  });

  test("without receipts 16 messages are out, acknowledged and still stored; after 60 s they go again", async () => {
    const broker = await aedes();
    const responder = await responderAt(broker);
    responder.receipts = false;
    const store = memoryStore(40);
    const { until, hand, clock, acknowledged, uplink } = start(broker.url, store);
    await until(() => acknowledged.length === 16);
    uplink.poke();
    await responder.until((stored) => stored.length === 16);
    expect(store.rows).toHaveLength(40);
    responder.receipts = true;
    clock.monotonicMs = 60_000;
    hand.fire((ms) => ms === 1_000);
    await until(() => store.rows.length === 0);
    expect(responder.arrived.slice(0, 32).map(({ seq }) => seq)).toEqual([...Array(16).keys(), ...Array(16).keys()]);
    expect(responder.stored).toHaveLength(40);
  });

  test("offline for hours: nothing is lost, and the broker's return is enough", async () => {
    const port = await freePort();
    const store = memoryStore(500);
    const { until, changes, hand, clock } = start(`mqtt://127.0.0.1:${port}`, store);
    const waits: number[] = [];
    for (let attempt = 0; attempt < 12; attempt += 1) {
      const backOff = (): number | undefined => [...hand.due].find(({ ms }) => ms !== 1_000)?.ms;
      await until(() => backOff() !== undefined);
      waits.push(backOff() ?? -1);
      clock.monotonicMs += 600_000;
      hand.fire(() => true);
    }
    expect(waits).toEqual([750, 1_500, 3_000, ...Array(9).fill(4_000)]);
    const broker = await aedes(port);
    const responder = await responderAt(broker);
    await until(() => {
      hand.fire((ms) => ms === 4_000);
      return store.rows.length === 0;
    });
    expect(responder.stored.map(({ seq }) => seq)).toEqual([...Array(500).keys()]);
    expect(changes.map(({ state }) => state)).toEqual(["offline", "online"]);
  });

  test("a connection that breaks in the middle sends again from the oldest without a receipt", async () => {
    const port = await freePort();
    const first = await startAedes(port);
    const responder = await startResponder(first.url);
    responder.receipts = false;
    const store = memoryStore(5);
    const { until, hand, acknowledged } = start(first.url, store);
    await until(() => acknowledged.length === 5);
    await responder.close();
    await first.close();
    const second = await aedes(port);
    const after = await responderAt(second);
    await until(() => {
      hand.fire((ms) => ms === 750);
      return store.rows.length === 0;
    });
    expect(after.arrived.map(({ seq }) => seq)).toEqual([0, 1, 2, 3, 4]);
  });

  test("a ticket notice reaches the car; a message it does not understand is said and does no harm", async () => {
    const broker = await aedes();
    const responder = await responderAt(broker);
    const { until, notices, troubles, changes } = start(broker.url, memoryStore(0));
    await until(() => changes.length === 1);
    const notice = { v: 1, ticket: "t-1", number: "F-000001", episode: "e", state: "new", revision: 0, at: 1 };
    await responder.publish(downTopic(vehicleId, "receipt"), { upTo: "all of it" });
    await responder.publish(downTopic(vehicleId, "ticket"), notice);
    await until(() => notices.length === 1 && troubles.length === 1);
    expect(notices).toEqual([notice]);
  });

  test("a stop says goodbye with the same message that the broker would have said for us", async () => {
    const broker = await aedes();
    const responder = await responderAt(broker);
    const { uplink, until, changes } = start(broker.url, memoryStore(0));
    await until(() => changes.length === 1);
    await uplink.stop();
    await responder.until((stored) => stored.length === 1);
    expect(responder.arrived.map(({ id, type }) => [id, type])).toEqual([[`${vehicleId}/farewell`, "status"]]);
  });

  test("a broker that refuses this vehicle is named with what to do", async () => {
    const broker = await aedes(0, {
      authenticate: (
        _client: unknown,
        _user: unknown,
        _password: unknown,
        done: (error: Error | null, ok: boolean) => void,
      ) => done(null, false),
    });
    const { until, troubles, hand } = start(broker.url, memoryStore(1));
    await until(() => {
      hand.fire((ms) => ms === 750);
      return troubles.length > 0;
    });
    expect(troubles[0]).toBe("AGENT_BROKER_REFUSED");
  });
});

const mosquitto = await startMosquitto();
describe.skipIf(mosquitto === undefined)(
  `against Mosquitto, which speaks MQTT 5${mosquitto === undefined ? ": skipped, it is not installed" : ""}`,
  () => {
    test("messages arrive over MQTT 5 and leave on the receipt", async () => {
      if (mosquitto === undefined) return;
      closing.push(() => mosquitto.close());
      await responderAt(mosquitto);
      const store = memoryStore(50);
      const { until, changes } = start(mosquitto.url, store);
      await until(() => store.rows.length === 0);
      expect(changes).toEqual([{ state: "online", protocol: "5" }]);
    });
  },
);
