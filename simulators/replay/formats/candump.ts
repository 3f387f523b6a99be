import { SimulatorError } from "../../errors.ts";
import { createCanImporter, type ParsedLine } from "../can/can-importer.ts";
import { dbcId, hexBytes, standardIds, widestId } from "../can/frame.ts";
import { undatedStart } from "../drive-clock.ts";
import type { DriveFormat } from "./format.ts";

/**
 * Logs of candump (can-utils), Linux's own: `(1608041699.326500) can1 7BB#10266201007E5007`, seconds since the epoch. Up to
 * three hex digits name an 11-bit identifier, more of them a 29-bit one. `##` is a CAN FD frame with its flags, `#R` a remote
 * request, `_` and a digit behind eight bytes the DLC as it was on the bus, R or T at the end the direction. Bit 29 of the
 * identifier marks an error frame. The form that candump prints on a terminal with time stamps is read too:
 * ` (1608041699.326500)  can1  RX - -  7BB   [8]  10 26 62 01 00 7E 50 07`, with `-t A` as ` (2020-12-15 14:14:59.326500)`.
 * Source: can-utils, `lib.h` (parse_canframe, sprint_long_canframe) and candump's manual.
 */
const name = "candump";
const stamp = "\\s*\\((\\d+\\.\\d+|\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d+)\\)\\s+(\\S+)\\s+";
const logged = new RegExp(
  `^${stamp}([0-9A-Fa-f]{1,8})#(#[0-9A-Fa-f])?([0-9A-Fa-f.]*)(?:_[0-9A-Fa-f])?(?:\\s+[RT]+)?\\s*$`,
);
const printed = new RegExp(
  `^${stamp}(?:[RT]X\\s+(?:[-BE]\\s+)*)?([0-9A-Fa-f]{1,8})\\s+[[{]\\s*(\\d+)[\\]}]((?:\\s+[0-9A-Fa-f]{2})*)\\s*(?:'.*|ERRORFRAME.*)?$`,
);
const remote = new RegExp(
  `^${stamp}(?:[RT]X\\s+(?:[-BE]\\s+)*)?[0-9A-Fa-f]{1,8}(?:#R|\\s+[[{]\\s*\\d+[\\]}]\\s+remote request)`,
);
const known = new RegExp(`^${stamp}(?:[RT]X\\s+(?:[-BE]\\s+)*)?[0-9A-Fa-f]{1,8}(?:#|\\s+[[{]\\s*\\d)`);
/** The end of a line: what a log begins with that was cut out of a longer one. */
const cutAtStart = /^[\d.]*\)?\s*\S*\s*[0-9A-Fa-f]{1,8}##?[0-9A-FR.]*(?:\s+[RT])?\s*$/;
const withoutTime = /^\s*[a-z]\w*\s+(?:[RT]X\s+(?:[-BE]\s+)*)?[0-9A-F]{3,8}\s+\[\s*\d+\](?:\s+[0-9A-F]{2}|\s*$)/;

/** The bits above an identifier are SocketCAN's own; of those a log holds one alone, which marks an error frame. */
const errorFlag = 0x2000_0000;
/** Stamps since the start of the recording (`-t z`) are small; the epoch's are beyond the year 2001. */
const leastEpochSeconds = 1e9;

const millisecondsOf = (text: string): number => {
  if (text.includes("-")) return Date.parse(`${text.replace(" ", "T").replace(/(\.\d{3})\d*$/, "$1")}Z`);
  const seconds = Number(text);
  return seconds < leastEpochSeconds ? undatedStart + seconds * 1_000 : seconds * 1_000;
};

/** The identifier as a bus description writes it, or why there is none. */
const identifierOf = (digits: string): number | "error frame" | "beyond 29 bits" | "beyond 11 bits" => {
  const id = Number.parseInt(digits, 16);
  if (id >= widestId) return id < 2 * errorFlag ? "error frame" : "beyond 29 bits";
  if (digits.length > 3) return dbcId(id, true);
  return id < standardIds ? id : "beyond 11 bits";
};

const frameOf = (time: string, bus: string, digits: string, data: Uint8Array, longest: number): ParsedLine => {
  const id = identifierOf(digits);
  if (id === "error frame") return { without: "error frame" };
  if (typeof id === "string") return { fault: `an identifier ${id}` };
  if (data.length > longest) return { fault: "more bytes than a frame holds" };
  const at = millisecondsOf(time);
  return Number.isFinite(at) ? { at, bus, id, data } : { fault: "no time" };
};

const parseLogged = (text: string): ParsedLine | undefined => {
  const [, time, bus = "", digits = "", fd, bytes = ""] = logged.exec(text) ?? [];
  if (time === undefined) return undefined;
  const data = hexBytes(bytes.replaceAll(".", ""));
  return data === undefined
    ? { fault: "an odd number of hex digits" }
    : frameOf(time, bus, digits, data, fd === undefined ? 8 : 64);
};

const parsePrinted = (text: string): ParsedLine | undefined => {
  const [, time, bus = "", digits = "", length, bytes = ""] = printed.exec(text) ?? [];
  if (time === undefined) return undefined;
  const data = hexBytes(bytes.replaceAll(/\s/g, ""));
  if (data?.length !== Number(length)) return { fault: "not as many bytes as the row says" };
  return frameOf(time, bus, digits, data, 64);
};

const parse = (text: string): ParsedLine =>
  parseLogged(text) ??
  parsePrinted(text) ??
  (remote.test(text) ? { without: "remote request" } : { fault: "not a frame" });

/** The candump format. */
export const candump: DriveFormat = {
  name,
  title: "candump",
  hasHeader: false,
  recognises: (first) => known.test(first) || withoutTime.test(first) || cutAtStart.test(first),
  begin: (first, path, options) => {
    if (withoutTime.test(first))
      throw new SimulatorError(
        "SIMULATOR_DRIVE_LINE",
        `${path}, line 1: candump wrote no time stamps (record with candump -l)`,
      );
    return createCanImporter(name, path, options, parse);
  },
};
