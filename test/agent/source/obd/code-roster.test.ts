import { expect, test } from "vitest";
import { createCodeRoster } from "../../../../agent/source/obd/code-roster.ts";

const list = (answered: readonly string[], refused: readonly string[] = []) => ({
  ok: true as const,
  answers: answered.map((ecu) => ({ service: "03", pid: "", ecu, bus: "can" as const, bytes: Uint8Array.of(0) })),
  refusals: refused.map((ecu) => ({ ecu, code: 0x11 })),
  complete: true,
});

const ofTwo = () => {
  const roster = createCodeRoster();
  roster.met("7E8");
  roster.met("7E9");
  return roster;
};

test("a list of all ECUs is whole, whether they have codes or refuse", () => {
  expect(ofTwo().isWhole("03", list(["7E8", "7E9"]))).toBe(true);
  expect(ofTwo().isWhole("03", list(["7E8"], ["7E9"]))).toBe(true);
});

test("a list that lacks an ECU which has spoken is not", () =>
  expect(ofTwo().isWhole("03", list(["7E9"]))).toBe(false));

test("an ECU that was first heard with its codes is missed the next time", () => {
  const roster = createCodeRoster();
  expect(roster.isWhole("03", list(["7E8", "7EB"]))).toBe(true);
  expect(roster.isWhole("03", list(["7E8"]))).toBe(false);
});

test("one that never tells codes of this service is not waited for for ever, and is again once it does", () => {
  const roster = ofTwo();
  const whole = [1, 2, 3, 4, 5].map(() => roster.isWhole("0A", list(["7E8"])));
  expect(whole).toEqual([false, false, false, true, true]);
  expect(roster.isWhole("03", list(["7E8"]))).toBe(false);
  expect(roster.isWhole("0A", list(["7E8", "7E9"]))).toBe(true);
  expect(roster.isWhole("0A", list(["7E8"]))).toBe(false);
});

test("without headers nobody is missed, since nobody is known", () => {
  const roster = createCodeRoster();
  roster.met("");
  expect(roster.isWhole("03", list([""]))).toBe(true);
});
