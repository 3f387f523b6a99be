import type { Receipt } from "../../contract/wire/messages.ts";
import { downTopic } from "../../contract/wire/topics.ts";
import type { Clock } from "../platform/clock.ts";

export interface ReceiptSenderOptions {
  readonly clock: Clock;
  /** How long receipts of a vehicle are gathered, ms. */
  readonly delayMs: number;
  readonly isListening: (vehicleId: string) => boolean;
  readonly tell: (topic: string, payload: string) => void;
}

/** Tells vehicles what is committed: the newest receipt of each boot, gathered for a moment. */
export const createReceiptSender = ({ clock, delayMs, isListening, tell }: ReceiptSenderOptions) => {
  const pending = new Map<string, { readonly vehicleId: string; readonly receipt: Receipt }>();
  let timer: Disposable | undefined;
  let closed = false;

  const flush = (): void => {
    timer = undefined;
    for (const { vehicleId, receipt } of pending.values())
      if (isListening(vehicleId)) tell(downTopic(vehicleId, "receipt"), JSON.stringify(receipt));
    pending.clear();
  };

  return {
    add(receipts: readonly { readonly vehicleId: string; readonly receipt: Receipt }[]): void {
      if (closed) return;
      for (const one of receipts) pending.set(`${one.vehicleId}/${one.receipt.epoch}`, one);
      if (pending.size > 0) timer ??= clock.after(delayMs, flush);
    },
    close(): void {
      closed = true;
      timer?.[Symbol.dispose]();
      flush();
    },
  };
};
