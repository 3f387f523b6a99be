import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { formatTitles } from "../../../../simulators/replay/formats/registry.ts";

/** A journal is called by the word of the language; the others by their own names. */
const wordOf = (title: string): string => title.replace(/ journal$/, "");

test.each(["README.md", "README.zh-CN.md", "simulators/replay/README.md"])("%s names every format", (file) => {
  const text = readFileSync(file, "utf8");
  expect(formatTitles.filter((title) => !text.includes(wordOf(title)))).toEqual([]);
});
