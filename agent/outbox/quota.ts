import { type MessageClass, type SpareableClass, spareableClasses } from "./message.ts";

/** Bytes held, by class. */
export type Held = Readonly<Record<MessageClass, number>>;

export interface Quota {
  /** All classes together. */
  readonly totalBytes: number;
  readonly classBytes: Readonly<Record<SpareableClass, number>>;
}

/** Shares of the whole: evidence is large and worth keeping; an old status or telemetry says little. */
const shares: Readonly<Record<SpareableClass, number>> = {
  telemetry: 1 / 8,
  status: 1 / 16,
  evidence: 1 / 2,
  request: 1 / 16,
};

export const quotaOf = (totalBytes: number): Quota => ({
  totalBytes,
  classBytes: {
    telemetry: totalBytes * shares.telemetry,
    status: totalBytes * shares.status,
    evidence: totalBytes * shares.evidence,
    request: totalBytes * shares.request,
  },
});

/**
 * The class whose oldest message must go next, or undefined when everything fits: first a class over its own quota, then,
 * when warnings fill the whole, the least valuable class that still holds anything. Never a warning.
 */
export const overflowing = (held: Held, quota: Quota): SpareableClass | undefined => {
  const over = spareableClasses.find((name) => held[name] > quota.classBytes[name]);
  if (over !== undefined) return over;
  const total = Object.values(held).reduce((sum, bytes) => sum + bytes, 0);
  return total > quota.totalBytes ? spareableClasses.find((name) => held[name] > 0) : undefined;
};
