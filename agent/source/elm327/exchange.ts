import type { LengthsOf } from "../obd/payloads.ts";
import { createShortFrames } from "../obd/short-frames.ts";
import type { Adapter } from "./adapter.ts";
import { type ParsedAnswer, parseAnswer } from "./answers.ts";
import type { CommandLog } from "./command-log.ts";
import type { CommandOutcome } from "./command-machine.ts";
import type { AnswerError } from "./failures.ts";
import type { Facts, Patience } from "./session.ts";

/** A request of a vehicle profile: the maker's ECU is asked by its own header. */
export interface OwnRequest {
  /** Identifier that the ECU listens to, and the one it answers under. */
  readonly header: string;
  readonly answer: string;
  /** 22 and a data identifier. */
  readonly request: string;
  /** Event time. */
  readonly periodMs: number;
}

/** What talking to one adapter needs. */
export interface ExchangeParts {
  readonly adapter: () => Adapter | undefined;
  readonly facts: () => Facts;
  readonly now: () => number;
  readonly log: CommandLog;
  readonly commandTimeoutMs: number;
  /** Real ms that one second of event time takes. */
  readonly tickMs: number;
  readonly own: readonly OwnRequest[];
  readonly onFailure: (error: AnswerError, request: string) => void;
}

/** What a command came to. */
export type Told =
  | { readonly ok: true; readonly lines: readonly string[]; readonly at: number; readonly elapsedMs: number }
  | { readonly ok: false; readonly code: "TIMEOUT" | "STUCK" | "CLOSED" | "ADAPTER_RESET" };

/** One conversation: every command that leaves the agent goes through here, with its reason. */
export interface Exchange {
  tell(command: string, why: string, patience: Patience): Promise<Told>;
  /** Asks the car; a request of the profile goes to its own ECU. */
  ask(
    request: string,
    why: string,
    lengthsOf?: LengthsOf,
  ): Promise<{ readonly told: Told; readonly answer: ParsedAnswer | undefined }>;
  /** The adapter's settings are gone, and with them whom it speaks to. */
  forget(): void;
}

/** Real ms; a reset of a genuine chip takes a second, a search through the slow initialisations of K-line ten. */
const patienceMs: Readonly<Record<Patience, number>> = { setting: 0, request: 0, reset: 5_000, search: 20_000 };

/** Identifiers of a request to all ECUs (ISO 15765-4). */
const toAll = (protocol: string): string => (protocol === "7" || protocol === "9" ? "18DB33F1" : "7DF");

/** Older chips take 29 bits in two parts only: priority, and the rest. */
const setHeader = (header: string): readonly string[] =>
  header.length === 8 ? [`ATCP${header.slice(0, 2)}`, `ATSH${header.slice(2)}`] : [`ATSH${header}`];

export const createExchange = (parts: ExchangeParts): Exchange => {
  /** The header that was set last; undefined while the adapter has its own. */
  let addressed: string | undefined;
  const shortFrames = createShortFrames();

  const tell = async (command: string, why: string, patience: Patience): Promise<Told> => {
    const adapter = parts.adapter();
    if (adapter === undefined) return { ok: false, code: "CLOSED" };
    const sentAt = parts.now();
    parts.log.note(sentAt, command, why);
    const outcome: CommandOutcome = await adapter.run(command, Math.max(parts.commandTimeoutMs, patienceMs[patience]));
    const at = parts.now();
    // The command may have gone to an adapter that had just forgotten how it was set.
    const code = adapter.tookReset() ? "ADAPTER_RESET" : outcome.ok ? undefined : outcome.code;
    if (code === undefined && outcome.ok)
      return { ok: true, lines: outcome.lines, at, elapsedMs: ((at - sentAt) * parts.tickMs) / 1_000 };
    const why2 = code ?? "CLOSED";
    parts.onFailure({ code: why2, message: `${command} was not answered` }, command);
    return { ok: false, code: why2 };
  };

  /** Lets the adapter speak to one ECU and hear only that one, or to all again. */
  const address = async (own: OwnRequest | undefined): Promise<Told | undefined> => {
    if (own?.header === addressed) return undefined;
    const settings =
      own === undefined
        ? [...setHeader(toAll(parts.facts().protocol)), "ATAR"]
        : [...setHeader(own.header), `ATFCSH${own.header}`, "ATFCSD300000", "ATFCSM1", `ATCRA${own.answer}`];
    if (own === undefined && addressed !== undefined) settings.push("ATFCSM0");
    addressed = own?.header;
    for (const setting of settings) {
      const told = await tell(setting, own === undefined ? "speak to all ECUs" : "speak to one ECU", "setting");
      if (!told.ok) return told;
    }
    return undefined;
  };

  return {
    tell,
    async ask(request, why, lengthsOf) {
      const lost = await address(parts.own.find((own) => own.request === request));
      if (lost !== undefined) return { told: lost, answer: undefined };
      const told = await tell(request, why, "request");
      if (!told.ok) return { told, answer: undefined };
      const { headers, protocol } = parts.facts();
      const { lines } = told;
      const short = new Set<string>();
      const parsed = parseAnswer({ request, lines, headers, protocol }, lengthsOf, (ecu) => {
        short.add(ecu);
        return true;
      });
      const answer = parsed.ok ? shortFrames.judge(request, lines, parsed, short) : parsed;
      if (!answer.ok) parts.onFailure(answer.error, request);
      return { told, answer };
    },
    forget() {
      addressed = undefined;
    },
  };
};
