import { describe, expect, test } from "vitest";
import { ruleIds } from "../../../contract/warnings/catalogue.ts";
import { fallsOf, keepLedger, type Ledger, ledgerSize, readLedger } from "../../../simulators/evaluate/ledger.ts";

const entry = {
  kind: "predicts",
  failures: 20,
  km: 10_000,
  recall: 0.9,
  falseAlarmsPer1000Km: 0.1,
  leadDaysP10: 5,
  leadDaysP50: 20,
  delayMinutesP50: null,
} as const;
const ledger = (changes: Partial<Ledger["rules"][string]> = {}): Ledger => ({
  v: 1,
  vehicles: 60,
  days: 365,
  seed: 1_000,
  rules: { "dtc-confirmed": { ...entry, ...changes } },
  reasons: [],
});

describe("the score ledger", () => {
  test.each([
    ["the same", {}, []],
    ["a higher recall", { recall: 0.95 }, []],
    ["fewer false alarms", { falseAlarmsPer1000Km: 0 }, []],
    ["another lead alone", { leadDaysP50: 3 }, []],
    ["a lower recall", { recall: 0.89 }, ["recall"]],
    ["more false alarms", { falseAlarmsPer1000Km: 0.11 }, ["falseAlarmsPer1000Km"]],
    [
      "a figure nobody knows any more",
      { recall: null, falseAlarmsPer1000Km: null },
      ["recall", "falseAlarmsPer1000Km"],
    ],
  ])("%s", (_name, changes, fallen) => {
    expect(fallsOf(ledger(), ledger(changes)).map(({ measure }) => measure)).toEqual(fallen);
  });

  test("a rule that is not scored any more has fallen, a new one has not", () => {
    expect(fallsOf(ledger(), { ...ledger(), rules: {} })).toHaveLength(2);
    expect(fallsOf({ ...ledger(), rules: {} }, ledger())).toEqual([]);
  });

  test("a step down is refused with its figures, and told what to do", async () => {
    const worse = keepLedger(ledger(), ledger({ recall: 0.5 }), { write: false });
    await expect(worse).rejects.toMatchObject({
      code: "SIMULATOR_SCORES_FELL",
      message: expect.stringMatching(/dtc-confirmed: recall from 0.9 to 0.5.*--why/),
    });
    await expect(keepLedger(ledger(), ledger({ recall: 0.5 }), { write: true })).rejects.toThrow("0.5");
  });

  test("the kept one holds every rule, of the size that is checked", async () => {
    const kept = await readLedger();
    expect(Object.keys(kept.rules)).toEqual([...ruleIds]);
    expect({ vehicles: kept.vehicles, days: kept.days, seed: kept.seed }).toEqual(ledgerSize);
  });
});
