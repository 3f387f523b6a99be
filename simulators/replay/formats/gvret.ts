import { createCanImporter, type ParsedLine } from "../can/can-importer.ts";
import { dbcId, standardIds, widestId } from "../can/frame.ts";
import { undatedStart } from "../drive-clock.ts";
import { columnName } from "./columns.ts";
import type { DriveFormat } from "./format.ts";

/**
 * GVRET CSV of SavvyCAN: `Time Stamp,ID,Extended,Bus,LEN,D1,…,D8`, time in microseconds, bytes in hex. Newer versions put a
 * column `Dir` before `Bus` and a comma behind the last byte, and other loggers columns of their own, so columns are found by
 * name. The stamp counts from the power-on of the adapter unless SavvyCAN was told to write the system clock; then it is
 * beyond the year 2001. Some versions write that clock less than nothing (-1769872318259854), and then only the time between
 * stamps is true. Adapters with 32 bits begin anew after 71.6 minutes. Some loggers write seconds with decimals. Source:
 * SavvyCAN, framefileio.cpp and issues 571 and 795.
 */
const name = "gvret";
const columns = ["time stamp", "id", "extended", "bus", "len", "d1"] as const;
const epochMicroseconds = 1e15;
const counterMicroseconds = 2 ** 32;
/** A late frame from before the counter began anew comes within this. */
const lateMicroseconds = 2e6;
const longestFrame = 64;

const namesOf = (header: string): readonly string[] => header.split(",").map((cell) => columnName(cell).toLowerCase());

/** Time of a row in microseconds: whole ones, or seconds with decimals. */
const microsecondsOf = (text: string): number => {
  if (!/^\s*-?\d+(\.\d*)?(e\+?\d+)?\s*$/i.test(text)) return Number.NaN;
  return /\.\d{3,}\s*$/.test(text) ? Number(text) * 1e6 : Number(text);
};

/** Makes a counter of 32 bits go on where it begins anew. */
const createUnwinding = () => {
  let wound = 0;
  let last: number | undefined;
  return (raw: number, onWound: () => void): number => {
    const before = last ?? raw;
    const isCounter = raw >= 0 && raw < counterMicroseconds && before < counterMicroseconds;
    if (isCounter && before - raw > counterMicroseconds / 2) {
      wound += counterMicroseconds;
      onWound();
    }
    // Written late, from before the counter began anew: it must not count as the last one.
    const isLate = isCounter && wound > 0 && raw - before > counterMicroseconds / 2 && before < lateMicroseconds;
    if (isLate) return raw + wound - counterMicroseconds;
    last = raw;
    return raw + wound;
  };
};

const hexIn = (text: string | undefined, digits: number): number | undefined => {
  const [, hex] = /^\s*(?:0x)?([0-9a-f]+)\s*$/i.exec(text ?? "") ?? [];
  return hex === undefined || hex.length > digits ? undefined : Number.parseInt(hex, 16);
};

const createParser = (header: string) => {
  const names = namesOf(header);
  const [time = 0, id = 0, extended = 0, bus = 0, length = 0, first = 0] = columns.map((column) =>
    names.indexOf(column),
  );
  const unwind = createUnwinding();
  let startMicroseconds: number | undefined;

  const bytesOf = (fields: readonly string[], count: number): Uint8Array | undefined => {
    const data = new Uint8Array(count);
    for (let k = 0; k < count; k += 1) {
      const byte = hexIn(fields[first + k], 2);
      if (byte === undefined) return undefined;
      data[k] = byte;
    }
    return data;
  };

  const timeOf = (raw: number, repaired: (reason: string) => void): number => {
    if (raw > epochMicroseconds) return raw / 1_000;
    const microseconds = unwind(raw, () => repaired("counter of the adapter began anew"));
    startMicroseconds ??= microseconds;
    return undatedStart + (microseconds - startMicroseconds) / 1_000;
  };

  return (text: string, repaired: (reason: string) => void): ParsedLine => {
    const fields = text.split(",");
    const raw = microsecondsOf(fields[time] ?? "");
    const identifier = hexIn(fields[id], 8);
    const count = /^\s*\d+\s*$/.test(fields[length] ?? "") ? Number(fields[length]) : longestFrame + 1;
    if (!Number.isFinite(raw)) return { fault: "no time" };
    if (identifier === undefined || count > longestFrame) return { fault: "not a frame" };
    if (identifier >= widestId) return { fault: "an identifier beyond 29 bits" };
    const data = bytesOf(fields, count);
    if (data === undefined) return { fault: "fewer bytes than the row says" };
    // Some loggers do not fill the column; beyond 11 bits there is one kind of identifier alone.
    const isExtended = identifier >= standardIds || /^\s*(true|1)\s*$/i.test(fields[extended] ?? "");
    return { at: timeOf(raw, repaired), bus: fields[bus]?.trim() ?? "", id: dbcId(identifier, isExtended), data };
  };
};

/** The SavvyCAN format. */
export const gvret: DriveFormat = {
  name,
  title: "SavvyCAN",
  hasHeader: true,
  recognises: (header) => {
    const names = namesOf(header);
    return columns.every((column) => names.includes(column));
  },
  begin: (header, path, options) => createCanImporter(name, path, options, createParser(header)),
};
