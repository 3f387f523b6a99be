import { expect, test } from "vitest";
import type { Rule, RuleFile, Seat } from "../../../../agent/rules/kit/rule.ts";

type Charging = Seat<"lv-charging-fault", "Vehicle.Speed">;

test("a rule that says what its entry does not declare does not compile", () => {
  const judges: readonly ((seat: Charging) => void)[] = [
    (seat) => seat.warn("critical", { v: 12.1, limit: 13, fault: "under", m: 15 }),
    // @ts-expect-error a level that is not declared
    (seat) => seat.warn("info", { v: 12.1, limit: 13, fault: "under" }),
    // @ts-expect-error a key that is not declared
    (seat) => seat.warn("warning", { v: 12.1, limit: 13, fault: "under", amperes: 3 }),
    // @ts-expect-error a key that is not optional
    (seat) => seat.warn("warning", { v: 12.1, fault: "under" }),
    // @ts-expect-error a signal that is no input of the rule
    (seat) => seat.latest("Vehicle.Exterior.AirTemperature"),
  ];
  expect(judges).toHaveLength(5);
});

test("a rule under the name of another does not compile", () => {
  const rule: Pick<RuleFile<"lv-charging-fault">, "id"> = { id: "lv-charging-fault" };
  // @ts-expect-error the id of another warning
  const other: Pick<RuleFile<"remote-area-help">, "id"> = rule;
  const ofCar: Pick<Rule, "id"> = rule;
  expect([other, ofCar]).toHaveLength(2);
});
