import type { Adapter } from "./adapter.ts";
import { type ParsedAnswer, parseAnswer } from "./answers.ts";
import { openAdapter, type Reach } from "./baud-search.ts";
import { failure, failureIn } from "./failures.ts";
import { protocolDigit } from "./protocols.ts";

/** A conversation of a few commands, for tools that look at an adapter and leave again. */
export interface ShortSession {
  readonly baudRate: number | undefined;
  /** Words of the adapter; undefined when it does not answer. */
  say(command: string, timeoutMs?: number): Promise<readonly string[] | undefined>;
  /** An answer of the car. Never sends a request twice. */
  ask(request: string, timeoutMs?: number): Promise<ParsedAnswer>;
  /** Looks for the car's bus; its digit, or the adapter's word for why there is none. */
  findBus(): Promise<{ readonly protocol: string } | { readonly reason: string }>;
  close(): void;
}

const patience = { setting: 2_000, reset: 5_000, search: 20_000 };
const settings = ["ATE0", "ATL0", "ATS0", "ATH1", "ATAT1"] as const;

/** Opens an adapter, resets it and sets it up. */
export const openShortSession = async (reach: Reach): Promise<ShortSession> => {
  const { adapter, baudRate }: { adapter: Adapter; baudRate: number | undefined } = await openAdapter(reach);
  let protocol = "";
  const close = (): void => adapter.close();
  reach.signal.addEventListener("abort", close, { once: true });

  const say = async (command: string, timeoutMs = patience.setting): Promise<readonly string[] | undefined> => {
    const outcome = await adapter.run(command, timeoutMs);
    return outcome.ok ? outcome.lines : undefined;
  };
  await say("ATZ", patience.reset);
  for (const setting of settings) await say(setting);

  return {
    baudRate,
    say,
    async ask(request, timeoutMs = patience.setting) {
      const outcome = await adapter.run(request, timeoutMs);
      if (!outcome.ok) return { ok: false, error: failure(outcome.code) };
      return parseAnswer({ request, lines: outcome.lines, headers: true, protocol });
    },
    async findBus() {
      await say("ATSP0");
      const lines = await say("0100", patience.search);
      const bad = lines === undefined ? "TIMEOUT" : lines.map(failureIn).find((code) => code !== undefined);
      if (bad !== undefined || lines?.length === 0) return { reason: (bad ?? "EMPTY_ANSWER").replaceAll("_", " ") };
      protocol = protocolDigit((await say("ATDPN"))?.[0] ?? "");
      return { protocol };
    },
    close() {
      reach.signal.removeEventListener("abort", close);
      close();
    },
  };
};
