import { Observable } from "rxjs";
import type { Sample, VehicleEvent } from "../../contract/events.ts";
import type { SignalPath } from "../../contract/signals.ts";
import { adapterVolts, isSupplyVoltage } from "../source/adapter-volts.ts";
import type { ObdAnswer, ObdReading, SourceItem } from "../source/source.ts";
import { decodeDtcs } from "./dtc.ts";
import { countsMisfires, monitorResults } from "./monitor-results.ts";
import { isBitmap, pidSpecs } from "./pids.ts";
import type { VehicleProfile } from "./profile.ts";
import { decodeVin } from "./vin.ts";

/** An answer that was well framed and yet says nothing that the standard defines. */
export interface Undecoded {
  readonly service: string;
  readonly pid: string;
  readonly ecu: string;
  readonly reason: "length" | "vin" | "unknown" | "range";
}

/**
 * Which ECU speaks for a signal. Several may answer one functional request, each with its own sensor or none at all;
 * mixing them would look like a jumping value. The least header speaks: 7E8 is the engine's, 486B10 too.
 */
type Speakers = Map<SignalPath, string>;

const speaks = (speakers: Speakers, path: SignalPath, ecu: string): boolean => {
  const speaker = speakers.get(path);
  if (speaker !== undefined && speaker < ecu) return false;
  if (speaker !== ecu) speakers.set(path, ecu);
  return true;
};

type Report = (undecoded: Undecoded) => void;

const samplesOf = (answer: ObdAnswer, speakers: Speakers, report: Report): readonly Sample[] => {
  const spec = pidSpecs.get(answer.pid);
  const { service, pid, ecu, bytes, at } = answer;
  if (spec === undefined || !spec.lengths.includes(bytes.length)) {
    report({ service, pid, ecu, reason: spec === undefined ? "unknown" : "length" });
    return [];
  }
  const samples: Sample[] = [];
  for (const { path, of, toSignal } of spec.quantities) {
    if (path === undefined) continue;
    const value = of(bytes);
    if (value === undefined || !speaks(speakers, path, ecu)) continue;
    samples.push({ kind: "sample", path, value: toSignal === undefined ? Number(value) : toSignal(value), at });
  }
  return samples;
};

const adapterVoltage = ({ service, pid, ecu, bytes, at }: ObdAnswer, report: Report): readonly Sample[] => {
  const value = adapterVolts(bytes);
  if (isSupplyVoltage(value)) return [{ kind: "sample", path: "Vehicle.LowVoltageBattery.CurrentVoltage", value, at }];
  report({ service, pid, ecu, reason: "range" });
  return [];
};

/** Misfires of the whole engine in this driving cycle (MID A1); the cylinders' own counts are for the workshop. */
const misfires = (answer: ObdAnswer, speakers: Speakers, report: Report): readonly Sample[] => {
  const { service, pid, ecu, bus, bytes, at } = answer;
  const path = "Vehicle.OBD.MisfireCount";
  const results = monitorResults(bus, pid, bytes);
  if (results === undefined) report({ service, pid, ecu, reason: "length" });
  const count = results?.find((result) => result.mid === "A1" && countsMisfires(result));
  if (count === undefined || !speaks(speakers, path, ecu)) return [];
  return [{ kind: "sample", path, value: count.value, at }];
};

/** A maker's data identifier, through the profile of the vehicle. */
const ownSamples = (answer: ObdAnswer, profile: VehicleProfile | undefined, report: Report): readonly Sample[] => {
  const { service, pid, ecu, bytes, at } = answer;
  const meant = profile?.requests.find((one) => one.request === `22${pid}` && (ecu === "" || one.answer === ecu));
  if (meant === undefined) {
    report({ service, pid, ecu, reason: "unknown" });
    return [];
  }
  return meant.values.flatMap(({ path, of }): readonly Sample[] => {
    const value = of(bytes);
    return path === undefined || value === undefined ? [] : [{ kind: "sample", path, value, at }];
  });
};

const eventsOfAnswer = (
  answer: ObdAnswer,
  speakers: Speakers,
  profile: VehicleProfile | undefined,
  report: Report,
): readonly VehicleEvent[] => {
  const { service, pid, ecu, bus, bytes, at } = answer;
  if (service === "AT") return adapterVoltage(answer, report);
  if (service === "01") return isBitmap(pid) ? [] : samplesOf(answer, speakers, report);
  if (service === "06") return isBitmap(pid) ? [] : misfires(answer, speakers, report);
  if (service === "22") return ownSamples(answer, profile, report);
  if (service === "09" && pid === "02") {
    const vin = decodeVin(bus, bytes);
    if (vin !== undefined) return [{ kind: "identity", vin, at }];
    report({ service, pid, ecu, reason: "vin" });
  }
  return [];
};

/** One list of all ECUs; none at all when one of them cannot be read, since a missing code is a cleared one. */
const codesOf = ({ service, answers, at }: ObdReading, report: Report): readonly VehicleEvent[] => {
  const lists = answers.map(({ bus, bytes }) => decodeDtcs(bus, bytes));
  const unread = answers.find((_, n) => lists[n] === undefined);
  if (unread !== undefined) {
    report({ service, pid: "", ecu: unread.ecu, reason: "length" });
    return [];
  }
  const codes = [...new Set(lists.flatMap((list) => list ?? []))].sort();
  return [{ kind: "codes", service, codes, at }];
};

/**
 * Turns what the car answered into vehicle events; what cannot be read makes no event and is reported. The profile says
 * what the maker's own data identifiers mean.
 */
export const decode = (
  items: Observable<SourceItem>,
  report: Report = () => {},
  profile?: VehicleProfile,
): Observable<VehicleEvent> =>
  new Observable((subscriber) => {
    const speakers: Speakers = new Map();
    return items.subscribe({
      next: (item) => {
        // Another car may hang on the cable, so nobody is known any more.
        if (item.kind === "drive" || (item.kind === "link" && item.state !== "up")) speakers.clear();
        if (item.kind === "answer")
          for (const event of eventsOfAnswer(item, speakers, profile, report)) subscriber.next(event);
        else if (item.kind === "reading") for (const event of codesOf(item, report)) subscriber.next(event);
        else subscriber.next(item);
      },
      error: (cause: unknown) => subscriber.error(cause),
      complete: () => subscriber.complete(),
    });
  });
