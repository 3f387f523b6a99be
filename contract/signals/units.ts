import { type Bilingual, type Language, say } from "../language.ts";

interface UnitWords {
  /** As a table or an axis has it. */
  readonly symbol: Bilingual;
  /** As a driver reads it, where that is another; left out, it is the symbol. */
  readonly read?: Bilingual;
}

const alike = (symbol: string): UnitWords => ({ symbol: say(symbol, symbol) });

/** Units that are not written as VSS spells them. */
const units: Readonly<Record<string, UnitWords>> = {
  Celsius: { symbol: say("℃", "°C") },
  "Celsius/min": { symbol: say("℃/分", "°C/min"), read: say("℃/分钟", "°C/min") },
  percent: alike("%"),
  degrees: alike("°"),
  kOhm: alike("kΩ"),
  "m/s^2": alike("m/s²"),
  km: { symbol: say("km", "km"), read: say("公里", "km") },
  mm: { symbol: say("mm", "mm"), read: say("毫米", "mm") },
  s: { symbol: say("秒", "s") },
  min: { symbol: say("分钟", "min") },
  h: { symbol: say("小时", "h") },
  rpm: { symbol: say("转/分", "rpm") },
  ratio: alike(""),
  "-": alike(""),
};

const wordsOf = (unit: string): UnitWords => (Object.hasOwn(units, unit) ? units[unit] : undefined) ?? alike(unit);

/** A VSS unit as people write it: `°C`, `%`, `rpm`; unknown ones as they are. */
export const unitSymbol = (unit: string, language: Language): string => wordsOf(unit).symbol[language];

/** A VSS unit as a driver reads it. */
export const unitRead = (unit: string): Bilingual => {
  const { symbol, read = symbol } = wordsOf(unit);
  return read;
};
