import { type Observable, ReplaySubject } from "rxjs";
import type { AgentConfig } from "../config.ts";
import type { HmiAction, HmiState } from "../hmi/protocol.ts";
import { createHmiServer, type HmiServer } from "../hmi/server.ts";
import { shownPrompts } from "../hmi/view.ts";
import { type Host, stepsTo } from "./host.ts";

/** What the head unit is to show. */
export interface Shown {
  /** The newest state first, then every later one. */
  readonly states: Observable<HmiState>;
  /** Shows a state; `sampledAt` is the wall time at which the reading behind it left the adapter, epoch ms. */
  show(state: HmiState, sampledAt: number): void;
}

/** Keeps the newest state for pages that come later, and logs each prompt that comes onto the screen with its two instants. */
export const createShown = ({ time, log }: Host): Shown => {
  const tell = stepsTo(log);
  const states = new ReplaySubject<HmiState>(1);
  let deciding = time.wallMs();
  shownPrompts(states).subscribe((prompt) =>
    tell(
      "prompt-shown",
      { room: "hmi", prompt, sampledAt: deciding, shownAt: time.wallMs() },
      "A prompt is on the screen",
    ),
  );
  return {
    states: states.asObservable(),
    show(state, sampledAt) {
      deciding = sampledAt;
      states.next(state);
    },
  };
};

/** Opens the head-unit page; undefined when it is switched off. */
export const openPage = async (
  { hmi }: Pick<AgentConfig, "hmi">,
  { states }: Shown,
  onAction: (action: HmiAction) => void,
  { log, pagesFolder }: Host,
): Promise<HmiServer | undefined> => {
  if (!hmi.enabled) return undefined;
  const server = await createHmiServer({
    host: hmi.host,
    port: hmi.port,
    pagesFolder: hmi.pagesFolder ?? pagesFolder,
    state: states,
    onAction,
    log: log.child({ room: "hmi" }),
  });
  stepsTo(log)("listening", { room: "hmi", url: server.url }, "The head-unit page is open on this machine only");
  return server;
};
