import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { pino } from "pino";
import type { Death } from "./car.ts";
import type { Network } from "./network.ts";
import {
  carryOut,
  createNotices,
  followFeed,
  openStore,
  openVehicleSide,
  parseBridgeConfig,
  type Store,
  startWorker,
  type VehicleSide,
  voidLeases,
} from "./parts.ts";
import { Killed, type World } from "./world.ts";

const never = <Result>(): Promise<Result> => new Promise(() => {});
/** SQLITE_FULL, as node:sqlite says it. */
const diskFull = (): Error =>
  Object.assign(new Error("database or disk is full"), { code: "ERR_SQLITE_ERROR", errcode: 13 });

/** The bridge: its own rooms from the broker's door to the database file, which is all that a death leaves, and people at its desk. */
export const createDesk = (world: World, network: Network, folder: string) => {
  const random = world.random("desk");
  const file = join(folder, "bridge.db");
  const config = parseBridgeConfig(JSON.stringify({ mqtt: { port: 1 }, http: { port: 1 }, store: { file } }), "house");
  let death: Death | undefined;
  let down = false;
  let life: { readonly store: Store } | undefined;
  let noted = 0;

  const bury = (store: Store): void => {
    if (life === undefined) return;
    life = undefined;
    network.bridgeDied();
    world.tell("bridge", "dies");
    void store.close();
    world.after(500 + random.unit() * 15_000, () => void boot());
  };

  /** The store with a death at one of its commits, and with a disk that may be full. */
  const mortal = (real: Store): Store => {
    const isDead = (): boolean => life !== undefined && life.store !== mine;
    const mine: Store = {
      ...real,
      async transaction(name, work) {
        if (isDead() || life === undefined) return never();
        if (down) throw diskFull();
        const when = death;
        death = undefined;
        try {
          const result = await real.transaction(name, async (db) => {
            const done = await work(db);
            if (when === "before") throw new Killed("before a commit");
            return done;
          });
          if (isDead() || life === undefined) return never();
          if (when !== "after") return result;
        } catch (cause) {
          if (isDead() || life === undefined) return never();
          if (!(cause instanceof Killed)) throw cause;
        }
        bury(real);
        return never();
      },
    };
    return mine;
  };

  const boot = async (): Promise<void> => {
    const real = await openStore({ file }, { random: random.unit });
    const store = mortal(real);
    life = { store };
    world.tell("bridge", "starts");
    const clock = {
      now: world.wallMs,
      after: (ms: number, run: () => void) => world.after(ms, () => life?.store === store && run()),
    };
    let broker: Pick<VehicleSide, "isHearing" | "deliver"> | undefined;
    const notices = createNotices({
      isListening: (vehicleId) => broker?.isHearing(vehicleId) ?? false,
      deliver: (vehicleId, topic, payload) => broker?.deliver(vehicleId, topic, payload),
    });
    await voidLeases(real);
    const worker = startWorker({
      store,
      clock,
      random: random.unit,
      name: `start ${world.wallMs()}`,
      handlers: [notices.handler],
      gatherMs: config.dispatch.noticeDelayMs,
      onTried: () => {},
      onFailure: () => world.tell("bridge", "jobs could not be taken or written"),
    });
    const feed = await followFeed({
      store,
      clock,
      onChanges: (changes) => worker.wake(changes.flatMap(({ noun, ids }) => (noun === "notice" ? [...ids] : []))),
      onGap: () => world.accuse("bridge: lost changes of its feed"),
      onFailure: () => world.tell("bridge", "what changed could not be read"),
    });
    broker = await openVehicleSide({
      mqtt: config.mqtt,
      dispatch: config.dispatch,
      centreId: config.centre.id,
      notices,
      onListening: (vehicleId) => worker.wake([vehicleId]),
      store,
      clock,
      log: pino({ level: "silent" }),
      onRefused: () => world.accuse("bridge: refused one of our own"),
      onFailure: () => world.tell("bridge", "a batch could not be stored"),
      onUnknownSignals: () => {},
      listen: (host, port, events) =>
        network.listen(host, port, {
          ...events,
          onPublish(vehicleId, topic, payload, done) {
            if (life?.store !== store) return;
            events.onPublish(vehicleId, topic, payload, (error) => {
              if (life?.store !== store) return;
              if (error === undefined) checkStored(vehicleId, payload);
              done(error);
            });
          },
        }),
      onCommitted({ opened }) {
        feed.wake();
        for (const { ticket } of opened)
          world.tell("bridge", `opens ${ticket.work.number} for ${ticket.report.episode}`);
      },
    });
  };

  const ask = (text: string, ...values: readonly (string | number)[]): readonly Record<string, unknown>[] => {
    using reading = new DatabaseSync(file, { readOnly: true });
    return reading.prepare(text).all(...values);
  };

  /** What was acknowledged is in the database, as a message or as a dead letter. */
  const checkStored = (vehicleId: string, payload: Uint8Array): void => {
    const { id }: { readonly id: string } = JSON.parse(Buffer.from(payload).toString("utf8"));
    const kept =
      ask('select 1 from inbox where "messageId" = ? and "vehicleId" = ?', id, vehicleId).length +
      ask('select 1 from "deadLetter" where payload like ?', `%${id}%`).length;
    if (kept === 0) world.accuse(`bridge: acknowledged ${id}, which is not stored`);
  };

  return {
    boot,
    ask,
    isAlive: (): boolean => life !== undefined,
    kill(): void {
      if (life !== undefined) bury(life.store);
    },
    killAtCommit(when: Death): void {
      death = when;
    },
    setDown(isDown: boolean): void {
      down = isDown;
      world.tell("bridge", isDown ? "its disk is full" : "its disk has room");
    },
    /** Somebody writes a note to a ticket, and sends it again until it is answered. */
    async note(): Promise<void> {
      const store = life?.store;
      const [ticket] = store === undefined ? [] : ask("select id from ticket order by number limit 1");
      if (store === undefined || ticket === undefined) return;
      noted += 1;
      const command = {
        id: `note/${noted}`,
        actor: "advisor",
        at: world.wallMs(),
        expected: "any",
        kind: "note",
        text: `note ${noted}`,
      } as const;
      for (let tried = 0; tried < 40; tried += 1) {
        const now = life?.store;
        if (now !== undefined) {
          const answered = await Promise.race([
            carryOut(now, String(ticket["id"]), command).then(
              () => true,
              () => false,
            ),
            new Promise<boolean>((resolve) => world.after(2_000, () => resolve(false))),
          ]);
          if (answered) return;
        }
        await new Promise<void>((resolve) => world.after(3_000, resolve));
      }
    },
    noted: (): number => noted,
    heal(): void {
      death = undefined;
      if (down) this.setDown(false);
    },
    async close(): Promise<void> {
      const store = life?.store;
      life = undefined;
      await store?.close();
    },
  };
};
export type Desk = ReturnType<typeof createDesk>;
