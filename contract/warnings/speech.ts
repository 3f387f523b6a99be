import type { Bilingual } from "../language.ts";
import { type Fillings, sentence } from "../sentences.ts";
import { isSignalPath, midSentence, signalName } from "../signals.ts";
import type { WarningData } from "../warning.ts";
import type { DataKey, Warning } from "./warning.ts";

const nameOf = ({ kind, words }: DataKey, value: string): Bilingual | undefined => {
  if (kind === "signal" && isSignalPath(value)) return midSentence(signalName(value));
  return words !== undefined && Object.hasOwn(words, value) ? words[value] : undefined;
};

/**
 * What the sentences of a warning are filled with: its numbers, its subject under `subject`, and for words and paths the names
 * of what they stand for. A path without a name is not said.
 */
export const fillingsOf = (
  warning: Warning,
  data: WarningData,
  subject: string,
  more: Partial<Fillings> = {},
): Fillings => {
  const values: Record<string, number | string | undefined> = { ...data, subject, ...more.values };
  const words: Record<string, Bilingual | undefined> = {};
  for (const [key, entry] of Object.entries(warning.data)) {
    const value = data[key] ?? (entry.kind === "signal" && warning.subject?.of === "signal" ? subject : undefined);
    if (typeof value !== "string") continue;
    words[key] = nameOf(entry, value);
    if (entry.kind === "signal") values[key] = undefined;
  }
  return { values, words: { ...words, ...more.words } };
};

/** The title: what is said instead of the usual one where that can be, else the usual one. */
export const titleOf = ({ title, titleWhere }: Warning, fillings: Fillings): Bilingual =>
  sentence([...titleWhere, title], fillings);
