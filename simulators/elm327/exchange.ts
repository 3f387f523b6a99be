import type { Adapter } from "./at-commands.ts";
import { type Bus, isCan } from "./buses.ts";
import { addressed, type ControlUnit, requestHeader } from "./control-units.ts";
import { answersOf, pendingMessage } from "./ecu.ts";
import { framesOf } from "./framing.ts";
import { printedLines } from "./printing.ts";
import type { CarView } from "./services/service.ts";
import { passes, type Settings } from "./settings.ts";
import type { Printed, Script } from "./trouble.ts";
import { type Arrival, listen, waitMs } from "./wait.ts";

/** What a request meets on the bus. */
export interface BusRequest {
  readonly adapter: Adapter;
  readonly settings: Settings;
  readonly present: readonly ControlUnit[];
  readonly car: CarView;
  readonly bytes: readonly number[];
  readonly ecuDelayMs: number;
  readonly random: () => number;
}

/** Units do not answer in one instant: each a little behind the one before, and its frames one after the other, ms. */
const pace = (bus: Bus, ecuDelayMs: number): { readonly unitMs: number; readonly frameMs: number } =>
  // Without a delay time stands still, so that a demo is as fast as the machine.
  ecuDelayMs === 0 ? { unitMs: 0, frameMs: 0 } : isCan(bus) ? { unitMs: 2, frameMs: 1 } : { unitMs: 15, frameMs: 10 };

/** Services that a unit with a lot to do answers with a request for more time: lists of codes and vehicle information. */
const slowServices = [0x03, 0x06, 0x07, 0x09, 0x0a, 0x19];

/** Whether the unit is told to go on after its first frame: a flow control of clear to send (30) that reaches it. */
const goesOn = (bus: Bus, unit: ControlUnit, settings: Settings): boolean => {
  const { flowControl, flowMode, flowHeader, flowData = "", priority } = settings;
  if (!flowControl) return false;
  if (flowMode === 0) return true;
  if (!flowData.startsWith("30")) return false;
  return flowMode === 2 || addressed(bus, requestHeader(bus, flowHeader, priority), [unit]).units.length === 1;
};

/** All frames that the request brings about, in the order of their instants, ms after the request. */
export const traffic = ({
  adapter,
  settings,
  present,
  car,
  bytes,
  ecuDelayMs,
  random,
}: BusRequest): readonly Arrival[] => {
  const { bus, personality } = adapter;
  const header = requestHeader(bus, settings.header, settings.priority);
  const { unitMs, frameMs } = pace(bus, ecuDelayMs);
  const { physical } = addressed(bus, header, present);
  const aloud = personality.refusesAloud === true;
  const [service = 0] = bytes;
  const arrivals = answersOf({ bus, header, present, car, bytes, aloud }).flatMap(({ unit, messages }): Arrival[] => {
    const { chance, ms } = personality.dawdles ?? { chance: 0, ms: 0 };
    let atMs = ecuDelayMs + unitMs * present.indexOf(unit) + (chance > 0 && random() < chance ? ms : 0);
    const asks: Arrival[] = [];
    if (personality.pendingMs !== undefined && slowServices.includes(service)) {
      asks.push(...framesOf(bus, unit, physical, pendingMessage(service)).map((frame) => ({ atMs, frame })));
      atMs += personality.pendingMs;
    }
    const frames = messages.flatMap((message) => framesOf(bus, unit, physical, message));
    // Nobody told the unit to go on: it stops after the first frame (ISO 15765-2).
    const sent = goesOn(bus, unit, settings) ? frames : frames.filter(({ index }) => index === 0);
    return [...asks, ...sent.map((frame, n) => ({ atMs: atMs + n * frameMs, frame }))];
  });
  return unitMs === 0 && personality.pendingMs === undefined ? arrivals : arrivals.toSorted((a, b) => a.atMs - b.atMs);
};

/** What of the traffic an adapter hears and prints. */
export interface Exchange extends Script {
  /** The longest pause before a frame: what adaptive timing learns from. Undefined for silence. */
  readonly slowestMs: number | undefined;
}

/** Listens to the traffic with the adapter's patience and prints it as the adapter is set. */
export const exchange = (
  arrivals: readonly Arrival[],
  { personality: { waits, counts, extendsOnPending } }: Adapter,
  settings: Settings,
  enough: number | undefined,
): Exchange => {
  if (!settings.responses) return { lines: [], promptAtMs: 0, slowestMs: undefined };
  const passed =
    settings.filter === undefined ? arrivals : arrivals.filter((one) => passes(settings, one.frame.header));
  const wait = waits ? waitMs(settings) : Number.POSITIVE_INFINITY;
  const heard = listen(passed, 0, { waitMs: wait, enough, counts, extendsOnPending });
  const lines: Printed[] = [];
  let slowestMs: number | undefined;
  let beforeMs = 0;
  for (const { atMs, frame } of heard.arrivals) {
    for (const text of printedLines(frame, settings)) lines.push({ atMs, text });
    slowestMs = Math.max(slowestMs ?? 0, atMs - beforeMs);
    beforeMs = atMs;
  }
  if (lines.length === 0) lines.push({ atMs: heard.promptAtMs, text: "NO DATA" });
  return { lines, promptAtMs: heard.promptAtMs, slowestMs };
};
