import { describe, expect, test } from "vitest";
import type { Answer } from "../../../../../cloud-bridge/console/data/api.ts";
import { answered, begun } from "../../../../../cloud-bridge/console/tickets/ticket/errand.ts";
import type { TicketDetail, TicketMove } from "../../../../../contract/ticket.ts";
import { sampleTicket } from "../../sample-ticket.ts";

const ticket: TicketDetail = {
  ...sampleTicket({ id: "1" }),
  revision: 1,
  episode: "car-0001/coolant-overheat-trend/1",
  explanation: { "zh-CN": "", en: "" },
  plan: [],
  parts: [],
  data: {},
  raisedAt: 1,
  evidence: [],
  history: [],
  moves: [],
};
const saved: TicketDetail = { ...ticket, revision: 2, state: "scheduled" };
const move: TicketMove = { to: "triaged", needs: [], primary: true };
const refusal = (status: number): Answer<unknown> => ({
  ok: false,
  failure: { kind: "refused", status, code: "X", message: "x", details: [] },
});

describe("what the advisor is about to do", () => {
  test("a move without words goes out at once, one with words asks first, a note always asks", () => {
    expect(begun(move).at).toBe("sending");
    expect(begun({ ...move, needs: ["note"] }).at).toBe("writing");
    expect(begun(null).at).toBe("writing");
  });

  test("stored is done", () => {
    expect(answered(move, { ok: true, value: {} }, ticket, saved)).toEqual({ at: "rest" });
  });

  test("a stale revision shows both versions", () => {
    expect(answered(move, refusal(412), ticket, saved)).toEqual({ at: "changed", move, seen: ticket, saved });
  });

  test("a stale revision whose present version cannot be read is a failure, not a wrong comparison", () => {
    expect(answered(move, refusal(412), ticket, null).at).toBe("failed");
  });

  test("an illegal move shows the reasons, anything else can be tried again", () => {
    expect(answered(move, refusal(409), ticket, saved).at).toBe("refused");
    expect(answered(null, refusal(503), ticket, saved).at).toBe("failed");
  });
});
