import { describe, expect, test } from "vitest";
import { matchesWords, passes, viewOf, views } from "../../../../cloud-bridge/console/data/views.ts";
import { sampleTicket } from "../sample-ticket.ts";

describe("the fixed views", () => {
  test.each([
    ["new", sampleTicket({ id: "1", state: "new" })],
    ["safety", sampleTicket({ id: "1", safety: true })],
    ["customer", sampleTicket({ id: "1", state: "awaiting_approval" })],
    ["parts", sampleTicket({ id: "1", state: "awaiting_parts" })],
    ["workshop", sampleTicket({ id: "1", state: "quality_check" })],
    ["follow-up", sampleTicket({ id: "1", state: "delivered" })],
    ["monitoring", sampleTicket({ id: "1", state: "monitoring" })],
  ])("%s holds what belongs to it and not an ordinary ticket", (id, ticket) => {
    expect(viewOf(id).id).toBe(id);
    expect(viewOf(id).holds(ticket)).toBe(true);
    expect(viewOf(id).holds(sampleTicket({ id: "2", state: "contacting" }))).toBe(false);
  });

  test("every ticket is in the first one, and an unknown word leads there", () => {
    expect(viewOf("no-such-view")).toBe(views[0]);
    expect(viewOf(null).holds(sampleTicket({ id: "1" }))).toBe(true);
  });
});

describe("searching", () => {
  const ticket = sampleTicket({ id: "42" });

  test.each(["F-000042", "000017", "car-0001", "水温", "getting HOT", "hot coolant", ""])("%j finds it", (words) => {
    expect(matchesWords(ticket, words)).toBe(true);
  });

  test("every word has to occur", () => {
    expect(matchesWords(ticket, "hot brake")).toBe(false);
  });

  test("view, priority and words hold together", () => {
    const filter = { view: viewOf(null), priority: "P1" as const, words: "" };
    expect(passes(ticket, filter)).toBe(false);
    expect(passes({ ...ticket, priority: "P1" }, filter)).toBe(true);
  });
});
