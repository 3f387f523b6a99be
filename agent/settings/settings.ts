import { existsSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { LowSync } from "lowdb";
import { JSONFileSync } from "lowdb/node";
import { z } from "zod";
import { type Language, languages } from "../../contract/language.ts";

export const themes = ["auto", "day", "night"] as const;

const settingsSchema = z.strictObject({
  language: z.enum(languages),
  theme: z.enum(themes),
  consent: z.strictObject({
    /** The driver lets the position leave the car outside a rescue. */
    position: z.boolean(),
  }),
  /** Which dealer directory was loaded last: what an engineer asks first when help lists nobody. */
  dealers: z.strictObject({ file: z.string(), count: z.int(), loadedAt: z.number() }).nullable(),
});

/** What a person may read, edit, and lose without harm. It has no fsync: nothing that must survive a power cut lives here. */
export type Settings = Readonly<z.infer<typeof settingsSchema>>;

export interface SettingsFile {
  readonly value: Settings;
  change(part: Partial<Settings>): void;
}

const start = (language: Language): Settings => ({
  language,
  theme: "auto",
  consent: { position: false },
  dealers: null,
});

const isReadable = (file: string): boolean => {
  try {
    return settingsSchema.safeParse(JSON.parse(readFileSync(file, "utf8"))).success;
  } catch {
    return false;
  }
};

/** Opens settings.json in `folder`. A file that does not hold is moved aside, said, and begun anew. */
export const openSettings = (folder: string, language: Language, onTrouble: (detail: string) => void): SettingsFile => {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "settings.json");
  if (existsSync(file) && !isReadable(file)) {
    renameSync(file, `${file}.damaged`);
    onTrouble(`${file} does not hold; it is now ${file}.damaged, and the settings begin anew`);
  }
  const db = new LowSync<Settings>(new JSONFileSync(file), start(language));
  db.read();

  return {
    get value() {
      return db.data;
    },
    change(part) {
      db.data = { ...db.data, ...part };
      try {
        db.write();
      } catch (cause) {
        onTrouble(`${file} cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`);
      }
    },
  };
};
