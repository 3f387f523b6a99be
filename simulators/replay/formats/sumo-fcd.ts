import type { VehicleEvent } from "../../../contract/events.ts";
import type { SignalPath } from "../../../contract/signals.ts";
import { SimulatorError } from "../../errors.ts";
import { createDriveClock, driveName, undatedStart } from "../drive-clock.ts";
import type { Line } from "../lines.ts";
import { numberIn } from "./columns.ts";
import { because, type DriveFormat, drop, type Importer, type ImportOptions, newReport, unknown } from "./format.ts";
import { type Scaling, scaled } from "./units.ts";

/**
 * Floating-car data of the traffic simulator Eclipse SUMO: `<timestep time="…"><vehicle id="…" speed="…" …/>`, seconds, m/s,
 * read tag by tag, so that a file of any size needs the memory of one tag. A drive is one vehicle: the first of the file, or
 * the one that is selected; the others, persons and containers are counted. `x` and `y` are degrees only when the file's own
 * configuration says fcd-output.geo, and metres of a plane of its own otherwise: unknown then. Which attributes there are is
 * the writer's choice (fcd-output.attributes); with --human-readable-time the time is `hours:minutes:seconds`, with days before.
 */
const name = "sumo-fcd";
const perSecond: Scaling = { factor: 3.6, offset: 0 };
const same: Scaling = { factor: 1, offset: 0 };
const table: Readonly<Record<string, readonly [SignalPath, Scaling]>> = {
  speed: ["Vehicle.Speed", perSecond],
  angle: ["Vehicle.CurrentLocation.Heading", same],
  odometer: ["Vehicle.TraveledDistanceSinceStart", same],
  acceleration: ["Vehicle.Acceleration.Longitudinal", same],
};
const geoTable: typeof table = {
  x: ["Vehicle.CurrentLocation.Longitude", same],
  y: ["Vehicle.CurrentLocation.Latitude", same],
  z: ["Vehicle.CurrentLocation.Altitude", same],
};
const notSignals = new Set(["id", "type", "lane", "pos", "slope", "edge", "route", "signals", "posLat", "leaderID"]);

const attributesOf = (tag: string): ReadonlyMap<string, string> =>
  new Map(
    [...tag.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(([, key = "", a, b]) => [key, a ?? b ?? ""]),
  );

/** Seconds of a time step, in either way of writing it. */
const secondsOf = (text: string | undefined): number | undefined => {
  if (text === undefined || !/^(\d+:){2,3}\d{1,2}(\.\d+)?$/.test(text)) return numberIn(text);
  const [seconds = 0, minutes = 0, hours = 0, days = 0] = text.split(":").map(Number).toReversed();
  return ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
};

const begin = (_header: string, path: string, options: ImportOptions): Importer => {
  const report = newReport(name);
  const clock = createDriveClock(driveName(path));
  let selected = options.select;
  let comment = false;
  let geo = false;
  let rooted = false;
  let ended = false;
  let time: number | undefined;

  /** Comments may hold tags: SUMO writes its configuration into one, and whether positions are degrees stands there. */
  const inComment = (text: string): boolean => {
    if (!comment && !text.trimStart().startsWith("<!--")) return false;
    if (/fcd-output\.geo\s+value="(true|1)"/.test(text)) geo = true;
    comment = !/--\s*$/.test(text);
    return true;
  };

  const takeVehicle = (tag: string, events: VehicleEvent[]): void => {
    const attributes = attributesOf(tag);
    const id = attributes.get("id");
    if (id === undefined) {
      report.rows += 1;
      drop(report, "vehicle without an id");
      return;
    }
    selected ??= id;
    if (id !== selected) {
      unknown(report, "other vehicles");
      return;
    }
    report.rows += 1;
    if (time === undefined || clock.advance(undatedStart + Math.round(time * 1_000), events) === "refused") {
      drop(report, "no time");
      return;
    }
    for (const [key, text] of attributes) {
      const known = table[key] ?? (geo ? geoTable[key] : undefined);
      const value = numberIn(text);
      if (known === undefined) {
        if (!notSignals.has(key)) unknown(report, key);
      } else if (value !== undefined)
        events.push({ kind: "sample", path: known[0], value: scaled(value, known[1]), at: clock.at() });
    }
  };

  /** A tag that holds another one, or a quote without its fellow, was cut in the middle. */
  const isDamaged = (text: string): boolean => text.split("<").length > 2 || text.split('"').length % 2 === 0;

  return {
    take({ text, number, complete }: Line, events) {
      if (inComment(text)) return;
      if (text.includes("</fcd-export")) ended = true;
      const [, element] = /<\s*([\w:-]+)/.exec(text) ?? [];
      if (element === undefined) return;
      if (!rooted && element !== "fcd-export")
        throw new SimulatorError("SIMULATOR_DRIVE_UNKNOWN", `${path}, line ${number}: the XML element ${element}`);
      rooted = true;
      if (!complete) {
        drop(report, "cut last row");
        return;
      }
      if (isDamaged(text)) {
        report.rows += 1;
        drop(report, "damaged tag");
        // Whose time step it was is not known either.
        if (text.includes("<timestep")) time = undefined;
      } else if (element === "timestep") time = secondsOf(attributesOf(text).get("time"));
      else if (element === "vehicle") takeVehicle(text, events);
      else if (element === "person" || element === "container") unknown(report, element);
    },
    finish() {
      if (rooted && !ended) because(report, "the file ends before its last tag");
      if (options.select !== undefined && report.rows === 0) because(report, `no vehicle ${options.select}`);
    },
    report,
  };
};

/** The SUMO FCD format. The first tag of XML may be its declaration, so the root decides, in `take`. */
export const sumoFcd: DriveFormat = {
  name,
  title: "SUMO FCD",
  hasHeader: false,
  recognises: (first) => /^\s*<(\?xml\b|!--|fcd-export\b)/.test(first),
  begin,
};
