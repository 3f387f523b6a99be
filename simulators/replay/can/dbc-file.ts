import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import { SimulatorError } from "../../errors.ts";
import { type Dbc, type DbcMessage, type DbcSignal, lastByte } from "./dbc.ts";

/**
 * A reader of bus descriptions (Vector DBC) as far as decoding needs them: messages, signals of both byte orders, simple and
 * extended multiplexing, floats, and the attribute that marks J1939. Value tables, comments and nodes are passed over.
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
}

const messageLine = /^BO_\s+(\d+)\s+(\w+)\s*:\s*(\d+)\s+\S+/;
const signalLine =
  /^SG_\s+(\w+)\s*(?:(M)|m(\d+)(M?))?\s*:\s*(\d+)\s*\|\s*(\d+)\s*@\s*([01])\s*([+-])\s*\(\s*([^,()]+)\s*,\s*([^,()]+)\s*\)\s*\[\s*([^|\]]*)\|([^\]]*)\]\s*"([^"]*)"/;
const longestBytes = 1_785; // J1939 transport protocol, the longest message that a DBC describes

/** Which of the statements that begin with this word matter; the rest is passed over, to its semicolon. */
const valueTypes = ["unsigned", "float", "double"] as const;

const parseSignal = (
  text: string,
  fail: (why: string) => SimulatorError,
): { readonly signal: DbcSignal; readonly mux: "is" | "both" | "none" | "by"; readonly value: number } => {
  const parts = signalLine.exec(text);
  if (parts === null)
    throw fail('a signal is written SG_ Name : start|length@order± (factor,offset) [min|max] "unit" receivers');
  const [, name = "", is, by, both, start, length, order, sign, factor, offset, min, max, unit = ""] = parts;
  const signal: DbcSignal = {
    name,
    start: Number(start),
    length: Number(length),
    order: order === "1" ? "intel" : "motorola",
    form: sign === "-" ? "signed" : "unsigned",
    factor: Number(factor),
    offset: Number(offset),
    min: Number(min?.trim() === "" ? 0 : min),
    max: Number(max?.trim() === "" ? 0 : max),
    unit,
  };
  for (const key of ["factor", "offset", "min", "max"] as const)
    if (!Number.isFinite(signal[key])) throw fail(`the ${key} of ${name} is not a number`);
  if (signal.length < 1 || signal.length > 64)
    throw fail(`${name} is ${signal.length} bits long, which must be 1 to 64`);
  return {
    signal,
    mux: is === "M" ? "is" : both === "M" ? "both" : by === undefined ? "none" : "by",
    value: Number(by ?? 0),
  };
};

