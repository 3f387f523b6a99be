import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, test } from "vitest";

const passedOver = /(^|\/)(node_modules|dist|\.git|\.data|fixtures)\//;
const found = (pattern: string): readonly string[] =>
  globSync(pattern)
    .filter((file) => !passedOver.test(file))
    .toSorted();
const documents = found("**/*.md");
const sources = found("{agent,bench,cloud-bridge,contract,simulators,test}/**/*.{ts,tsx}");
const files = [...sources, ...documents, ...found("{*,.build/*,.ci/*}"), ...found("**/*.{json,css,csv,html}")];

/** A path from the root of the repository, as prose and comments name one. */
const wholePath =
  /(?<![\w./-])(?:agent|bench|cloud-bridge|contract|docs|simulators|test)\/[\w./-]+\.(?:ts|tsx|md|json|css|csv)\b(?!\.gz)/g;
/** A source file in backticks, by its name or the end of its path. */
const quoted = /`((?:[\w-]+\/)*[\w-]+\.tsx?)`/g;

/** A warning that was tried and thrown away: a decision lists what it touched. */
const thrownAway = /washer-fluid-low/;

const named = (file: string, pattern: RegExp, part: number): readonly string[] =>
  [...readFileSync(file, "utf8").matchAll(pattern)].map((match) => match[part] ?? "");
const absent = (file: string, paths: readonly string[]): readonly string[] =>
  paths.filter((path) => !thrownAway.test(path)).map((path) => `${file}: ${path}`);

describe("what is written down", () => {
  test.each(documents)("%s links to files that are there", (file) => {
    const links = named(file, /\]\(([^)#\s]+)[^)]*\)/g, 1).filter((to) => !/^[a-z]+:/.test(to));
    expect(links.filter((to) => !existsSync(normalize(join(dirname(file), to))))).toEqual([]);
  });

  test("a path in prose or in a comment is a file that is there", () => {
    const stale = [...documents, ...sources].flatMap((file) =>
      absent(
        file,
        named(file, wholePath, 0).filter((path) => !existsSync(path)),
      ),
    );
    expect(stale).toEqual([]);
  });

  test("a source file that prose names by its last words is there", () => {
    const stale = documents.flatMap((file) =>
      absent(
        file,
        named(file, quoted, 1).filter((end) => !files.some((path) => path === end || path.endsWith(`/${end}`))),
      ),
    );
    expect(stale).toEqual([]);
  });

  test("decisions are counted without a gap", () => {
    const decisions = found("docs/decisions/[0-9]*.md");
    expect(decisions.map((file) => Number(/\/(\d{4})-/.exec(file)?.[1]))).toEqual(decisions.map((_, k) => k + 1));
  });
});
