import type { Adapter } from "./at-commands.ts";
import type { Car } from "./car.ts";
import type { ControlUnit } from "./control-units.ts";
import { connect } from "./dialect.ts";
import { clearsCodes } from "./ecu.ts";
import { exchange, traffic } from "./exchange.ts";
import type { Settings } from "./settings.ts";
import type { Script } from "./trouble.ts";
import type { Sent } from "./truth.ts";
import { type Arrival, adapt } from "./wait.ts";

export interface InquiryOptions {
  readonly adapter: Adapter;
  readonly car: Car;
  /** Control units of the car. */
  readonly present: readonly ControlUnit[];
  /** How long a unit takes for an answer. */
  readonly ecuDelayMs: number;
  /** Decides over every trouble; the same seed, the same troubles. */
  readonly random: () => number;
  /** Monotonic, ms. */
  readonly now: () => number;
  /** Told of every message that a unit puts on the bus. */
  readonly onSent?: ((sent: Sent) => void) | undefined;
}

/** What comes of a request: when which line is printed, and the settings afterwards. */
export interface Outcome {
  readonly settings: Settings;
  readonly script: Script;
}

/** Puts requests on the bus, opening it first where need be. The car must have been brought to the present. */
export const createInquiry = ({ adapter, car, present, ecuDelayMs, random, now, onSent }: InquiryOptions) => {
  /** Frames that come when nobody listens any more, by instant: the next request hears them. */
  let strays: readonly Arrival[] = [];
  let straysFrom = 0;

  const note = (arrivals: readonly Arrival[], request: readonly number[]): void => {
    if (onSent === undefined) return;
    for (const { atMs, frame } of arrivals) {
      const { message, header } = frame;
      if (message === undefined) continue;
      const { bytes, said = [] } = message;
      onSent({ at: now() + atMs, unit: header.join(""), request, bytes, said });
    }
  };

  /** The frames from now on, late ones to an earlier request among them. */
  const withStrays = (fresh: readonly Arrival[]): readonly Arrival[] => {
    const passedMs = now() - straysFrom;
    const late = strays.flatMap(({ atMs, frame }) => (atMs >= passedMs ? [{ atMs: atMs - passedMs, frame }] : []));
    return late.length === 0 ? fresh : [...late, ...fresh].toSorted((a, b) => a.atMs - b.atMs);
  };

  return (before: Settings, bytes: readonly number[], enough: number | undefined): Outcome => {
    const { settings, lines, tookMs, reached } = connect(before, adapter, car.awake());
    const openMs = adapter.personality.waits ? tookMs : 0;
    // A search is told when it begins, its outcome when it ends.
    const opening = lines.map((text) => ({ atMs: text === "SEARCHING..." ? 0 : openMs, text }));
    if (!reached && lines.length > 0) return { settings, script: { lines: opening, promptAtMs: openMs } };
    const fresh = reached ? traffic({ adapter, settings, present, car, bytes, ecuDelayMs, random }) : [];
    note(fresh, bytes);
    if (clearsCodes(bytes) && fresh.length > 0) car.clearCodes();
    const arrivals = withStrays(fresh);
    const heard = exchange(arrivals, adapter, settings, enough);
    strays = arrivals.filter(({ atMs }) => atMs > heard.promptAtMs);
    straysFrom = now() + openMs;
    const shifted = heard.lines.map(({ atMs, text }) => ({ atMs: atMs + openMs, text }));
    return {
      settings: adapt(settings, heard.slowestMs),
      script: { lines: [...opening, ...shifted], promptAtMs: heard.promptAtMs + openMs },
    };
  };
};
