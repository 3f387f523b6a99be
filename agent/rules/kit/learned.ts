import { z } from "zod";

/** How what a rule learned is written down, and read again by every later version. */
export interface LearnedForm<Learned extends object> {
  /** Written beside it. */
  readonly version: number;
  /** Nothing is learned yet. */
  start(): Learned;
  /** What was frozen at `version`, brought to today's form; undefined where it is of a later one, or is not what it says. */
  read(version: number, frozen: unknown): Learned | undefined;
}

/** Brings what was learned from one version to the next. */
export type Migration = (older: Readonly<Record<string, unknown>>) => unknown;

/**
 * Version 0 is the state of a rule from before learned and trip were parted: both in one object, the learned part under the names
 * that version 1 has. The shape leaves out what it does not name.
 */
export const asItStood: Migration = (older) => older;

/** The form: today's shape, its beginning, and one migration for each version that ever was, oldest first. */
export const learns = <Learned extends object>(
  shape: z.ZodType<Learned>,
  start: () => Learned,
  migrations: readonly Migration[] = [asItStood],
): LearnedForm<Learned> => ({
  version: migrations.length,
  start,
  read(version, frozen) {
    if (version > migrations.length) return undefined;
    let learned: unknown = structuredClone(frozen);
    for (const migrate of migrations.slice(version)) {
      const older = record.safeParse(learned);
      if (!older.success) return undefined;
      learned = migrate(older.data);
    }
    return shape.safeParse(learned).data;
  },
});

const record = z.record(z.string(), z.unknown());

/** For a rule that has nothing to learn. */
export const learnsNothing: LearnedForm<object> = learns(z.object({}), () => ({}));
