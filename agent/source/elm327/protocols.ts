import { can11, can29, type Framing, iso9141, kwp, pwm, vpw } from "../obd/framing.ts";

/** The bus protocols by the digit of ATSP and ATDPN. A is SAE J1939, which does not carry J1979. */
const framings: Readonly<Record<string, Framing>> = {
  1: pwm,
  2: vpw,
  3: iso9141,
  4: kwp,
  5: kwp,
  6: can11,
  7: can29,
  8: can11,
  9: can29,
  B: can11,
  C: can11,
};

/** ATDP writes a protocol out in words; people copy these. */
const names: readonly (readonly [RegExp, string])[] = [
  [/PWM/, "1"],
  [/VPW/, "2"],
  [/9141/, "3"],
  [/14230|KWP/, "5"],
  [/J1939/, "A"],
  [/^(?=.*(CAN|15765))(?=.*\b29)/, "7"],
  [/CAN|15765|\b11[ -]?BIT/, "6"],
  [/\b29[ -]?BIT/, "7"],
];

/** The digit of a protocol however it is written: "A6" (found by search), "6", "ISO 15765-4 (CAN 11/500)"; "" when open. */
export const protocolDigit = (written: string): string => {
  // Names of constants join their words by underscores; a digit counts as a word of its own.
  const text = written.trim().toUpperCase().replaceAll("_", " ").replaceAll("CAN29", "CAN 29");
  if (/^A?[0-9A-C]$/.test(text)) {
    const digit = text.length === 2 ? text.slice(1) : text;
    return digit === "0" ? "" : digit;
  }
  return names.find(([pattern]) => pattern.test(text))?.[1] ?? "";
};

/** The framing of a protocol digit; undefined for one that Fettle does not read. */
export const framingOf = (digit: string): Framing | undefined => framings[digit];

/** The framing that lines look like when nobody says the protocol: an identifier of 3 digits makes their number odd. */
export const framingOfLines = (lines: readonly string[], headers: boolean): Framing => {
  if (!headers) return can11;
  if (lines.every((line) => line.startsWith("18DAF1"))) return can29;
  if (lines.every((line) => /^[0-7][0-9A-F]{2}/.test(line) && line.length % 2 === 1)) return can11;
  if (lines.every((line) => line.startsWith("416B"))) return pwm;
  return lines.every((line) => line.startsWith("486B")) ? iso9141 : kwp;
};
