import { describe, expect, test } from "vitest";
import { createRuleEngine, type RuleOutput } from "../../../../agent/rules/kit/engine.ts";
import type { Judged, Rule } from "../../../../agent/rules/kit/rule.ts";
import type { VehicleEvent } from "../../../../contract/events.ts";
import type { RuleId } from "../../../../contract/warnings/catalogue.ts";
import { coolant, drive, rpm, sample, speed, tick } from "../../journey.ts";

/** A rule that counts what reaches it, and throws at 13. */
const counting = (id: RuleId, reads: Rule["reads"], hears: Rule["hears"] = []): Rule => ({
  id,
  title: id,
  reads,
  hears,
  start: () => ({ verdicts: {} }),
  step(state: Judged, event: VehicleEvent): Judged {
    if (event.kind === "sample" && event.value === 13) throw new Error("unlucky");
    if (event.kind === "sample" && event.value === 0) return state;
    const seen = Number(state.verdicts[""]?.data["seen"] ?? 0) + 1;
    return { verdicts: { "": { level: "info", data: { seen } } } };
  },
});

const play = (rules: readonly Rule[], events: readonly VehicleEvent[]) => {
  const out: RuleOutput[] = [];
  const faults: string[] = [];
  const engine = createRuleEngine(rules, (id, cause) => faults.push(`${id}: ${String(cause)}`));
  for (const event of events) engine.take(event, (output) => out.push(output));
  return { out, faults, engine };
};
const spoken = (out: readonly RuleOutput[]): string[] =>
  out.map((each) =>
    each.kind === "judgement" ? `${each.rule} ${each.level} ${each.data["seen"] ?? ""}`.trim() : each.kind,
  );

describe("the rule engine", () => {
  test("hands each rule the paths it reads and the kinds it hears, and no others", () => {
    const rules = [counting("dtc-confirmed", [coolant]), counting("remote-area-help", [speed], ["tick"])];
    const { out } = play(rules, [sample(coolant, 1, 0), sample(speed, 1, 0), sample(rpm, 1, 0), tick(1)]);
    expect(spoken(out)).toEqual(["dtc-confirmed info 1", "remote-area-help info 1", "remote-area-help info 2", "tick"]);
  });

  test("says nothing when a rule hands back the verdicts it had", () => {
    const { out } = play([counting("dtc-confirmed", [coolant])], [sample(coolant, 0, 0), sample(coolant, 1, 1)]);
    expect(spoken(out)).toEqual(["dtc-confirmed info 1"]);
  });

  test("a rule that names a path twice sees the event once", () => {
    const { out } = play([counting("dtc-confirmed", [coolant, coolant])], [sample(coolant, 1, 0)]);
    expect(out).toHaveLength(1);
  });

  test("a faulty rule is disabled and told once, the others go on, and the next drive gives it a second chance", () => {
    const rules = [counting("dtc-confirmed", [speed]), counting("remote-area-help", [speed])];
    const first = play(rules, [sample(speed, 1, 0)]);
    expect(first.faults).toEqual([]);
    const fine = counting("remote-area-help", [speed]);
    const brittle: Rule = { ...counting("dtc-confirmed", [speed]), reads: [speed, rpm] };
    const events = [
      sample(speed, 1, 0),
      sample(rpm, 13, 1),
      sample(speed, 2, 2),
      sample(rpm, 13, 3),
      drive(4),
      sample(speed, 3, 5),
    ];
    const { out, faults } = play([brittle, fine], events);
    expect(faults).toEqual(["dtc-confirmed: Error: unlucky"]);
    expect(spoken(out)).toEqual([
      "dtc-confirmed info 1",
      "remote-area-help info 1",
      // What it had raised is neither confirmed nor denied.
      "dtc-confirmed unknown",
      "remote-area-help info 2",
      // The fresh state has heard the drive.
      "dtc-confirmed info 1",
      "drive",
      "dtc-confirmed info 2",
      "remote-area-help info 3",
    ]);
  });

  test("what it froze goes on where it stopped, a disabled rule included", () => {
    const rules = [counting("dtc-confirmed", [speed]), counting("remote-area-help", [coolant])];
    const { engine } = play(rules, [sample(coolant, 1, 0), sample(speed, 13, 0)]);
    const thawed = createRuleEngine(rules, () => {}, JSON.parse(JSON.stringify(engine.freeze())));
    const out: RuleOutput[] = [];
    for (const event of [sample(speed, 1, 1), sample(coolant, 1, 1)]) thawed.take(event, (output) => out.push(output));
    expect(spoken(out)).toEqual(["remote-area-help info 2"]);
  });

  test("a subject that a rule no longer speaks of is quiet", () => {
    const forgetful: Rule = {
      ...counting("dtc-confirmed", [speed]),
      step: (_, event) => ({
        verdicts: event.kind === "sample" && event.value === 1 ? { P0300: { level: "warning", data: {} } } : {},
      }),
    };
    const { out } = play([forgetful], [sample(speed, 1, 0), sample(speed, 2, 1)]);
    expect(out.map((each) => each.kind === "judgement" && `${each.subject} ${each.level}`)).toEqual([
      "P0300 warning",
      "P0300 quiet",
    ]);
  });
});
