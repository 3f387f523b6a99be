import { type Answer, parseAnswer, type RawAnswer } from "../source/elm327/answers.ts";
import { supportedPids } from "../source/elm327/bitmap.ts";
import { failure } from "../source/elm327/failures.ts";
import { parseRequest } from "../source/elm327/request.ts";
import { decodeDtcs } from "./dtc.ts";
import { isBitmap, lengthOfPid, pidSpecs } from "./pids.ts";
import { decodeCalibrationIds, decodeCvns, decodeEcuName, decodeVin } from "./vin.ts";

/** One thing that an answer says, as the `decode` command prints it. */
export interface DecodedValue {
  readonly pid?: string;
  readonly name: string;
  readonly value: number | string | readonly string[];
  readonly unit?: string;
  /** Freeze frame number, service 02 only. */
  readonly frame?: number;
  readonly ecu?: string;
}

/** One line of output of the `decode` command: values, or one error. */
export type DecodedLine =
  | { readonly values: readonly DecodedValue[] }
  | { readonly error: { readonly code: string; readonly message: string } };

const refusal = (code: "LENGTH_MISMATCH" | "REQUEST_UNSUPPORTED", answer: Answer): DecodedLine => ({
  error: failure(code, `service ${answer.service} ${answer.pid} ${answer.ecu}`.trim()),
});

const from = ({ ecu }: Answer): { readonly ecu?: string } => (ecu === "" ? {} : { ecu });

const quantitiesOf = (answer: Answer, frame: number | undefined): DecodedLine => {
  const { pid, bytes } = answer;
  const extra = { ...(frame === undefined ? {} : { frame }), ...from(answer) };
  if (isBitmap(pid)) {
    const value = supportedPids(pid, bytes);
    if (value === undefined) return refusal("LENGTH_MISMATCH", answer);
    return { values: [{ pid, name: "SUPPORTED_PIDS", value, ...extra }] };
  }
  const spec = pidSpecs.get(pid);
  if (spec === undefined) return refusal("REQUEST_UNSUPPORTED", answer);
  if (!spec.lengths.includes(bytes.length)) return refusal("LENGTH_MISMATCH", answer);
  return {
    values: spec.quantities.flatMap(({ name, unit, of }) => {
      const value = of(bytes);
      return value === undefined ? [] : [{ pid, name, value, unit, ...extra }];
    }),
  };
};

const named = (name: string, values: readonly (string | undefined)[] | undefined, answer: Answer): DecodedLine => {
  const known = (values ?? []).filter((value) => value !== undefined);
  if (known.length === 0 || known.length !== values?.length) return refusal("LENGTH_MISMATCH", answer);
  return { values: known.map((value) => ({ pid: answer.pid, name, value, ...from(answer) })) };
};

const vehicleInformation = (answer: Answer): DecodedLine => {
  const { pid, bus, bytes } = answer;
  if (isBitmap(pid)) return quantitiesOf(answer, undefined);
  switch (pid) {
    case "02":
      return named("VIN", [decodeVin(bus, bytes)], answer);
    case "04":
      return named("CALIBRATION_ID", decodeCalibrationIds(bus, bytes), answer);
    case "06":
      return named("CVN", decodeCvns(bus, bytes), answer);
    case "0A":
      return named("ECU_NAME", [decodeEcuName(bus, bytes)], answer);
    default:
      return refusal("REQUEST_UNSUPPORTED", answer);
  }
};

const valuesOf = (answer: Answer, frame: number | undefined): DecodedLine => {
  const { service, bytes, bus } = answer;
  if (service === "AT") {
    const value = ((bytes[0] ?? 0) * 256 + (bytes[1] ?? 0)) / 1_000;
    return { values: [{ name: "ADAPTER_VOLTAGE", value, unit: "V" }] };
  }
  if (service === "01" || service === "02") return quantitiesOf(answer, frame);
  if (service === "09") return vehicleInformation(answer);
  const value = decodeDtcs(bus, bytes);
  return value === undefined
    ? refusal("LENGTH_MISMATCH", answer)
    : { values: [{ name: "DTC", value, ...from(answer) }] };
};

/** What an adapter's lines mean, for an engineer who asks: the driver's own reading, or why there is none. */
export const decodeLine = (input: RawAnswer): DecodedLine => {
  const parsed = parseAnswer(input, lengthOfPid);
  if (!parsed.ok) return { error: parsed.error };
  const request = parseRequest(input.request);
  const frame = request?.kind === "obd" ? request.frame : undefined;
  const values: DecodedValue[] = [];
  for (const answer of parsed.answers) {
    const line = valuesOf(answer, frame);
    if ("error" in line) return line;
    values.push(...line.values);
  }
  return { values };
};
