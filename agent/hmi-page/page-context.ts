import { createContext, useContext } from "react";
import type { Language } from "../../contract/language.ts";
import type { HmiAction, HmiState } from "../hmi/protocol.ts";
import type { Texts } from "./texts.ts";

/** What the driver asked to be called: a number and whose it is. */
export interface CallTarget {
  readonly name: string;
  readonly number: string;
  /** A rescue number: the desk can be asked for help as well. */
  readonly rescue: boolean;
}

/** What every part of the page needs. */
export interface Page {
  readonly state: HmiState;
  readonly connected: boolean;
  readonly language: Language;
  readonly texts: Texts;
  readonly act: (action: HmiAction) => void;
  readonly go: (to: Screen) => void;
  readonly call: (target: CallTarget) => void;
}

/** What the page shows beside a prompt. */
export type Screen = "car" | "help" | "visits" | "settings";

export const PageContext = createContext<Page | null>(null);

/** The page around a component; there is no component without one. */
export const usePage = (): Page => {
  const page = useContext(PageContext);
  if (page === null) throw new Error("a part of the page stands outside the page");
  return page;
};
