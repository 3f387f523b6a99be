import { z } from "zod";

/** Builds an object schema out of its fields. */
type ObjectOf = <Shape extends z.ZodRawShape>(shape: Shape) => z.ZodObject<Shape>;

/** With what a form is drawn: once for who writes it, once for who reads it. */
export interface Hand {
  /** Strict for a writer: an unknown field is a fault. For a reader: left out. */
  readonly object: ObjectOf;
  /** One of some words. To a reader, a word that it does not know yet is `otherwise`. */
  readonly word: <const Words extends readonly string[]>(
    words: Words,
    otherwise: Words[number],
  ) => z.ZodType<Words[number], string>;
  /** A check that only a writer has to pass. */
  readonly own: (schema: z.ZodType<string, string>, holds: (text: string) => boolean) => z.ZodType<string, string>;
  /** Flat values by name. A reader keeps what it has no form for as the JSON that came. */
  readonly values: () => z.ZodType<Record<string, number | string>>;
}

const mostText = 2_000;
const value = z.union([z.number(), z.string().max(mostText)]);

const writer: Hand = {
  object: (shape) => z.strictObject(shape),
  word: (words) => z.enum(words),
  own: (schema, holds) => schema.refine(holds),
  values: () => z.record(z.string().max(40), value),
};

const asText = (raw: unknown): number | string => {
  if (typeof raw === "number" || typeof raw === "string") return raw;
  if (typeof raw === "boolean") return raw ? 1 : 0;
  return JSON.stringify(raw).slice(0, mostText);
};

const isWord = <Words extends readonly string[]>(words: Words, text: string): text is Words[number] =>
  words.includes(text);

const reader: Hand = {
  object: (shape) => z.object(shape),
  word: (words, otherwise) =>
    z
      .string()
      .max(40)
      .transform((text) => (isWord(words, text) ? text : otherwise)),
  own: (schema) => schema,
  // What was written by this version passes whole; only a stranger's value is rebuilt.
  values: () =>
    z.union([
      z.record(z.string().max(100), value),
      z
        .record(z.string().max(100), z.json())
        .transform((all) => Object.fromEntries(Object.entries(all).map(([key, raw]) => [key, asText(raw)]))),
    ]),
};

/**
 * A form of the wire, drawn for both hands: what goes out holds exactly this, what comes in holds at least this. So a field
 * that one side learns is no fault to the other (docs/decisions: strict writers, tolerant readers).
 */
export const formOf = <Schema extends z.ZodType>(draw: (hand: Hand) => Schema): { write: Schema; read: Schema } => ({
  write: draw(writer),
  read: draw(reader),
});
