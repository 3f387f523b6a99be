import { randomUUID } from "node:crypto";
import { z } from "zod";
import {
  noteRequestSchema,
  priorities,
  sliceOf,
  type TicketDetail,
  ticketDetailSchema,
  ticketStates,
  ticketSummarySchema,
  transitionRequestSchema,
} from "../../../contract/ticket.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Store } from "../../platform/database/store.ts";
import { type Endpoint, endpoint, noBody, none, type Reply } from "../../platform/http/endpoint.ts";
import { ApiProblem, type ProblemCode } from "../../platform/http/problem.ts";
import { rulesTitled } from "../knowledge/knowledge.ts";
import type { EvidenceRecord } from "../problems/table.ts";
import { detailOf, summaryOf } from "./answers.ts";
import type { DeskCommand, Refusal } from "./command.ts";
import { carryOut, type KeyRefusal } from "./flow.ts";
import { findTicket, listTickets, loadHistory, ticketSorts } from "./queries.ts";
import type { Work } from "./table.ts";

/** Until people log in, everyone at the console is this one. */
const actor = "advisor";

export interface TicketEndpointOptions {
  readonly store: Store;
  readonly clock: Clock;
  /** What the car sent of the warnings that a ticket stands for, oldest first. */
  readonly evidenceOf: (ticket: Work) => Promise<readonly EvidenceRecord[]>;
  /** A person changed a ticket: the live pages and the car want to know. */
  readonly onChanged: () => void;
}

type Asked = Pick<DeskCommand, "id" | "actor" | "at">;

const problemOf = (refusal: Refusal | Exclude<KeyRefusal, { why: "repeated" }>, ticket: string): ApiProblem => {
  switch (refusal.why) {
    case "unknown":
      return new ApiProblem("TICKET_UNKNOWN", [ticket]);
    case "reused":
      return new ApiProblem("KEY_REUSED");
    case "changed":
      return new ApiProblem("TICKET_CHANGED", [`the ticket is at revision ${refusal.revision}`]);
    case "noteMissing":
      return new ApiProblem("NOTE_MISSING");
    case "open":
      return new ApiProblem("MOVE_ILLEGAL", []);
    case "illegalMove":
      return new ApiProblem("MOVE_ILLEGAL", refusal.legal);
  }
};

const params = z.object({ id: z.string().min(1).max(64).describe("Id or number of the ticket") });

const listQuery = z.strictObject({
  state: z.array(z.enum(ticketStates)).max(ticketStates.length).optional().describe("Only these states"),
  priority: z.array(z.enum(priorities)).max(priorities.length).optional().describe("Only these priorities"),
  vehicleId: z.string().max(64).optional().describe("Only this vehicle"),
  open: z
    .stringbool({ truthy: ["true"], falsy: ["false"] })
    .optional()
    .describe("Only work, or only what is done"),
  q: z.string().trim().max(100).optional().describe("Part of a number, vehicle id, VIN, category or title"),
  sort: z
    .enum(ticketSorts)
    .default("rank")
    .describe("rank: work first, then priority, safety and due time; due: due time; updated: newest change first"),
  limit: z.coerce.number().int().min(1).max(200).default(50).describe("Most items of an answer"),
  cursor: z.string().max(500).optional().describe("`next` of the answer before"),
});

const etagOf = ({ revision }: TicketDetail): string => `"${revision}"`;

