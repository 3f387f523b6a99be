import type { Bilingual, Language } from "../../contract/language.ts";
import type { Finding, FindingCode, Patient } from "./diagnosis.ts";

/** The sentence of each finding and what to do about it; `#` stands for its figure. */
const sentences: Readonly<Record<FindingCode, Bilingual>> = {
  "not-reachable": {
    en: "Nothing can be opened here (#). Plug the adapter in, pair it or join its Wi-Fi, and check the address.",
    "zh-CN": "此处无法打开（#）。请插好适配器、完成蓝牙配对或连接其 Wi-Fi，并检查地址。",
  },
  "no-adapter": {
    en: "Something is connected, but it does not speak like an ELM327. Choose another device or another baud rate.",
    "zh-CN": "已连接到设备，但它不是 ELM327 适配器。请换一个设备或波特率。",
  },
  "genuine-chip": { en: "The chip behaves like a genuine one: #.", "zh-CN": "芯片表现与原装一致：#。" },
  "stn-chip": { en: "A chip of the STN family: #. Fast and dependable.", "zh-CN": "STN 系列芯片：#，快速可靠。" },
  "clone-chip": {
    en: "The chip is a copy (#). It works, but some commands are missing; a genuine ELM327 or STN adapter is surer.",
    "zh-CN": "芯片为仿制品（#）。可以使用，但缺少部分命令；建议使用原装 ELM327 或 STN 适配器。",
  },
  "slow-way": {
    en: "The way to the adapter is slow: # there and back. Prefer USB, or move the Bluetooth receiver closer.",
    "zh-CN": "与适配器通信较慢：往返 #。建议使用 USB，或让蓝牙更靠近。",
  },
  "battery-low": {
    en: "The 12 V battery has only #. Charge it before you look for other faults.",
    "zh-CN": "12V 电瓶仅 #。请先充电，再排查其他故障。",
  },
  "battery-fine": { en: "The 12 V side has #.", "zh-CN": "12V 电压为 #。" },
  "no-voltage": {
    en: "The adapter does not tell its voltage. Fettle then cannot see the starter's dip and wakes up more seldom.",
    "zh-CN": "适配器不报告电压，因此无法观察起动压降，唤醒也会更少。",
  },
  "car-silent": {
    en: "The adapter is fine, but the car does not answer (#). Switch the ignition on and check that the plug sits firmly.",
    "zh-CN": "适配器正常，但车辆没有应答（#）。请打开点火开关，并检查插头是否插牢。",
  },
  "bus-fault": {
    en: "The car's bus reports faults (#). Unplug other devices from the socket; if it stays, let a workshop check it.",
    "zh-CN": "车辆总线报错（#）。请拔掉其他诊断设备；若仍存在，请到维修站检查。",
  },
  "no-control-unit": {
    en: "The bus is there, but no control unit lists its readings. Start the engine and try again.",
    "zh-CN": "总线已连接，但没有控制单元应答。请起动发动机后重试。",
  },
  "car-answers": { en: "The car answers: #. Everything is ready.", "zh-CN": "车辆应答正常：#。一切就绪。" },
};

const protocols: Readonly<Record<string, string>> = {
  1: "SAE J1850 PWM",
  2: "SAE J1850 VPW",
  3: "ISO 9141-2",
  4: "ISO 14230-4 (KWP, 5 baud)",
  5: "ISO 14230-4 (KWP, fast)",
  6: "ISO 15765-4 (CAN 11/500)",
  7: "ISO 15765-4 (CAN 29/500)",
  8: "ISO 15765-4 (CAN 11/250)",
  9: "ISO 15765-4 (CAN 29/250)",
};

/** A finding in plain words. */
export const sentenceOf = ({ code, figure }: Finding, language: Language): string =>
  sentences[code][language].replace("#", figure).replace(/ ?[(（][)）]/, "");

const marks = { good: "+", note: "!", bad: "x" } as const;

/** A patient as lines of text: where it is, the figures, and each finding. */
export const linesOf = (patient: Patient, findings: readonly Finding[], language: Language): readonly string[] => {
  const figures: string[] = [];
  if (!("error" in patient)) {
    if (patient.baudRate !== undefined) figures.push(`${patient.baudRate} baud`);
    if (patient.roundTripMs !== undefined) figures.push(`${Math.round(patient.roundTripMs)} ms`);
    if (patient.protocol !== undefined) figures.push(protocols[patient.protocol] ?? patient.protocol);
  }
  return [
    `${patient.address}${figures.length === 0 ? "" : `  (${figures.join(", ")})`}`,
    ...findings.map((finding) => `  ${marks[finding.grade]} ${sentenceOf(finding, language)}`),
  ];
};
