import type { VehicleEvent } from "../../../contract/events.ts";
import { driveName } from "../drive-clock.ts";
import { splitQuoted } from "./columns.ts";
import { createDrivesInTurn } from "./drives-in-turn.ts";
import { because, type DriveFormat, drop, type Importer, newReport, noteRepairs } from "./format.ts";
import { monthNamed } from "./months.ts";
import { createPhoneRow, type PhoneColumns, phoneColumnName, phoneColumns } from "./phone-columns.ts";
import type { Row } from "./rows.ts";
import { createTable } from "./table.ts";

/**
 * Track logs of Torque Pro: comma separated, names with a leading blank and the unit in brackets, which follows the app's
 * settings (km/h or mph, °C or °F). `Device Time` is local and taken as if it were UTC; its month is a word of the telephone's
 * language, while `GPS Time` is always English, stands still without a fix and is "-" before the first one.
 * "-" is no value. A file that the app went on writing after a stop holds the header again, sometimes behind half a row: a
 * new drive begins there.
 */
const name = "torque";
const timeColumns = new Set(["GPS Time", "Device Time"]);

const parsed = (year: string, month: number, day: string, time: string): number | undefined => {
  const date = `${year}-${String(month).padStart(2, "0")}-${day.padStart(2, "0")}`;
  const at = Date.parse(`${date}T${time.replace(",", ".").padStart(8, "0")}Z`);
  return Number.isNaN(at) ? undefined : at;
};

/** Reads the device's time; learns the months of its language from the English time of the receiver beside it. */
const createClockReader = () => {
  const learnt = new Map<string, number>();
  const monthBeside = (gpsTime: string, day: string, year: string): number | undefined => {
    const [, month, gpsDay, gpsYear] = /^\w{3} (\w{3}) (\d{1,2}) [\d:]+ \S+ (\d{4})$/.exec(gpsTime) ?? [];
    return month !== undefined && Number(gpsDay) === Number(day) && gpsYear === year ? monthNamed(month) : undefined;
  };
  return (deviceTime: string, gpsTime: string): number | undefined => {
    const [, isoYear, isoMonth = "", isoDay = "", isoTime = ""] =
      /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}:\d{2}:\d{2}(?:[.,]\d{1,3})?)$/.exec(deviceTime) ?? [];
    if (isoYear !== undefined) return parsed(isoYear, Number(isoMonth), isoDay, isoTime);
    const [, day, word = "", year = "", time = ""] =
      /^(\d{1,2})-(.{1,20})-(\d{4}) (\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,3})?)$/.exec(deviceTime) ?? [];
    if (day === undefined) return undefined;
    const month = monthNamed(word) ?? monthBeside(gpsTime, day, year) ?? learnt.get(word);
    if (month === undefined) return undefined;
    learnt.set(word, month);
    return parsed(year, month, day, time);
  };
};

const isHeader = (text: string): boolean => {
  if (!text.includes("Device Time")) return false;
  const names = splitQuoted(text, ",").map(phoneColumnName);
  return names.includes("Device Time") && names.includes("GPS Time");
};

const begin = (header: string, path: string): Importer => {
  const report = newReport(name);
  const hand = createPhoneRow(report);
  const timeOf = createClockReader();
  let columns: PhoneColumns = { own: [], gpsSpeeds: [] };
  let table: Importer | undefined;
  let places = { device: 0, gps: 0 };
  let drives = 0;
  const clock = createDrivesInTurn(driveName(path), report);

  const takeHeader = (text: string): void => {
    const names = splitQuoted(text, ",").map(phoneColumnName);
    columns = phoneColumns(names, timeColumns, report);
    const signals = [...columns.own, ...columns.gpsSpeeds];
    const isSignal = (last: number): boolean => signals.some(({ index }) => index === last);
    // A repeated header means something here, so it is not handed to the rows.
    table = createTable({ header: "", delimiter: ",", names, isSignal }, report, takeRow);
    places = { device: names.indexOf("Device Time"), gps: names.indexOf("GPS Time") };
    drives += 1;
    if (drives > 1) clock.begin(`${driveName(path)}-${drives}`);
  };
  const takeRow = ({ fields, ragged }: Row, events: VehicleEvent[]): void => {
    const at = timeOf(fields[places.device]?.trim() ?? "", fields[places.gps]?.trim() ?? "");
    const verdict = at === undefined ? "refused" : clock.advance(at, events);
    if (verdict === "refused") {
      drop(report, "no time");
      return;
    }
    const unreadable = hand(fields, columns, clock.at(), events);
    noteRepairs(report, { stepBack: verdict === "repaired", unreadable, ragged });
  };

  takeHeader(header);
  return {
    take(line, events) {
      const headerAt = line.text.indexOf("GPS Time,");
      if (headerAt === -1 || !isHeader(line.text.slice(headerAt))) {
        table?.take(line, events);
        return;
      }
      if (headerAt > 0) because(report, "row cut by a header");
      table?.finish(events);
      takeHeader(line.text.slice(headerAt));
    },
    finish: (events) => table?.finish(events),
    report,
  };
};

/** The Torque Pro format. */
export const torque: DriveFormat = { name, title: "Torque Pro", hasHeader: true, recognises: isHeader, begin };
