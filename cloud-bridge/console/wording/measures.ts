import type { Language } from "../../../contract/language.ts";
import { unitSymbol } from "../../../contract/signals/units.ts";

const minus = "\u2212";

/** A number with as many decimals as help at its size, a thousands comma and a true minus. */
export const numberWords = (value: number, decimals?: number): string => {
  const size = Math.abs(value);
  const most = decimals ?? (size >= 100 ? 0 : size >= 20 ? 1 : 2);
  const text = size.toLocaleString("en-GB", {
    maximumFractionDigits: most,
    minimumFractionDigits: decimals ?? 0,
  });
  return value < 0 && /[1-9]/.test(text) ? `${minus}${text}` : text;
};

/** A number with its unit: a space before units, none before `%` and `°`. */
export const measureWords = (value: number, unit: string, language: Language): string => {
  const symbol = unitSymbol(unit, language);
  if (symbol === "") return numberWords(value);
  return `${numberWords(value)}${symbol === "%" || symbol === "°" ? "" : " "}${symbol}`;
};
