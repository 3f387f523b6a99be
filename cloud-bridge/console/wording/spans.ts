import type { Bilingual, Language } from "../../../contract/language.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Below this a clock ticks every second: a wall of ticking digits is noise, the last ten minutes are not. */
export const secondsBelowMs = 10 * minuteMs;

const spans = (ms: number): Bilingual => {
  const minutes = Math.floor(ms / minuteMs);
  const hours = Math.floor(ms / hourMs);
  if (ms >= 2 * dayMs) {
    const days = Math.floor(ms / dayMs);
    return { "zh-CN": `${days} 天`, en: `${days} days` };
  }
  if (hours >= 10) return { "zh-CN": `${hours} 小时`, en: `${hours} h` };
  if (hours >= 1) {
    const rest = minutes % 60;
    // Never "6 时 12 分": that reads as a time of day.
    return rest === 0
      ? { "zh-CN": `${hours} 小时`, en: `${hours} h` }
      : { "zh-CN": `${hours} 小时 ${rest} 分`, en: `${hours} h ${rest} min` };
  }
  return { "zh-CN": `${minutes} 分钟`, en: `${minutes} min` };
};

/** A span of time in words. Always cut, never rounded up: nobody is promised a minute that is not there. */
export const spanWords = (ms: number, language: Language): string => spans(Math.max(ms, minuteMs))[language];

/** What is left of a clock, or by how much it is over. */
export const clockWords = (leftMs: number, language: Language): string => {
  if (leftMs < 0) {
    const over = spanWords(-leftMs, language);
    return language === "en" ? `${over} over` : `超时 ${over}`;
  }
  if (leftMs >= secondsBelowMs) return spans(leftMs)[language];
  const seconds = Math.floor(leftMs / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
};
