import { createContext, useContext, useSyncExternalStore } from "react";
import type { Desk, DeskView } from "./desk.ts";

export const DeskContext = createContext<Desk | null>(null);

/** The desk of this page. */
export const useDesk = (): Desk => {
  const desk = useContext(DeskContext);
  if (desk === null) throw new Error("a part of the console was drawn outside the desk");
  return desk;
};

/** Time zone of the centre, in which the desk reads every instant. */
export const useTimeZone = (): string => useDeskView().centre.timeZone;

/** The present picture of the desk; the part that asks is drawn anew with every change. */
export const useDeskView = (): DeskView => {
  const desk = useDesk();
  return useSyncExternalStore(desk.subscribe, desk.view);
};
