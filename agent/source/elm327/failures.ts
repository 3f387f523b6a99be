import { type ObdFailureCode, obdFailures } from "../obd/failures.ts";

/**
 * Everything that can stand in the place of an answer, and what the session does about it. One table, so that a text of
 * an adapter in the field is added by one line.
 */
export type Reaction =
  /** The car has nothing to say: count it; many in a row mean that the engine is off. */
  | "count"
  /** Ask again in its turn; the way is fine. */
  | "retry"
  /** The adapter lost its footing: ATWS, then configure anew. */
  | "warmStart"
  /** The bus failed: close the protocol (ATPC) and find it again. */
  | "reselect"
  /** The adapter forgot its settings: all of it from ATZ on. */
  | "reinitialise"
  /** The port or the adapter is gone: close, wait, open. */
  | "reopen";

interface Failure {
  readonly says: string;
  readonly reaction: Reaction;
}

/** An answer that came and was bad: the way is fine, so the request is sent again in its turn. */
const ofTheAnswer = (code: ObdFailureCode): Failure => ({ says: obdFailures[code], reaction: "retry" });

/** Every code of a bad answer, the sentence that explains it and the reaction of the session. */
export const failures = {
  NO_DATA: { says: "no ECU answered in time", reaction: "count" },
  STOPPED: { says: "the adapter was interrupted while it waited for the car", reaction: "retry" },
  UNKNOWN_COMMAND: { says: "the adapter did not understand the command", reaction: "retry" },
  UNABLE_TO_CONNECT: { says: "no bus protocol answered; switch the ignition on", reaction: "reselect" },
  BUS_INIT_ERROR: { says: "the bus could not be initialised; switch the ignition on", reaction: "reselect" },
  CAN_ERROR: { says: "the CAN bus reported errors", reaction: "reselect" },
  BUS_ERROR: { says: "the bus reported an invalid signal", reaction: "reselect" },
  BUS_BUSY: { says: "the bus was busy for too long", reaction: "reselect" },
  FEEDBACK_ERROR: { says: "the adapter did not see its own signal on the bus; check the plug", reaction: "reselect" },
  FLOW_CONTROL_TIMEOUT: { says: "the ECU did not go on with a long answer", reaction: "retry" },
  BUFFER_FULL: { says: "the adapter could not hand the answer on fast enough", reaction: "warmStart" },
  DATA_ERROR: { says: "the answer failed the adapter's check", reaction: "warmStart" },
  RX_ERROR: { says: "the adapter received a damaged frame", reaction: "warmStart" },
  ADAPTER_ERROR: { says: "the adapter reported an internal error", reaction: "reinitialise" },
  ADAPTER_RESET: {
    says: "the adapter started anew and forgot its settings; check its supply",
    reaction: "reinitialise",
  },
  NOT_HEX: { says: "the answer holds characters that are no hex digits", reaction: "retry" },
  EMPTY_ANSWER: { says: "the adapter gave its prompt and no answer", reaction: "retry" },
  MALFORMED_VOLTAGE: { says: "the adapter's voltage is no number", reaction: "retry" },
  TIMEOUT: { says: "the adapter did not finish in time", reaction: "warmStart" },
  STUCK: { says: "the adapter does not come back to its prompt; unplug it and plug it in again", reaction: "reopen" },
  PORT_UNAVAILABLE: { says: "the way to the adapter cannot be opened", reaction: "reopen" },
  CLOSED: { says: "the port was closed", reaction: "reopen" },
  REQUEST_INVALID: { says: "the request is no service and PID in hex digits, or ATRV", reaction: "retry" },
  PROTOCOL_UNSUPPORTED: { says: "this bus protocol is not read by this version", reaction: "retry" },
  NEGATIVE_RESPONSE: ofTheAnswer("NEGATIVE_RESPONSE"),
  RESPONSE_PENDING: ofTheAnswer("RESPONSE_PENDING"),
  MALFORMED_FRAME: ofTheAnswer("MALFORMED_FRAME"),
  SHORT_FRAME: ofTheAnswer("SHORT_FRAME"),
  CHECKSUM: ofTheAnswer("CHECKSUM"),
  SEQUENCE: ofTheAnswer("SEQUENCE"),
  INCOMPLETE: ofTheAnswer("INCOMPLETE"),
  ECHO_MISMATCH: ofTheAnswer("ECHO_MISMATCH"),
  DUPLICATE_ANSWER: ofTheAnswer("DUPLICATE_ANSWER"),
  LENGTH_MISMATCH: ofTheAnswer("LENGTH_MISMATCH"),
  REQUEST_UNSUPPORTED: ofTheAnswer("REQUEST_UNSUPPORTED"),
} as const satisfies Readonly<Record<string, Failure>> & Readonly<Record<ObdFailureCode, Failure>>;

/** A word for what was wrong with an answer. */
export type FailureCode = keyof typeof failures;

/** A bad answer: never a value, always a code, a sentence, and the lines as they came. */
export interface AnswerError {
  readonly code: FailureCode;
  readonly message: string;
}

/** Makes the error of a code, with what was seen behind the sentence. */
export const failure = (code: FailureCode, detail = ""): AnswerError => ({
  code,
  message: detail === "" ? failures[code].says : `${failures[code].says}: ${detail}`,
});

/**
 * Texts of the ELM327 data sheet and of clones, wherever in a line they stand: a clone glues them to a half-printed
 * answer, and no hex digit spells them. The reset texts come first, since they explain all others.
 */
const texts: readonly (readonly [RegExp, FailureCode])[] = [
  [/LV RESET|^ELM3\d\d|^OBDII? TO RS232|^STN\d{4}/, "ADAPTER_RESET"],
  [/\bERR\d\d\b/, "ADAPTER_ERROR"],
  [/BUS ?INIT.*ERROR/, "BUS_INIT_ERROR"],
  [/UNABLE TO CONNECT/, "UNABLE_TO_CONNECT"],
  [/NO DATA/, "NO_DATA"],
  [/STOPPED/, "STOPPED"],
  [/BUFFER FULL|OUT OF MEMORY|RX OVERFLOW/, "BUFFER_FULL"],
  [/DATA ERROR/, "DATA_ERROR"],
  [/RX ERROR/, "RX_ERROR"],
  [/CAN ERROR/, "CAN_ERROR"],
  [/BUS BUSY/, "BUS_BUSY"],
  [/BUS ERROR/, "BUS_ERROR"],
  [/FB ERROR/, "FEEDBACK_ERROR"],
  [/FC RX TIMEOUT/, "FLOW_CONTROL_TIMEOUT"],
  [/^\?$/, "UNKNOWN_COMMAND"],
];

/** The failure that a line of the adapter says; undefined for anything else. */
export const failureIn = (line: string): FailureCode | undefined => texts.find(([pattern]) => pattern.test(line))?.[1];

/** Progress of a protocol search, with or without the answer on the same line, and unasked power notices. */
const chatter = /^(SEARCHING\.*|BUS ?INIT:? ?\.*(OK)?|!?(ACT|LP) ALERT)/;

/** A line without what an adapter says on its way to the answer. */
export const withoutChatter = (line: string): string => line.replace(chatter, "").trim();