/** GET and POST under /api/v1/tickets. */
export const ticketEndpoints = ({
  store,
  clock,
  evidenceOf,
  onChanged,
}: TicketEndpointOptions): readonly Endpoint[] => {
  const detail = async (id: string): Promise<TicketDetail> => {
    const row = await findTicket(store, id);
    if (row === undefined) throw new ApiProblem("TICKET_UNKNOWN", [id]);
    return detailOf(row, await loadHistory(store, row.work.id), await evidenceOf(row.work));
  };
  const reply = async (id: string): Promise<Omit<Reply, "status">> => {
    const body = await detail(id);
    return { body, etag: etagOf(body) };
  };
  const idOf = async (idOrNumber: string): Promise<string> => {
    const row = await findTicket(store, idOrNumber);
    if (row === undefined) throw new ApiProblem("TICKET_UNKNOWN", [idOrNumber]);
    return row.work.id;
  };
  /** Carries out what a person asks for; the same request with the same key again is answered with the ticket as it is. */
  const change = async (
    idOrNumber: string,
    key: string | undefined,
    commandOf: (asked: Asked) => DeskCommand,
  ): Promise<Omit<Reply, "status">> => {
    const ticketId = await idOf(idOrNumber);
    const asked = { id: `${actor}/${key ?? randomUUID()}`, actor, at: clock.now() };
    const outcome = await carryOut(store, ticketId, commandOf(asked));
    if (outcome.ok) onChanged();
    else {
      const { refusal } = outcome;
      if (refusal.why !== "repeated") throw problemOf(refusal, idOrNumber);
    }
    return reply(ticketId);
  };
  const notFound: readonly ProblemCode[] = ["REQUEST_INVALID", "TICKET_UNKNOWN"];

  return [
    endpoint({
      method: "get",
      path: "/api/v1/tickets",
      operation: "listTickets",
      summary: "The queue, a slice at a time",
      query: listQuery,
      params: none,
      body: noBody,
      needsIfMatch: false,
      answer: { status: 200, description: "A slice of the tickets", schema: sliceOf(ticketSummarySchema) },
      problems: ["REQUEST_INVALID"],
      async handle({ query: { state, priority, vehicleId, open, q, sort, limit, cursor } }) {
        const rules = q === undefined ? [] : rulesTitled(q);
        const filter = { states: state, priorities: priority, vehicleId, open, words: q, rules };
        const slice = await listTickets(store, filter, { sort, limit, cursor });
        if (slice === undefined) throw new ApiProblem("REQUEST_INVALID", ["query.cursor: not a place in this list"]);
        return { body: { items: slice.rows.map(summaryOf), total: slice.total, next: slice.next } };
      },
    }),
    endpoint({
      method: "get",
      path: "/api/v1/tickets/{id}",
      operation: "readTicket",
      summary: "One ticket with its evidence, its history and the moves that are legal now",
      params,
      query: none,
      body: noBody,
      needsIfMatch: false,
      answer: { status: 200, description: "The ticket", schema: ticketDetailSchema, etag: true },
      problems: notFound,
      handle: ({ params: { id } }) => reply(id),
    }),
    endpoint({
      method: "post",
      path: "/api/v1/tickets/{id}/transitions",
      operation: "moveTicket",
      summary: "Move a ticket on in the after-sales flow",
      params,
      body: transitionRequestSchema,
      needsIfMatch: true,
      query: none,
      answer: { status: 200, description: "The ticket after the move", schema: ticketDetailSchema, etag: true },
      heedsIdempotencyKey: true,
      problems: [...notFound, "MOVE_ILLEGAL", "TICKET_CHANGED", "NOTE_MISSING", "KEY_REUSED"],
      handle: ({ params: { id }, body: { to, note }, revision, key }) =>
        change(id, key, (asked) => ({
          ...asked,
          kind: "move",
          expected: revision,
          to,
          note: note === undefined || note === "" ? null : note,
        })),
    }),
    endpoint({
      method: "post",
      path: "/api/v1/tickets/{id}/notes",
      operation: "noteTicket",
      summary: "Add a person's words to the history",
      params,
      body: noteRequestSchema,
      query: none,
      needsIfMatch: false,
      answer: { status: 201, description: "The ticket with the note", schema: ticketDetailSchema, etag: true },
      heedsIdempotencyKey: true,
      problems: [...notFound, "KEY_REUSED"],
      handle: ({ params: { id }, body: { text }, key }) =>
        change(id, key, (asked) => ({ ...asked, kind: "note", expected: "any", text })),
    }),
  ];
};
