import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openSettings } from "../../../agent/settings/settings.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "fettle-settings-"));
});
afterEach(() => rmSync(folder, { recursive: true }));
const silent = (): void => {};

test("a new car speaks the configured language and gives no position away", () => {
  expect(openSettings(folder, "en", silent).value).toEqual({
    language: "en",
    theme: "auto",
    consent: { position: false },
    dealers: null,
  });
});

test("what the driver chose is there after a restart, and the configured language is not", () => {
  openSettings(folder, "en", silent).change({ language: "zh-CN", theme: "night" });
  expect(openSettings(folder, "en", silent).value).toMatchObject({ language: "zh-CN", theme: "night" });
});

test.each(["{", "[]", '{"language":"xx"}', ""])("a file that holds %j is moved aside, said, and begun anew", (text) => {
  writeFileSync(join(folder, "settings.json"), text);
  const troubles: string[] = [];
  expect(openSettings(folder, "en", (detail) => troubles.push(detail)).value.language).toBe("en");
  expect(troubles).toHaveLength(1);
  expect(existsSync(join(folder, "settings.json.damaged"))).toBe(true);
});
