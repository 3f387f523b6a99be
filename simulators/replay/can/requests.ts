import { diagnosticUse, isFunctional, isPair } from "./diagnostic-ids.ts";
import { isExtended } from "./frame.ts";

/** One request that was seen on the bus. */
export interface Request {
  readonly id: number;
  readonly bus: string;
  readonly service: number;
  /** What stands behind the service: PIDs, data identifiers, a sub-function. */
  readonly rest: Uint8Array;
  /** Until when an answer belongs to it. */
  until: number;
  answered: boolean;
}

/** P2* of ISO 14229-2: the longest that a control unit may take which has asked for more time; so no answer comes later. */
const longestAnswerMs = 5_000;
const responseBit = 0x40;
/** Bounds of the memory, far beyond what a car has: buses times services, and pairs of identifiers. */
const mostKinds = 2_048;
const mostPairs = 20_000;
const mostAskers = 512;
export const negativeResponse = 0x7f;

/** Data identifiers of service 22 are two bytes; every other service that echoes anything echoes one. */
const identifierBytes = (service: number): number => (service === 0x22 ? 2 : 1);
/** Services whose answers repeat what was asked for, besides the service itself. */
const echoing = new Set([
  0x01, 0x02, 0x06, 0x08, 0x09, 0x10, 0x18, 0x19, 0x1a, 0x21, 0x22, 0x27, 0x28, 0x2f, 0x31, 0x3e,
]);
/** Of those, the ones that ask for several things at once: up to six PIDs (SAE J1979), or identifiers (ISO 14229). */
const plural = new Set([0x01, 0x06, 0x22]);

/** Whether a payload answers something; what has this bit clear asks. */
export const isAnswer = (payload: Uint8Array): boolean => ((payload[0] ?? 0) & responseBit) !== 0;

/** What a request of this service asks for, one by one, as hex: PIDs or data identifiers. */
export const askedFor = ({ service, rest }: Request): readonly string[] => {
  const size = identifierBytes(service);
  const asked: string[] = [];
  const end = plural.has(service) ? rest.length : size;
  for (let at = 0; at + size <= Math.min(end, rest.length); at += size)
    asked.push(
      Buffer.from(rest.subarray(at, at + size))
        .toString("hex")
        .toUpperCase(),
    );
  return asked;
};

/** Whether a positive answer repeats what the request asked for. `undefined` where the service repeats nothing. */
const echoes = (request: Request, payload: Uint8Array): boolean | undefined => {
  if (!echoing.has(request.service)) return undefined;
  const size = identifierBytes(request.service);
  const said = Buffer.from(payload.subarray(1, 1 + size))
    .toString("hex")
    .toUpperCase();
  return askedFor(request).includes(said);
};

/** What the book of requests counts. */
export interface RequestCounts {
  readonly requests: number;
  readonly unanswered: number;
}

/** Requests of one kind that are waiting for an answer: no tester has more than one under each identifier. */
type Waiting = Map<number, Request>;

/**
 * Remembers who asked what, so that an answer is known by its question. Two identifiers that no standard pairs are believed
 * to be a pair once an answer under one repeats what was asked under the other.
 */
export const createRequests = () => {
  /** By bus and service. */
  const waiting = new Map<string, Waiting>();
  /** Identifiers that no standard reserves, and that were seen to take part. */
  const learned = new Set<number>();
  /** How much speaks for two identifiers being a pair. */
  const proofs = new Map<string, number>();
  let requests = 0;
  let unanswered = 0;

  const takesPart = (id: number): boolean => diagnosticUse(id) === "reserved" || learned.has(id);

  const leave = (request: Request | undefined): void => {
    if (request === undefined || request.answered || !takesPart(request.id)) return;
    unanswered += 1;
  };

  const isKnownPair = (request: Request, answer: number): boolean =>
    isPair(request.id, answer) || (takesPart(request.id) && learned.has(answer));

  /**
   * Traffic of another kind looks like a request now and then, and like its answer. Two bytes repeated, or a call to all
   * which is reserved for that, are proof; one byte repeated is so the second time.
   */
  const isProven = (request: Request, answer: number): boolean => {
    if (isExtended(request.id) !== isExtended(answer)) return false;
    const pair = `${request.id}/${answer}`;
    const proof = (proofs.get(pair) ?? 0) + (request.service === 0x22 || isFunctional(request.id) ? 2 : 1);
    if (proofs.size > mostPairs) proofs.clear();
    proofs.set(pair, proof);
    return proof >= 2;
  };

  /** How well a request fits an answer; 0 when it does not. */
  const fit = (request: Request, answer: number, payload: Uint8Array): 0 | 1 | 2 => {
    const said = payload[0] === negativeResponse ? undefined : echoes(request, payload);
    if (said === false) return 0;
    if (isPair(request.id, answer)) return 2;
    // Where a standard gives both their places, it says which belong together.
    if (diagnosticUse(request.id) === "reserved" && diagnosticUse(answer) === "reserved") return 0;
    // A refusal, or an answer that repeats nothing, proves nothing new.
    return said === true || isKnownPair(request, answer) ? 1 : 0;
  };

  const bestOf = (id: number, bus: string, at: number, payload: Uint8Array): Request | undefined => {
    const negative = payload[0] === negativeResponse;
    const service = negative ? (payload[1] ?? 0) : (payload[0] ?? 0) - responseBit;
    let found: Request | undefined;
    let best = 0;
    for (const request of waiting.get(`${bus}/${service}`)?.values() ?? []) {
      if (request.id === id || at > request.until) continue;
      const fits = fit(request, id, payload);
      if (fits === 0 || fits < best || (fits === best && request.until < (found?.until ?? 0))) continue;
      found = request;
      best = fits;
    }
    return found;
  };

  return {
    /** A request; `undefined` where the identifier is not known to take part (yet): it is remembered, and not counted. */
    ask(id: number, bus: string, at: number, payload: Uint8Array): Request | undefined {
      const service = payload[0] ?? 0;
      const rest = payload.slice(1);
      const key = `${bus}/${service}`;
      if (waiting.size > mostKinds) waiting.clear();
      const others: Waiting = waiting.get(key) ?? new Map();
      waiting.set(key, others);
      leave(others.get(id));
      const request: Request = { id, bus, service, rest, until: at + longestAnswerMs, answered: false };
      if (others.size >= mostAskers) others.clear();
      others.set(id, request);
      if (!takesPart(id)) return undefined;
      requests += 1;
      return request;
    },
    /** The request that an answer belongs to. */
    of(id: number, bus: string, at: number, payload: Uint8Array): Request | undefined {
      const request = bestOf(id, bus, at, payload);
      if (request === undefined) return undefined;
      if (!isKnownPair(request, id)) {
        if (!isProven(request, id)) return undefined;
        if (!takesPart(request.id)) {
          requests += 1;
          learned.add(request.id);
        }
        if (!takesPart(id)) learned.add(id);
      }
      request.answered = true;
      return request;
    },
    /** The control unit asks for more time: it has not answered yet. */
    prolong(request: Request, at: number): void {
      request.answered = false;
      request.until = at + longestAnswerMs;
    },
    takesPart,
    counts(): RequestCounts {
      let open = 0;
      for (const others of waiting.values())
        for (const request of others.values()) if (!request.answered && takesPart(request.id)) open += 1;
      return { requests, unanswered: unanswered + open };
    },
  };
};
