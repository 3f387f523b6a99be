import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { pino } from "pino";
import type { VehicleEvent } from "../../contract/events.ts";
import type { WarningEvent } from "../../contract/warning.ts";
import type { Network } from "./network.ts";
import {
  createBlackBox,
  createHmiView,
  createOutbox,
  createPassage,
  createPipeline,
  type Outbox,
  openDatabase,
  openSqlite,
  openUplink,
  type Passage,
  parseAgentConfig,
  pipelineStateSchema,
  quotaOf,
  restorePassage,
  type Uplink,
} from "./parts.ts";
import { Killed, type World } from "./world.ts";

/** When a process dies at one of its commits. */
export type Death = "before" | "after";

interface Life {
  readonly db: DatabaseSync;
  readonly outbox: Outbox;
  readonly passage: Passage;
  readonly from: number;
  uplink?: Uplink;
}

const restMs = 5;
const plenty = 1_073_741_823;

/**
 * A car: the agent's own rooms around one database file, which is all that a death leaves. Its drive is a journal that it goes on
 * with exactly where its last checkpoint was.
 */
export const createCar = (
  world: World,
  network: Network,
  folder: string,
  vehicleId: string,
  ride: readonly VehicleEvent[],
) => {
  const log = pino({ level: "silent" });
  const random = world.random(vehicleId);
  const startsAt = ride[0]?.at ?? 0;
  const config = parseAgentConfig({
    vehicle: { id: vehicleId },
    source: { kind: "journal", file: "ride.jsonl" },
    data: { folder },
    hmi: { enabled: false },
    uplink: { brokerUrl: "mqtt://bridge:1883", protocol: "3.1.1" },
  });
  /** What is in the database, or was until a receipt: event ids in the order of their commits. */
  const stored: WarningEvent[] = [];
  /** Episodes that may be shown: their row is stored, or waits in memory since the disk takes no more. */
  const episodes = new Set<string>();
  let life: Life | undefined;
  let next = 0;
  let clockStepMs = 0;
  let death: Death | undefined;
  let isDiskFull = false;

  const wallMs = (): number => world.wallMs() + clockStepMs;

  const bury = (): void => {
    const dead = life;
    if (dead === undefined) return;
    life = undefined;
    network.carDied(vehicleId);
    // What SQLite had not committed is gone with the handle.
    dead.db.close();
    world.tell(vehicleId, "dies");
    world.after(200 + random.unit() * 20_000, boot);
  };

  /** Everything that runs in the car's process runs in here: where it dies, nothing of it goes on. */
  const inProcess = (own: () => Life | undefined, run: () => void): void => {
    if (own() === undefined || own() !== life) return;
    try {
      run();
    } catch (cause) {
      if (!(cause instanceof Killed)) throw cause;
      bury();
    }
  };

  const dieAt = (when: Death): void => {
    if (death !== when) return;
    death = undefined;
    throw new Killed(`${when} a commit`);
  };

  const watched = (real: Outbox): Outbox => {
    let waiting: readonly WarningEvent[] = [];
    return {
      ...real,
      commit(commit) {
        dieAt("before");
        const warnings = commit.messages.flatMap(({ type, data }) =>
          type === "warning" && "episode" in data && "revision" in data ? [data] : [],
        );
        const done = real.commit(commit);
        // A full disk lets messages wait in memory, and the next commit takes them along.
        waiting = [...waiting, ...warnings];
        if (done) {
          for (const warning of waiting) {
            stored.push(warning);
            episodes.add(warning.episode);
            world.tell(vehicleId, `stores ${warning.id} ${warning.kind}`);
          }
          waiting = [];
        }
        // While the disk is full a driver is told all the same: a warning that waits is better than one that is not shown.
        else for (const { episode } of waiting) episodes.add(episode);
        dieAt("after");
        return done;
      },
      settle(receipt) {
        const rows = real.settle(receipt);
        if (rows > 0) world.tell(vehicleId, `settles ${rows} up to ${receipt.epoch}/${receipt.upTo}`);
        return rows;
      },
    };
  };

  const drive = (): void => {
    const mine = life;
    if (mine === undefined) return;
    const event = ride[next];
    if (event === undefined) {
      inProcess(() => mine, mine.passage.finish);
      return;
    }
    // An agent that was away finds what the car said meanwhile in the journal, and catches up.
    const waitMs = Math.max(restMs, event.at - startsAt - world.now());
    world.after(waitMs, () => {
      inProcess(
        () => mine,
        () => {
          next += 1;
          mine.passage.take(event);
        },
      );
      if (life === mine) drive();
    });
  };

  const open = (): Life => {
    let handle: DatabaseSync | undefined;
    const db = openDatabase(
      join(folder, "agent.db"),
      wallMs(),
      () => world.accuse(`${vehicleId}: a damaged database`),
      (file) => {
        handle = openSqlite(file);
        return handle;
      },
    );
    const outbox = createOutbox(db, {
      vehicleId,
      quota: quotaOf(50_000_000),
      firstEpoch: 1,
      onFull: () => world.tell(vehicleId, "disk full"),
      onRoom: () => world.tell(vehicleId, "disk has room"),
    });
    const saved = restorePassage(outbox);
    const passage = createPassage(
      {
        agentVersion: "house",
        pipeline: createPipeline({ vehicleId }, pipelineStateSchema.optional().parse(outbox.restore("pipeline"))),
        view: createHmiView({ language: "en" }, outbox.restore("page")),
        outbox: watched(outbox),
        blackBox: createBlackBox(),
        record: () => {},
        readsOf: () => [],
        wallOf: () => wallMs(),
        mayTellPosition: () => false,
        onWarnings: () => {},
        onPageFault: (cause) => world.accuse(`${vehicleId}: the page failed: ${String(cause)}`),
        onState({ prompt }) {
          if (prompt !== null && !episodes.has(prompt.card.episode))
            world.accuse(`${vehicleId}: shows ${prompt.card.episode} before its row is stored`);
        },
        onStored: () => life?.uplink?.poke(),
        onVin: () => {},
      },
      saved,
      "ride.jsonl",
      startsAt,
    );
    return { db, outbox, passage, from: saved.journal?.ordinal ?? 0 };
  };

  const boot = (): void => {
    let born: Life;
    try {
      born = open();
    } catch (cause) {
      world.tell(
        vehicleId,
        `cannot start: ${cause instanceof Error && "code" in cause ? String(cause.code) : String(cause)}`,
      );
      world.after(5_000, boot);
      return;
    }
    life = born;
    next = born.from;
    world.tell(vehicleId, `starts with boot ${born.outbox.epoch} at event ${next}`);
    const mine = (): Life => born;
    inProcess(mine, () => {
      born.passage.announce();
      born.uplink = openUplink(
        config,
        watched(born.outbox),
        {
          changed: () => {},
          settled: () => {},
          ticket: (notice) => inProcess(mine, () => born.passage.note({ kind: "ticket", notice })),
          now: () => born.passage.now(),
        },
        {
          time: { wallMs, monotonicMs: world.now },
          timers: { after: (ms, run) => world.after(ms, () => inProcess(mine, run)) },
          random: random.unit,
          version: "house",
          log,
          pagesFolder: "",
        },
        (broker, credentials, version, filter, will, events) =>
          network.connect(broker, credentials, version, filter, will, {
            connected: (protocol) => inProcess(mine, () => events.connected(protocol)),
            message: (topic, payload) => inProcess(mine, () => events.message(topic, payload)),
            ended: (ending) => inProcess(mine, () => events.ended(ending)),
          }),
      );
    });
    drive();
  };

  return {
    vehicleId,
    boot,
    stored: (): readonly WarningEvent[] => stored,
    /** Dies now, at whatever it is doing. */
    kill: bury,
    /** Dies at its next commit, before it or after it. */
    killAtCommit(when: Death): void {
      death = when;
    },
    stepClock(ms: number): void {
      clockStepMs += ms;
      world.tell(vehicleId, `clock steps by ${ms} ms`);
    },
    /** The disk takes no more, or has room again. */
    setDiskFull(full: boolean): void {
      isDiskFull = full;
      if (life === undefined) return;
      const pages = Number(life.db.prepare("pragma page_count").get()?.["page_count"] ?? 0);
      life.db.exec(`pragma max_page_count = ${isDiskFull ? Math.max(1, pages) : plenty}`);
    },
    waiting: (): number | undefined => life?.outbox.backlog().rows,
    arrived: (): boolean => life !== undefined && next >= ride.length,
    heal(): void {
      death = undefined;
      if (isDiskFull) this.setDiskFull(false);
    },
    close(): void {
      life?.db.close();
      life = undefined;
    },
  };
};
export type Car = ReturnType<typeof createCar>;
