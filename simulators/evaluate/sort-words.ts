import type { Bilingual } from "../report/rule-words.ts";

const known: Readonly<Record<string, Bilingual>> = {
  air: { zh: "气温低", en: "cold air" },
  pack: { zh: "动力电池冷", en: "cold pack" },
  "weak-battery": { zh: "12V 电瓶弱", en: "weak battery" },
  far: { zh: "离网点远", en: "far from service" },
  offline: { zh: "无网络", en: "no network" },
  silent: { zh: "无读数", en: "silent" },
  stuck: { zh: "读数卡住", en: "stuck" },
  "open-circuit": { zh: "断路", en: "open circuit" },
};

/** What sort of a situation it was; a fault code is called by itself. */
export const sortWords = (sort: string): Bilingual => known[sort] ?? { zh: sort, en: sort };
