import { createContext, useContext } from "react";
import { type QueueFilter, viewOf } from "../../data/views.ts";

/** What is kept of the queue while a ticket is open, so that the advisor returns to the row and the filter left. */
export interface KeptQueue {
  readonly cursorId: string | null;
  readonly setCursor: (id: string | null) => void;
  /** Address of the list as it was last seen. */
  readonly path: string;
  readonly filter: QueueFilter;
  readonly keepQueue: (path: string, filter: QueueFilter) => void;
}

const nothing = (): void => undefined;

export const everything: QueueFilter = { view: viewOf(null), priority: null, words: "" };

export const KeptQueueContext = createContext<KeptQueue>({
  cursorId: null,
  setCursor: nothing,
  path: "/",
  filter: everything,
  keepQueue: nothing,
});

/** The queue as it was last seen. */
export const useKeptQueue = (): KeptQueue => useContext(KeptQueueContext);
