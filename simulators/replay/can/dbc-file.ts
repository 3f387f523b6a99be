import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import { SimulatorError } from "../../errors.ts";
import type { Dbc, DbcMessage, DbcSignal } from "./dbc.ts";
import { identifierOf, noMessage, readMessageLine, readSignalLine } from "./dbc-lines.ts";
import { statementsOf } from "./dbc-statements.ts";

/**
 * A reader of bus descriptions (Vector DBC) as far as decoding needs them: messages, signals of both byte orders, simple and
 * extended multiplexing, floats, long names, and the attribute that marks J1939. Value tables, comments and nodes are passed
 * over, and so is what no tool's grammar knows: files in the wild are written by many hands.
 */
interface Draft {
  readonly id: number;
  readonly name: string;
  readonly bytes: number;
  readonly line: number;
  readonly signals: Map<string, DbcSignal>;
  /** Multiplexors and multiplexed signals as the SG_ lines mark them. */
  readonly multiplexors: string[];
  readonly multiplexed: Map<string, number>;
  readonly longNames: Map<string, string>;
}

/** SIG_VALTYPE_ by number; 0 is the integer that the signal line says. */
const valueTypes = [undefined, "float", "double"] as const;
/** The usual numbering of VFrameFormat, for files that give it as a number without its words. */
const usualFormats: Readonly<Record<string, string>> = { "3": "J1939PG" };

/** The multiplexor that a signal means which only says its value: one that nothing selects comes first. */
const rootOf = ({ multiplexors, multiplexed, signals }: Draft): string | undefined => {
  const free = multiplexors.filter((name) => signals.get(name)?.when === undefined);
  return free.find((name) => !multiplexed.has(name)) ?? free[0];
};

/** CANdb++ cuts names to 32 characters and keeps the whole ones as attributes. A name that is taken already stays short. */
const withLongNames = (signals: ReadonlyMap<string, DbcSignal>, longNames: ReadonlyMap<string, string>) => {
  const taken = new Set(signals.keys());
  const nameOf = (short: string): string => {
    const long = longNames.get(short) ?? "";
    return long === "" || taken.has(long) ? short : long;
  };
  return new Map(
    [...signals.values()].map((signal) => {
      const { when } = signal;
      const name = nameOf(signal.name);
      return [name, { ...signal, name, when: when && { ...when, signal: nameOf(when.signal) } }] as const;
    }),
  );
};

