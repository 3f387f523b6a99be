import fc from "fast-check";
import { expect, test } from "vitest";
import { parseFormula } from "../../../agent/decode/formula.ts";

const compute = (text: string, ...bytes: number[]): number | undefined => {
  const parsed = parseFormula(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.message}`);
  return parsed.of(Uint8Array.from(bytes));
};

test.each<[string, readonly number[], number | undefined]>([
  ["A", [7], 7],
  ["b/2-40", [0, 100], 10],
  ["u16(A)/10", [0x0d, 0xac], 350],
  ["-s16(A)/10", [0xff, 0x9c], 10],
  ["s8(A)", [0xf6], -10],
  ["u24(A)", [1, 0, 0], 65_536],
  ["s24(A)", [0xff, 0xff, 0xff], -1],
  ["u32(A)", [0xff, 0xff, 0xff, 0xff], 4_294_967_295],
  ["s32(A)", [0x80, 0, 0, 0], -2_147_483_648],
  ["bit(A,3)", [0x08], 1],
  ["!bit(A,2) && bit(A,3)", [0x0c], 0],
  ["A==1 || A==2 || A==3", [3], 1],
  ["A==1 || A==2 || A==3", [4], 0],
  ["A<B", [1, 2], 1],
  ["A>=B", [1, 2], 0],
  ["A!=B", [1, 2], 1],
  ["2+3*4", [], 14],
  ["(2+3)*4", [], 20],
  ["10-3-2", [], 5],
  ["100/10/2", [], 5],
  ["--2", [], 2],
  ["A*0.1", [3], 0.3],
  ["-A", [0], 0],
  ["AA", [...Array.from({ length: 26 }, () => 0), 9], 9],
  ["A/B", [1, 0], undefined],
  ["B", [1], undefined],
  ["u16(B)", [1, 2], undefined],
  ["bit(B,0)", [1], undefined],
])("%s of %j is %s", (text, bytes, value) => expect(compute(text, ...bytes)).toBe(value));

test.each([
  "",
  " ",
  "A B",
  "A+",
  "(A",
  "A)",
  "eval(A)",
  "u16(1)",
  "u16 A",
  "bit(A)",
  "bit(A,8)",
  "AAA",
  "1..2",
  "A=1",
  "A;B",
])("%j is no formula, and says where", (text) =>
  expect(parseFormula(text)).toEqual({ ok: false, message: expect.stringMatching(/.{10,}/) }),
);

test("a formula without an end is refused, not run", () => {
  expect(parseFormula("(".repeat(199)).ok).toBe(false);
  expect(parseFormula("-".repeat(199)).ok).toBe(false);
  expect(parseFormula(`${"A+".repeat(200)}A`).ok).toBe(false);
});

/** A formula made of what JavaScript understands as well, so that it can be the judge. */
const arithmetic: fc.Arbitrary<string> = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom("A", "B", "C", "7", "0.5", "40"),
    fc
      .tuple(tie("node"), fc.constantFrom("+", "-", "*", "/", "<", ">", "==", "!=", "<=", ">="), tie("node"))
      .map(([a, o, b]) => `(${a}${o}${b})`),
  ),
})).node;

test("any arithmetic is what JavaScript makes of it", () => {
  fc.assert(
    fc.property(arithmetic, fc.uint8Array({ minLength: 3, maxLength: 3 }), (text, bytes) => {
      fc.pre(text.length <= 200);
      const judge = new Function("A", "B", "C", `return Number(${text})`);
      const expected: number = judge(bytes[0], bytes[1], bytes[2]);
      const value = compute(text, ...bytes);
      // Where a part has no value the whole has none, though JavaScript may get a truth out of an infinity.
      if (value !== undefined) expect(value).toBeCloseTo(expected, Math.abs(expected) > 1e6 ? 0 : 6);
      else expect(/\//.test(text)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test("whatever text and bytes come: a finite number, nothing, or no formula", () => {
  const piece = fc.constantFrom(
    "A",
    "B",
    "(",
    ")",
    "+",
    "-",
    "*",
    "/",
    "&&",
    "||",
    "!",
    "u16",
    "bit",
    ",",
    "3",
    "0.5",
    " ",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(piece, { maxLength: 30 }).map((all) => all.join("")),
        fc.string(),
      ),
      fc.uint8Array(),
      (text, bytes) => {
        const parsed = parseFormula(text);
        const value = parsed.ok ? parsed.of(bytes) : undefined;
        expect(value === undefined || Number.isFinite(value)).toBe(true);
      },
    ),
    { numRuns: 5_000 },
  );
});
