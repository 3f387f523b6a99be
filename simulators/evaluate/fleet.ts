import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { Life } from "./life.ts";
import { studies } from "./studies.ts";
import type { Study } from "./study.ts";

/** One life to live, as it is handed to a worker. */
export interface Order {
  readonly study: string;
  readonly seed: number;
  readonly index: number;
  readonly days: number;
}

/** Lives an order. */
export const fulfil = (order: Order): Promise<Life> => {
  const study = studies.find(({ name }) => name === order.study);
  if (study === undefined) throw new Error(`no study ${order.study}`);
  return study.live(order);
};

export const ordersOf = (study: Study, vehicles: number, seed: number, days: number): readonly Order[] =>
  Array.from({ length: vehicles }, (_, index) => ({
    study: study.name,
    seed,
    index,
    days,
  }));

export interface FleetOptions {
  readonly workers?: number | undefined;
  readonly onDone?: ((done: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Where a worker begins: beside this module, or beside the bundle that it became part of. */
export const workerFileBeside = (module: string): string | undefined =>
  ["./worker.ts", "./simulators-worker.js"].map((file) => fileURLToPath(new URL(file, module))).find(existsSync);

const alone = async (orders: readonly Order[], { onDone, signal }: FleetOptions): Promise<readonly Life[]> => {
  const lives: Life[] = [];
  for (const order of orders) {
    signal?.throwIfAborted();
    lives.push(await fulfil(order));
    onDone?.(lives.length);
  }
  return lives;
};

const isLife = (message: unknown): message is { readonly place: number; readonly life: Life } =>
  typeof message === "object" && message !== null && "life" in message;

/** Each worker asks for the next order when it is done with one; the places in the result are those of the orders. */
const together = (
  orders: readonly Order[],
  file: string,
  workers: number,
  { onDone, signal }: FleetOptions,
): Promise<readonly Life[]> => {
  const { promise, resolve, reject } = Promise.withResolvers<readonly Life[]>();
  const lives: Life[] = [];
  let next = 0;
  let done = 0;
  const crew = Array.from({ length: workers }, () => new Worker(file));
  const dismiss = (): void => {
    for (const worker of crew) void worker.terminate();
  };
  const give = (worker: Worker): void => {
    const order = orders[next];
    if (order !== undefined) worker.postMessage({ place: next, order });
    next += 1;
  };
  const stop = (): void => {
    dismiss();
    reject(signal?.reason);
  };
  signal?.addEventListener("abort", stop, { once: true });
  for (const worker of crew) {
    worker.on("message", (message: unknown) => {
      if (!isLife(message)) return;
      lives[message.place] = message.life;
      done += 1;
      onDone?.(done);
      if (done === orders.length) {
        dismiss();
        signal?.removeEventListener("abort", stop);
        resolve(lives);
      } else give(worker);
    });
    worker.on("error", (cause) => {
      dismiss();
      reject(cause);
    });
    give(worker);
  }
  return promise;
};

/** Lives all orders, on as many workers as there are processors; the result is the same on any number of them. */
export const liveAll = (orders: readonly Order[], options: FleetOptions = {}): Promise<readonly Life[]> => {
  const workers = Math.min(options.workers ?? availableParallelism(), orders.length);
  const file = workerFileBeside(import.meta.url);
  return workers <= 1 || file === undefined ? alone(orders, options) : together(orders, file, workers, options);
};
