/** A request for data of an ECU, taken apart. */
export interface ObdRequest {
  readonly kind: "obd";
  /** Two hex digits. */
  readonly service: string;
  /** What the answer echoes behind the service, in hex: PID, InfoType, MID or TID, or a data identifier of four digits. */
  readonly pids: readonly string[];
  /** Freeze frame number of service 02. */
  readonly frame?: number;
}

/** A request as it goes over the wire: to the car, or for the adapter's own voltage. */
export type Request = { readonly kind: "voltage" } | ObdRequest;

/** How the bytes behind a service are made up, as J1979 and ISO 14229 say. */
type Shape = "pids" | "frames" | "bare" | "identifiers" | "codesByMask";
const shapes: Readonly<Record<string, Shape>> = {
  "01": "pids",
  "02": "frames",
  "03": "bare",
  "04": "bare",
  "06": "pids",
  "07": "bare",
  "09": "pids",
  "0A": "bare",
  "19": "codesByMask",
  "22": "identifiers",
};

const pairs = (digits: string): string[] => digits.match(/../g) ?? [];

/** A request without its spaces, as an adapter echoes it. */
export const compact = (text: string): string => text.replaceAll(/\s+/g, "").toUpperCase();

/** Service 02 names a frame behind each PID; without one the first frame is meant. All PIDs of a request share it. */
const framesOf = (service: string, rest: readonly string[]): ObdRequest | undefined => {
  if (rest.length === 1) return { kind: "obd", service, pids: [...rest], frame: 0 };
  if (rest.length % 2 !== 0) return undefined;
  const frames = new Set(rest.filter((_, n) => n % 2 === 1));
  const [frame = "00", ...others] = frames;
  if (others.length > 0) return undefined;
  return { kind: "obd", service, pids: rest.filter((_, n) => n % 2 === 0), frame: Number.parseInt(frame, 16) };
};

/**
 * Reads "010C", "01 0C 0D", "020C00", "03", "0902", "22 01 01", "1902FF", "AT RV". An odd digit at the end is the
 * adapter's count of expected answers, not part of the request. Undefined when it is none of these.
 */
export const parseRequest = (text: string): Request | undefined => {
  const whole = compact(text);
  if (whole === "ATRV") return { kind: "voltage" };
  if (!/^[0-9A-F]{2,}$/.test(whole)) return undefined;
  const [service = "", ...rest] = pairs(whole);
  const request: ObdRequest = { kind: "obd", service, pids: rest };
  const shape = shapes[service];
  if (shape === undefined) return { ...request, pids: [] };
  if (shape === "bare") return rest.length === 0 ? request : undefined;
  if (rest.length === 0) return undefined;
  if (shape === "frames") return framesOf(service, rest);
  if (shape === "codesByMask") return rest.length === 2 && rest[0] === "02" ? { ...request, pids: ["02"] } : undefined;
  // One data identifier is two bytes.
  if (shape === "identifiers") return rest.length === 2 ? { ...request, pids: [rest.join("")] } : undefined;
  return request;
};

/** Whether an answer to this service can be read. */
export const isReadable = (service: string): boolean => shapes[service] !== undefined;

/** Whether the service is one of ISO 14229, whose ECUs answer under headers of the maker's choice. */
export const isUds = (service: string): boolean => service === "19" || service === "22";

/** Whether the service lists trouble codes: its reading counts only as a whole. */
export const isCodeService = (service: string): service is "03" | "07" | "0A" =>
  service === "03" || service === "07" || service === "0A";
