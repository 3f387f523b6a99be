import { say } from "../language.ts";
import { always, type DeskSide } from "./for-desk.ts";
import { forDriver, ways } from "./for-driver.ts";
import { defineWarning, ids, maybe, minuteMs, signal, word } from "./warning.ts";

export const warning = defineWarning({
  id: "warning-data-quality",
  title: say("部分数据缺失", "Some data missing"),
  titleWhere: [
    say("{?fault=stuck}部分读数停住不动", "{?fault=stuck}A reading is stuck"),
    say("{?fault=failed}一项检查已暂停", "{?fault=failed}A check has failed"),
  ],
  system: "data",
  levels: ["info"],
  data: {
    path: maybe(signal("信号", "Signal")),
    rules: ids("受影响的提醒", "Warnings paused"),
    fault: word("状态", "What is wrong", {
      lost: say("信号中断", "the signal went missing"),
      stuck: say("信号停住不动", "the signal is stuck"),
      failed: say("检查程序出错", "the check itself failed"),
    }),
  },
  episode: { raiseAfterMs: 2 * minuteMs, news: { fault: 0 } },
  shows: [],
  subject: { of: "signal" },
});

export const driver = forDriver(warning, {
  usual: {
    body: [
      say(
        "{?fault=stuck}{path}读数停住不动，相关提醒已暂停。",
        "{?fault=stuck}The reading of {path} does not move; its warnings are paused.",
      ),
      say(
        "{?fault=failed}车载检查程序出错，相关提醒已暂停，下次行驶会再试。",
        "{?fault=failed}A check in this unit failed; its warnings pause until the next drive.",
      ),
      say("{path}暂无数据，相关提醒已暂停。", "No data for {path}; its warnings are paused."),
      say("部分信号暂无数据，相关提醒已暂停。", "No data for some signals; their warnings are paused."),
    ],
    line: [
      say("{?fault=stuck}{path}读数停住不动", "{?fault=stuck}Stuck: {path}"),
      say("{?fault=failed}一项检查已暂停", "{?fault=failed}A check has failed"),
      say("{path}暂无数据", "No data for {path}"),
      say("部分数据缺失", "Some data missing"),
    ],
  },
  parked: [ways.understood("main")],
});

export const desk: DeskSide = {
  faultGroup: "data-quality",
  category: "diagnostic",
  priority: always("P3"),
  why: [
    say(
      "{?fault=stuck}{path}停住不动，相关提醒已暂停",
      "{?fault=stuck}Stuck: {path}; the warnings that need it are paused",
    ),
    say(
      "{?fault=failed}车载检查程序出错，相关提醒已暂停",
      "{?fault=failed}A check in the unit failed; its warnings are paused",
    ),
    say("{path}中断，相关提醒已暂停", "Lost: {path}; the warnings that need it are paused"),
    say("一个信号中断，相关提醒已暂停", "A signal went missing; the warnings that need it are paused"),
  ],
  explanation: [
    say(
      "{?fault=stuck}车辆其他数据在变化，但一个提醒所需的信号在行驶中一直停在同一个值，不可信。在它恢复变化之前，相关提醒不会出现，不代表一切正常。",
      "{?fault=stuck}The other readings change, but a signal that warnings need repeats one value during a drive and cannot be believed. Until it moves again those warnings cannot speak, which does not mean that all is well.",
    ),
    say(
      "{?fault=failed}车载单元里的一项检查程序在行驶中出错并被停用，这不是车辆本身的故障。下次行驶会再试；在它恢复之前，相关提醒不会出现，不代表一切正常。请把此工单转给软件支持。",
      "{?fault=failed}A check of the unit in the car failed during a drive and was set aside; that is a fault of the program, not of the car. The next drive tries it again. Until it works, its warnings cannot speak, which does not mean that all is well. Pass this ticket on to software support.",
    ),
    say(
      "车辆其他数据正常，但一个提醒所需的信号在行驶中丢失。在恢复之前，相关提醒不会出现，不代表一切正常。",
      "The car still answers, but a signal that warnings need was lost during a drive. Until it returns those warnings cannot speak, which does not mean that all is well.",
    ),
  ],
  plan: [
    say("{?fault=failed}转给软件支持，附上车辆和时间", "{?fault=failed}Pass on to software support, with car and time"),
    say("{?path}检查OBD适配器插接", "{?path}Check the adapter's fit"),
    say("{?path}检查对应传感器和线束", "{?path}Check the sensor and its wiring"),
  ],
  parts: [],
};
