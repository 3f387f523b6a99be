import { expect, test } from "vitest";
import type { WarningOf } from "../../../contract/warnings/catalogue.ts";
import type { DataOf, LevelOf } from "../../../contract/warnings/warning.ts";
import { defineWarning, measured } from "../../../contract/warnings/warning.ts";

type Charging = WarningOf<"lv-charging-fault">;

test("what an entry does not declare does not compile", () => {
  const under: DataOf<Charging> = { v: 12.1, limit: 13, fault: "under", m: 60 };
  const over: DataOf<Charging> = { v: 15.6, limit: 15.2, fault: "over" };
  // @ts-expect-error a key that is not declared
  const more: DataOf<Charging> = { v: 12.1, limit: 13, fault: "under", amperes: 4 };
  // @ts-expect-error a word that is not declared
  const other: DataOf<Charging> = { v: 12.1, limit: 13, fault: "strange" };
  // @ts-expect-error a key that is not optional
  const less: DataOf<Charging> = { v: 12.1, fault: "under" };
  const level: LevelOf<Charging> = "critical";
  // @ts-expect-error a level that is not declared
  const mild: LevelOf<Charging> = "info";
  expect([under, over, more, other, less, level, mild]).toHaveLength(7);
});

test("news of what a warning does not measure does not compile", () => {
  const say = { "zh-CN": "玻璃水", en: "Washer fluid" };
  const entry = defineWarning({
    id: "washer-fluid",
    title: say,
    system: "upkeep",
    levels: ["info"],
    data: { percent: measured("percent", "剩余", "Left") },
    // @ts-expect-error a key that is not declared
    episode: { news: { litres: 1 } },
    shows: [],
  });
  expect(entry).toMatchObject({ cause: null, gauges: [], safety: false, episode: { raiseAfterMs: 0 } });
});
