import { type Adapter, createAdapter, type Timers } from "./adapter.ts";
import type { OpenPort } from "./port.ts";

/** Rates at which ELM327 adapters leave their factories, by how many do. */
export const baudRates = [38_400, 115_200, 9_600, 230_400, 57_600, 19_200, 500_000] as const;

/** DEL twice and a return: to no rate a command, at the right one a question mark and the prompt. */
const probe = "\u007f\u007f";
const probeMs = 600;

/** How to reach an adapter. */
export interface Reach {
  readonly address: string;
  /** The rate; undefined to search for it. Without meaning over TCP. */
  readonly baudRate: number | undefined;
  readonly openPort: OpenPort;
  readonly timers: Timers;
  readonly signal: AbortSignal;
}

/** An adapter on an open port, and at which rate a serial one speaks. */
export interface Reached {
  readonly adapter: Adapter;
  readonly baudRate: number | undefined;
}

const openAt = async (reach: Reach, baudRate: number): Promise<Adapter> =>
  createAdapter(await reach.openPort(reach.address, { baudRate, signal: reach.signal }), reach.timers);

/** Opens an adapter; the rate of a serial one is searched for when it is not given, the first is kept when none answers. */
export const openAdapter = async (reach: Reach): Promise<Reached> => {
  const { address, baudRate, signal } = reach;
  if (address.startsWith("tcp://")) return { adapter: await openAt(reach, 0), baudRate: undefined };
  if (baudRate !== undefined) return { adapter: await openAt(reach, baudRate), baudRate };
  for (const rate of baudRates) {
    signal.throwIfAborted();
    const adapter = await openAt(reach, rate);
    const outcome = await adapter.run(probe, probeMs);
    if (outcome.ok) return { adapter, baudRate: rate };
    adapter.close();
  }
  // An adapter that was asleep or busy may still come round; its reset has more patience than the probe.
  return { adapter: await openAt(reach, baudRates[0]), baudRate: baudRates[0] };
};
