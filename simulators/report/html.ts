import type { Bilingual } from "../../contract/language.ts";

/** A piece of HTML, as against a text that must be escaped first. */
export interface Html {
  readonly html: string;
}

const escaped: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A text as it may stand between tags and in attributes. */
export const text = (value: string | number): string =>
  String(value).replace(/[&<>"']/g, (sign) => escaped[sign] ?? sign);

type Part = string | number | Html | readonly Html[] | undefined;

const partOf = (part: Part): string => {
  if (part === undefined) return "";
  if (typeof part === "string" || typeof part === "number") return text(part);
  return "html" in part ? part.html : part.map(({ html: inner }) => inner).join("");
};

/** HTML with its places filled: texts are escaped, pieces are not. */
export const html = (parts: TemplateStringsArray, ...places: readonly Part[]): Html => ({
  html: parts.reduce((before, part, k) => before + partOf(places[k - 1]) + part),
});

/** A text in both languages; the style of the page shows one of them. */
export const both = ({ "zh-CN": zh, en }: Bilingual): Html =>
  html`<span lang="zh-CN">${zh}</span><span lang="en">${en}</span>`;

/** JSON inside a script element: nothing in it can end the element or the page. */
export const scriptJson = (value: unknown): string =>
  JSON.stringify(value)
    .replace(/</g, "\\u003c")
    .replace(/\u2028/g, "\\u2028")
    .replace(/\u2029/g, "\\u2029");
