import { Subject } from "rxjs";
import { decode, type Undecoded } from "../../../agent/decode/decode.ts";
import { isBitmap } from "../../../agent/decode/pids.ts";
import { responsePending } from "../../../agent/source/obd/refusal-codes.ts";
import type { ObdAnswer, SourceItem } from "../../../agent/source/source.ts";
import type { VehicleEvent } from "../../../contract/events.ts";
import { because, type ImportReport, unknown } from "../formats/format.ts";
import { type CodeService, createCodeLists } from "./code-lists.ts";
import { diagnosticUse, ecuName, isAnswerId, isFunctional } from "./diagnostic-ids.ts";
import type { DiagnosticSummary } from "./diagnostic-summary.ts";
import { type Frame, isExtended } from "./frame.ts";
import { hasSignal, pidsOf } from "./obd-answers.ts";
import { createOwnReadings, everyProfile, isOwnKnown } from "./own-readings.ts";
import { askedFor, createRequests, isAnswer, negativeResponse, type Request } from "./requests.ts";

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex").toUpperCase();
const codeServices: ReadonlySet<string> = new Set<CodeService>(["03", "07", "0A"]);
const isCodeService = (service: string): service is CodeService => codeServices.has(service);

/** Services that steer a session and carry nothing of the vehicle; their answers are counted and not named. */
const steering = new Set(["04", "10", "11", "14", "20", "27", "28", "29", "31", "3E", "81", "82", "83", "85"]);
/** How many bytes behind the service name what an answer is about, for services that are not read. */
const nameBytes: Readonly<Record<string, number>> = { "06": 1, "09": 1, "19": 1, "1A": 1, "21": 1, "22": 2 };
/** ISO 14229-1 annex C: identifiers F400 to F4FF are the PIDs of SAE J1979, with the same data. */
const obdIdentifier = /^F4([0-9A-F]{2})$/;

/**
 * Reads the diagnosis in a CAN log: SAE J1979 services 01, 03, 06, 07, 09, 0A and data identifiers of ISO 14229, asked by whom
 * ever. What an answer means is said by the decoder that runs in the car.
 */
