import type { WarningData } from "../../contract/warning.ts";
import type { EpisodePolicy } from "../../contract/warnings/warning.ts";

/** Whether the new numbers would tell the driver or the dealer something that the old ones do not. */
export const isNews = ({ news }: EpisodePolicy, told: WarningData, now: WarningData): boolean => {
  for (const key in news) {
    const [before, after] = [told[key], now[key]];
    if (before === after) continue;
    if (typeof before !== "number" || typeof after !== "number") return true;
    if (Math.abs(after - before) >= (news[key] ?? 0)) return true;
  }
  return false;
};
