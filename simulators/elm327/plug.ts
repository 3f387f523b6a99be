import type { Bus } from "./buses.ts";
import type { Car } from "./car.ts";
import { unitsOf } from "./control-units.ts";
import { type Conversation, createConversation } from "./conversation.ts";
import { ideal } from "./personalities.ts";
import type { Personality } from "./personality.ts";
import { seededRandom } from "./random.ts";
import type { Wait } from "./transport.ts";
import type { Sent } from "./truth.ts";

export interface PlugOptions {
  readonly car: Car;
  readonly bus: Bus;
  readonly personality?: Personality | undefined;
  /** Control units of the car besides its first; what follows from its signals unless told otherwise. */
  readonly units?: readonly string[] | undefined;
  /** How long a unit takes for an answer. */
  readonly ecuDelayMs?: number | undefined;
  /** The same seed, the same troubles. */
  readonly seed?: number | undefined;
  /** Monotonic clock, ms, and wait. */
  readonly now: () => number;
  readonly wait: Wait;
  readonly onSent?: ((sent: Sent) => void) | undefined;
}

/** How a client reaches the adapter: a socket, a serial line, or a test. */
export interface Client {
  write(text: string): void;
  hangUp(): void;
  fail(cause: Error): void;
}

/** An emulated adapter in the car's diagnostic connector. Each connection finds it freshly powered. */
export interface Plug {
  connect(client: Client): Conversation;
}

/** Plugs an adapter into a car. */
export const createPlug = (options: PlugOptions): Plug => {
  const { car, bus, personality = ideal, units, ecuDelayMs = 0, seed = 1, now, wait, onSent } = options;
  const present = unitsOf(car.signals, units);
  let connections = 0;
  return {
    connect: (client) => {
      connections += 1;
      // Each connection has its own run of troubles, or a client that comes back at once would meet the same one for ever.
      const random = seededRandom(seed * 7_919 + connections);
      return createConversation({
        adapter: { personality, bus },
        car,
        present,
        ecuDelayMs,
        random,
        now,
        wait,
        onSent,
        write: (text) => client.write(text),
        hangUp: () => client.hangUp(),
        fail: (cause) => client.fail(cause),
      });
    },
  };
};
