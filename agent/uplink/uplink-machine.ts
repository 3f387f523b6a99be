import type { Receipt } from "../../contract/wire/down/receipt.ts";

/**
 * The life of the way to the bridge, as a pure function. Sockets, timers and the outbox live in uplink.ts.
 *
 * Invariants: at most `window` messages are sent and not yet receipted; nothing is published while offline; a message leaves
 * the outbox through a receipt and in no other way (a broker's PUBACK is not a commit); messages go out in the order of
 * epoch and seq, and after a lost connection from the oldest that has no receipt.
 */
export interface Position {
  readonly epoch: number;
  readonly seq: number;
}

/** A message that was published and has no receipt yet. */
export interface Sent extends Position {
  /** Monotonic ms of the last publish. */
  readonly at: number;
}

export interface UplinkState {
  readonly at: "stopped" | "offline" | "connecting" | "online";
  /** Failed attempts in a row: the back-off grows with them. */
  readonly failures: number;
  readonly sent: readonly Sent[];
  /** The last message read from the outbox on this connection. */
  readonly cursor: Position | undefined;
}

export type UplinkInput =
  | { readonly kind: "start" }
  /** The back-off is over. */
  | { readonly kind: "retry" }
  | { readonly kind: "connected" }
  /** The connection ended or could not be made; `random` in 0..1 spreads a fleet that lost its broker at once. */
  | { readonly kind: "closed"; readonly random: number; readonly again?: "at once" }
  /** Something new may be in the outbox. */
  | { readonly kind: "stored" }
  /** What a `read` found. */
  | { readonly kind: "rows"; readonly rows: readonly Position[]; readonly at: number }
  | { readonly kind: "receipt"; readonly receipt: Receipt }
  /** Time passing, monotonic ms. */
  | { readonly kind: "time"; readonly at: number }
  | { readonly kind: "stop" };

export type UplinkEffect =
  | { readonly kind: "connect" }
  | { readonly kind: "wait"; readonly ms: number }
  | { readonly kind: "read"; readonly after: Position | undefined; readonly limit: number }
  | { readonly kind: "publish"; readonly position: Position }
  | { readonly kind: "settle"; readonly receipt: Receipt }
  | { readonly kind: "disconnect" };

export interface UplinkLimits {
  readonly window: number;
  readonly receiptTimeoutMs: number;
  readonly reconnectMinMs: number;
  readonly reconnectMaxMs: number;
}

export interface UplinkStep {
  readonly state: UplinkState;
  readonly effects: readonly UplinkEffect[];
}

export const initialUplink: UplinkState = { at: "stopped", failures: 0, sent: [], cursor: undefined };

const stay = (state: UplinkState): UplinkStep => ({ state, effects: [] });

/** Doubles from the least to the greatest wait; the upper half of it is drawn by lot. */
export const backOffMs = (
  failures: number,
  random: number,
  { reconnectMinMs, reconnectMaxMs }: UplinkLimits,
): number => {
  const ceiling = Math.min(reconnectMaxMs, reconnectMinMs * 2 ** Math.min(failures - 1, 30));
  return Math.round(ceiling / 2 + (ceiling / 2) * random);
};

/** Whether a receipt speaks for a message. */
export const covers = ({ epoch, upTo, gaps }: Receipt, position: Position): boolean =>
  position.epoch === epoch &&
  position.seq <= upTo &&
  !gaps.some(([from, to]) => position.seq >= from && position.seq <= to);

const readMore = (state: UplinkState, { window }: UplinkLimits): readonly UplinkEffect[] => {
  const limit = window - state.sent.length;
  return state.at === "online" && limit > 0 ? [{ kind: "read", after: state.cursor, limit }] : [];
};

const isAfter = ({ epoch, seq }: Position, cursor: Position | undefined): boolean =>
  cursor === undefined || epoch > cursor.epoch || (epoch === cursor.epoch && seq > cursor.seq);

const send = (state: UplinkState, rows: readonly Position[], at: number, limits: UplinkLimits): UplinkStep => {
  if (state.at !== "online") return stay(state);
  // Two reads may have been under way from the same place; what is behind the cursor already went out.
  const fitting = rows
    .filter((row) => isAfter(row, state.cursor))
    .slice(0, limits.window - state.sent.length)
    .map(({ epoch, seq }) => ({ epoch, seq }));
  return {
    state: {
      ...state,
      sent: [...state.sent, ...fitting.map((position) => ({ ...position, at }))],
      cursor: fitting.at(-1) ?? state.cursor,
    },
    effects: fitting.map((position) => ({ kind: "publish", position })),
  };
};

const settle = (state: UplinkState, receipt: Receipt, limits: UplinkLimits): UplinkStep => {
  const settled = { ...state, sent: state.sent.filter((position) => !covers(receipt, position)) };
  return { state: settled, effects: [{ kind: "settle", receipt }, ...readMore(settled, limits)] };
};

const sendAgain = (state: UplinkState, at: number, { receiptTimeoutMs }: UplinkLimits): UplinkStep => {
  const isOverdue = (message: Sent): boolean => at - message.at >= receiptTimeoutMs;
  const overdue = state.at === "online" ? state.sent.filter(isOverdue) : [];
  if (overdue.length === 0) return stay(state);
  return {
    state: { ...state, sent: state.sent.map((message) => (isOverdue(message) ? { ...message, at } : message)) },
    effects: overdue.map(({ epoch, seq }) => ({ kind: "publish", position: { epoch, seq } })),
  };
};

const lose = (state: UplinkState, random: number, atOnce: boolean, limits: UplinkLimits): UplinkStep => {
  if (state.at === "stopped" || state.at === "offline") return stay(state);
  const failures = atOnce ? state.failures : state.failures + 1;
  return {
    state: { at: "offline", failures, sent: [], cursor: undefined },
    effects: [{ kind: "wait", ms: atOnce ? 0 : backOffMs(failures, random, limits) }],
  };
};

/** What the uplink does next, and what it is then. */
export const nextUplink = (state: UplinkState, input: UplinkInput, limits: UplinkLimits): UplinkStep => {
  switch (input.kind) {
    case "start":
      return state.at === "stopped"
        ? { state: { ...initialUplink, at: "connecting" }, effects: [{ kind: "connect" }] }
        : stay(state);
    case "retry":
      return state.at === "offline"
        ? { state: { ...state, at: "connecting" }, effects: [{ kind: "connect" }] }
        : stay(state);
    case "connected": {
      if (state.at !== "connecting") return stay(state);
      const online: UplinkState = { at: "online", failures: 0, sent: [], cursor: undefined };
      return { state: online, effects: readMore(online, limits) };
    }
    case "closed":
      return lose(state, input.random, input.again === "at once", limits);
    case "stored":
      return { state, effects: readMore(state, limits) };
    case "rows":
      return send(state, input.rows, input.at, limits);
    case "receipt":
      return settle(state, input.receipt, limits);
    case "time":
      return sendAgain(state, input.at, limits);
    case "stop":
      return { state: initialUplink, effects: [{ kind: "disconnect" }] };
  }
};
