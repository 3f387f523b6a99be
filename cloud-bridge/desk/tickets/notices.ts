import type { Clock } from "../../platform/clock.ts";

/** Something to tell a vehicle, kept until the vehicle acknowledged it. */
export interface Notice {
  readonly id: string;
  readonly vehicleId: string;
  readonly topic: string;
  readonly payload: string;
  readonly revision: number;
}

export interface NoticeSenderOptions {
  readonly clock: Clock;
  /** Pause between two looks at the jobs, ms. */
  readonly delayMs: number;
  readonly isListening: (vehicleId: string) => boolean;
  readonly deliver: (notice: Notice) => void;
  /** The oldest jobs of these vehicles. */
  readonly load: (vehicleIds: readonly string[]) => Promise<readonly Notice[]>;
  /** Forgets jobs, unless a newer word has taken the place of one. */
  readonly remove: (notices: readonly Notice[]) => Promise<void>;
  readonly onFailure: (error: unknown) => void;
}

/**
 * Tells vehicles what the desk has to say, at least once. One notice a vehicle is under way at a time: Aedes does not say which
 * message a PUBACK is for, and with one there is no doubt. What was not acknowledged is told again when the vehicle comes back.
 */
export const createNoticeSender = (options: NoticeSenderOptions) => {
  const { clock, delayMs, isListening, deliver, load, remove, onFailure } = options;
  const awake = new Set<string>();
  const queues = new Map<string, Notice[]>();
  let told: Notice[] = [];
  let timer: Disposable | undefined;
  let looking: Promise<void> = Promise.resolve();
  let closed = false;

  const next = (vehicleId: string): void => {
    const [notice] = queues.get(vehicleId) ?? [];
    if (notice !== undefined) {
      deliver(notice);
      return;
    }
    queues.delete(vehicleId);
    // There may be more than one look could load.
    wake([vehicleId]);
  };

  const look = async (): Promise<void> => {
    const done = told;
    told = [];
    if (done.length > 0) await remove(done);
    const vehicleIds = [...awake].filter((vehicleId) => isListening(vehicleId) && !queues.has(vehicleId));
    awake.clear();
    if (vehicleIds.length === 0) return;
    for (const [vehicleId, notices] of Map.groupBy(await load(vehicleIds), (notice) => notice.vehicleId)) {
      queues.set(vehicleId, notices);
      next(vehicleId);
    }
  };

  const schedule = (): void => {
    if (closed || timer !== undefined || (awake.size === 0 && told.length === 0)) return;
    timer = clock.after(delayMs, () => {
      looking = look()
        .catch(onFailure)
        .finally(() => {
          timer = undefined;
          schedule();
        });
    });
  };

  const wake = (vehicleIds: readonly string[]): void => {
    for (const vehicleId of vehicleIds) awake.add(vehicleId);
    schedule();
  };

  return {
    /** These vehicles may have something to be told. */
    wake,
    acknowledged(vehicleId: string, payload: string | undefined): void {
      const queue = queues.get(vehicleId);
      const notice = queue?.[0];
      if (notice === undefined || (payload !== undefined && payload !== notice.payload)) return;
      queue?.shift();
      told.push(notice);
      next(vehicleId);
      schedule();
    },
    /** The connection is gone, and with it what was under way. */
    forget(vehicleId: string): void {
      queues.delete(vehicleId);
    },
    async close(): Promise<void> {
      closed = true;
      timer?.[Symbol.dispose]();
      await looking;
      if (told.length > 0) await remove(told).catch(onFailure);
    },
  };
};
