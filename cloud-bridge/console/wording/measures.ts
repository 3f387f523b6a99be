import type { Bilingual, Language } from "../../../contract/language.ts";

const minus = "\u2212";

const symbols: Readonly<Record<string, Bilingual | string>> = {
  Celsius: { "zh-CN": "℃", en: "°C" },
  "Celsius/min": { "zh-CN": "℃/分", en: "°C/min" },
  percent: "%",
  degrees: "°",
  kOhm: "kΩ",
  "m/s^2": "m/s²",
  s: { "zh-CN": "秒", en: "s" },
  min: { "zh-CN": "分钟", en: "min" },
  h: { "zh-CN": "小时", en: "h" },
  rpm: { "zh-CN": "转/分", en: "rpm" },
  ratio: "",
  "-": "",
};

/** A VSS unit as people write it: `°C`, `%`, `rpm`; unknown ones as they are. */
export const unitSymbol = (unit: string, language: Language): string => {
  const symbol = symbols[unit] ?? unit;
  return typeof symbol === "string" ? symbol : symbol[language];
};

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
