import { describe, expect, test } from "vitest";
import { firstLanguage, firstMode } from "../../../../cloud-bridge/console/shell/preferences.ts";
import { queuePath, routeOf, ticketPath } from "../../../../cloud-bridge/console/shell/route.ts";

describe("addresses", () => {
  test.each([
    ["/", "queue"],
    ["/tickets", "queue"],
    ["/tickets/t-1", "ticket"],
    ["/vehicles", "vehicles"],
    ["/calendar", "unknown"],
  ])("%s leads to %s", (path, page) => {
    expect(routeOf(path, "").page).toBe(page);
  });

  test("an id with odd signs comes back as it was", () => {
    expect(routeOf(ticketPath("a/b c"), "")).toEqual({ page: "ticket", id: "a/b c" });
  });

  test("one word of the queue's address changes without the others", () => {
    const query = new URLSearchParams("view=safety&q=brake");
    expect(queuePath(query, { p: "P1" })).toBe("/?view=safety&q=brake&p=P1");
    expect(queuePath(query, { view: null, q: "" })).toBe("/");
  });
});

describe("what a browser starts with", () => {
  test.each([
    ["?lang=en", "zh-CN", ["zh-CN"], "en"],
    ["?lang=zh", null, ["en"], "zh-CN"],
    ["", "en", ["zh-CN"], "en"],
    ["", null, ["de", "en-GB"], "en"],
    ["", null, ["de"], "zh-CN"],
    ["?lang=xx", null, ["en"], "en"],
  ] as const)("%s, stored %s, browser %j: %s", (search, stored, browser, language) => {
    expect(firstLanguage(search, stored, browser)).toBe(language);
  });

  test("the mode follows the address, then the memory, then the system", () => {
    expect(firstMode("?theme=dark", "light", false)).toBe("dark");
    expect(firstMode("", "light", true)).toBe("light");
    expect(firstMode("", null, true)).toBe("dark");
  });
});