export const createDiagnostics = (report: ImportReport, emit: (event: VehicleEvent) => void) => {
  const requests = createRequests();
  const ownReading = createOwnReadings();
  const ecus = new Set<string>();
  const read: Record<string, number> = {};
  const counts = { answers: 0, refused: 0, pending: 0 };
  let now = 0;

  const note = (name: string): void => {
    read[name] = (read[name] ?? 0) + 1;
  };

  const undecoded = ({ service, pid, ecu, reason }: Undecoded): void => {
    if (reason === "unknown") unknown(report, `service ${service} ${pid} of ${ecu}`);
    else if (reason === "vin") because(report, "a VIN that is none");
    else because(report, "diagnostic answer of a length that the standard does not know");
  };

  const items = new Subject<SourceItem>();
  decode(items, undecoded, everyProfile).subscribe(emit);

  const lists = createCodeLists((list) => {
    if (list === "not whole") {
      because(report, "list of trouble codes that lacks a control unit");
      return;
    }
    note(list.service);
    items.next({ ...list, at: now });
  });

  const tell = (service: string, pid: string, ecu: string, bytes: Uint8Array): void => {
    const answer: ObdAnswer = { kind: "answer", service, pid, ecu, bus: "can", bytes, at: now };
    items.next(answer);
  };

  const tellPid = (pid: string, ecu: string, bytes: Uint8Array): void => {
    if (isBitmap(pid) || hasSignal(pid)) note(`01 ${pid}`);
    else unknown(report, `service 01 ${pid} of ${ecu}`);
    if (hasSignal(pid)) tell("01", pid, ecu, bytes);
  };

  const takeIdentifier = (payload: Uint8Array, ecu: string, asked: readonly string[]): void => {
    const identifier = hexOf(payload.subarray(1, 3));
    const bytes = payload.slice(3);
    const [, pid] = obdIdentifier.exec(identifier) ?? [];
    if (asked.length > 1) {
      because(report, "several data identifiers in one answer");
      return;
    }
    if (pid !== undefined) {
      tellPid(pid, ecu, bytes);
      return;
    }
    const reading = ownReading(ecu, identifier, bytes);
    if (reading === "unknown") unknown(report, `service 22 ${identifier} of ${ecu}`);
    else if (reading === "another vehicle")
      because(report, "data identifier of a vehicle profile that this vehicle does not fit");
    else {
      note(`22 ${identifier} (${reading.profile})`);
      tell("22", identifier, ecu, bytes);
    }
  };

  const takePids = (payload: Uint8Array, ecu: string, asked: readonly string[] | undefined): void => {
    const parts = pidsOf(payload, asked);
    if (parts === undefined) because(report, "several PIDs in one answer that cannot be told apart");
    for (const { pid, bytes } of parts ?? []) tellPid(pid, ecu, bytes);
  };

  const takePositive = (frame: Frame, payload: Uint8Array, request: Request | undefined): void => {
    const ecu = ecuName(frame.id);
    const service = hexOf(Uint8Array.of((payload[0] ?? 0) - 0x40));
    const asked = request === undefined ? undefined : askedFor(request);
    if (/^0[1-9A]$/.test(service)) lists.met(frame.bus, ecu);
    if (service === "01") takePids(payload, ecu, asked);
    else if (service === "22") takeIdentifier(payload, ecu, asked ?? []);
    else if (isCodeService(service)) {
      const bytes = payload.slice(1);
      lists.heard(frame.bus, service, { kind: "answer", service, pid: "", ecu, bus: "can", bytes, at: now }, now);
    } else if (service === "09" && payload[1] === 2) {
      note("09 02");
      tell(service, "02", ecu, payload.slice(2));
    } else if (service === "06" && payload[1] === 0xa1) {
      note("06 A1");
      tell(service, "A1", ecu, payload.slice(2));
    } else if (!steering.has(service)) {
      const about = hexOf(payload.subarray(1, 1 + (nameBytes[service] ?? 0)));
      unknown(report, `service ${service}${about === "" ? "" : ` ${about}`} of ${ecu}`);
    }
  };

  const takeNegative = (frame: Frame, payload: Uint8Array, request: Request | undefined): void => {
    const service = hexOf(payload.subarray(1, 2));
    const code = payload[2] ?? 0;
    const ecu = ecuName(frame.id);
    if (code === responsePending) {
      counts.pending += 1;
      if (request !== undefined) requests.prolong(request, now);
      if (isCodeService(service)) lists.pending(frame.bus, service, now);
      return;
    }
    counts.refused += 1;
    if (isCodeService(service)) lists.refused(frame.bus, service, ecu, code, now);
  };

  const takeAnswer = (frame: Frame, payload: Uint8Array): boolean => {
    const request = requests.of(frame.id, frame.bus, now, payload);
    // Under an identifier of its own a maker may send anything: what nobody asked for is no answer, unless a profile knows it.
    const isKnown =
      isAnswerId(frame.id) || (payload[0] === 0x62 && isOwnKnown(ecuName(frame.id), hexOf(payload.subarray(1, 3))));
    if (request === undefined && !isKnown) return requests.takesPart(frame.id);
    ecus.add(ecuName(frame.id));
    if (payload[0] === negativeResponse) takeNegative(frame, payload, request);
    else {
      counts.answers += 1;
      takePositive(frame, payload, request);
    }
    return true;
  };

  const takeRequest = (frame: Frame, payload: Uint8Array): boolean => {
    const request = requests.ask(frame.id, frame.bus, now, payload);
    const service = hexOf(payload.subarray(0, 1));
    if (request !== undefined && isCodeService(service)) lists.asked(frame.bus, service, isFunctional(frame.id), now);
    return request !== undefined;
  };

  return {
    /** A whole message at this event time. False when it has nothing to do with diagnosis, as far as is known. */
    take(frame: Frame, payload: Uint8Array, at: number): boolean {
      now = at;
      if (isAnswer(payload)) return takeAnswer(frame, payload);
      if (!isExtended(frame.id) && isAnswerId(frame.id)) {
        because(report, "diagnostic message that neither asks nor answers");
        return true;
      }
      return takeRequest(frame, payload);
    },
    /** A description has read this answer: it is counted, and its request is answered. */
    described(frame: Frame, payload: Uint8Array, at: number): void {
      if (!isAnswer(payload) || payload[0] === negativeResponse) return;
      requests.of(frame.id, frame.bus, at, payload);
      // What it says of the vehicle counts all the same: a profile that it contradicts is not believed elsewhere.
      if (payload[0] === 0x62) ownReading(ecuName(frame.id), hexOf(payload.subarray(1, 3)), payload.slice(3));
      ecus.add(ecuName(frame.id));
      counts.answers += 1;
    },
    /** Whether the identifier is used for diagnosis: by a standard, or as was seen. */
    owns: (id: number): boolean => requests.takesPart(id),
    mayOwn: (id: number): boolean => diagnosticUse(id) !== "none",
    growing(frame: Frame, at: number): void {
      lists.growing(frame.bus, at);
    },
    torn(frame: Frame): void {
      lists.torn(frame.bus);
    },
    /** Event time has passed: what waited for one more answer is over. */
    passed(at: number): void {
      now = at;
      lists.passed(at);
    },
    finish(): void {
      lists.finish();
      items.complete();
    },
    summary: (): DiagnosticSummary => ({ ...requests.counts(), ...counts, ecus: [...ecus].sort(), read }),
  };
};
