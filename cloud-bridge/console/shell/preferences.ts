import { createContext, useContext } from "react";
import type { Bilingual, Language } from "../../../contract/language.ts";
import type { Mode } from "../theme.ts";

/** What a person set for this browser. */
export interface Preferences {
  readonly language: Language;
  readonly mode: Mode;
  readonly setLanguage: (language: Language) => void;
  readonly setMode: (mode: Mode) => void;
}

const languageKey = "fettle.language";
const modeKey = "fettle.mode";

const languageNamed = (name: string | null | undefined): Language | undefined => {
  if (name == null) return undefined;
  if (name.toLowerCase().startsWith("zh")) return "zh-CN";
  return name.toLowerCase().startsWith("en") ? "en" : undefined;
};

/** The language to begin with: the address, then what was set before, then the browser's; Chinese for all others. */
export const firstLanguage = (search: string, stored: string | null, browser: readonly string[]): Language =>
  languageNamed(new URLSearchParams(search).get("lang")) ??
  languageNamed(stored) ??
  browser.map(languageNamed).find((language) => language !== undefined) ??
  "zh-CN";

/** The mode to begin with: the address, then what was set before, then the system's. */
export const firstMode = (search: string, stored: string | null, systemIsDark: boolean): Mode => {
  const wished = new URLSearchParams(search).get("theme") ?? stored;
  if (wished === "dark" || wished === "light") return wished;
  return systemIsDark ? "dark" : "light";
};

/** What this browser starts with. */
export const storedPreferences = (): Pick<Preferences, "language" | "mode"> => ({
  language: firstLanguage(location.search, localStorage.getItem(languageKey), navigator.languages),
  mode: firstMode(location.search, localStorage.getItem(modeKey), matchMedia("(prefers-color-scheme: dark)").matches),
});

export const rememberLanguage = (language: Language): void => localStorage.setItem(languageKey, language);
export const rememberMode = (mode: Mode): void => localStorage.setItem(modeKey, mode);

const nothing = (): void => undefined;

export const PreferencesContext = createContext<Preferences>({
  language: "zh-CN",
  mode: "light",
  setLanguage: nothing,
  setMode: nothing,
});

/** Language and mode of the page, and how to change them. */
export const usePreferences = (): Preferences => useContext(PreferencesContext);

/** Picks the page's language out of a text in both. */
export const useSay = (): ((text: Bilingual) => string) => {
  const { language } = usePreferences();
  return (text) => text[language];
};
