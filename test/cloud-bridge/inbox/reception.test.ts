import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addRange, addSeq, type Ranges, receiptOf } from "../../../cloud-bridge/inbox/reception.ts";
import { receiptForm } from "../../../contract/wire/down/receipt.ts";

const all = (...seqs: readonly number[]): Ranges => seqs.reduce<Ranges>(addSeq, []);
const missing = ({ upTo, gaps }: ReturnType<typeof receiptOf>): number[] =>
  Array.from({ length: upTo + 1 }, (_, seq) => seq).filter((seq) =>
    gaps.some(([from, to]) => from <= seq && seq <= to),
  );

describe("reception", () => {
  test.each([
    ["nothing", [], -1, []],
    ["the first", [0], 0, []],
    ["a run", [0, 1, 2], 2, []],
    ["a hole", [0, 1, 4], 4, [[2, 3]]],
    ["the beginning missing", [3], 3, [[0, 2]]],
    ["out of order", [4, 0, 2, 1, 3], 4, []],
    ["twice", [0, 0, 1, 1], 1, []],
  ] as const)("%s", (_name, seqs, upTo, gaps) => {
    expect(receiptOf(7, all(...seqs))).toEqual({ v: 1, epoch: 7, upTo, gaps });
  });

  test("is the set of what came, whatever the order", () => {
    const stretch = fc.tuple(fc.nat(60), fc.nat(8)).map(([from, length]) => [from, from + length] as const);
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 40 }), (stretches) => {
        const set = new Set(
          stretches.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, i) => from + i)),
        );
        const ranges = stretches.reduce<Ranges>((sofar, [from, to]) => addRange(sofar, from, to), []);
        for (const [index, [from, to]] of ranges.entries()) {
          expect(from).toBeLessThanOrEqual(to);
          // Touching ranges would be one.
          const before = ranges[index - 1];
          if (before !== undefined) expect(from).toBeGreaterThan(before[1] + 1);
        }
        const receipt = receiptForm.write.parse(receiptOf(1, ranges));
        expect(receipt.upTo).toBe(Math.max(-1, ...set));
        expect(missing(receipt)).toEqual(
          Array.from({ length: receipt.upTo + 1 }, (_, i) => i).filter((i) => !set.has(i)),
        );
      }),
    );
  });

  test("with more gaps than a receipt holds, a stored message may be called missing but never the other way round", () => {
    const every3rd = Array.from({ length: 1_500 }, (_, i) => i * 3);
    const receipt = receiptForm.write.parse(receiptOf(1, all(...every3rd)));
    const called = new Set(missing(receipt));
    expect(receipt.upTo).toBe(1_499 * 3);
    expect(receipt.gaps).toHaveLength(1_000);
    for (let seq = 0; seq <= receipt.upTo; seq += 1) if (seq % 3 !== 0) expect(called.has(seq)).toBe(true);
  });
});
