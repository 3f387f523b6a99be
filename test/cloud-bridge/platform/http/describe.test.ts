import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { limitsPage } from "../../../../cloud-bridge/desk/clocks/limits-page.ts";
import { ticketEndpoints } from "../../../../cloud-bridge/desk/tickets/api.ts";
import { movesPage } from "../../../../cloud-bridge/desk/tickets/moves-page.ts";
import { openStore } from "../../../../cloud-bridge/platform/database/store.ts";
import { describeApi } from "../../../../cloud-bridge/platform/http/describe.ts";
import { operationEndpoints } from "../../../../cloud-bridge/platform/http/operations.ts";
import { vehicleEndpoints } from "../../../../cloud-bridge/vehicles/api.ts";
import { tempFolder } from "../../../support/bridge.ts";
import { movedClock } from "../../../support/moved-clock.ts";

const page = fileURLToPath(new URL("../../../../docs/api.md", import.meta.url));

test("docs/api.md says what the endpoints say of themselves", async () => {
  using folder = tempFolder();
  const store = await openStore({ file: join(folder.path, "bridge.db") });
  const endpoints = [
    ...ticketEndpoints({
      store,
      clock: movedClock(),
      evidenceOf: () => Promise.resolve([]),
      onChanged: () => {},
    }),
    ...vehicleEndpoints(store),
    ...operationEndpoints({
      centre: { id: "", name: "", timeZone: "" },
      storeAnswers: () => Promise.resolve(true),
      brokerListens: () => true,
      jobs: () => Promise.resolve({ kinds: [], setAside: [] }),
      metrics: () => Promise.resolve({ text: "", contentType: "" }),
    }),
  ];
  const written = describeApi(endpoints, [movesPage(), limitsPage()]);
  await store.close();
  if (process.env["FETTLE_WRITE_DOCS"] === "1") writeFileSync(page, written);
  expect(readFileSync(page, "utf8")).toBe(written);
});
