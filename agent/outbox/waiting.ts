import { type Draft, spareableClasses } from "./message.ts";

/** Drafts kept in memory while the disk takes none: about 20 MiB at most, were all of it evidence. */
const mostSpareable = 200;
/** A car that raises more than this without a disk has other worries; the oldest go first. */
const mostValuable = 10_000;

const isSpareable = (draft: Draft): boolean => spareableClasses.some((name) => name === draft.class);

/** Adds drafts to those that wait for a disk, in their order and bounded: the oldest of either kind goes first. */
export const waitLonger = (waiting: readonly Draft[], drafts: readonly Draft[]): readonly Draft[] => {
  const all = [...waiting, ...drafts];
  const spareable = all.filter(isSpareable).length;
  let spareableOver = spareable - mostSpareable;
  let valuableOver = all.length - spareable - mostValuable;
  return all.filter((draft) => (isSpareable(draft) ? spareableOver-- <= 0 : valuableOver-- <= 0));
};
