/** A way that could not even be opened, and why. */
export interface Unreachable {
  readonly address: string;
  readonly error: string;
}

/** An adapter, and the car behind it, as far as they said; undefined where they did not. */
export interface Reached {
  readonly address: string;
  readonly baudRate: number | undefined;
  readonly banner: string | undefined;
  readonly device: string | undefined;
  readonly stn: string | undefined;
  readonly refuses: readonly string[];
  readonly roundTripMs: number | undefined;
  readonly volts: number | undefined;
  readonly protocol: string | undefined;
  readonly reason: string | undefined;
  readonly ecus: readonly { readonly header: string; readonly pids: readonly string[] }[];
}

export type Patient = Unreachable | Reached;

/** What can be said of it; each has a sentence and, where there is something to do, what. */
export const findingCodes = [
  "not-reachable",
  "no-adapter",
  "genuine-chip",
  "stn-chip",
  "clone-chip",
  "slow-way",
  "battery-low",
  "battery-fine",
  "no-voltage",
  "car-silent",
  "bus-fault",
  "no-control-unit",
  "car-answers",
] as const;
export type FindingCode = (typeof findingCodes)[number];

/** One finding with the figures that its sentence names. */
export interface Finding {
  readonly code: FindingCode;
  readonly grade: "good" | "note" | "bad";
  readonly figure: string;
}

/** Below this a 12 V battery starts no engine in the cold, and control units reset. */
const lowVolts = 11.8;
/** A way slower than this leaves no ten readings a second. */
const slowMs = 100;

const chip = ({ banner = "", device, stn, refuses }: Reached): Finding => {
  if (stn !== undefined) return { code: "stn-chip", grade: "good", figure: stn };
  // Version 1.5 was never made by the inventor of the chip.
  if (/v1\.5/i.test(banner) || refuses.length > 0)
    return { code: "clone-chip", grade: "note", figure: [banner || device, ...refuses].join(" ").trim() };
  return { code: "genuine-chip", grade: "good", figure: banner };
};

const busFaults = ["CAN ERROR", "BUS ERROR", "BUS BUSY", "BUS INIT ERROR", "FEEDBACK ERROR"];

const car = ({ protocol, reason, ecus }: Reached): Finding => {
  if (protocol === undefined) {
    const code = busFaults.includes(reason ?? "") ? "bus-fault" : "car-silent";
    return { code, grade: "bad", figure: reason ?? "" };
  }
  if (ecus.length === 0) return { code: "no-control-unit", grade: "bad", figure: "" };
  const pids = new Set(ecus.flatMap((ecu) => ecu.pids)).size;
  return { code: "car-answers", grade: "good", figure: `${ecus.map(({ header }) => header).join(", ")}; ${pids} PIDs` };
};

const supply = (volts: number | undefined): Finding => {
  if (volts === undefined) return { code: "no-voltage", grade: "note", figure: "" };
  const figure = `${volts.toFixed(1)} V`;
  return volts < lowVolts
    ? { code: "battery-low", grade: "bad", figure }
    : { code: "battery-fine", grade: "good", figure };
};

/** What is to be said of a patient, the adapter first and the car last. */
export const diagnose = (patient: Patient): readonly Finding[] => {
  if ("error" in patient) return [{ code: "not-reachable", grade: "bad", figure: patient.error }];
  if (patient.banner === undefined && patient.device === undefined)
    return [{ code: "no-adapter", grade: "bad", figure: "" }];
  const { roundTripMs } = patient;
  const isSlow = roundTripMs !== undefined && roundTripMs > slowMs;
  return [
    chip(patient),
    ...(isSlow ? [{ code: "slow-way", grade: "note", figure: `${Math.round(roundTripMs)} ms` } as const] : []),
    supply(patient.volts),
    car(patient),
  ];
};

/** Whether an adapter and a car were found. */
export const isWell = (findings: readonly Finding[]): boolean => findings.some(({ code }) => code === "car-answers");
