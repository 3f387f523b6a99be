import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { personalities } from "../../../simulators/elm327/personalities.ts";
import { plugIn } from "./terminal.ts";

/** What hosts send, well or badly: commands, halves of commands, noise. */
const words = fc.oneof(
  fc.constantFrom(
    "ATZ",
    "ATE0",
    "ATH1",
    "ATS0",
    "ATSP0",
    "ATSP6",
    "ATMA",
    "ATLP",
    "ATST01",
    "ATCRA7E8",
    "ATPPS",
    "ATD",
  ),
  fc.constantFrom("0100", "010C1", "0902", "03", "04", "0600", "22F190", "1902FF", "02050C", "FFFFFFFF", "01", "0"),
  fc.string({ maxLength: 12 }),
  fc.stringMatching(/^[0-9A-F]{1,18}$/),
);
const lines = fc.array(
  words.map((word) => `${word}\r`),
  { maxLength: 30 },
);
const reliable = personalities.filter(
  ({ chances, dropsCharacter }) => chances === undefined && dropsCharacter === undefined,
);

describe("whatever is sent", () => {
  test.each(reliable.map(({ name }) => name))("%s comes back to its prompt and knows its name", async (personality) => {
    await fc.assert(
      fc.asyncProperty(lines, fc.constantFrom("1", "3", "5", "6", "7"), async (sent, protocol) => {
        const terminal = plugIn({ personality, protocol, units: ["transmission", "battery"], ecuDelayMs: 5 });
        for (const line of sent) terminal.send(line);
        await terminal.time.run(60_000);
        // One character ends what still runs, or wakes the chip; then it must hear again.
        terminal.send(" ");
        await terminal.time.run(60_000);
        expect(await terminal.ask("ATZ")).toContain("ELM327 v");
      }),
      { numRuns: 40 },
    );
  });

  test("an answer is the same however its request was cut into pieces", async () => {
    await fc.assert(
      fc.asyncProperty(lines, fc.array(fc.nat(200)), async (sent, cuts) => {
        const text = sent.join("");
        const whole = plugIn();
        whole.send(text);
        await whole.time.run(10_000);
        const pieces = plugIn();
        const places = [0, ...cuts.filter((cut) => cut < text.length).toSorted((a, b) => a - b), text.length];
        for (let n = 1; n < places.length; n += 1) pieces.send(text.slice(places[n - 1], places[n]));
        await pieces.time.run(10_000);
        expect(pieces.heard()).toBe(whole.heard());
      }),
      { numRuns: 100 },
    );
  });
});
