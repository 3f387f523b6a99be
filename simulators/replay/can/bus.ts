import type { SignalPath } from "../../../contract/signals.ts";
import { SimulatorError } from "../../errors.ts";
import { type Scaling, scaled, scalingTo } from "../formats/units.ts";
import { type Dbc, type DbcMessage, type DbcSignal, isPresent, rawOf } from "./dbc.ts";
import { loadDbc } from "./dbc-file.ts";
import { isExtended } from "./frame.ts";
import { nullAddress, pgnOf, saysNotAvailable, sourceAddress } from "./j1939.ts";
import { loadMapping, type MappedSignal, sampleMapping, unitOf } from "./mapping.ts";

/** A signal of a message that is one of ours. */
interface Wanted {
  readonly signal: DbcSignal;
  readonly path: SignalPath;
  readonly scaling: Scaling;
  readonly onlyIf: readonly (readonly [signal: DbcSignal, raw: number])[];
  readonly notAvailable: readonly number[];
}

/** A message as the importer needs it: what is wanted of it, and what it says besides. */
export interface BusMessage {
  readonly message: DbcMessage;
  readonly wanted: readonly Wanted[];
  readonly unmapped: readonly string[];
}

/** A reading of a frame, or the reason why there is none. */
export type Reading =
  | { readonly path: SignalPath; readonly value: number }
  | { readonly refused: "not available" | "outside the range of the bus description" };

/** All that the bus descriptions and the mapping say together. */
export interface Bus {
  /** The message that carries this identifier; undefined for a foreign one. */
  find(id: number): BusMessage | undefined;
  /** The same for a message put together from transport frames: they do not say the priority that the identifier has. */
  findGroup(id: number): BusMessage | undefined;
}

/** J1939 where the file says so, and where it writes the null address for "any sender" without saying it. */
const isGroup = ({ id, j1939 }: DbcMessage): boolean => isExtended(id) && (j1939 || sourceAddress(id) === nullAddress);

const wantedOf = (message: DbcMessage, entry: MappedSignal): Wanted | undefined => {
  const signal = message.signals.get(entry.signal);
  if (signal === undefined) return undefined;
  const where = `${message.name}.${signal.name}`;
  const fail = (why: string): SimulatorError => new SimulatorError("SIMULATOR_MAPPING_INVALID", `${where}: ${why}`);
  const byUnit = scalingTo(entry.path, signal.unit);
  if (byUnit === undefined && entry.factor === undefined)
    throw fail(`${JSON.stringify(signal.unit)} does not become ${unitOf(entry.path)} by itself: give a factor`);
  const scaling =
    entry.factor === undefined && entry.offset === undefined && byUnit !== undefined
      ? byUnit
      : { factor: entry.factor ?? 1, offset: entry.offset ?? 0 };
  const onlyIf = Object.entries(entry.onlyIf ?? {}).map(([name, raw]) => {
    const condition = message.signals.get(name);
    if (condition === undefined) throw fail(`onlyIf names ${name}, which the message does not have`);
    return [condition, raw] as const;
  });
  return { signal, path: entry.path, scaling, onlyIf, notAvailable: entry.notAvailable ?? [] };
};

const busMessage = (message: DbcMessage, entries: readonly MappedSignal[]): BusMessage => {
  const wanted = entries.flatMap((entry) => wantedOf(message, entry) ?? []);
  const mapped = new Set(wanted.map(({ signal }) => signal.name));
  return { message, wanted, unmapped: [...message.signals.keys()].filter((name) => !mapped.has(name)) };
};

/** Puts bus descriptions and a mapping together. */
export const createBus = (descriptions: readonly Dbc[], mapping: readonly MappedSignal[]): Bus => {
  const byMessage = Map.groupBy(mapping, ({ message }) => message);
  const exact = new Map<number, BusMessage>();
  const groups = new Map<number, BusMessage>();
  const withoutPriority = new Map<number, BusMessage>();
  for (const { messages } of descriptions)
    for (const message of messages) {
      const entry = busMessage(message, byMessage.get(message.name) ?? []);
      if (!exact.has(message.id)) exact.set(message.id, entry);
      if (isExtended(message.id)) withoutPriority.set(message.id & 0x3ff_ffff, entry);
      if (isGroup(message) && !groups.has(pgnOf(message.id))) groups.set(pgnOf(message.id), entry);
    }
  return {
    find: (id) => exact.get(id) ?? (isExtended(id) ? groups.get(pgnOf(id)) : undefined),
    findGroup: (id) => withoutPriority.get(id & 0x3ff_ffff),
  };
};

/** Reads the bus descriptions and the mapping of a command; undefined without a description. */
export const loadBus = async (dbc: readonly string[], map?: string): Promise<Bus | undefined> => {
  const mapping = map === undefined ? sampleMapping() : await loadMapping(map);
  const descriptions: Dbc[] = [];
  for (const file of dbc) descriptions.push(await loadDbc(file));
  return descriptions.length === 0 ? undefined : createBus(descriptions, mapping);
};

/** What one wanted signal says in these data; undefined when it is not in them. */
const readingOf = (data: Uint8Array, message: DbcMessage, wanted: Wanted): Reading | undefined => {
  const { signal, path, scaling, onlyIf, notAvailable } = wanted;
  if (!isPresent(data, message, signal)) return undefined;
  for (const [condition, raw] of onlyIf) if (rawOf(data, condition) !== raw) return undefined;
  const raw = rawOf(data, signal);
  if (raw === undefined || !Number.isFinite(raw)) return undefined;
  if (notAvailable.includes(raw) || (isGroup(message) && saysNotAvailable(raw, signal.length)))
    return { refused: "not available" };
  const value = Number((raw * signal.factor + signal.offset).toPrecision(12));
  if (signal.min < signal.max && (value < signal.min || value > signal.max))
    return { refused: "outside the range of the bus description" };
  return { path, value: scaled(value, scaling) };
};

/** Everything wanted that a message says. */
export const readingsOf = (data: Uint8Array, { message, wanted }: BusMessage): readonly Reading[] =>
  wanted.flatMap((one) => readingOf(data, message, one) ?? []);
