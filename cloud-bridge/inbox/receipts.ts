import type { Receipt } from "../../contract/wire/down/receipt.ts";
import { downTopic } from "../../contract/wire/topics.ts";
import type { Clock } from "../platform/clock.ts";

export interface ReceiptSenderOptions {
  readonly clock: Clock;
  /** How long receipts of a vehicle are gathered, ms. */
  readonly delayMs: number;
  readonly isListening: (vehicleId: string) => boolean;
  readonly tell: (topic: string, payload: string) => void;
}

/** The newer receipt, with what the one that it takes the place of had to refuse. */
const withRefusals = (older: Receipt | undefined, newer: Receipt): Receipt => {
  const before = older?.refused;
  if (before === undefined) return newer;
  const seqs = [...new Set([...before.seqs, ...(newer.refused?.seqs ?? [])])];
  return { ...newer, refused: { versions: before.versions, seqs: seqs.slice(-1_000) } };
};

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
      for (const { vehicleId, receipt } of receipts) {
        const key = `${vehicleId}/${receipt.epoch}`;
        pending.set(key, { vehicleId, receipt: withRefusals(pending.get(key)?.receipt, receipt) });
      }
      if (pending.size > 0) timer ??= clock.after(delayMs, flush);
    },
    close(): void {
      closed = true;
      timer?.[Symbol.dispose]();
      flush();
    },
  };
};
