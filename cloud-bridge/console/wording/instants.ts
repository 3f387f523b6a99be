import type { Language } from "../../../contract/language.ts";

interface CivilTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: string;
  readonly minute: string;
  readonly second: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

const formatFor = (timeZone: string): Intl.DateTimeFormat => {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  formats.set(timeZone, made);
  return made;
};

const civil = (at: number, timeZone: string): CivilTime => {
  const parts = new Map(
    formatFor(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const text = (part: Intl.DateTimeFormatPartTypes): string => parts.get(part) ?? "";
  return {
    year: Number(text("year")),
    month: Number(text("month")),
    day: Number(text("day")),
    hour: text("hour"),
    minute: text("minute"),
    second: text("second"),
  };
};

/** Days since the epoch of the calendar day, so that days can be compared and their weekday found. */
const dayNumber = ({ year, month, day }: CivilTime): number => Math.floor(Date.UTC(year, month - 1, day) / 86_400_000);

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;
// Day 0 of the epoch was a Thursday.
const weekdays = {
  en: ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"],
  "zh-CN": ["周四", "周五", "周六", "周日", "周一", "周二", "周三"],
} as const;

const weekday = (day: number, language: Language): string => weekdays[language][((day % 7) + 7) % 7] ?? "";

/** Whether two instants are on the same day of the centre's calendar. */
export const sameDay = (a: number, b: number, timeZone: string): boolean =>
  dayNumber(civil(a, timeZone)) === dayNumber(civil(b, timeZone));

/** `09:42` or, for evidence, `09:42:18`; always 24 hours. */
export const timeOfDay = (at: number, timeZone: string, withSeconds = false): string => {
  const { hour, minute, second } = civil(at, timeZone);
  return withSeconds ? `${hour}:${minute}:${second}` : `${hour}:${minute}`;
};

/** The headline's clock: `Tue 24 Nov 09:42`, `周二 11 月 24 日 09:42`. */
export const longInstant = (at: number, timeZone: string, language: Language): string => {
  const time = civil(at, timeZone);
  const name = weekday(dayNumber(time), language);
  const clock = `${time.hour}:${time.minute}`;
  return language === "en"
    ? `${name} ${time.day} ${months[time.month - 1]} ${clock}`
    : `${name} ${time.month} 月 ${time.day} 日 ${clock}`;
};

/** An instant seen from `now`: `09:40` today, `Mon 17:32` or `昨 17:32` yesterday, then the date; the year only when it is another. */
export const shortInstant = (at: number, now: number, timeZone: string, language: Language): string => {
  const then = civil(at, timeZone);
  const today = civil(now, timeZone);
  const clock = `${then.hour}:${then.minute}`;
  const daysAgo = dayNumber(today) - dayNumber(then);
  if (daysAgo === 0) return clock;
  if (daysAgo === 1) return language === "en" ? `${weekday(dayNumber(then), "en")} ${clock}` : `昨 ${clock}`;
  const otherYear = then.year !== today.year;
  if (language === "en") return `${then.day} ${months[then.month - 1]}${otherYear ? ` ${then.year}` : ""} ${clock}`;
  return `${otherYear ? `${then.year}/` : ""}${then.month}/${then.day} ${clock}`;
};
