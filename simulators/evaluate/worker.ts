import { parentPort } from "node:worker_threads";
import { fulfil, type Order } from "./fleet.ts";

/** A worker: lives one order after the other and hands each life back with its place. */
parentPort?.on("message", async ({ place, order }: { readonly place: number; readonly order: Order }) => {
  parentPort?.postMessage({ place, life: await fulfil(order) });
});
