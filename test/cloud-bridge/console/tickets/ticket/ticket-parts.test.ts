import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dataWords } from "../../../../../cloud-bridge/console/problems/data-words.ts";
import { emphasised } from "../../../../../cloud-bridge/console/tickets/ticket/emphasis.ts";
import { historyWords } from "../../../../../cloud-bridge/console/tickets/ticket/history-words.ts";
import { layOutMoves } from "../../../../../cloud-bridge/console/tickets/ticket/move-order.ts";
import { stepIndex } from "../../../../../cloud-bridge/console/tickets/ticket/steps.ts";
import type { TicketDetail, TicketMove, TicketState } from "../../../../../contract/ticket.ts";

type Entry = TicketDetail["history"][number];
const moved = (from: TicketState, to: TicketState, at: number): Entry => ({
  at,
  actor: "advisor",
  kind: "transition",
  from,
  to,
  note: null,
});

describe("the step a ticket stands at", () => {
  test("a state of the flow is its own step", () => {
    expect(stepIndex("new", [])).toBe(0);
    expect(stepIndex("closed", [])).toBe(12);
  });

  test("waiting for parts is waiting inside the repair", () => {
    expect(stepIndex("awaiting_parts", [])).toBe(stepIndex("in_repair", []));
  });

  test("a side state stands where the ticket came from, the last time", () => {
    const history = [moved("new", "contacting", 1), moved("contacting", "awaiting_customer", 2)];
    expect(stepIndex("awaiting_customer", history)).toBe(2);
    expect(stepIndex("monitoring", [...history, moved("awaiting_customer", "monitoring", 3)])).toBe(2);
    expect(stepIndex("cancelled", [])).toBe(0);
  });
});

test("giving up is never a button beside the work", () => {
  const move = (to: TicketState, primary = false): TicketMove => ({ to, needs: [], primary });
  const layout = layOutMoves([
    move("cancelled"),
    move("contacting", true),
    move("monitoring"),
    move("scheduled"),
    move("triaged"),
  ]);
  expect(layout.primary?.to).toBe("contacting");
  expect(layout.buttons.map(({ to }) => to)).toEqual(["monitoring", "scheduled"]);
  expect(layout.more.map(({ to }) => to)).toEqual(["triaged", "cancelled"]);
  expect(layOutMoves([]).primary).toBeUndefined();
});

describe("numbers stand out in a sentence", () => {
  const strong = (text: string) => emphasised(text).flatMap((piece) => (piece.strong ? [piece.text] : []));

  test("with their unit, in both languages", () => {
    expect(strong("Coolant 112 °C, limit 115 °C; overheats in about 1 min")).toEqual(["112 °C", "115 °C", "1 min"]);
    expect(strong("水温112℃，限值115℃；约1分钟后过热")).toEqual(["112℃", "115℃", "1分钟"]);
    expect(strong("about 800 km (600–1,050)")).toEqual(["800 km", "600–1,050"]);
  });

  test("but not the digits of a code", () => {
    expect(strong("Code P0301 confirmed")).toEqual([]);
  });

  test("and no letter is lost", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        expect(
          emphasised(text)
            .map((piece) => piece.text)
            .join(""),
        ).toBe(text);
      }),
    );
  });
});

describe("what was measured", () => {
  test.each([
    ["coolant-overheat-trend", "limit", 115, "限值", "115 ℃"],
    ["brake-pad-wearout", "limit", 3, "限值", "3 mm"],
    ["lv-charging-fault", "fault", "under", "电压偏差", "过低"],
    ["brake-pad-wearout", "pin", 1, "磨损触点接通", "是"],
    ["warning-data-quality", "path", "Vehicle.Speed", "信号", "车速"],
    ["warning-data-quality", "path", "Vehicle.Cabin.Door", "信号", "Vehicle.Cabin.Door"],
    ["warning-data-quality", "rules", "lv-crank-decline,tyre-low", "受影响的提醒", "启动变慢、tyre-low"],
    ["dtc-confirmed", "class", "safety-soon", "故障类别", "涉及安全"],
    ["dtc-confirmed", "distanceKm", 12, "亮灯后行驶", "12 km"],
    ["coolant-overheat-trend", "rise", 2.5, "上升速度", "2.5 ℃/分"],
  ])("%s %s", (rule, key, value, name, words) => {
    expect(dataWords(rule, key, value, "zh-CN")).toEqual({ name, value: words });
  });

  test("a key of a newer agent is spelled out, not hidden", () => {
    expect(dataWords("x", "coolantDropCelsius", 1.5, "en")).toEqual({ name: "Coolant drop celsius", value: "1.5" });
  });
});

test("a move says from where to where", () => {
  expect(historyWords(moved("new", "triaged", 1)).en).toBe("moved New → Triaged");
  expect(historyWords(moved("new", "triaged", 1))["zh-CN"]).toBe("由“新工单”改为“已分级”");
});
