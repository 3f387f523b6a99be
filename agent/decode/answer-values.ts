import { adapterVolts } from "../source/adapter-volts.ts";
import type { Answer } from "../source/obd/answers.ts";
import { supportedPids } from "../source/obd/bitmap.ts";
import { type ObdFailure, obdFailure } from "../source/obd/failures.ts";
import { decodeDtcs } from "./dtc.ts";
import { inUseCounters } from "./in-use.ts";
import { monitorResults } from "./monitor-results.ts";
import { isBitmap, pidSpecs } from "./pids.ts";
import type { VehicleProfile } from "./profile.ts";
import { udsCodes } from "./uds-codes.ts";
import { decodeCalibrationIds, decodeCvns, decodeEcuName, decodeVin } from "./vin.ts";

/** One thing that an answer says, as the `decode` command prints it. */
export interface DecodedValue {
  readonly pid?: string;
  readonly name: string;
  readonly value: number | string | readonly string[];
  readonly unit?: string;
  /** Freeze frame number, service 02 only. */
  readonly frame?: number;
  /** Service 06: monitor, test, component (before CAN), and the limits between which the test passes. */
  readonly mid?: string;
  readonly tid?: string;
  readonly component?: string;
  readonly min?: number;
  readonly max?: number;
  /** Service 19: the code whose status this is. */
  readonly dtc?: string;
  readonly ecu?: string;
}

/** Values, or why there are none. */
export type Read = readonly DecodedValue[] | ObdFailure;

/** Whether there are none. */
export const isError = (read: Read): read is ObdFailure => !Array.isArray(read);

const refusal = (code: "LENGTH_MISMATCH" | "REQUEST_UNSUPPORTED", answer: Answer): ObdFailure =>
  obdFailure(code, `service ${answer.service} ${answer.pid} ${answer.ecu}`.trim());

const from = ({ ecu }: Answer): { readonly ecu?: string } => (ecu === "" ? {} : { ecu });

const bitmap = (answer: Answer, frame: number | undefined, bytes = answer.bytes): Read => {
  const { pid } = answer;
  const value = supportedPids(pid, bytes);
  if (value === undefined) return refusal("LENGTH_MISMATCH", answer);
  return [{ pid, name: "SUPPORTED_PIDS", value, ...(frame === undefined ? {} : { frame }), ...from(answer) }];
};

const quantities = (answer: Answer, frame: number | undefined): Read => {
  const { pid, bytes } = answer;
  if (isBitmap(pid)) return bitmap(answer, frame);
  const spec = pidSpecs.get(pid);
  if (spec === undefined) return refusal("REQUEST_UNSUPPORTED", answer);
  if (!spec.lengths.includes(bytes.length)) return refusal("LENGTH_MISMATCH", answer);
  const extra = { ...(frame === undefined ? {} : { frame }), ...from(answer) };
  return spec.quantities.flatMap(({ name, unit, of }) => {
    const value = of(bytes);
    return value === undefined ? [] : [{ pid, name, value, unit, ...extra }];
  });
};

const monitors = (answer: Answer): Read => {
  const { bus, pid, bytes } = answer;
  // Before CAN a byte FF fills the place of the component in front of the bitmap.
  const filled = bus === "serial" && bytes.length === 5 && bytes[0] === 0xff;
  if (isBitmap(pid) && (bus === "can" || filled || bytes.length === 4))
    return bitmap(answer, undefined, filled ? bytes.subarray(1) : bytes);
  const results = monitorResults(bus, pid, bytes);
  if (results === undefined) return refusal("LENGTH_MISMATCH", answer);
  return results.map((result) => ({ name: "MONITOR", ...result, ...from(answer) }));
};

const named = (name: string, values: readonly (string | undefined)[] | undefined, answer: Answer): Read => {
  const known = (values ?? []).filter((value) => value !== undefined);
  if (known.length === 0 || known.length !== values?.length) return refusal("LENGTH_MISMATCH", answer);
  return known.map((value) => ({ pid: answer.pid, name, value, ...from(answer) }));
};

