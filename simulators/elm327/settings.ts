import type { Printing } from "./printing.ts";

/** A programmable parameter of the chip (ATPP): its value, and whether it is in use. */
export interface Parameter {
  readonly value: number;
  readonly on: boolean;
}

/** Which frames reach the host: by ATCRA as digits with X for any, or by ATCF and ATCM as filter and mask. */
export type Filter =
  | { readonly kind: "address"; readonly digits: string }
  | { readonly kind: "mask"; readonly filter: number; readonly mask: number };

/** The settings of an ELM327 between two commands. */
export interface Settings extends Printing {
  readonly echo: boolean;
  readonly linefeeds: boolean;
  /** ATSP0 or ATSPAx: the adapter may look for the bus itself. */
  readonly automatic: boolean;
  /** The bus chosen or found; undefined until a search succeeded. */
  readonly protocol: string | undefined;
  /** The bus has answered since it was chosen. */
  readonly connected: boolean;
  /** ATSH: header of requests; undefined for the one that reaches all units. */
  readonly header: string | undefined;
  /** ATCP: the highest five bits of a 29-bit identifier. */
  readonly priority: string;
  readonly filter: Filter | undefined;
  /** ATCFC1: the adapter sends the flow control without which a unit stops after the first frame. */
  readonly flowControl: boolean;
  /** ATFCSM: 0 the chip's own flow control, 1 header and data of the host, 2 its data alone. */
  readonly flowMode: 0 | 1 | 2;
  /** ATFCSH and ATFCSD, which ATFCSM 1 and 2 need. */
  readonly flowHeader: string | undefined;
  readonly flowData: string | undefined;
  /** ATST: longest wait for an answer, in units of 4 ms. */
  readonly timeout: number;
  /** ATAT: whether the wait follows the answers, and how closely. */
  readonly adaptive: 0 | 1 | 2;
  /** What the adaptive timing has learned, ms; undefined until something was answered. */
  readonly learnedMs: number | undefined;
  /** ATR0: the adapter sends and waits for nothing. */
  readonly responses: boolean;
  /** ATPP: survives every reset. */
  readonly parameters: Readonly<Record<string, Parameter>>;
  /** AT@3 and ATSD: what a maker has written into the chip. */
  readonly label: string;
  readonly stored: number;
}

/** Default of ATST: 32h, 200 ms (ELM327 data sheet). */
const defaultTimeout = 0x32;

const parameter = (parameters: Settings["parameters"], number: string, factory: number): number => {
  const found = parameters[number];
  return found?.on === true ? found.value : factory;
};

/** The settings of a chip that was just powered: echo on, spaces on, headers off, bus unknown. A value of 00 means on. */
export const powerOn = (kept?: Pick<Settings, "parameters" | "label" | "stored">): Settings => {
  const { parameters = {}, label = "", stored = 0 } = kept ?? {};
  return {
    echo: parameter(parameters, "09", 0) === 0,
    linefeeds: false,
    spaces: true,
    headers: parameter(parameters, "01", 0xff) === 0,
    formatting: true,
    dataLength: false,
    automatic: true,
    protocol: undefined,
    connected: false,
    header: undefined,
    priority: "18",
    filter: undefined,
    flowControl: true,
    flowMode: 0,
    flowHeader: undefined,
    flowData: undefined,
    timeout: parameter(parameters, "03", defaultTimeout),
    adaptive: 1,
    learnedMs: undefined,
    responses: true,
    parameters,
    label,
    stored,
  };
};

/** Whether a frame with this header is handed to the host. */
export const passes = ({ filter }: Settings, header: readonly string[]): boolean => {
  if (filter === undefined) return true;
  const digits = header.join("");
  if (filter.kind === "mask")
    // Unsigned: an identifier has 29 bits, but a mask may be written with 32.
    return (Number.parseInt(digits, 16) & filter.mask) >>> 0 === (filter.filter & filter.mask) >>> 0;
  if (filter.digits.length !== digits.length) return false;
  return [...filter.digits].every((digit, n) => digit === "X" || digit === digits[n]);
};
