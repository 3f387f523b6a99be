import type { SignalPath } from "../../../contract/signals.ts";
import type { ControlUnit } from "../control-units.ts";

/** Which of the three lists of trouble codes: confirmed, pending, permanent. */
export type CodeService = "03" | "07" | "0A";

/** The car as its control units see it at one instant. */
export interface CarView {
  /** Signals this car has at all: what the support bitmaps say. */
  readonly signals: ReadonlySet<SignalPath>;
  readonly vin: string;
  /** The present reading; undefined while a signal is silent. */
  value(path: SignalPath): number | undefined;
  codes(service: CodeService): readonly string[];
  /** The code that stored the freeze frame; undefined while there is none. */
  frozenBy(): string | undefined;
  /** The reading at the instant of that code. */
  frozen(path: SignalPath): number | undefined;
}

/** A reading that went out in a message: for tests that compare every value a driver reports. */
export interface Said {
  readonly path: SignalPath;
  readonly value: number;
  /** One bit of it, in the unit of the signal. */
  readonly step: number;
}

/** One message of a control unit: service byte first. */
export interface Message {
  readonly bytes: readonly number[];
  readonly said?: readonly Said[];
}

/** What a unit does on a request: it answers, it says no with a code of ISO 14229, or it keeps silent. */
export type Reply =
  | { readonly kind: "answer"; readonly messages: readonly Message[] }
  | { readonly kind: "refuse"; readonly code: number }
  | { readonly kind: "silence" };

/** A request as it reaches one unit. */
export interface Asked {
  readonly unit: ControlUnit;
  /** All units of this car, the asked one among them. */
  readonly present: readonly ControlUnit[];
  readonly car: CarView;
  /** J1979 packs most services differently on CAN. */
  readonly can: boolean;
  /** Behind the service byte. */
  readonly data: readonly number[];
}

/** ISO 14229-1 negative response codes that the units give. */
export const refusals = {
  serviceNotSupported: 0x11,
  subFunctionNotSupported: 0x12,
  incorrectLength: 0x13,
  requestOutOfRange: 0x31,
  responsePending: 0x78,
} as const;

export const answer = (...messages: readonly (readonly number[])[]): Reply => ({
  kind: "answer",
  messages: messages.map((bytes) => ({ bytes })),
});
export const refuse = (code: keyof typeof refusals): Reply => ({ kind: "refuse", code: refusals[code] });

/** Codes of the car that are stored in this unit: the most special owner has them, the first unit what is left. */
export const codesOf = ({ unit, present, car }: Asked, service: CodeService): readonly string[] =>
  car.codes(service).filter((code) => (present.slice(1).find(({ owns }) => owns.test(code)) ?? present[0]) === unit);