const createReader = (origin: string) => {
  const drafts = new Map<number, Draft>();
  const j1939 = new Map<number, boolean>();
  let frameFormats: readonly string[] = [];
  let usualFormat = "";
  let current: Draft | undefined;

  const failAt = (line: number) => (why: string) =>
    new SimulatorError("SIMULATOR_DBC_INVALID", `${origin}, line ${line}: ${why}`);

  const takeMessage = (text: string, line: number): void => {
    const [, id, name = "", bytes] = messageLine.exec(text) ?? [];
    const fail = failAt(line);
    if (id === undefined) throw fail("a message is written BO_ id Name: bytes Sender");
    if (drafts.has(Number(id)))
      throw fail(`the message ${id} is already described in line ${drafts.get(Number(id))?.line ?? 0}`);
    if (Number(bytes) > longestBytes) throw fail(`${name} has ${bytes} bytes, which must be 0 to ${longestBytes}`);
    current = {
      id: Number(id),
      name,
      bytes: Number(bytes),
      line,
      signals: new Map(),
      multiplexors: [],
      multiplexed: new Map(),
    };
    drafts.set(current.id, current);
  };

  const takeSignal = (text: string, line: number): void => {
    const fail = failAt(line);
    if (current === undefined) throw fail("a signal stands before the first message");
    const { signal, mux, value } = parseSignal(text, fail);
    if (current.signals.has(signal.name)) throw fail(`${current.name} has two signals ${signal.name}`);
    if (lastByte(signal) >= longestBytes) throw fail(`${signal.name} reaches beyond any message`);
    current.signals.set(signal.name, signal);
    if (mux === "is" || mux === "both") current.multiplexors.push(signal.name);
    if (mux === "by" || mux === "both") current.multiplexed.set(signal.name, value);
  };

  const change = (id: string | undefined, name: string | undefined, with_: Partial<DbcSignal>): void => {
    const draft = drafts.get(Number(id));
    const signal = draft?.signals.get(name ?? "");
    if (draft !== undefined && signal !== undefined) draft.signals.set(signal.name, { ...signal, ...with_ });
  };

  const takeStatement = (text: string): void => {
    const [, muxId, muxName, by = "", ranges = ""] =
      /^SG_MUL_VAL_\s+(\d+)\s+(\w+)\s+(\w+)\s+([\d\s,-]+);/.exec(text) ?? [];
    if (muxId !== undefined)
      change(muxId, muxName, {
        when: {
          signal: by,
          ranges: [...ranges.matchAll(/(\d+)\s*-\s*(\d+)/g)].map(([, from, to]) => [Number(from), Number(to)] as const),
        },
      });
    const [, formId, formName, form] = /^SIG_VALTYPE_\s+(\d+)\s+(\w+)\s*:?\s*([012])\s*;/.exec(text) ?? [];
    if (form !== undefined && form !== "0") change(formId, formName, { form: valueTypes[Number(form)] ?? "unsigned" });
    const [, formats] = /^BA_DEF_\s+BO_\s+"VFrameFormat"\s+ENUM\s+(.*);/.exec(text) ?? [];
    if (formats !== undefined) frameFormats = [...formats.matchAll(/"([^"]*)"/g)].map(([, word]) => word ?? "");
    usualFormat = /^BA_DEF_DEF_\s+"VFrameFormat"\s+"([^"]*)"/.exec(text)?.[1] ?? usualFormat;
    const [, id, format] = /^BA_\s+"VFrameFormat"\s+BO_\s+(\d+)\s+(\d+)\s*;/.exec(text) ?? [];
    if (id !== undefined) j1939.set(Number(id), frameFormats[Number(format)] === "J1939PG");
  };

  const finished = ({ id, name, bytes, signals, multiplexors, multiplexed }: Draft): DbcMessage => {
    const [by] = multiplexors;
    for (const [signal, value] of multiplexed)
      if (by !== undefined && by !== signal && signals.get(signal)?.when === undefined)
        change(String(id), signal, { when: { signal: by, ranges: [[value, value]] } });
    return { id, name, bytes, signals, j1939: j1939.get(id) ?? usualFormat === "J1939PG" };
  };

  return {
    takeMessage,
    takeSignal,
    takeStatement,
    finish: (): Dbc => ({ origin, messages: [...drafts.values()].map(finished) }),
  };
};

/** A quoted text may run over lines, and so hold a line that looks like a statement: lines until its end belong together. */
const isOpen = (text: string): boolean => (text.replaceAll('\\"', "").match(/"/g)?.length ?? 0) % 2 === 1;

/** Reads a bus description from its text; `origin` names it in errors, which say the line. */
export const parseDbc = (text: string, origin: string): Dbc => {
  const reader = createReader(origin);
  let open = "";
  let openLine = 0;
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = open === "" ? index + 1 : openLine;
    const whole = open === "" ? raw.trim() : `${open}\n${raw}`;
    if (isOpen(whole)) {
      open = whole;
      openLine = line;
      continue;
    }
    open = "";
    if (/^BO_\s/.test(whole)) reader.takeMessage(whole, line);
    else if (/^SG_\s/.test(whole)) reader.takeSignal(whole, line);
    else reader.takeStatement(whole);
  }
  if (open !== "")
    throw new SimulatorError(
      "SIMULATOR_DBC_INVALID",
      `${origin}, line ${openLine}: the text that begins here has no closing quote`,
    );
  const dbc = reader.finish();
  if (dbc.messages.length === 0)
    throw new SimulatorError(
      "SIMULATOR_DBC_INVALID",
      `${origin}, line 1: no line of the file describes a message (BO_)`,
    );
  return dbc;
};

/** Reads a bus description file, plain or gzipped. `FILE@0x10` adds 0x10 to every identifier, since some senders can be told to. */
export const loadDbc = async (argument: string): Promise<Dbc> => {
  const [, path = argument, shift] = /^(.*)@(0x[0-9a-f]+|\d+)$/i.exec(argument) ?? [];
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new SimulatorError("SIMULATOR_FILE_MISSING", path, { cause });
  });
  const text = (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString("latin1");
  const dbc = parseDbc(text, path);
  if (shift === undefined) return dbc;
  return { ...dbc, messages: dbc.messages.map((message) => ({ ...message, id: message.id + Number(shift) })) };
};
