import { createCanImporter, type ParsedLine } from "../can/can-importer.ts";
import { dbcId, hexBytes } from "../can/frame.ts";
import type { DriveFormat } from "./format.ts";

/**
 * Logs of candump (can-utils), Linux's own: `(1608041699.326500) can1 7BB#10266201007E5007`, seconds since the epoch. Three
 * hex digits name an 11-bit identifier, eight a 29-bit one. `##` is a CAN FD frame with its flags, `#R` a remote request,
 * which carries nothing. The form that candump prints on a terminal with time stamps is read too:
 * ` (1608041699.326500)  can1  7BB   [8]  10 26 62 01 00 7E 50 07`.
 */
const name = "candump";
const logged =
  /^\((\d+\.\d+)\)\s+(\S+)\s+([0-9A-Fa-f]{3}|[0-9A-Fa-f]{8})#(?:#[0-9A-Fa-f])?([0-9A-Fa-f.]*)(?:\s+[RT]+)?\s*$/;
const printed =
  /^\s*\((\d+\.\d+)\)\s+(\S+)\s+(?:[RT]X\s+\S+\s+)?([0-9A-Fa-f]{3}|[0-9A-Fa-f]{8})\s+\[\d+\]\s*((?:\s[0-9A-Fa-f]{2})*)\s*(?:'.*)?$/;
const remote = /^\s*\(\d+\.\d+\)\s+\S+\s+[0-9A-Fa-f]+(?:#R\d*\s*$|\s+\[\d+\]\s+remote request)/;
const known = /^\s*\(\d+\.\d+\)\s+\S+\s+[0-9A-Fa-f]{3,8}(?:#|\s+\[)/;

const parse = (text: string): ParsedLine => {
  if (remote.test(text)) return "nothing";
  const [, seconds, bus = "", id = "", digits = ""] = logged.exec(text) ?? printed.exec(text) ?? [];
  if (seconds === undefined) return { fault: "not a frame" };
  const data = hexBytes(digits.replace(/[\s.]/g, ""));
  if (data === undefined) return { fault: "not a frame" };
  return { at: Number(seconds) * 1_000, bus, id: dbcId(Number.parseInt(id, 16), id.length === 8), data };
};

/** The candump format. */
export const candump: DriveFormat = {
  name,
  hasHeader: false,
  recognises: (first) => known.test(first),
  begin: (_header, path, options) => createCanImporter(name, path, options, parse),
};
