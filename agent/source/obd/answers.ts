import type { ObdAnswer } from "../source.ts";
import { type ObdFailure, type ObdFailureCode, obdFailure } from "./failures.ts";
import type { Framing } from "./framing.ts";
import type { Message } from "./iso-tp.ts";
import { behindEcho, joinBodies, type LengthsOf, partsOf, spreads } from "./payloads.ts";
import { meansNothingOfTheKind, responsePending, spellRefusal } from "./refusal-codes.ts";
import type { ObdRequest } from "./request.ts";

/** An answer without the instant, which only the driver knows. */
export type Answer = Omit<ObdAnswer, "kind" | "at">;

/** An ECU that said no, with the negative response code of ISO 14229. */
export interface Refusal {
  readonly ecu: string;
  readonly code: number;
}

/** The answers of one or more ECUs to one request. Never a value of a bad answer. */
export interface Heard {
  readonly ok: true;
  readonly answers: readonly Answer[];
  /** ECUs that refused while others answered. */
  readonly refusals: readonly Refusal[];
  /** Every ECU answered or has nothing of the kind: only then a list of codes is whole. */
  readonly complete: boolean;
}

/** Why there is no answer to believe. */
export interface Unheard {
  readonly ok: false;
  readonly error: ObdFailure;
}

const refuse = (code: ObdFailureCode, detail = ""): Unheard => ({ ok: false, error: obdFailure(code, detail) });

const hex2 = (n: number): string => n.toString(16).toUpperCase().padStart(2, "0");

const isNegative = (message: Message): boolean => message.bytes[0] === 0x7f;

/**
 * With headers off nobody knows which ECU a line is of. Then every message stands for an ECU of its own, but where the
 * older buses spread one answer over several messages; and a request for more time is taken to be of the ECU that then
 * answered.
 */
const byEcu = (
  messages: readonly Message[],
  framing: Framing,
  request: ObdRequest,
): readonly (readonly Message[])[] => {
  if (messages.some((message) => message.ecu !== ""))
    return [...Map.groupBy(messages, (message) => message.ecu).values()];
  const final = messages.filter((message) => !isNegative(message) || message.bytes[2] !== responsePending);
  const spoken = final.length > 0 ? final : messages;
  return spreads(framing, request) ? [spoken] : spoken.map((message) => [message]);
};

type FromEcu = { readonly answers: readonly Answer[] } | { readonly refusal: Refusal } | { readonly error: ObdFailure };

const readEcu = (
  messages: readonly Message[],
  framing: Framing,
  request: ObdRequest,
  lengthsOf: LengthsOf | undefined,
): FromEcu => {
  const { service } = request;
  const ecu = messages[0]?.ecu ?? "";
  const said = `${ecu} ${messages.map((message) => message.bytes.map(hex2).join("")).join(" ")}`.trim();
  const wrong = (code: ObdFailureCode): FromEcu => ({ error: obdFailure(code, said) });

  const negatives = messages.filter(isNegative);
  if (negatives.some(({ bytes }) => bytes.length !== 3 || hex2(bytes[1] ?? 0) !== service))
    return wrong("ECHO_MISMATCH");
  const final = negatives.find(({ bytes }) => bytes[2] !== responsePending);
  const positives = messages.filter((message) => !isNegative(message));
  if (final !== undefined)
    return positives.length > 0 ? wrong("DUPLICATE_ANSWER") : { refusal: { ecu, code: final.bytes[2] ?? 0 } };
  if (positives.length === 0) return { refusal: { ecu, code: responsePending } };

  const bodies = positives.map((message) => behindEcho(message.bytes, request));
  if (bodies.some((body) => body === undefined)) return wrong("ECHO_MISMATCH");
  const payload = joinBodies(
    bodies.filter((body) => body !== undefined),
    framing,
    request,
  );
  if (!payload.ok) return wrong(payload.code);
  const parts = partsOf(payload.bytes, request, (pid) => lengthsOf?.(pid, ecu) ?? []);
  if (parts === undefined) return wrong("LENGTH_MISMATCH");
  const { bus } = framing;
  return { answers: parts.map((part) => ({ service, pid: part.pid, ecu, bus, bytes: Uint8Array.from(part.bytes) })) };
};

const conclude = (ecus: readonly FromEcu[], service: string): Heard | Unheard => {
  const error = ecus.find((ecu) => "error" in ecu)?.error;
  if (error !== undefined) return { ok: false, error };
  const answers = ecus.flatMap((ecu) => ("answers" in ecu ? ecu.answers : []));
  const refusals = ecus.flatMap((ecu) => ("refusal" in ecu ? [ecu.refusal] : []));
  const complete = refusals.every(({ code }) => meansNothingOfTheKind(code));
  if (answers.length > 0) return { ok: true, answers, refusals, complete };
  const [first] = refusals;
  if (first === undefined) return refuse("INCOMPLETE");
  const detail = `${first.ecu} service ${service} code ${spellRefusal(first.code)}`.trim();
  return refuse(first.code === responsePending ? "RESPONSE_PENDING" : "NEGATIVE_RESPONSE", detail);
};

/** What the messages of one exchange say: grouping by ECU, echo, negative and pending responses, the parts of a batch. */
export const answersOf = (
  messages: readonly Message[],
  framing: Framing,
  request: ObdRequest,
  lengthsOf: LengthsOf | undefined,
): Heard | Unheard =>
  conclude(
    byEcu(messages, framing, request).map((ofEcu) => readEcu(ofEcu, framing, request, lengthsOf)),
    request.service,
  );
