import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..", "..", "..");
/** What the page may be made of: its own folder, and what it imports from the contract. */
const sources = globSync(["agent/hmi-page/**/*.{ts,tsx}", "contract/*.ts", "contract/signals/*.ts"], { cwd: root });
/** Newer than Chrome 100, the page's `build.target` (MDN browser compatibility data). The bundler turns syntax into older one, not methods. */
const newer =
  /\.(toReversed|toSorted|toSpliced|isSubsetOf)\(|\b(Object|Map)\.groupBy\b|\bPromise\.(withResolvers|try)\b|\bArray\.fromAsync\b|\bURL\.(parse|canParse)\b/;

test("the head unit's page calls nothing that its oldest browser lacks", () => {
  const calls = sources.flatMap((file) =>
    readFileSync(join(root, file), "utf8")
      .split("\n")
      .filter((line) => newer.test(line))
      .map((line) => `${file}: ${line.trim()}`),
  );
  expect(calls).toEqual([]);
});