const counters = (answer: Answer): Read => {
  const { pid, bus, bytes } = answer;
  const found = inUseCounters(bus, pid, bytes);
  if (found === undefined) return refusal("LENGTH_MISMATCH", answer);
  return found.map(({ name, value }) => ({ pid, name, value, unit: "count", ...from(answer) }));
};

/** Before CAN the odd InfoTypes say how many messages the next one has. */
const messageCount = (answer: Answer): Read => {
  const [value, ...more] = answer.bytes;
  if (value === undefined || more.length > 0) return refusal("LENGTH_MISMATCH", answer);
  return [{ pid: answer.pid, name: "MESSAGE_COUNT", value, unit: "count", ...from(answer) }];
};

const vehicleInformation = (answer: Answer): Read => {
  const { pid, bus, bytes } = answer;
  if (isBitmap(pid)) return bitmap(answer, undefined);
  switch (pid) {
    case "02":
      return named("VIN", [decodeVin(bus, bytes)], answer);
    case "04":
      return named("CALIBRATION_ID", decodeCalibrationIds(bus, bytes), answer);
    case "06":
      return named("CVN", decodeCvns(bus, bytes), answer);
    case "08":
    case "0B":
      return counters(answer);
    case "0A":
      return named("ECU_NAME", [decodeEcuName(bus, bytes)], answer);
    case "01":
    case "03":
    case "05":
    case "07":
    case "09":
      return messageCount(answer);
    default:
      return refusal("REQUEST_UNSUPPORTED", answer);
  }
};

const codes = (answer: Answer): Read => {
  const value = decodeDtcs(answer.bus, answer.bytes);
  return value === undefined ? refusal("LENGTH_MISMATCH", answer) : [{ name: "DTC", value, ...from(answer) }];
};

const codesWithStatus = (answer: Answer): Read => {
  const found = udsCodes(answer.bytes);
  if (found === undefined) return refusal("LENGTH_MISMATCH", answer);
  const list: DecodedValue = { name: "DTC", value: found.map(({ dtc }) => dtc), ...from(answer) };
  return [list, ...found.map(({ dtc, status }) => ({ name: "DTC_STATUS", dtc, value: status, ...from(answer) }))];
};

/** A maker's data identifier; without a profile only the VIN's is known (ISO 14229-1 annex C: F190). */
const identifier = (answer: Answer, profile: VehicleProfile | undefined): Read => {
  const { pid, bytes, ecu } = answer;
  const asked = profile?.requests.filter(({ request }) => request === `22${pid}`) ?? [];
  const meant = asked.find((one) => ecu === "" || one.answer === ecu);
  if (meant === undefined)
    return pid === "F190" ? named("VIN", [decodeVin("serial", bytes)], answer) : refusal("REQUEST_UNSUPPORTED", answer);
  const values = meant.values.flatMap(({ name, unit, of }) => {
    const value = of(bytes);
    return value === undefined ? [] : [{ pid, name, value, unit, ...from(answer) }];
  });
  return values.length === 0 ? refusal("LENGTH_MISMATCH", answer) : values;
};

/**
 * The values of one answer, in the order of its bytes; a failure when there is none to believe. `frame` is the freeze frame that
 * service 02 was asked for, `profile` says what a maker's data identifiers mean.
 */
export const valuesOf = (answer: Answer, frame: number | undefined, profile: VehicleProfile | undefined): Read => {
  const { service, bytes } = answer;
  switch (service) {
    case "AT":
      return [{ name: "ADAPTER_VOLTAGE", value: adapterVolts(bytes), unit: "V" }];
    case "01":
    case "02":
      return quantities(answer, frame);
    case "04":
      return bytes.length > 0
        ? refusal("LENGTH_MISMATCH", answer)
        : [{ name: "CODES_CLEARED", value: "yes", ...from(answer) }];
    case "06":
      return monitors(answer);
    case "09":
      return vehicleInformation(answer);
    case "19":
      return codesWithStatus(answer);
    case "22":
      return identifier(answer, profile);
    default:
      return codes(answer);
  }
};
