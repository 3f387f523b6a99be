import { type Adapter, obeyAt, obeySt, type Reaction } from "./at-commands.ts";
import { buses, isCan, searchOrder } from "./buses.ts";
import type { Settings } from "./settings.ts";

/** A request: up to seven data bytes that the chip packs itself, eight when it is told not to, and one digit that counts answers. */
const request = /^(?:[0-9A-F]{2}){1,8}[0-9A-F]?$/;
const mostBytes = 7;

const bytesOf = (digits: string): readonly number[] =>
  Array.from({ length: Math.floor(digits.length / 2) }, (_, k) => Number.parseInt(digits.slice(k * 2, k * 2 + 2), 16));

/** With ATCAF0 the host packs its frames itself: only a single frame is a whole request. */
const unpacked = (frame: readonly number[]): readonly number[] => {
  const [control = 0, ...rest] = frame;
  return control >= 1 && control <= rest.length ? rest.slice(0, control) : [];
};

/** What an ELM327 does on one command line: blanks and case mean nothing to it. */
export const react = (settings: Settings, text: string, adapter: Adapter): Reaction => {
  const command = text.replace(/[^\x21-\x7e]/g, "").toUpperCase();
  if (command.startsWith("AT")) return obeyAt(settings, command.slice(2), adapter);
  if (command.startsWith("ST")) return obeySt(settings, command.slice(2), adapter);
  const typed = bytesOf(command);
  if (!request.test(command) || (settings.formatting && typed.length > mostBytes))
    return { kind: "say", settings, lines: ["?"] };
  const packed = settings.formatting || !isCan(adapter.bus);
  const digit = command.length % 2 === 1 ? Number.parseInt(command.slice(-1), 16) : 0;
  const enough = digit === 0 ? undefined : digit;
  return { kind: "request", settings, bytes: packed ? typed : unpacked(typed), enough };
};

/** What comes of looking for the car's bus: the settings afterwards, what is printed, how long it takes, and whether units can be asked. */
export interface Connection {
  readonly settings: Settings;
  readonly lines: readonly string[];
  readonly tookMs: number;
  readonly reached: boolean;
}

const failure = (protocol: string): string => {
  if ("345".includes(protocol)) return "BUS INIT: ...ERROR";
  return "12".includes(protocol) ? "NO DATA" : "CAN ERROR";
};

/** How long the search takes until it comes to this bus; all of it when it never does. */
const searchMs = (number: string | undefined): number => {
  const end = searchOrder.indexOf(number ?? "");
  const tried = end < 0 ? searchOrder : searchOrder.slice(0, end);
  return tried.reduce((sum, digit) => sum + (buses[digit]?.failsMs ?? 0), 0);
};

/** Opens the way to the bus before the first request after it was chosen. `awake`: the car's ignition is on. */
export const connect = (settings: Settings, { bus }: Adapter, awake: boolean): Connection => {
  if (settings.connected) return { settings, lines: [], tookMs: 0, reached: awake };
  const right = settings.protocol === bus.number;
  if (awake && right) {
    const lines = bus.initialising === "" ? [] : [`${bus.initialising}OK`];
    return { settings: { ...settings, connected: true }, lines, tookMs: bus.opensMs, reached: true };
  }
  const failsMs = buses[settings.protocol ?? ""]?.failsMs ?? 0;
  if (!settings.automatic) {
    const lines = [right && bus.initialising === "" ? "NO DATA" : failure(settings.protocol ?? "6")];
    return { settings, lines, tookMs: failsMs, reached: false };
  }
  if (!awake)
    return { settings, lines: ["SEARCHING...", "UNABLE TO CONNECT"], tookMs: searchMs(undefined), reached: false };
  return {
    settings: { ...settings, protocol: bus.number, connected: true },
    lines: ["SEARCHING..."],
    tookMs: searchMs(bus.number) + bus.opensMs,
    reached: true,
  };
};
