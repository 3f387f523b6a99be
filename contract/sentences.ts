import { type Bilingual, inBoth, type Language } from "./language.ts";
import { spoken } from "./numbers.ts";

/**
 * The one template language. `{key}` says what stands under a key. `{?key}` asks for it without saying it, and `{?key=word}`
 * asks for a value. A template that asks in vain, or has a place that nothing fills, is not said: a number that was not
 * measured is left out and never invented.
 */
const places = /\{(\??)(\w+)(?:=([\w-]+))?\}/g;

/** What sentences are filled with. */
export interface Fillings {
  /** Values as they were measured; what templates ask for. */
  readonly values: Readonly<Record<string, number | string | undefined>>;
  /** Words for what is no number, or has a name of its own. */
  readonly words?: Readonly<Record<string, Bilingual | undefined>>;
}

/** A line has room for a word, not for whatever text a car may send. */
const longestWord = 40;

const own = <Value>(record: Readonly<Record<string, Value>> | undefined, key: string): Value | undefined =>
  record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;

const said = ({ values, words }: Fillings, key: string, language: Language): string | undefined => {
  const named = own(words, key);
  if (named !== undefined) return named[language];
  const value = own(values, key);
  if (typeof value === "number") return Number.isFinite(value) ? spoken(value) : undefined;
  return value === "" || (value?.length ?? 0) > longestWord ? undefined : value;
};

const holds = ({ values, words }: Fillings, key: string, word: string | undefined): boolean => {
  const value = own(values, key);
  if (word !== undefined) return value !== undefined && String(value) === word;
  return (value !== undefined && value !== "") || own(words, key) !== undefined;
};

/** The template with its places filled; undefined where something it needs is not there. */
export const fill = (template: string, fillings: Fillings, language: Language): string | undefined => {
  let missing = false;
  const text = template.replace(places, (_, asks: string, key: string, word: string | undefined) => {
    const filling = asks === "?" ? (holds(fillings, key, word) ? "" : undefined) : said(fillings, key, language);
    if (filling === undefined) missing = true;
    return filling ?? "";
  });
  return missing ? undefined : text;
};

/** The first of several sentences, best first, that can be said; in each language by itself, empty where none can. */
export const sentence = (candidates: readonly Bilingual[], fillings: Fillings): Bilingual =>
  inBoth(
    (language) =>
      candidates.map((candidate) => fill(candidate[language], fillings, language)).find((text) => text !== undefined) ??
      "",
  );

/** Of several lines those that can be said. */
export const lines = (candidates: readonly Bilingual[], fillings: Fillings): readonly Bilingual[] =>
  candidates
    .filter((candidate) => fill(candidate.en, fillings, "en") !== undefined)
    .map((candidate) => sentence([candidate], fillings));

/** Whether a condition, a template that only asks, is met; an empty one always is. */
export const isMet = (condition: string, fillings: Fillings): boolean => fill(condition, fillings, "en") !== undefined;

/** A place of a template, for whoever checks templates. */
export interface Place {
  readonly key: string;
  readonly asks: boolean;
  /** The value that is asked for. */
  readonly word: string | undefined;
}

/** The places of a template in their order. */
export const placesOf = (template: string): readonly Place[] =>
  [...template.matchAll(places)].map(([, asks, key = "", word]) => ({ key, asks: asks === "?", word }));
