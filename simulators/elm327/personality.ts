/** How likely a misfortune is at each request, 0 to 1; at most one happens at a time. */
export interface Chances {
  /** `BUFFER FULL` in the middle of an answer of several lines. */
  readonly bufferFull?: number;
  /** `STOPPED`, as if the host had sent too early. */
  readonly stopped?: number;
  /** A damaged line with `<DATA ERROR` or `<RX ERROR` behind it. */
  readonly dataError?: number;
  readonly rxError?: number;
  /** `CAN ERROR`, `BUS ERROR` or `FB ERROR` instead of an answer. */
  readonly busError?: number;
  /** The supply sagged: `LV RESET`, and all settings are lost. */
  readonly lvReset?: number;
  /** The memory of the settings was found damaged: `ERR94`. */
  readonly err94?: number;
  /** What is said is held up on its way by three seconds. */
  readonly late?: number;
  /** The connection breaks in the middle of a line. */
  readonly disconnect?: number;
  /** `ACT ALERT` or `LP ALERT` between, before or after the lines. */
  readonly alert?: number;
  /** Nothing more until the next connection. */
  readonly hang?: number;
}

/** What one kind of adapter is like: data only, so that a new one is a new row. */
export interface Personality {
  readonly name: string;
  /** One sentence for the list. */
  readonly says: string;
  /** What ATZ and ATI print, and AT@1. */
  readonly banner: string;
  readonly device: string;
  /** What STI and STDI print on a chip of that family. */
  readonly stn?: { readonly firmware: string; readonly device: string };
  /** AT commands answered with a question mark. */
  readonly refuses?: RegExp;
  /** AT commands after which it is never heard of again. */
  readonly locksUpOn?: RegExp;
  /** Waits for further answers as the real chip does; without, the prompt follows the last answer at once. */
  readonly waits: boolean;
  /** What the digit behind a request counts. */
  readonly counts: "frames" | "answers";
  /** Waits five seconds more when a unit asks for more time. */
  readonly extendsOnPending: boolean;
  /** Transport delay from least to most, ms, and the largest piece that arrives at once, characters. */
  readonly latencyMs?: readonly [least: number, most: number];
  readonly chunk?: number;
  /** Chance that a character is lost, in either direction. */
  readonly dropsCharacter?: number;
  /** Goes on echoing for so many commands after ATE0. */
  readonly echoesOn?: number;
  /** Prints FC and NULs around its banner after a reset. */
  readonly junkAfterReset?: boolean;
  /** Units ask for more time before trouble codes and vehicle information, and take so long, ms. */
  readonly pendingMs?: number;
  /** Units refuse aloud what they do not know, where the standard asks for silence. */
  readonly refusesAloud?: boolean;
  /** Units now and then take this much longer than they are used to, ms: their answer falls into the next request. */
  readonly dawdles?: { readonly chance: number; readonly ms: number };
  readonly chances?: Chances;
}
