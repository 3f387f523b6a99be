import type { Bilingual } from "../../contract/language.ts";

const known: Readonly<Record<string, Bilingual>> = {
  air: { "zh-CN": "气温低", en: "cold air" },
  pack: { "zh-CN": "动力电池冷", en: "cold pack" },
  "weak-battery": { "zh-CN": "12V 电瓶弱", en: "weak battery" },
  far: { "zh-CN": "离网点远", en: "far from service" },
  offline: { "zh-CN": "无网络", en: "no network" },
  silent: { "zh-CN": "无读数", en: "silent" },
  stuck: { "zh-CN": "读数卡住", en: "stuck" },
  "open-circuit": { "zh-CN": "断路", en: "open circuit" },
};

/** What sort of a situation it was; a fault code is called by itself. */
export const sortWords = (sort: string): Bilingual => known[sort] ?? { "zh-CN": sort, en: sort };
