/** A bus as the emulated car speaks on it; numbered as ATSP numbers it. */
export interface Bus {
  readonly number: string;
  /** As ATDP words it. */
  readonly name: string;
  readonly kind: "pwm" | "vpw" | "iso9141" | "kwp" | "can11" | "can29";
  /** What is printed while a serial bus is woken; "" for a bus that needs no waking. */
  readonly initialising: string;
  /** How long a real adapter takes to open it, and to find out that it is not there, ms. The 5-baud address alone takes two seconds. */
  readonly opensMs: number;
  readonly failsMs: number;
}

const can = { initialising: "", opensMs: 0, failsMs: 150 } as const;
const j1850 = { initialising: "", opensMs: 0, failsMs: 200 } as const;
const fiveBaud = { initialising: "BUS INIT: ...", opensMs: 2_500, failsMs: 2_900 } as const;
const fastInit = { initialising: "BUS INIT: ", opensMs: 300, failsMs: 500 } as const;

/** The buses the emulated car can have, by their ATSP digit. */
export const buses: Readonly<Record<string, Bus>> = {
  "1": { number: "1", name: "SAE J1850 PWM", kind: "pwm", ...j1850 },
  "2": { number: "2", name: "SAE J1850 VPW", kind: "vpw", ...j1850 },
  "3": { number: "3", name: "ISO 9141-2", kind: "iso9141", ...fiveBaud },
  "4": { number: "4", name: "ISO 14230-4 (KWP 5BAUD)", kind: "kwp", ...fiveBaud },
  "5": { number: "5", name: "ISO 14230-4 (KWP FAST)", kind: "kwp", ...fastInit },
  "6": { number: "6", name: "ISO 15765-4 (CAN 11/500)", kind: "can11", ...can },
  "7": { number: "7", name: "ISO 15765-4 (CAN 29/500)", kind: "can29", ...can },
  "8": { number: "8", name: "ISO 15765-4 (CAN 11/250)", kind: "can11", ...can },
  "9": { number: "9", name: "ISO 15765-4 (CAN 29/250)", kind: "can29", ...can },
};

/** What the chip knows and no emulated car has: SAE J1939 carries no J1979, and the user's own CAN speeds. */
export const foreignBuses: Readonly<Record<string, string>> = {
  A: "SAE J1939 (CAN 29/250)",
  B: "USER1 (CAN 11/125)",
  C: "USER2 (CAN 11/50)",
};

/** The order in which an automatic search tries the buses: quick ones first, the slow initialisations last. */
export const searchOrder: readonly string[] = ["6", "8", "7", "9", "1", "2", "5", "4", "3"];

export const isCan = (bus: Bus): boolean => bus.kind === "can11" || bus.kind === "can29";
