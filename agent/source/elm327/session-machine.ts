import { supportedPids } from "../obd/bitmap.ts";
import type { ParsedAnswer } from "./answers.ts";
import { type FailureCode, failureIn, failures, type Reaction } from "./failures.ts";
import { framingOf, protocolDigit } from "./protocols.ts";
import {
  bitmapBases,
  type Facts,
  identity,
  nothingKnown,
  type Phase,
  protocolsToTry,
  type Session,
  type SessionInput,
  settings,
} from "./session.ts";

/** After so many bad answers in a row the reaction is stronger than the single answer asks for. */
const limits = { resets: 3, probes: 4, mappings: 3, silent: 12, faults: 10, recoveries: 3 };
/** Every so many looks at a car that was known and is silent, its protocol is searched anew. */
const searchEvery = 4;

const go = (session: Session, phase: Phase, facts: Partial<Facts> = {}): Session => ({
  phase,
  facts: { ...session.facts, ...facts },
});

const reset = (command: "ATZ" | "ATWS", tries = 0): Phase => ({ at: "resetting", command, tries });
const spell = (code: FailureCode): string => code.replaceAll("_", " ");

const backOff = (session: Session, reason: string, portOpen: boolean): Session =>
  go(session, { at: "backoff", portOpen }, { reason, attempt: session.facts.attempt + 1, recoveries: 0 });

/** The stronger way out of a failure; too many of them without one good answer end the connection. */
const recover = (session: Session, code: FailureCode, reaction: Reaction = failures[code].reaction): Session => {
  const reason = spell(code);
  if (reaction === "reopen" || session.facts.recoveries >= limits.recoveries) return backOff(session, reason, false);
  const facts = { reason, recoveries: session.facts.recoveries + 1, silent: 0, faults: 0 };
  if (reaction === "reselect") return go(session, { at: "recovering" }, facts);
  return go(session, reset(reaction === "reinitialise" ? "ATZ" : "ATWS"), facts);
};

const firstFailure = (lines: readonly string[]): FailureCode | undefined =>
  lines.map(failureIn).find((code) => code !== undefined);

const onReset = (session: Session, phase: Phase & { at: "resetting" }, lines: readonly string[]): Session => {
  // Characters of an earlier run may stand before ATZ in the adapter's buffer; it then asks back once.
  const refused = lines.length === 0 || lines.includes("?");
  if (!refused) return go(session, { at: "configuring", step: 0 });
  return phase.tries + 1 < limits.resets
    ? go(session, reset(phase.command, phase.tries + 1))
    : backOff(session, spell("UNKNOWN_COMMAND"), false);
};

const onSetting = (session: Session, step: number, lines: readonly string[]): Session => {
  const command = settings[step];
  const code = firstFailure(lines);
  // ATI answers with the very banner that elsewhere means a restart.
  if (code === "ADAPTER_RESET" && command !== "ATI") return recover(session, code);
  const facts: Partial<Facts> =
    command === "ATI"
      ? { adapter: lines.findLast((line) => line !== "ATI" && line !== "?") ?? session.facts.adapter }
      : command === "ATH1"
        ? { headers: code !== "UNKNOWN_COMMAND" }
        : {};
  const phase: Phase = step + 1 < settings.length ? { at: "configuring", step: step + 1 } : { at: "voltage" };
  return go(session, phase, facts);
};

/** The car or the adapter spoke and its words were spoilt: whether there is a car is not known yet. */
const isSpoilt = (code: FailureCode): boolean => ["retry", "warmStart"].includes(failures[code].reaction);

const onProbe = (
  session: Session,
  { step, tries = 0 }: Phase & { at: "probing" },
  lines: readonly string[],
): Session => {
  const code = firstFailure(lines);
  if (code === "ADAPTER_RESET") return recover(session, code);
  if (step === 0) return go(session, { at: "probing", step: 1 });
  if (step === 1) {
    if (code === undefined && lines.length > 0) return go(session, { at: "probing", step: 2 });
    if (isSpoilt(code ?? "EMPTY_ANSWER") && tries + 1 < limits.probes)
      return go(session, { at: "probing", step: 1, tries: tries + 1 });
    const { protocol, attempt } = session.facts;
    // A car that was known and is silent sleeps; now and then it may be another car, and the search is worth its frames.
    if (protocol !== "" && attempt % searchEvery === searchEvery - 1)
      return go(session, { at: "probing", step: 0 }, { protocol: "" });
    // Trying all protocols takes a while and many frames: once, when somebody has just started the agent.
    if (protocol === "" && attempt === 0 && code === "UNABLE_TO_CONNECT") return go(session, { at: "trying", step: 0 });
    return backOff(session, spell(code ?? "EMPTY_ANSWER"), true);
  }
  const protocol = protocolDigit(lines[0] ?? "");
  if (protocol !== "" && framingOf(protocol) === undefined)
    return backOff(session, spell("PROTOCOL_UNSUPPORTED"), true);
  return go(session, { at: "mapping", base: "00", tries: 0 }, { protocol, pids: [] });
};

const onTrying = (session: Session, step: number, lines: readonly string[]): Session => {
  const code = firstFailure(lines);
  if (code === "ADAPTER_RESET") return recover(session, code);
  const asked = step % 2 === 1;
  if (asked && code === undefined && lines.length > 0) return go(session, { at: "probing", step: 2 });
  // A protocol that this adapter does not have is not asked for.
  const next = !asked && code !== undefined ? step + 2 : step + 1;
  return Math.floor(next / 2) < protocolsToTry.length
    ? go(session, { at: "trying", step: next })
    : backOff(session, spell("UNABLE_TO_CONNECT"), true);
};

