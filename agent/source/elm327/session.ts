import type { LinkState } from "../../../contract/events.ts";
import type { ParsedAnswer } from "./answers.ts";
import type { FailureCode } from "./failures.ts";

/** What the session has learned of the adapter and the car. */
export interface Facts {
  /** What the adapter calls itself; "" until it said so. */
  readonly adapter: string;
  /** Whether lines begin with the header of the ECU (ATH1 was taken). */
  readonly headers: boolean;
  /** The digit of the bus protocol; "" until it is found. */
  readonly protocol: string;
  /** Service-01 PIDs that some ECU supports, in order. */
  readonly pids: readonly string[];
  /** The VIN was answered. */
  readonly identified: boolean;
  /** Requests in a row without data, and with a bad answer. */
  readonly silent: number;
  readonly faults: number;
  /** Recoveries since the last good answer, and connections that came to nothing. */
  readonly recoveries: number;
  readonly attempt: number;
  /** The adapter's word for why the way is down or being mended. */
  readonly reason: string | undefined;
}

/** Where the session stands: closed → opening → resetting → … → polling ⇄ recovering, and backoff. */
export type Phase =
  | { readonly at: "closed" | "opening" | "voltage" | "polling" }
  | { readonly at: "resetting"; readonly command: "ATZ" | "ATWS"; readonly tries: number }
  | { readonly at: "configuring" | "identifying"; readonly step: number }
  /** `tries` counts answers to the first question that were spoilt on their way. */
  | { readonly at: "probing"; readonly step: number; readonly tries?: number }
  | { readonly at: "mapping"; readonly base: string; readonly tries: number }
  | { readonly at: "recovering" }
  /** The adapter's own search found nothing: its protocols are tried one by one, \`step\` counting commands. */
  | { readonly at: "trying"; readonly step: number }
  | { readonly at: "backoff"; readonly portOpen: boolean };

/** Where the session stands and what it knows. */
export interface Session {
  readonly phase: Phase;
  readonly facts: Facts;
}

/** What the session wants done now; the driver does it and tells what came of it. */
export type Want =
  | { readonly do: "nothing" | "open" | "poll" }
  | { readonly do: "wait"; readonly attempt: number; readonly keepPort: boolean }
  /** `read` says whether the lines are the adapter's own words or an answer of the car. */
  | { readonly do: "run"; readonly command: string; readonly read: "text" | "answer"; readonly patience: Patience };

/** How long a command may take: a reset and a search are slow by nature. */
export type Patience = "setting" | "reset" | "search" | "request";

/** What came of a want. */
export type SessionInput =
  | { readonly kind: "start" | "opened" | "waited" | "stop" }
  | { readonly kind: "openFailed"; readonly reason: string }
  | { readonly kind: "replied"; readonly lines: readonly string[] }
  | { readonly kind: "answered"; readonly request: string; readonly answer: ParsedAnswer }
  /** The command came to no end, or the adapter started anew meanwhile. */
  | { readonly kind: "failed"; readonly code: FailureCode }
  /** Nobody uses the car: the bus is left alone until \`waited\`. */
  | { readonly kind: "rest"; readonly reason: string };

/** Echo and line feeds off, spaces off (a third less to send), headers on (who answers), adaptive timing on. */
export const settings = ["ATE0", "ATI", "ATL0", "ATS0", "ATH1", "ATAT1"] as const;
/** VIN, then confirmed, pending and permanent codes. */
export const identity = ["0902", "03", "07", "0A"] as const;
/** The PIDs whose data are the bitmaps of the next 32. */
export const bitmapBases: readonly string[] = ["00", "20", "40", "60", "80", "A0", "C0"];

/**
 * Protocols by how many cars speak them, for adapters whose own search gives up too soon. Never ATTPA: it locks up a clone.
 */
export const protocolsToTry = ["6", "8", "7", "9", "5", "4", "3", "2", "1"] as const;

/** What is known before the first word. */
export const nothingKnown: Facts = {
  adapter: "",
  headers: true,
  protocol: "",
  pids: [],
  identified: false,
  silent: 0,
  faults: 0,
  recoveries: 0,
  attempt: 0,
  reason: undefined,
};

/** A session before its start. */
export const closedSession: Session = { phase: { at: "closed" }, facts: nothingKnown };

/** What the session wants done in this state. */
export const wanted = ({ phase, facts }: Session): Want => {
  const run = (command: string, read: "text" | "answer", patience: Patience): Want => ({
    do: "run",
    command,
    read,
    patience,
  });
  switch (phase.at) {
    case "closed":
      return { do: "nothing" };
    case "opening":
      return { do: "open" };
    case "resetting":
      return run(phase.command, "text", "reset");
    case "configuring":
      return run(settings[phase.step] ?? "ATI", "text", "setting");
    case "voltage":
      return run("ATRV", "answer", "setting");
    case "probing":
      if (phase.step === 0) return run(`ATSP${facts.protocol === "" ? "0" : facts.protocol}`, "text", "setting");
      return phase.step === 1 ? run("0100", "text", "search") : run("ATDPN", "text", "setting");
    case "trying": {
      const digit = protocolsToTry[Math.floor(phase.step / 2)] ?? "6";
      return phase.step % 2 === 0 ? run(`ATTP${digit}`, "text", "setting") : run("0100", "text", "search");
    }
    case "mapping":
      return run(`01${phase.base}`, "answer", "request");
    case "identifying":
      return run(identity[phase.step] ?? "03", "answer", "request");
    case "polling":
      return { do: "poll" };
    case "recovering":
      return run("ATPC", "text", "setting");
    case "backoff":
      return { do: "wait", attempt: facts.attempt, keepPort: phase.portOpen };
  }
};

/** How the way to the car looks from outside. */
export const linkOf = ({ phase }: Session): LinkState["state"] => {
  switch (phase.at) {
    case "polling":
    case "identifying":
      return "up";
    case "backoff":
      return phase.portOpen ? "resting" : "down";
    case "closed":
      return "down";
    default:
      return "connecting";
  }
};
