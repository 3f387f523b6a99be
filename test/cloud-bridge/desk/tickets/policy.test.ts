import { describe, expect, test } from "vitest";
import { isEnd, judgeMove, movesFrom } from "../../../../cloud-bridge/desk/tickets/policy.ts";
import { ticketStates } from "../../../../contract/ticket.ts";

/** The whole flow a second time, as people read it: `!` needs a note, the first of a line is the likely one. */
const flow: Readonly<Record<string, string>> = {
  new: "triaged contacting monitoring! cancelled!",
  triaged: "contacting monitoring! cancelled!",
  contacting: "scheduled awaiting_customer monitoring! checked_in triaged cancelled!",
  scheduled: "checked_in contacting! awaiting_customer! cancelled!",
  checked_in: "diagnosing scheduled! cancelled!",
  diagnosing: "awaiting_approval in_repair ready! monitoring! awaiting_parts",
  awaiting_approval: "in_repair awaiting_parts diagnosing! ready!",
  in_repair: "quality_check awaiting_parts awaiting_approval! diagnosing!",
  awaiting_parts: "in_repair awaiting_customer! scheduled!",
  quality_check: "ready in_repair!",
  ready: "delivered in_repair!",
  delivered: "follow_up!",
  follow_up: "closed! contacting!",
  closed: "",
  monitoring: "contacting triaged closed! cancelled!",
  awaiting_customer: "scheduled contacting checked_in monitoring! cancelled!",
  cancelled: "",
  merged: "",
};
const waysOf = (from: string): string[] => (flow[from] ?? "").split(" ").filter((way) => way !== "");
const pairs = ticketStates.flatMap((from) => ticketStates.map((to) => [from, to] as const));

describe("the policy", () => {
  test.each(pairs)("from %s to %s", (from, to) => {
    const way = waysOf(from).find((one) => one.replace("!", "") === to);
    const plain = judgeMove(from, to, undefined);
    const explained = judgeMove(from, to, "because");
    if (way === undefined) {
      const legal = waysOf(from).map((one) => one.replace("!", ""));
      expect(plain).toEqual({ ok: false, reason: "illegalMove", legal });
      expect(explained).toEqual(plain);
    } else {
      expect(plain).toEqual(way.endsWith("!") ? { ok: false, reason: "noteMissing" } : { ok: true });
      expect(explained).toEqual({ ok: true });
    }
  });

  test("blanks are no note", () => {
    expect(judgeMove("new", "cancelled", "  \n")).toEqual({ ok: false, reason: "noteMissing" });
  });

  test.each(ticketStates)("%s: the moves on offer are the legal ones, one of them likely", (from) => {
    const moves = movesFrom(from);
    expect(moves.map(({ to, needs }) => `${to}${needs.includes("note") ? "!" : ""}`)).toEqual(waysOf(from));
    expect(moves.filter(({ primary }) => primary)).toHaveLength(isEnd(from) ? 0 : 1);
  });

  test("every state but merged can be reached, and from every one the work can end", () => {
    const reach = (from: string, seen: Set<string>): Set<string> => {
      for (const way of waysOf(from).map((one) => one.replace("!", ""))) if (!seen.has(way)) reach(way, seen.add(way));
      return seen;
    };
    expect([...reach("new", new Set(["new"]))].toSorted()).toEqual(
      ticketStates.filter((s) => s !== "merged").toSorted(),
    );
    for (const from of ticketStates) if (!isEnd(from)) expect(reach(from, new Set()).has("closed")).toBe(true);
  });
});
