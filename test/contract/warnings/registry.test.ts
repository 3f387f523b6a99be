import { globSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { type Cause, causes } from "../../../contract/causes.ts";
import { severityRank } from "../../../contract/warning.ts";
import { ruleIds, warningOf, warnings } from "../../../contract/warnings/catalogue.ts";

const root = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));
const every: Readonly<Record<string, Cause>> = causes;

test("each entry is in a file of its own name, and each such file is in the registry", () => {
  expect(warnings.map(({ id }) => id)).toEqual(ruleIds);
  const files = globSync("*.ts", { cwd: join(root, "contract/warnings") }).map((file) => basename(file, ".ts"));
  const others = ["catalogue", "for-desk", "for-driver", "registry", "speech", "warning"];
  expect(files.filter((file) => !others.includes(file)).toSorted()).toEqual(ruleIds);
});

// A table of rules anywhere else is one more place to forget. The judges are typed by the catalogue, helpers of theirs too; the
// plants have a fault that bears the name of what it causes.
test("no other file knows a warning by its name", () => {
  const sources = globSync("{agent,cloud-bridge,contract,simulators}/**/*.{ts,tsx}", { cwd: root });
  const named = sources
    .filter((file) => !/^(agent\/rules|simulators\/vehicle)\//.test(file) && !/\/(registry|catalogue)\.ts$/.test(file))
    .flatMap((file) => {
      const text = readFileSync(join(root, file), "utf8").replace(/^\s*(\/\/|\/?\*).*$/gm, "");
      const ids = ruleIds.filter(
        (id) => !basename(file).startsWith(id) && new RegExp(`["'\`][^"'\`\n]*\\b${id}\\b`).test(text),
      );
      return ids.map((id) => `${file} names ${id}`);
    });
  expect(named).toEqual([]);
});

test.each(ruleIds)("%s has levels from mild to severe, and news only of what it measures", (id) => {
  const { levels, episode, data } = warningOf(id);
  const ranks = levels.map(severityRank);
  expect(ranks.length).toBeGreaterThan(0);
  expect(ranks).toEqual([...new Set(ranks)].toSorted());
  expect(Object.keys(episode.news).filter((key) => !Object.hasOwn(data, key))).toEqual([]);
});

test("causes mute and explain causes that there are", () => {
  const named = Object.values(every).flatMap(({ mutes = [], explains = [] }) => [...mutes, ...explains]);
  expect(named.filter((id) => !Object.hasOwn(every, id))).toEqual([]);
});
