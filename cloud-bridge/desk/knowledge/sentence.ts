import type { Bilingual, Language } from "../../../contract/language.ts";
import type { WarningData } from "../../../contract/warning.ts";

/** A measured number as people read it: at most one decimal, thousands grouped, a real minus sign. */
export const spoken = (value: number): string => {
  const rounded = Math.round(Math.abs(value) * 10) / 10;
  const [whole = "0", part] = String(rounded).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  const digits = part === undefined ? grouped : `${grouped}.${part}`;
  return value < 0 && rounded !== 0 ? `−${digits}` : digits;
};

const fill = (template: string, data: WarningData): string | undefined => {
  let missing = false;
  const text = template.replace(/\{(\w+)\}/g, (_, key: string) => {
    const value = Object.hasOwn(data, key) ? data[key] : undefined;
    // A line of the queue has room for a word, not for whatever text a car may send.
    if (value === undefined || value === "" || (typeof value === "string" && value.length > 40)) missing = true;
    return typeof value === "number" ? spoken(value) : String(value ?? "");
  });
  return missing ? undefined : text;
};

/** A sentence that is said only where the data holds this word under this key. */
export interface Said extends Bilingual {
  readonly onlyIf?: readonly [key: string, word: string];
}

/**
 * The first of several sentences, best first, whose `{places}` the data can fill: a number that was not measured is left out
 * and never invented. The last one has no places.
 */
export const sentence = (candidates: readonly Said[], data: WarningData): Bilingual => {
  const fitting = candidates.filter(({ onlyIf }) => onlyIf === undefined || data[onlyIf[0]] === onlyIf[1]);
  const say = (language: Language): string =>
    fitting.map((candidate) => fill(candidate[language], data)).find((text) => text !== undefined) ?? "";
  return { "zh-CN": say("zh-CN"), en: say("en") };
};
