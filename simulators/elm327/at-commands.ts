import { type Bus, buses, foreignBuses } from "./buses.ts";
import type { Personality } from "./personality.ts";
import { powerOn, type Settings } from "./settings.ts";

/** What one command line asks for. `lead` is a number of line ends in front: a reset prints two. */
export type Reaction =
  | { readonly kind: "say"; readonly settings: Settings; readonly lines: readonly string[]; readonly lead?: number }
  | { readonly kind: "reset"; readonly settings: Settings; readonly tookMs: number }
  | { readonly kind: "voltage" | "ignition" | "monitor" | "sleep"; readonly settings: Settings }
  | {
      readonly kind: "request";
      readonly settings: Settings;
      readonly bytes: readonly number[];
      /** The digit behind a request: how many answers are enough. */
      readonly enough: number | undefined;
    };

/** What the emulator is: a kind of adapter, and the bus of the car it is plugged into. */
export interface Adapter {
  readonly personality: Personality;
  readonly bus: Bus;
}

/** A full reset tests the lamps and waits for its oscillator; a warm start leaves that out. */
const resetMs = 800;
const warmStartMs = 20;

type Obey = (settings: Settings, match: readonly string[], adapter: Adapter) => Settings | string | Reaction;

const ok = (settings: Settings): Reaction => ({ kind: "say", settings, lines: ["OK"] });
const say = (settings: Settings, ...lines: readonly string[]): Reaction => ({ kind: "say", settings, lines });

const choose = (settings: Settings, digit: string, automatic: boolean): Settings => {
  const fresh = { ...settings, header: undefined, learnedMs: undefined };
  if (digit === "0") return { ...fresh, automatic: true, protocol: undefined, connected: false };
  // The bus stays up when the one in use is chosen again.
  const connected = settings.connected && settings.protocol === digit;
  return { ...fresh, automatic, protocol: digit, connected };
};

const protocolName = ({ automatic, protocol }: Settings): string => {
  if (protocol === undefined) return "AUTO";
  const name = buses[protocol]?.name ?? foreignBuses[protocol] ?? "";
  return automatic ? `AUTO, ${name}` : name;
};

const masked = (settings: Settings, change: { readonly filter?: number; readonly mask?: number }): Settings => {
  const before = settings.filter?.kind === "mask" ? settings.filter : { filter: 0, mask: 0xffffffff };
  return { ...settings, filter: { kind: "mask", filter: before.filter, mask: before.mask, ...change } };
};

const setParameter = (settings: Settings, number: string, what: string, value: string): Settings => {
  const before = settings.parameters[number] ?? { value: 0xff, on: false };
  const after = what === "SV" ? { ...before, value: Number.parseInt(value, 16) } : { ...before, on: what === "ON" };
  return { ...settings, parameters: { ...settings.parameters, [number]: after } };
};

/** ATPPS: four parameters a line, each with its value and whether it is on or off. */
const parameterLines = ({ parameters }: Settings): readonly string[] => {
  const cells = Array.from({ length: 0x30 }, (_, n) => {
    const number = n.toString(16).toUpperCase().padStart(2, "0");
    const { value, on } = parameters[number] ?? { value: 0xff, on: false };
    return `${number}:${value.toString(16).toUpperCase().padStart(2, "0")} ${on ? "N" : "F"}`;
  });
  return Array.from({ length: 12 }, (_, n) => cells.slice(n * 4, n * 4 + 4).join("  "));
};

const flagOf = {
  E: "echo",
  L: "linefeeds",
  S: "spaces",
  H: "headers",
  CAF: "formatting",
  D: "dataLength",
  R: "responses",
  CFC: "flowControl",
} as const;
type FlagWord = keyof typeof flagOf;
const isFlag = (word: string): word is FlagWord => word in flagOf;

const hex = (digits: string | undefined): number => Number.parseInt(digits ?? "0", 16);

