import { createCanImporter, type ParsedLine } from "../can/can-importer.ts";
import { dbcId } from "../can/frame.ts";
import { undatedStart } from "../drive-clock.ts";
import { columnName } from "./columns.ts";
import type { DriveFormat } from "./format.ts";

/**
 * GVRET CSV of SavvyCAN: `Time Stamp,ID,Extended,Bus,LEN,D1,…,D8`, time in microseconds, bytes in hex. Newer versions put a
 * column `Dir` before `Bus` and a comma behind the last byte, so columns are found by name. The stamp counts from the power-on
 * of the adapter unless SavvyCAN was told to write the system clock; then it is beyond the year 2001.
 */
const name = "gvret";
const columns = ["Time Stamp", "ID", "Extended", "Bus", "LEN", "D1"] as const;
const epochMicroseconds = 1e15;

const namesOf = (header: string): readonly string[] => header.split(",").map(columnName);

const createParser = (header: string) => {
  const names = namesOf(header);
  const [time = 0, id = 0, extended = 0, bus = 0, length = 0, first = 0] = columns.map((column) =>
    names.indexOf(column),
  );
  let startMicroseconds: number | undefined;

  const bytesOf = (fields: readonly string[], count: number): Uint8Array | undefined => {
    const data = new Uint8Array(count);
    for (let k = 0; k < count; k += 1) {
      const cell = fields[first + k]?.trim() ?? "";
      if (!/^[0-9A-Fa-f]{1,2}$/.test(cell)) return undefined;
      data[k] = Number.parseInt(cell, 16);
    }
    return data;
  };

  return (text: string): ParsedLine => {
    const fields = text.split(",");
    const microseconds = Number(fields[time] === "" ? Number.NaN : fields[time]);
    const identifier = fields[id]?.trim() ?? "";
    const count = Number(fields[length]);
    if (!Number.isFinite(microseconds) || microseconds < 0) return { fault: "no time" };
    if (!/^[0-9A-Fa-f]{1,8}$/.test(identifier) || !Number.isInteger(count) || count < 0 || count > 64)
      return { fault: "not a frame" };
    const data = bytesOf(fields, count);
    if (data === undefined) return { fault: "fewer bytes than the row says" };
    startMicroseconds ??= microseconds;
    const at =
      microseconds > epochMicroseconds
        ? microseconds / 1_000
        : undatedStart + (microseconds - startMicroseconds) / 1_000;
    const isExtended = /^\s*(true|1)\s*$/i.test(fields[extended] ?? "");
    return { at, bus: fields[bus]?.trim() ?? "", id: dbcId(Number.parseInt(identifier, 16), isExtended), data };
  };
};

/** The SavvyCAN format. */
export const gvret: DriveFormat = {
  name,
  hasHeader: true,
  recognises: (header) => {
    const names = namesOf(header);
    return columns.every((column) => names.includes(column));
  },
  begin: (header, path, options) => createCanImporter(name, path, options, createParser(header)),
};