const onBitmap = (session: Session, phase: Phase & { at: "mapping" }, answer: ParsedAnswer): Session => {
  const { base, tries } = phase;
  const known = session.facts.pids;
  const ready: Phase = session.facts.identified ? { at: "polling" } : { at: "identifying", step: 0 };
  if (!answer.ok) {
    if (tries + 1 < limits.mappings) return go(session, { at: "mapping", base, tries: tries + 1 });
    // Without the first bitmap nothing is known; without a later one, what is known is enough.
    return base === "00" ? recover(session, answer.error.code, "warmStart") : go(session, ready);
  }
  const said = answer.answers.flatMap(({ pid, bytes }) => (pid === base ? (supportedPids(base, bytes) ?? []) : []));
  const following = bitmapBases[bitmapBases.indexOf(base) + 1];
  const data = said.filter((pid) => !bitmapBases.includes(pid));
  const pids = [...new Set([...known, ...data])].sort();
  if (following !== undefined && said.includes(following))
    return go(session, { at: "mapping", base: following, tries: 0 }, { pids });
  return go(session, ready, { pids, reason: undefined });
};

const isVin = (request: string, answer: ParsedAnswer): boolean => request === "0902" && answer.ok;

/** A voltage is the adapter's own: it says nothing of whether the car answers. */
const onPoll = (session: Session, request: string, answer: ParsedAnswer): Session => {
  const { facts, phase } = session;
  if (answer.ok) {
    const identified = facts.identified || isVin(request, answer);
    const well = facts.silent === 0 && facts.faults === 0 && facts.recoveries === 0 && facts.attempt === 0;
    if (request === "ATRV" || (well && identified === facts.identified)) return session;
    return go(session, phase, { identified, silent: 0, faults: 0, recoveries: 0, attempt: 0 });
  }
  const { code } = answer.error;
  const reaction: Reaction = failures[code].reaction;
  if (reaction === "count") {
    const silent = facts.silent + 1;
    // The engine is off: searching for a bus that is known would only keep it awake.
    return silent < limits.silent ? go(session, phase, { silent }) : backOff(session, spell(code), true);
  }
  if (reaction === "retry") {
    const faults = facts.faults + 1;
    return faults < limits.faults ? go(session, phase, { faults }) : recover(session, code, "warmStart");
  }
  return recover(session, code);
};

const onIdentity = (session: Session, step: number, request: string, answer: ParsedAnswer): Session => {
  if (!answer.ok && !["count", "retry"].includes(failures[answer.error.code].reaction))
    return recover(session, answer.error.code);
  const phase: Phase = step + 1 < identity.length ? { at: "identifying", step: step + 1 } : { at: "polling" };
  return go(session, phase, { identified: session.facts.identified || isVin(request, answer) });
};

const onReplied = (session: Session, lines: readonly string[]): Session => {
  const { phase } = session;
  switch (phase.at) {
    case "resetting":
      return onReset(session, phase, lines);
    case "configuring":
      return onSetting(session, phase.step, lines);
    case "probing":
      return onProbe(session, phase, lines);
    case "trying":
      return onTrying(session, phase.step, lines);
    case "recovering":
      return go(session, { at: "probing", step: 0 });
    default:
      return session;
  }
};

const onAnswered = (session: Session, request: string, answer: ParsedAnswer): Session => {
  const { phase } = session;
  if (!answer.ok && failures[answer.error.code].reaction === "reinitialise") return recover(session, answer.error.code);
  switch (phase.at) {
    case "voltage":
      return go(session, { at: "probing", step: 0 });
    case "mapping":
      return onBitmap(session, phase, answer);
    case "identifying":
      return onIdentity(session, phase.step, request, answer);
    case "polling":
      return onPoll(session, request, answer);
    default:
      return session;
  }
};

/** The next state of the session. What does not belong to a state changes nothing. */
export const nextSession = (session: Session, input: SessionInput): Session => {
  const { phase } = session;
  if (input.kind === "stop") return go(session, { at: "closed" });
  switch (input.kind) {
    case "start":
      return phase.at === "closed" ? { phase: { at: "opening" }, facts: nothingKnown } : session;
    case "opened":
      return phase.at === "opening" ? go(session, reset("ATZ")) : session;
    case "openFailed":
      return phase.at === "opening" ? backOff(session, input.reason, false) : session;
    case "waited":
      if (phase.at !== "backoff") return session;
      // A port that was closed may come back with another car behind it.
      return phase.portOpen
        ? go(session, reset("ATZ"))
        : {
            phase: { at: "opening" },
            facts: { ...nothingKnown, attempt: session.facts.attempt, reason: session.facts.reason },
          };
    case "replied":
      return onReplied(session, input.lines);
    case "answered":
      return onAnswered(session, input.request, input.answer);
    case "rest":
      return phase.at === "polling" || phase.at === "identifying" || phase.at === "mapping"
        ? go(session, { at: "backoff", portOpen: true }, { reason: input.reason, silent: 0, faults: 0 })
        : session;
    case "failed":
      if (phase.at === "closed" || phase.at === "opening") return session;
      // While the adapter only keeps watch nothing but its loss matters.
      if (phase.at === "backoff") return phase.portOpen ? backOff(session, spell(input.code), false) : session;
      return recover(session, input.code);
  }
};
