import { familyOfCode } from "../../contract/cause-of-code.ts";
import type { Bilingual } from "../../contract/language.ts";
import { dtcClassTexts, dtcTexts } from "./dtc-texts.ts";

const unknownCode: Bilingual = { "zh-CN": "车辆报告了故障", en: "The car reports a fault" };

/**
 * A trouble code in plain words: its own sentence, else that of its cause, else what its first characters are known to stand
 * for. Nothing is invented for a code we do not know.
 */
export const dtcPlain = (code: string): Bilingual =>
  dtcTexts[code] ??
  familyOfCode(code)?.plain ??
  dtcClassTexts[code.slice(0, 3)] ??
  dtcClassTexts[code.slice(0, 2)] ??
  dtcClassTexts[code.slice(0, 1)] ??
  unknownCode;
