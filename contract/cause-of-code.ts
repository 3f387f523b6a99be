import { type Cause, type CauseId, type CodeFamily, causes } from "./causes.ts";
import type { WarningData } from "./warning.ts";

const spelling = /[PCBU][0-3][0-9A-F]{3}/;

/** The place of a code among all that can be spelled: letter, a digit up to 3, three hexadecimal digits. */
const placeOf = (code: string): number => "PCBU".indexOf(code.charAt(0)) * 0x4000 + Number.parseInt(code.slice(1), 16);

interface Stretch {
  readonly cause: CauseId;
  readonly from: number;
  readonly to: number;
}

const stretchOf = (cause: CauseId, range: string): Stretch => {
  const [first = "", last = first] = range.split("-");
  const from = first.padEnd(5, "0");
  const to = last.length === 1 ? `${last}3FFF` : last.padEnd(5, "F");
  return { cause, from: placeOf(from), to: placeOf(to) };
};

const isCauseId = (id: string): id is CauseId => Object.hasOwn(causes, id);

/** Every cause, by id. */
export const causeIds: readonly CauseId[] = Object.keys(causes).filter(isCauseId);

/** A cause as any other, whatever it leaves out. */
export const causeOf = (id: CauseId): Cause => causes[id];

/** All stretches of codes with their causes, the narrowest first. */
export const stretches: readonly Stretch[] = causeIds
  .flatMap((id) => (causeOf(id).codes?.ranges ?? []).map((range) => stretchOf(id, range)))
  .sort((a, b) => a.to - a.from - (b.to - b.from));

/** The cause that a code tells of: that of the narrowest stretch that holds it; undefined for what is no code. */
export const causeOfCode = (code: string): CauseId | undefined => {
  if (code.length !== 5 || !spelling.test(code)) return undefined;
  const place = placeOf(code);
  return stretches.find(({ from, to }) => from <= place && place <= to)?.cause;
};

/** What the codes of a code's cause have in common; undefined for what is no code. */
export const familyOfCode = (code: string): CodeFamily | undefined => {
  const cause = causeOfCode(code);
  return cause === undefined ? undefined : causeOf(cause).codes;
};

/** The code that stands for a warning: its root, else the first of the group, else its subject. */
export const codeOf = (data: WarningData, subject: string): string | undefined =>
  spelling.exec(`${data["code"] ?? ""} ${data["codes"] ?? ""} ${subject}`)?.[0];
