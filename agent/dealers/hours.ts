/** What opening hours say of one moment of the week. Times are minutes of the day. */
export type OpenState =
  | { readonly at: "open"; readonly until: number | null }
  | { readonly at: "closed"; readonly opensAt: number | null }
  | { readonly at: "unknown" };

const days = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];

interface Span {
  readonly days: ReadonlySet<number>;
  readonly from: number;
  readonly to: number;
}

const minutes = (hour: string, minute: string): number => Number(hour) * 60 + Number(minute);

const daysOf = (first: string | undefined, last: string | undefined): ReadonlySet<number> => {
  if (first === undefined) return new Set(days.keys());
  const [from, to] = [days.indexOf(first), days.indexOf(last ?? first)];
  const length = ((to - from + 7) % 7) + 1;
  return new Set(Array.from({ length }, (_, step) => (from + step) % 7));
};

const part = /^(?:(Mo|Tu|We|Th|Fr|Sa|Su)(?:-(Mo|Tu|We|Th|Fr|Sa|Su))? )?([0-2]\d):([0-5]\d)-([0-2]\d):([0-5]\d)$/;

const spansOf = (hours: string): readonly Span[] | undefined => {
  const spans = hours.split(";").map((text): Span | undefined => {
    const found = part.exec(text.trim());
    if (found === null) return undefined;
    const [, first, last, fromHour = "", fromMinute = "", toHour = "", toMinute = ""] = found;
    return { days: daysOf(first, last), from: minutes(fromHour, fromMinute), to: minutes(toHour, toMinute) };
  });
  return spans.every((span) => span !== undefined) ? spans : undefined;
};

/**
 * Reads a small, much used part of the OpenStreetMap opening_hours form: `24/7`, `08:00-18:00`, `Mo-Fr 08:00-18:00; Sa
 * 09:00-13:00`. Whatever else stands there is "unknown": never a guess. `weekday` counts from Monday, 0 to 6.
 */
export const openStateAt = (hours: string, weekday: number, minute: number): OpenState => {
  if (hours.trim() === "24/7") return { at: "open", until: null };
  const spans = spansOf(hours);
  if (spans === undefined) return { at: "unknown" };
  const today = spans.filter((span) => span.days.has(weekday));
  const now = today.find((span) => minute >= span.from && minute < span.to);
  if (now !== undefined) return { at: "open", until: now.to };
  const next = today.map((span) => span.from).filter((from) => from > minute);
  return { at: "closed", opensAt: next.length === 0 ? null : Math.min(...next) };
};
