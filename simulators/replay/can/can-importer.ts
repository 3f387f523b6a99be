import type { VehicleEvent } from "../../../contract/events.ts";
import { SimulatorError } from "../../errors.ts";
import { createDriveClock, type DriveClock, driveName } from "../drive-clock.ts";
import { because, drop, type Importer, type ImportOptions, newReport, unknown } from "../formats/format.ts";
import type { Line } from "../lines.ts";
import { type Bus, type BusMessage, readingsOf } from "./bus.ts";
import { createCensus } from "./census.ts";
import { createDiagnostics } from "./diagnostics.ts";
import { type Frame, idText } from "./frame.ts";
import { createIsoTp } from "./iso-tp.ts";
import { isTransport } from "./j1939.ts";
import { createJ1939Transport } from "./j1939-transport.ts";
import { createReordering } from "./reordering.ts";

/**
 * A line of a CAN log: a frame, nothing at all (a comment), something that carries no data, counted under its name (a remote
 * request, an error frame), or a fault with its reason.
 */
export type ParsedLine = Frame | "nothing" | { readonly without: string } | { readonly fault: string };

const noBus: Bus = { find: () => undefined, findGroup: () => undefined };
const partMissing = "long message with a part missing";
/** So many frames in a row with impossible times are no slips: the logger began anew on another day. */
const framesOfNewDrive = 50;

/** ISO-TP answers as bus descriptions count them: one length byte stands before the payload. */
const withLengthByte = (payload: Uint8Array): Uint8Array => {
  const data = new Uint8Array(1 + payload.length);
  data[0] = payload.length & 0xff;
  data.set(payload, 1);
  return data;
};

/** The part that all CAN logs share: order, long messages, decoding by the bus description, diagnosis, counting. */
export const createCanImporter = (
  name: string,
  path: string,
  options: ImportOptions,
  parse: (text: string, repaired: (reason: string) => void) => ParsedLine,
): Importer => {
  const bus = options.bus ?? noBus;
  const report = newReport(name);
  const census = createCensus(report);
  const isoTp = createIsoTp();
  const j1939 = createJ1939Transport();
  let clock: DriveClock = createDriveClock(driveName(path));
  let drives = 1;
  let refusedInRow = 0;
  let out: VehicleEvent[] = [];
  const diagnostics = createDiagnostics(report, (event) => out.push(event));

  /** Whether the description had anything to say that we want. */
  const decode = (data: Uint8Array, message: BusMessage): boolean => {
    census.message(message);
    const readings = readingsOf(data, message);
    for (const reading of readings)
      if ("refused" in reading) because(report, reading.refused);
      else out.push({ kind: "sample", path: reading.path, value: reading.value, at: clock.at() });
    return readings.length > 0;
  };

  const decodeOrName = (frame: Frame, described: BusMessage | undefined): void => {
    if (described !== undefined) decode(frame.data, described);
    else census.stranger(frame.id);
  };

  const takeJ1939 = (frame: Frame): void => {
    const assembly = j1939.take(frame);
    if (assembly === "lost") because(report, partMissing);
    if (typeof assembly === "string") return;
    const described = bus.find(assembly.whole.id) ?? bus.findGroup(assembly.whole.id);
    if (described !== undefined) decode(assembly.whole.data, described);
    else unknown(report, `id ${idText(assembly.whole.id)}`);
  };

  const takePayload = (frame: Frame, payload: Uint8Array, described: BusMessage | undefined): void => {
    if (described !== undefined && decode(withLengthByte(payload), described)) {
      diagnostics.described(frame, payload, clock.at());
      return;
    }
    if (!diagnostics.take(frame, payload, clock.at()) && described === undefined) census.stranger(frame.id);
  };

  /** A frame under an identifier that may be used for diagnosis. */
  const takeDiagnostic = (frame: Frame, described: BusMessage | undefined): void => {
    const step = isoTp.take(frame);
    const owns = diagnostics.owns(frame.id);
    if (typeof step === "object") {
      if (step.interrupted && owns) because(report, partMissing);
      takePayload(frame, step.payload, described);
      return;
    }
    if (!owns && described === undefined) census.stranger(frame.id);
    else if (step === "part") diagnostics.growing(frame, clock.at());
    else if (step === "lost") {
      because(report, partMissing);
      diagnostics.torn(frame);
    } else if (step === "foreign") because(report, "diagnostic frame that is none of ISO 15765-2");
  };

  /** Whether frames under a described identifier carry ISO-TP: where a standard or the log says so, or the description is longer than a frame. */
  const isDiagnostic = (frame: Frame, described: BusMessage | undefined): boolean => {
    if (!diagnostics.mayOwn(frame.id)) return false;
    if (described === undefined || diagnostics.owns(frame.id)) return true;
    return described.message.bytes > 8 && frame.data.length <= 8;
  };

  const arrange = (frame: Frame): void => {
    if (isTransport(frame.id)) {
      takeJ1939(frame);
      return;
    }
    const described = bus.find(frame.id);
    if (isDiagnostic(frame, described)) takeDiagnostic(frame, described);
    else decodeOrName(frame, described);
  };

  const emit = (frame: Frame): void => {
    let verdict = clock.advance(Math.round(frame.at), out);
    refusedInRow = verdict === "refused" ? refusedInRow + 1 : 0;
    if (refusedInRow > framesOfNewDrive && frame.at > clock.at()) {
      drives += 1;
      clock = createDriveClock(`${driveName(path)}-${drives}`);
      verdict = clock.advance(Math.round(frame.at), out);
      refusedInRow = 0;
    }
    if (verdict === "refused") {
      drop(report, "impossible time");
      return;
    }
    diagnostics.passed(clock.at());
    arrange(frame);
  };

  const repaired = (reason: string): void => {
    report.repaired += 1;
    because(report, reason);
  };

  const reordering = createReordering(emit, {
    late: () => repaired("time stamp out of order"),
    astray: () => drop(report, "time stamp far from those before and after"),
  });

  const takeParsed = (parsed: Exclude<ParsedLine, "nothing">, complete: boolean): void => {
    report.rows += 1;
    if ("without" in parsed) because(report, parsed.without);
    else if ("fault" in parsed) drop(report, complete ? parsed.fault : "cut last row");
    else if (!complete && parsed.data.length === 0) drop(report, "cut last row");
    else reordering.take(parsed);
  };

  return {
    take({ text, complete }: Line, events) {
      if (text.trim() === "") return;
      out = events;
      const parsed = parse(text, repaired);
      if (parsed !== "nothing") takeParsed(parsed, complete);
    },
    finish(events) {
      out = events;
      reordering.finish();
      for (let k = isoTp.finish(diagnostics.owns) + j1939.finish(); k > 0; k -= 1) because(report, partMissing);
      diagnostics.finish();
      census.finish(diagnostics.owns);
      report.diagnostics = diagnostics.summary();
      const nothingRead = options.bus === undefined && report.diagnostics.answers === 0;
      if (nothingRead && options.framesOnly !== true && report.rows > report.dropped)
        throw new SimulatorError("SIMULATOR_DBC_NEEDED", path);
    },
    report,
  };
};
