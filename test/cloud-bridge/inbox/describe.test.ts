import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { describeMqtt } from "../../../cloud-bridge/inbox/describe.ts";

const page = fileURLToPath(new URL("../../../docs/mqtt.md", import.meta.url));

test("docs/mqtt.md says what the contract says", () => {
  const written = describeMqtt();
  if (process.env["FETTLE_WRITE_DOCS"] === "1") writeFileSync(page, written);
  expect(readFileSync(page, "utf8")).toBe(written);
});
