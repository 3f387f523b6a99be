import type { SignalPath } from "../../../contract/signals.ts";
import { buses } from "../../../simulators/elm327/buses.ts";
import type { Car } from "../../../simulators/elm327/car.ts";
import { personalityNamed } from "../../../simulators/elm327/personalities.ts";
import type { Personality } from "../../../simulators/elm327/personality.ts";
import { createPlug } from "../../../simulators/elm327/plug.ts";
import type { Sent } from "../../../simulators/elm327/truth.ts";
import { createVirtualTime, type VirtualTime } from "../../../simulators/process/virtual-time.ts";

type Readings = Partial<Record<SignalPath, number>>;

const usual: Readings = {
  "Vehicle.Powertrain.CombustionEngine.Speed": 1_726,
  "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature": 83,
  "Vehicle.Speed": 50,
  "Vehicle.OBD.HybridBatteryRemaining": 60,
};

/** A car that stands still in time, with a code of each control unit and the engine's freeze frame. */
export interface StandingCar extends Car {
  turn(on: boolean): void;
}

const createStandingCar = (readings: Readings): StandingCar => {
  let on = true;
  let clears = 0;
  const known = new Map(Object.entries(readings));
  return {
    signals: new Set(Object.keys(readings) as readonly SignalPath[]),
    vin: "1M8GDM9AXKP042788",
    value: (path) => known.get(path),
    codes: (service) => {
      if (clears > 0 && service !== "0A") return [];
      return { "03": ["P0217", "P0301", "P0741", "P0A80"], "07": ["P0420"], "0A": ["P0301"] }[service];
    },
    frozenBy: () => (clears > 0 ? undefined : "P0217"),
    frozen: (path) => known.get(path),
    advance: () => Promise.resolve(),
    awake: () => on,
    batteryVolts: () => 14.1,
    clearCodes: () => {
      clears += 1;
    },
    clears: () => clears,
    turn: (to) => {
      on = to;
    },
  };
};

export interface TerminalOptions {
  readonly personality?: string | Personality;
  readonly protocol?: string;
  readonly units?: readonly string[];
  readonly ecuDelayMs?: number;
  readonly seed?: number;
  /** What there is to read of the car; a warm hybrid at 50 km/h unless told otherwise. */
  readonly readings?: Readings;
}

/** A terminal on an emulated adapter, in virtual time. */
export interface Terminal {
  readonly time: VirtualTime;
  readonly car: StandingCar;
  readonly sent: readonly Sent[];
  send(text: string): void;
  /** Sends a line and gives what comes until the prompt or for a minute, without echo handling. */
  ask(line: string): Promise<string>;
  /** The same without the prompt and the blank line in front of it, and how long it took, ms. */
  timed(line: string): Promise<readonly [answer: string, tookMs: number]>;
  /** What has come since the last question. */
  heard(): string;
  readonly pieces: readonly string[];
  isOpen(): boolean;
}

const aMinute = 60_000;

export const plugIn = (options: TerminalOptions = {}): Terminal => {
  const { personality = "ideal", protocol = "6", units, ecuDelayMs, seed, readings = usual } = options;
  const time = createVirtualTime();
  const car = createStandingCar(readings);
  const sent: Sent[] = [];
  const pieces: string[] = [];
  let heard = "";
  let open = true;
  const bus = buses[protocol];
  const kind = typeof personality === "string" ? personalityNamed(personality) : personality;
  if (bus === undefined || kind === undefined) throw new RangeError(`${protocol} ${String(personality)}`);
  const plug = createPlug({
    ...{ car, bus, personality: kind, units, ecuDelayMs, seed, now: time.now, wait: time.wait },
    onSent: (message) => sent.push(message),
  });
  const conversation = plug.connect({
    write: (text) => {
      pieces.push(text);
      heard += text;
    },
    hangUp: () => {
      open = false;
    },
    fail: (cause) => {
      throw cause;
    },
  });
  const ask = async (line: string): Promise<string> => {
    heard = "";
    conversation.hear(`${line}\r`);
    await time.run(aMinute, () => heard.includes(">") || !open);
    return heard;
  };
  return {
    ...{ time, car, sent, pieces, ask },
    send: (text) => conversation.hear(text),
    timed: async (line) => {
      const from = time.now();
      const answer = await ask(line);
      return [answer.replace(/\r\r>$/, ""), time.now() - from];
    },
    heard: () => heard,
    isOpen: () => open,
  };
};

/** A terminal whose adapter was told a few things first. */
export const plugInWith = async (settings: readonly string[], options: TerminalOptions = {}): Promise<Terminal> => {
  const terminal = plugIn(options);
  for (const setting of ["ATE0", ...settings]) await terminal.ask(setting);
  return terminal;
};
