import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeLine } from "../../../agent/commands/decode-line.ts";
import type { DecodedValue } from "../../../agent/decode/answer-values.ts";
import { profileCatalogue } from "../../../agent/vehicle-profiles/catalogue.ts";

/** A vector of test/fixtures/j1979: an answer, and what the standard says of it with the arithmetic written out. */
interface Vector {
  readonly name: string;
  readonly request: string;
  readonly lines: readonly string[];
  readonly headers: boolean;
  readonly protocol: string;
  readonly profile?: string;
  readonly values?: readonly DecodedValue[];
  readonly error?: string;
}

const folder = new URL("../../fixtures/j1979/", import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
const vectorsOf = (file: string): readonly Vector[] => JSON.parse(readFileSync(new URL(file, folder), "utf8"));

describe.each(files)("%s", (file) => {
  test.each(vectorsOf(file))("$name", ({ request, lines, headers, protocol, profile, values, error }) => {
    const line = decodeLine({ request, lines, headers, protocol }, profileCatalogue.get(profile ?? ""));
    if (error !== undefined) {
      expect(line).toEqual({ error: { code: error, message: expect.stringMatching(/.{10,}/) } });
      return;
    }
    const close = values?.map((one) =>
      typeof one.value === "number" ? { ...one, value: expect.closeTo(one.value, 9) } : one,
    );
    expect(line).toEqual({ values: close });
  });
});

const good = files.flatMap(vectorsOf).filter((vector) => vector.values !== undefined);
/** Plain answers with headers: nothing in them but frames. */
const withHeaders = good.filter(
  ({ headers, request, lines }) => headers && !/rv/i.test(request) && lines.every((line) => /^[0-9A-F ]+$/.test(line)),
);

test("there are at least 300 vectors of good answers, and bad ones beside them", () => {
  expect(good.length).toBeGreaterThanOrEqual(300);
  expect(vectorsOf("bad-answers.json").length).toBeGreaterThanOrEqual(60);
});

test("a character that is lost on the way never leaves a value", () => {
  for (const { request, lines, headers, protocol, profile } of withHeaders) {
    const last = lines.length - 1;
    const line = lines[last]?.replaceAll(" ", "") ?? "";
    // Bytes past the declared length are padding: losing one of them loses nothing.
    const meant = line.replace(/(AA|55)+$/, "");
    for (let at = 0; at < meant.length; at++) {
      const cut = [...lines.slice(0, last), line.slice(0, at) + line.slice(at + 1)];
      const result = decodeLine({ request, lines: cut, headers, protocol }, profileCatalogue.get(profile ?? ""));
      expect(result, `${request} ${cut.join("|")}`).toHaveProperty("error");
    }
  }
});

test("a line that is lost from a long answer never leaves a value", () => {
  const long = withHeaders.filter(({ lines }) => lines.some((line) => /^(7E8|18DAF110) ?1/.test(line)));
  expect(long.length).toBeGreaterThan(5);
  for (const { request, lines, headers, protocol } of long)
    for (const [n, line] of lines.entries()) {
      // Asking for time says nothing of its own.
      if (line.includes("7F")) continue;
      const result = decodeLine({ request, lines: lines.toSpliced(n, 1), headers, protocol });
      expect(result, `${request} without ${line}`).toHaveProperty("error");
    }
});

test("a flipped bit on a serial bus is caught by its checksum", () => {
  const serial = withHeaders.filter(({ protocol, lines }) => /^[1-5]$/.test(protocol) && lines.length === 1);
  expect(serial.length).toBeGreaterThan(5);
  for (const { request, lines, protocol } of serial) {
    const bytes = (lines[0]?.replaceAll(" ", "").match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const flipped = bytes.map((byte, n) => (n === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
      const line = flipped.map((byte) => byte.toString(16).padStart(2, "0")).join("");
      expect(decodeLine({ request, lines: [line], headers: true, protocol }), line).toHaveProperty("error");
    }
  }
});

test("whatever lines come, the answer is values or an error with a sentence", () => {
  const hexLine = fc.string({ unit: fc.constantFrom(..."0123456789ABCDEF :"), maxLength: 40 });
  const word = fc.constantFrom(
    "NO DATA",
    "STOPPED",
    "SEARCHING...",
    "7E8 04 41 0C 1A F8",
    "014",
    "0: 49 02 01 31 44 34",
  );
  fc.assert(
    fc.property(
      fc.record({
        request: fc.constantFrom("010C", "0100", "020C00", "03", "0902", "ATRV", "010C0D05", "01", "zz"),
        lines: fc.array(fc.oneof(hexLine, word, fc.string())),
        headers: fc.boolean(),
        protocol: fc.constantFrom("", "1", "3", "5", "6", "7", "A6", "A", "x"),
      }),
      (input) => {
        const line = decodeLine(input);
        if ("error" in line) expect(line.error.message).not.toBe("");
        else for (const { value } of line.values) if (typeof value === "number") expect(value).not.toBeNaN();
      },
    ),
    { numRuns: 3_000 },
  );
});
