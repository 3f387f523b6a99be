import { createContext, useContext } from "react";
import { type QueueFilter, viewOf } from "../desk/views.ts";

/** What the queue remembers while a ticket is open, so that the advisor returns to the row and the filter left. */
export interface QueueMemory {
  readonly cursorId: string | null;
  readonly setCursor: (id: string | null) => void;
  /** Address of the list as it was last seen. */
  readonly path: string;
  readonly filter: QueueFilter;
  readonly rememberQueue: (path: string, filter: QueueFilter) => void;
}

const nothing = (): void => undefined;

export const everything: QueueFilter = { view: viewOf(null), priority: null, words: "" };

export const QueueMemoryContext = createContext<QueueMemory>({
  cursorId: null,
  setCursor: nothing,
  path: "/",
  filter: everything,
  rememberQueue: nothing,
});

/** The queue as it was last seen. */
export const useQueueMemory = (): QueueMemory => useContext(QueueMemoryContext);
