import type { z } from "zod";
import {
  type Centre,
  centreSchema,
  problemSchema,
  sliceOf,
  type TicketDetail,
  type TicketState,
  ticketDetailSchema,
  ticketSummarySchema,
  vehicleSchema,
} from "../../../contract/ticket.ts";

/** Why the bridge did not do what it was asked: the world's answer, not a fault of the page. */
export interface Failure {
  /** "unreachable": no answer; "refused": an answer with a reason; "unreadable": an answer this page does not understand. */
  readonly kind: "unreachable" | "refused" | "unreadable";
  /** HTTP status, 0 without an answer. */
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly details: readonly string[];
}

export type Answer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: Failure };

const root = "/api/v1";
// A bridge that stores answers in milliseconds; after this long the advisor is told rather than left waiting.
const patienceMs = 30_000;

const unreachable = (cause: unknown): Failure => ({
  kind: "unreachable",
  status: 0,
  code: "BRIDGE_UNREACHABLE",
  message: cause instanceof Error ? cause.message : "no answer",
  details: [],
});

const refused = async (response: Response): Promise<Failure> => {
  const problem = problemSchema.safeParse(await response.json().catch(() => undefined));
  const { code, message, details } = problem.success
    ? problem.data
    : { code: `HTTP_${response.status}`, message: response.statusText, details: undefined };
  return { kind: "refused", status: response.status, code, message, details: details ?? [] };
};

const ask = async (path: string, init: RequestInit = {}): Promise<Answer<unknown>> => {
  try {
    const response = await fetch(`${root}${path}`, { ...init, signal: AbortSignal.timeout(patienceMs) });
    if (!response.ok) return { ok: false, failure: await refused(response) };
    return { ok: true, value: await response.json().catch(() => undefined) };
  } catch (cause) {
    return { ok: false, failure: unreachable(cause) };
  }
};

const reading = <Schema extends z.ZodType>(schema: Schema, answer: Answer<unknown>): Answer<z.output<Schema>> => {
  if (!answer.ok) return answer;
  const parsed = schema.safeParse(answer.value);
  if (parsed.success) return { ok: true, value: parsed.data };
  const issue = parsed.error.issues[0];
  const failure: Failure = {
    kind: "unreadable",
    status: 200,
    code: "ANSWER_UNREADABLE",
    message: `${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`.trim(),
    details: [],
  };
  return { ok: false, failure };
};

const ticketSlice = sliceOf(ticketSummarySchema);
const vehicleSlice = sliceOf(vehicleSchema);

/** Follows `next` to the end of a list, so that counts and views are those of the whole desk. */
const readAll = async <Item>(
  first: string,
  read: (path: string) => Promise<Answer<{ items: Item[]; next: string | null }>>,
): Promise<Answer<Item[]>> => {
  const items: Item[] = [];
  let path = first;
  for (;;) {
    const page = await read(path);
    if (!page.ok) return page;
    items.push(...page.value.items);
    if (page.value.next === null) return { ok: true, value: items };
    path = `${first}${first.includes("?") ? "&" : "?"}cursor=${encodeURIComponent(page.value.next)}`;
  }
};

/** Every open ticket, most pressing first. */
export const fetchOpenTickets = () =>
  readAll("/tickets?open=true&sort=rank&limit=200", async (path) => reading(ticketSlice, await ask(path)));

/** The dealer this desk belongs to. */
export const fetchCentre = async (): Promise<Answer<Centre>> => reading(centreSchema, await ask("/centre"));

/** Every vehicle that ever spoke to the bridge. */
export const fetchVehicles = () =>
  readAll("/vehicles?limit=200", async (path) => reading(vehicleSlice, await ask(path)));

/** One ticket with its evidence, history and legal moves. */
export const fetchTicket = async (id: string): Promise<Answer<TicketDetail>> =>
  reading(ticketDetailSchema, await ask(`/tickets/${encodeURIComponent(id)}`));

const posted = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer<unknown>> =>
  ask(path, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });

/** Moves a ticket, if it is still the one that the advisor saw. */
export const postMove = (ticket: TicketDetail, to: TicketState, note: string): Promise<Answer<unknown>> =>
  posted(`/tickets/${encodeURIComponent(ticket.id)}/transitions`, note === "" ? { to } : { to, note }, {
    "if-match": `"${ticket.revision}"`,
  });

/** Adds a note; notes never conflict. Sent again with the same key it is written once. */
export const postNote = (id: string, text: string, key: string): Promise<Answer<unknown>> =>
  posted(`/tickets/${encodeURIComponent(id)}/notes`, { text }, { "idempotency-key": key });
