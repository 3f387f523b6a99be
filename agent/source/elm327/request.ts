/** A request as it goes over the wire, taken apart. */
export type Request =
  | { readonly kind: "voltage" }
  | {
      readonly kind: "obd";
      /** Two hex digits. */
      readonly service: string;
      /** Two hex digits each; several only for a batch on CAN; none where the service has none. */
      readonly pids: readonly string[];
      /** Freeze frame number of service 02. */
      readonly frame?: number;
    };

/** Services whose answer echoes a PID or InfoType, and those that echo the service alone. */
const withPid = ["01", "02", "09"];
const withoutPid = ["03", "07", "0A"];

const pairs = (digits: string): string[] => digits.match(/../g) ?? [];

/** A request without its spaces, as an adapter echoes it. */
export const compact = (text: string): string => text.replaceAll(/\s+/g, "").toUpperCase();

/**
 * Reads "010C", "01 0C 0D", "020C00", "03", "0902", "AT RV". An odd digit at the end is the adapter's count of expected
 * answers, not part of the request. Undefined when it is none of these.
 */
export const parseRequest = (text: string): Request | undefined => {
  const whole = compact(text);
  if (whole === "ATRV") return { kind: "voltage" };
  if (!/^[0-9A-F]{2,}$/.test(whole)) return undefined;
  const [service = "", ...rest] = pairs(whole);
  if (withoutPid.includes(service)) return rest.length === 0 ? { kind: "obd", service, pids: [] } : undefined;
  if (rest.length === 0) return withPid.includes(service) ? undefined : { kind: "obd", service, pids: [] };
  if (service === "02") {
    const [pid = "", frame = "00", ...more] = rest;
    return more.length > 0 ? undefined : { kind: "obd", service, pids: [pid], frame: Number.parseInt(frame, 16) };
  }
  return { kind: "obd", service, pids: rest };
};

/** Whether an answer to this service can be read. */
export const isReadable = (service: string): boolean => withPid.includes(service) || withoutPid.includes(service);

/** Whether the service lists trouble codes: its reading counts only as a whole. */
export const isCodeService = (service: string): service is "03" | "07" | "0A" => withoutPid.includes(service);
