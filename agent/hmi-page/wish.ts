import { type Language, languages } from "../../contract/language.ts";
import { type Theme, themes } from "../hmi/protocol.ts";

/** What the address of this display asks for, over the driver's choice: a second screen, or a look at both languages. */
export interface Wish {
  readonly language: Language | undefined;
  readonly theme: Theme | undefined;
}

/** Reads `?lang=zh-CN|en` and `?theme=auto|day|night`; anything else is no wish. */
export const wishOf = (search: string): Wish => {
  const asked = new URLSearchParams(search);
  return {
    language: languages.find((language) => language === asked.get("lang")),
    theme: themes.find((theme) => theme === asked.get("theme")),
  };
};
