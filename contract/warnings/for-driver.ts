import { type Bilingual, say } from "../language.ts";
import type { CarPart } from "../systems.ts";

/** Sentences, best first: the first whose places the warning can fill is said. */
export interface Sentences {
  readonly title: readonly Bilingual[];
  readonly body: readonly Bilingual[];
  /** The one line of the band while moving, read in two seconds. */
  readonly line: readonly Bilingual[];
}

/**
 * Characters that fit, for each part of a card: two lines of the title and three of the body beside three facts, and three lines in
 * the band, on the narrowest head unit (1280 by 480). Proportional type knows no exact number: test/e2e/hmi.test.ts draws every
 * warning at its widest in Chromium and holds it to the screen.
 */
export const lengths = {
  "zh-CN": { title: 12, body: 40, line: 24 },
  en: { title: 28, body: 90, line: 56 },
} as const;

/** What a touch on a prompt does. `call` opens the panel with the number in large; nothing is dialled without a second touch. */
export const buttonActs = [
  "acknowledge",
  "snooze",
  "open-help",
  "call",
  "battery-health-check",
  "book-service",
] as const;
export type ButtonAct = (typeof buttonActs)[number];

/** How a button is drawn: the main way on, a second way, or a quiet way out. */
export const buttonWeights = ["main", "second", "quiet"] as const;
export type ButtonWeight = (typeof buttonWeights)[number];

/** A way on from a prompt. */
export interface Button {
  readonly act: ButtonAct;
  readonly label: Bilingual;
  readonly weight: ButtonWeight;
}

const button = (act: ButtonAct, zh: string, en: string) => (weight: ButtonWeight) => ({
  act,
  label: say(zh, en),
  weight,
});

/** The ways on that warnings choose from. */
export const ways = {
  understood: button("acknowledge", "知道了", "OK"),
  stopped: button("acknowledge", "已安全停车", "I have stopped"),
  later: button("snooze", "稍后", "Later"),
  whenParked: button("snooze", "停车后处理", "When parked"),
  book: button("book-service", "预约到店", "Book a visit"),
  checkBattery: button("battery-health-check", "电池健康检测", "Battery health check"),
  nearest: button("open-help", "最近网点", "Nearest service"),
  nearestThree: button("open-help", "查看三个最近网点", "Show the nearest three"),
  callRescue: button("call", "呼叫救援", "Call rescue"),
  rescueNumber: button("call", "救援电话", "Rescue number"),
} as const;

/** A number on the card; left out where the warning does not carry it. */
export interface Fact<Key extends string = string> {
  readonly key: Key;
  readonly label: Bilingual;
  /** Where the key has no unit: what is counted. */
  readonly unit?: Bilingual;
  /** A forecast, not a measurement: shown with "about". */
  readonly about?: true;
}

/** A thermometer on the card: the first of the keys that the warning carries, on its scale in Celsius. */
export interface Thermometer<Key extends string = string> {
  readonly keys: readonly Key[];
  readonly scale: readonly [low: number, high: number];
  readonly mark: { readonly key: Key; readonly label: Bilingual };
}

/** What the driver's page has of a warning. */
export interface DriverSide<Key extends string = string> {
  /** `title` holds what is said instead of the usual title where it can be. */
  readonly usual: Omit<Sentences, "title"> & Partial<Pick<Sentences, "title">>;
  /** Said once it is critical: what to do first, then why. */
  readonly critical?: Sentences;
  /** At most three at standstill, and two while moving; left out, it waits until the car stands. */
  readonly parked: readonly Button[];
  readonly moving?: readonly Button[];
  /** At most three. */
  readonly facts?: readonly Fact<Key>[];
  readonly thermometer?: Thermometer<Key>;
  /** Where it is on the car when that depends: the first whose condition is met; left out, where its system is. */
  readonly parts?: readonly { readonly where: string; readonly part: CarPart }[];
}

/** The driver's side of a warning; its facts are keys of the data. */
export const forDriver = <Key extends string>(
  _warning: { readonly data: Readonly<Record<Key, unknown>> },
  side: DriverSide<NoInfer<Key>>,
): DriverSide => side;