const createReader = (origin: string) => {
  const drafts = new Map<number, Draft>();
  const j1939 = new Map<number, boolean>();
  const longNames = new Map<number, string>();
  let frameFormats: readonly string[] = [];
  let usualFormat = "";
  let current: Draft | undefined;

  const failAt = (line: number) => (why: string) =>
    new SimulatorError("SIMULATOR_DBC_INVALID", `${origin}, line ${line}: ${why}`);

  const takeMessage = (text: string, line: number): void => {
    const read = readMessageLine(text);
    if ("fault" in read) throw failAt(line)(read.fault);
    const before = drafts.get(read.id);
    if (before !== undefined) throw failAt(line)(`the message ${read.id} is already described in line ${before.line}`);
    const parts = { signals: new Map(), multiplexors: [], multiplexed: new Map(), longNames: new Map() };
    current = { ...read, line, ...parts };
    drafts.set(read.id, current);
  };

  const takeSignal = (text: string, line: number): void => {
    if (current === undefined) throw failAt(line)("a signal stands before the first message");
    if (current.id === noMessage) return;
    const read = readSignalLine(text);
    if ("fault" in read) throw failAt(line)(read.fault);
    const { signal, selects, selectedBy } = read;
    // A text is longer than any number; what is longer than its message too is a slip.
    if (signal.length > Math.max(64, 8 * current.bytes))
      throw failAt(line)(`${signal.name} is ${signal.length} bits long, its message ${8 * current.bytes}`);
    if (current.signals.has(signal.name)) throw failAt(line)(`${current.name} has two signals ${signal.name}`);
    current.signals.set(signal.name, signal);
    if (selects) current.multiplexors.push(signal.name);
    if (selectedBy !== undefined) current.multiplexed.set(signal.name, selectedBy);
  };

  const change = (id: string | undefined, name: string | undefined, with_: Partial<DbcSignal>): void => {
    const draft = drafts.get(Number(id));
    const signal = draft?.signals.get(name ?? "");
    if (draft !== undefined && signal !== undefined) draft.signals.set(signal.name, { ...signal, ...with_ });
  };

  const takeMultiplexing = (text: string): void => {
    const [, id, name, by = "", ranges = ""] =
      /^SG_MUL_VAL_\s+(\d+)\s+(\S+)\s+(\S+)\s+([\d\s,-]+)(?:;|$)/.exec(text) ?? [];
    if (id === undefined) return;
    const pairs = [...ranges.matchAll(/(\d+)\s*-\s*(\d+)/g)].map(([, from, to]) => [Number(from), Number(to)] as const);
    change(id, name, { when: { signal: by, ranges: pairs } });
  };

  const formatOf = (written: string): string => frameFormats[Number(written)] ?? usualFormats[written] ?? written;

  const takeAttribute = (text: string): void => {
    const [, formats] = /^BA_DEF_\s+BO_\s+"VFrameFormat"\s+ENUM\s+(.*?);?\s*$/s.exec(text) ?? [];
    if (formats !== undefined) frameFormats = [...formats.matchAll(/"([^"]*)"/g)].map(([, word]) => word ?? "");
    const [, usual] = /^BA_DEF_DEF_\s+"VFrameFormat"\s+"?([^";\s]*)"?/.exec(text) ?? [];
    if (usual !== undefined) usualFormat = formatOf(usual);
    const [, id, format] = /^BA_\s+"VFrameFormat"\s+BO_\s+(\d+)\s+"?(\w+)"?/.exec(text) ?? [];
    if (id !== undefined) j1939.set(Number(id), formatOf(format ?? "") === "J1939PG");
    const [, message, whole = ""] = /^BA_\s+"SystemMessageLongSymbol"\s+BO_\s+(\d+)\s+"([^"]+)"/.exec(text) ?? [];
    if (message !== undefined) longNames.set(Number(message), whole);
    const [, owner, short = "", long = ""] =
      /^BA_\s+"SystemSignalLongSymbol"\s+SG_\s+(\d+)\s+(\S+)\s+"([^"]+)"/.exec(text) ?? [];
    if (owner !== undefined) drafts.get(Number(owner))?.longNames.set(short, long);
  };

  const takeStatement = (text: string): void => {
    const [, id, name, type] = /^SIG_VALTYPE_\s+(\d+)\s+([^\s:]+)\s*:?\s*([012])\b/.exec(text) ?? [];
    const form = valueTypes[Number(type ?? 0)];
    if (form !== undefined) change(id, name, { form });
    takeMultiplexing(text);
    if (text.startsWith("BA_")) takeAttribute(text);
  };

  const finished = (draft: Draft): DbcMessage => {
    const { id, name, bytes, signals, multiplexed } = draft;
    const by = rootOf(draft);
    for (const [signal, value] of multiplexed)
      if (by !== undefined && by !== signal && signals.get(signal)?.when === undefined)
        change(String(id), signal, { when: { signal: by, ranges: [[value, value]] } });
    return {
      id: identifierOf(id) ?? id,
      name: longNames.get(id) ?? name,
      bytes,
      signals: withLongNames(signals, draft.longNames),
      j1939: j1939.get(id) ?? usualFormat === "J1939PG",
    };
  };

  return {
    takeMessage,
    takeSignal,
    takeStatement,
    finish: (): Dbc => ({
      origin,
      messages: [...drafts.values()].filter(({ id }) => id !== noMessage).map(finished),
    }),
  };
};

/** Reads a bus description from its text; `origin` names it in errors, which say the line. */
export const parseDbc = (text: string, origin: string): Dbc => {
  const fail = (line: number, why: string): SimulatorError =>
    new SimulatorError("SIMULATOR_DBC_INVALID", `${origin}, line ${line}: ${why}`);
  const statements = statementsOf(text);
  if ("openLine" in statements) throw fail(statements.openLine, "the text that begins here has no closing quote");
  const reader = createReader(origin);
  for (const { text: whole, line } of statements)
    if (/^BO_\s/.test(whole)) reader.takeMessage(whole, line);
    else if (/^SG_\s/.test(whole)) reader.takeSignal(whole, line);
    else reader.takeStatement(whole);
  const dbc = reader.finish();
  if (dbc.messages.length === 0) throw fail(1, "no line of the file describes a message (BO_)");
  return dbc;
};

const unpacked = (bytes: Buffer, path: string): Buffer => {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes);
  } catch (cause) {
    throw new SimulatorError("SIMULATOR_DBC_INVALID", `${path}, line 1: the compressed file is damaged`, { cause });
  }
};

/** Latin-1, in which no byte is wrong, unless the file says that it is UTF-16. */
const textOf = (bytes: Buffer): string =>
  bytes[0] === 0xff && bytes[1] === 0xfe ? bytes.toString("utf16le", 2) : bytes.toString("latin1");

/** Reads a bus description file, plain or gzipped. `FILE@0x10` adds 0x10 to every identifier, since some senders can be told to. */
export const loadDbc = async (argument: string): Promise<Dbc> => {
  const [, path = argument, shift] = /^(.*)@(0x[0-9a-f]+|\d+)$/i.exec(argument) ?? [];
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new SimulatorError("SIMULATOR_FILE_MISSING", path, { cause });
  });
  const dbc = parseDbc(textOf(unpacked(bytes, path)), path);
  if (shift === undefined) return dbc;
  return { ...dbc, messages: dbc.messages.map((message) => ({ ...message, id: message.id + Number(shift) })) };
};
