import type { WarningData } from "../../contract/warning.ts";
import type { RuleId } from "../../contract/warnings/catalogue.ts";

/** How a rule's verdicts become an episode. Times are event time. */
export interface WarningPolicy {
  /** How long a level must stand before the episode is raised. */
  readonly raiseAfterMs: number;
  /** How long "quiet" must stand before it is cleared. */
  readonly clearAfterMs: number;
  /** Numbers that are news when they have changed by this much; words that are news when they changed at all (0). */
  readonly news: Readonly<Record<string, number>>;
  /** The least time between two updates. */
  readonly updateEveryMs: number;
  /** The driver's acknowledgement ends the episode: there is nothing more to it than having been told. */
  readonly endsWhenAcknowledged: boolean;
}

const minuteMs = 60_000;
const atOnce = { raiseAfterMs: 0, clearAfterMs: 0, updateEveryMs: minuteMs, endsWhenAcknowledged: false };

/** Raise and clear times are those of the warning catalogue; where a rule's own window is the evidence, they are 0. */
export const policies: Readonly<Record<RuleId, WarningPolicy>> = {
  "cold-start-preheat": { ...atOnce, news: {}, endsWhenAcknowledged: true },
  "lv-crank-decline": { ...atOnce, news: { below: 1, health: 5 } },
  "lv-charging-fault": { ...atOnce, clearAfterMs: 10 * minuteMs, news: { m: 10, v: 0.4, fault: 0 } },
  "coolant-overheat-trend": { ...atOnce, clearAfterMs: 3 * minuteMs, news: { m: 1, t: 5 } },
  "thermostat-stuck-open": { ...atOnce, news: { bad: 1 } },
  "brake-pad-wearout": { ...atOnce, news: { km: 500, pin: 0, uneven: 0 }, updateEveryMs: 10 * minuteMs },
  "dtc-confirmed": { ...atOnce, news: { codes: 0 } },
  "remote-area-help": { ...atOnce, raiseAfterMs: 5 * minuteMs, news: { d: 20 }, updateEveryMs: 10 * minuteMs },
  "warning-data-quality": { ...atOnce, raiseAfterMs: 2 * minuteMs, news: {} },
};

/** Whether the new numbers would tell the driver or the dealer something that the old ones do not. */
export const isNews = ({ news }: WarningPolicy, told: WarningData, now: WarningData): boolean => {
  for (const key in news) {
    const [before, after] = [told[key], now[key]];
    if (before === after) continue;
    if (typeof before !== "number" || typeof after !== "number") return true;
    if (Math.abs(after - before) >= (news[key] ?? 0)) return true;
  }
  return false;
};
