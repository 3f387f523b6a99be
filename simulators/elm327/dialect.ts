import { type Bus, buses, type Printing } from "./framing.ts";

/** The settings of an ELM327 between two commands. */
export interface Settings extends Printing {
  readonly echo: boolean;
  readonly linefeeds: boolean;
  /** ATSP0 or ATSPAx: the adapter may look for the bus itself. */
  readonly automatic: boolean;
  /** The bus chosen or found; undefined until a search succeeded. */
  readonly protocol: string | undefined;
  /** The bus has answered since it was chosen. */
  readonly connected: boolean;
}

/** The settings of a chip that was just powered: echo on, spaces on, headers off, bus unknown. */
export const powerOn: Settings = {
  echo: true,
  linefeeds: false,
  spaces: true,
  headers: false,
  formatting: true,
  automatic: true,
  protocol: undefined,
  connected: false,
};

/** What one command line asks for. `lead` is a number of line ends in front: a reset prints two. */
export type Reaction =
  | { readonly kind: "say"; readonly settings: Settings; readonly lines: readonly string[]; readonly lead?: number }
  | { readonly kind: "voltage"; readonly settings: Settings }
  | { readonly kind: "request"; readonly settings: Settings; readonly bytes: readonly number[] };

/** What the emulator is: its banner, and the bus of the car it is plugged into. */
export interface Adapter {
  readonly banner: string;
  readonly bus: Bus;
}

const ok = (settings: Settings): Reaction => ({ kind: "say", settings, lines: ["OK"] });
const say = (settings: Settings, line: string): Reaction => ({ kind: "say", settings, lines: [line] });
const unknown = (settings: Settings): Reaction => say(settings, "?");

const choose = (settings: Settings, digit: string, automatic: boolean): Settings => {
  if (digit === "0") return { ...settings, automatic: true, protocol: undefined, connected: false };
  // The bus stays up when the one in use is chosen again.
  const connected = settings.connected && settings.protocol === digit;
  return { ...settings, automatic, protocol: digit, connected };
};

const protocolName = ({ automatic, protocol }: Settings): string => {
  if (protocol === undefined) return "AUTO";
  const name = buses[protocol]?.name ?? "SAE J1850";
  return automatic ? `AUTO, ${name}` : name;
};

type Flag = "echo" | "linefeeds" | "spaces" | "headers" | "formatting";
const flags: Readonly<Record<string, Flag>> = {
  E: "echo",
  L: "linefeeds",
  S: "spaces",
  H: "headers",
  CAF: "formatting",
};

/** Commands that change nothing an emulated ECU would show: accepted, as the chip accepts them. */
const accepted =
  /^(AT[012]|ST[0-9A-F]{2}|SH[0-9A-F]{3,8}|AL|NL|PC|M[01]|CFC[01]|CRA[0-9A-FX]{0,8}|CM[0-9A-F]{3,8}|CF[0-9A-F]{3,8}|FCS[DHM][0-9A-F]*|SW[0-9A-F]{2}|IB(10|48|96)|KW[01]|R[01]|TA[0-9A-F]{2}|BI|FE|V[01]|D[01])$/;

const atCommand = (settings: Settings, command: string, adapter: Adapter): Reaction => {
  const flag = /^(E|L|S|H|CAF)([01])$/.exec(command);
  const named = flag === null ? undefined : flags[flag[1] ?? ""];
  if (named !== undefined) return ok({ ...settings, [named]: flag?.[2] === "1" });
  const bus = /^[ST]P(A?)([0-9A-C])$/.exec(command);
  if (bus !== null) return ok(choose(settings, bus[2] ?? "0", bus[1] === "A"));
  switch (command) {
    case "Z":
    case "WS":
      return { kind: "say", settings: powerOn, lines: [adapter.banner], lead: 2 };
    case "I":
      return say(settings, adapter.banner);
    case "@1":
      return say(settings, "OBDII to RS232 Interpreter");
    case "D":
      return ok({ ...powerOn, echo: settings.echo, linefeeds: settings.linefeeds });
    case "PC":
      return ok({ ...settings, connected: false });
    case "DP":
      return say(settings, protocolName(settings));
    case "DPN":
      return say(settings, `${settings.automatic ? "A" : ""}${settings.protocol ?? "0"}`);
    case "RV":
      return { kind: "voltage", settings };
    default:
      return accepted.test(command) ? ok(settings) : unknown(settings);
  }
};

/** Longest request the chip sends with formatting on: seven data bytes, and one digit that counts answers. */
const request = /^(?:[0-9A-F]{2}){1,7}[0-9A-F]?$/;

/** What an ELM327 does on one command line: blanks and case mean nothing to it. */
export const react = (settings: Settings, text: string, adapter: Adapter): Reaction => {
  const command = text.replace(/[^\x21-\x7e]/g, "").toUpperCase();
  if (command.startsWith("AT")) return atCommand(settings, command.slice(2), adapter);
  if (!request.test(command)) return unknown(settings);
  // An odd digit at the end is how many answers to wait for; our one ECU answers once.
  const bytes = Array.from({ length: Math.floor(command.length / 2) }, (_, k) =>
    Number.parseInt(command.slice(k * 2, k * 2 + 2), 16),
  );
  return { kind: "request", settings, bytes };
};

/** What comes of looking for the car's bus: the settings afterwards, what is printed, and whether the ECU can be asked. */
export interface Connection {
  readonly settings: Settings;
  readonly lines: readonly string[];
  readonly reached: boolean;
}

const failure = (protocol: string): string => {
  if ("345".includes(protocol)) return "BUS INIT: ...ERROR";
  return "12".includes(protocol) ? "NO DATA" : "CAN ERROR";
};

/** Opens the way to the bus before the first request after it was chosen. `awake`: the car's ignition is on. */
export const connect = (settings: Settings, { bus }: Adapter, awake: boolean): Connection => {
  if (settings.connected) return { settings, lines: [], reached: awake };
  const right = settings.protocol === bus.number;
  if (awake && right) {
    const initialised = bus.kind === "iso9141" || bus.kind === "kwp" ? ["BUS INIT: OK"] : [];
    return { settings: { ...settings, connected: true }, lines: initialised, reached: true };
  }
  if (!settings.automatic)
    return { settings, lines: [right ? "NO DATA" : failure(settings.protocol ?? "6")], reached: false };
  if (!awake) return { settings, lines: ["SEARCHING...", "UNABLE TO CONNECT"], reached: false };
  return {
    settings: { ...settings, protocol: bus.number, connected: true },
    lines: ["SEARCHING..."],
    reached: true,
  };
};