/** The AT commands, by what stands behind AT; the first pattern that fits counts. A setting answers OK, a text is said. */
const commands: readonly (readonly [RegExp, Obey])[] = [
  [
    /^(E|L|S|H|CAF|D|R|CFC)([01])$/,
    (settings, [, word = "", digit]) => (isFlag(word) ? { ...settings, [flagOf[word]]: digit === "1" } : settings),
  ],
  [/^[ST]P(A?)([0-9A-C])$/, (settings, [, auto, digit = "0"]) => choose(settings, digit, auto === "A")],
  [/^[ST]P([1-9A-C])A$/, (settings, [, digit = "0"]) => choose(settings, digit, true)],
  [/^Z$/, (settings) => ({ kind: "reset", settings: powerOn(settings), tookMs: resetMs })],
  [/^WS$/, (settings) => ({ kind: "reset", settings: powerOn(settings), tookMs: warmStartMs })],
  [/^D$/, (settings) => ({ ...powerOn(settings), echo: settings.echo, linefeeds: settings.linefeeds })],
  [/^I$/, (_, __, { personality }) => personality.banner],
  [/^@1$/, (_, __, { personality }) => personality.device],
  [/^@2$/, ({ label }) => (label === "" ? "?" : label)],
  [/^@3([\x21-\x7e]{12})$/, (settings, [, label = ""]) => ({ ...settings, label })],
  [/^PC$/, (settings) => ({ ...settings, connected: false })],
  [/^DP$/, (settings) => say(settings, protocolName(settings))],
  [/^DPN$/, (settings) => say(settings, `${settings.automatic ? "A" : ""}${settings.protocol ?? "0"}`)],
  [/^RV$/, (settings) => ({ kind: "voltage", settings })],
  [/^IGN$/, (settings) => ({ kind: "ignition", settings })],
  [/^MA$/, (settings) => ({ kind: "monitor", settings })],
  [/^LP$/, (settings) => ({ kind: "sleep", settings })],
  [/^SD([0-9A-F]{2})$/, (settings, [, digits]) => ({ ...settings, stored: hex(digits) })],
  [/^RD$/, ({ stored }) => stored.toString(16).toUpperCase().padStart(2, "0")],
  [
    /^AT([012])$/,
    (settings, [, n]) => ({ ...settings, adaptive: n === "0" ? 0 : n === "1" ? 1 : 2, learnedMs: undefined }),
  ],
  // A wait of nothing means the default again.
  [
    /^ST([0-9A-F]{2})$/,
    (settings, [, digits]) => ({
      ...settings,
      timeout: hex(digits) || powerOn(settings).timeout,
      learnedMs: undefined,
    }),
  ],
  [/^SH([0-9A-F]{3}|[0-9A-F]{6}|[0-9A-F]{8})$/, (settings, [, digits = ""]) => ({ ...settings, header: digits })],
  [/^CP([01][0-9A-F])$/, (settings, [, priority = "18"]) => ({ ...settings, priority })],
  [/^(CRA|AR)$/, (settings) => ({ ...settings, filter: undefined })],
  [
    /^CRA([0-9A-FX]{3}|[0-9A-FX]{8})$/,
    (settings, [, digits = ""]) => ({ ...settings, filter: { kind: "address", digits } }),
  ],
  [/^CF([0-9A-F]{3}|[0-9A-F]{8})$/, (settings, [, digits]) => masked(settings, { filter: hex(digits) })],
  [/^CM([0-9A-F]{3}|[0-9A-F]{8})$/, (settings, [, digits]) => masked(settings, { mask: hex(digits) })],
  [/^FCSH([0-9A-F]{3}|[0-9A-F]{6}|[0-9A-F]{8})$/, (settings, [, flowHeader]) => ({ ...settings, flowHeader })],
  [/^FCSD((?:[0-9A-F]{2}){1,5})$/, (settings, [, flowData]) => ({ ...settings, flowData })],
  [/^FCSM0$/, (settings) => ({ ...settings, flowMode: 0 })],
  // The chip refuses a mode whose header or data it was not told before.
  [
    /^FCSM1$/,
    (settings) =>
      settings.flowHeader === undefined || settings.flowData === undefined ? "?" : { ...settings, flowMode: 1 },
  ],
  [/^FCSM2$/, (settings) => (settings.flowData === undefined ? "?" : { ...settings, flowMode: 2 })],
  [/^PPS$/, (settings) => say(settings, ...parameterLines(settings))],
  [
    /^PP([0-2][0-9A-F])(?:(ON|OFF)|(SV)([0-9A-F]{2}))$/,
    (settings, [, number = "00", onOff, sv, value = "FF"]) =>
      setParameter(settings, number, onOff ?? sv ?? "OFF", value),
  ],
  [/^KW$/, (settings) => ("345".includes(settings.protocol ?? "-") && settings.connected ? "1:8F 2:EF" : ok(settings))],
  [/^CS$/, (settings) => ("6789".includes(settings.protocol ?? "-") ? "T:00 R:00" : ok(settings))],
  [/^BD$/, () => "00"],
  // Nothing an emulated bus would show: accepted, as the chip accepts them.
  [
    /^(AL|NL|M[01]|FE|FI|BI|SI|SS|JE|JS|JHF[01]|JTM[15]|AMC|AMT[0-9A-F]{2}|CSM[01]|SW[0-9A-F]{2}|WM[0-9A-F]{6,12}|IIA[0-9A-F]{2}|IB(10|48|96)|KW[01]|SR[0-9A-F]{2}|TA[0-9A-F]{2}|V[01]|CTM[15]|CEA([0-9A-F]{2})?|IFR[012HS]|PB[0-9A-F]{4}|CV[0-9]{4})$/,
    ok,
  ],
];

/** What an ELM327 does on an AT command; `text` is what stands behind AT. */
export const obeyAt = (settings: Settings, text: string, adapter: Adapter): Reaction => {
  if (adapter.personality.refuses?.test(text) === true) return say(settings, "?");
  for (const [pattern, obey] of commands) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const outcome = obey(settings, match, adapter);
    if (typeof outcome === "string") return say(settings, outcome);
    return "kind" in outcome ? outcome : ok(outcome);
  }
  return say(settings, "?");
};

/** What a chip of the STN family does on one of its own commands; every other chip does not know them. */
export const obeySt = (settings: Settings, text: string, { personality }: Adapter): Reaction => {
  const { stn } = personality;
  if (stn === undefined) return say(settings, "?");
  if (text === "I") return say(settings, stn.firmware);
  if (text === "DI") return say(settings, stn.device);
  if (text === "MFR") return say(settings, "OBD Solutions LLC");
  if (text === "VR") return { kind: "voltage", settings };
  return say(settings, "?");
};
