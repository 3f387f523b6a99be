import type { Receipt } from "../../contract/wire/down/receipt.ts";
import { envelopeVersion } from "../../contract/wire/envelope.ts";

/** Sequence numbers of one boot that are committed: inclusive, ascending, never touching. */
export type Ranges = readonly (readonly [from: number, to: number])[];

/** The ranges with one more number in them. */
export const addSeq = (ranges: Ranges, seq: number): Ranges => addRange(ranges, seq, seq);

/** The ranges with a whole stretch more in them: also what an outbox said it had to let go and will never send. */
export const addRange = (ranges: Ranges, from: number, to: number): Ranges => {
  const last = ranges.at(-1);
  // The usual case: the next message of a boot.
  if (last !== undefined && from === last[1] + 1) return [...ranges.slice(0, -1), [last[0], to]];
  const before = ranges.filter(([, end]) => end < from - 1);
  const after = ranges.filter(([start]) => start > to + 1);
  const touching = ranges.slice(before.length, ranges.length - after.length);
  const start = Math.min(from, touching[0]?.[0] ?? from);
  const end = Math.max(to, touching.at(-1)?.[1] ?? to);
  return [...before, [start, end], ...after];
};

/** The contract allows so many gaps in one receipt. */
const mostGaps = 1_000;

/**
 * The receipt for what is committed of a boot. A gap too many is joined with its neighbour: calling a stored message missing
 * costs one repeat, calling a missing one stored would lose it.
 */
export const receiptOf = (epoch: number, ranges: Ranges): Receipt => {
  const gaps: [number, number][] = [];
  let expected = 0;
  for (const [from, to] of ranges) {
    const last = gaps.at(-1);
    if (from > expected) {
      if (gaps.length < mostGaps || last === undefined) gaps.push([expected, from - 1]);
      else last[1] = from - 1;
    }
    expected = to + 1;
  }
  return { v: envelopeVersion, epoch, upTo: expected - 1, gaps };
};
