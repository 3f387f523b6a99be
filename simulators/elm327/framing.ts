/** A bus as the emulated ECU speaks on it; numbered as ATSP numbers it. */
export interface Bus {
  readonly number: string;
  readonly name: string;
  /** How messages are packed: ISO 15765-4 frames, or one message of up to 7 data bytes with a check byte. */
  readonly kind: "can11" | "can29" | "iso9141" | "kwp";
}

/** The buses the emulator can be set to, by their ATSP digit. */
export const buses: Readonly<Record<string, Bus>> = {
  "3": { number: "3", name: "ISO 9141-2", kind: "iso9141" },
  "4": { number: "4", name: "ISO 14230-4 (KWP 5BAUD)", kind: "kwp" },
  "5": { number: "5", name: "ISO 14230-4 (KWP FAST)", kind: "kwp" },
  "6": { number: "6", name: "ISO 15765-4 (CAN 11/500)", kind: "can11" },
  "7": { number: "7", name: "ISO 15765-4 (CAN 29/500)", kind: "can29" },
  "8": { number: "8", name: "ISO 15765-4 (CAN 11/250)", kind: "can11" },
  "9": { number: "9", name: "ISO 15765-4 (CAN 29/250)", kind: "can29" },
};

export const isCan = (bus: Bus): boolean => bus.kind === "can11" || bus.kind === "can29";

/** What of the adapter's settings shapes a printed line. */
export interface Printing {
  readonly spaces: boolean;
  readonly headers: boolean;
  /** ATCAF1: the adapter hides ISO-TP control bytes. */
  readonly formatting: boolean;
}

const hex = (byte: number): string => byte.toString(16).toUpperCase().padStart(2, "0");
const joined = (parts: readonly string[], { spaces }: Printing): string => parts.join(spaces ? " " : "");

/** Our ECU fills its frames up to eight bytes with AA, which is easily told from data. */
const filler = 0xaa;
const filled = (frame: readonly number[]): number[] => [
  ...frame,
  ...Array.from({ length: 8 - frame.length }, () => filler),
];

/** ISO 15765-2: one frame up to 7 bytes, else a first frame and numbered consecutive frames. */
const canFrames = (payload: readonly number[]): number[][] => {
  if (payload.length <= 7) return [filled([payload.length, ...payload])];
  const frames = [[0x10 | (payload.length >> 8), payload.length & 0xff, ...payload.slice(0, 6)]];
  for (let at = 6, n = 1; at < payload.length; at += 7, n += 1)
    frames.push(filled([0x20 | (n & 0x0f), ...payload.slice(at, at + 7)]));
  return frames;
};

const canHeader = (bus: Bus): readonly string[] => (bus.kind === "can11" ? ["7E8"] : ["18", "DA", "F1", "10"]);

const canLines = (bus: Bus, payload: readonly number[], printing: Printing): string[] => {
  const frames = canFrames(payload);
  if (printing.headers) return frames.map((frame) => joined([...canHeader(bus), ...frame.map(hex)], printing));
  if (!printing.formatting) return frames.map((frame) => joined(frame.map(hex), printing));
  if (payload.length <= 7) return [joined(payload.map(hex), printing)];
  // The length in three digits, then each frame behind its number, which has one hexadecimal digit and comes round again.
  const gap = printing.spaces ? " " : "";
  const numbered = frames.map(
    (frame, n) =>
      `${(n & 0x0f).toString(16).toUpperCase()}:${gap}${joined(frame.slice(n === 0 ? 2 : 1).map(hex), printing)}`,
  );
  return [payload.length.toString(16).toUpperCase().padStart(3, "0"), ...numbered];
};

const serialLine = (bus: Bus, payload: readonly number[], printing: Printing): string => {
  if (!printing.headers) return joined(payload.map(hex), printing);
  const header = bus.kind === "kwp" ? [0x80 | payload.length, 0xf1, 0x10] : [0x48, 0x6b, 0x10];
  const message = [...header, ...payload];
  const check = message.reduce((sum, byte) => (sum + byte) & 0xff, 0);
  return joined([...message, check].map(hex), printing);
};

/** The lines an adapter prints for the messages of one ECU. */
export const printedLines = (bus: Bus, messages: readonly (readonly number[])[], printing: Printing): string[] =>
  messages.flatMap((payload) => (isCan(bus) ? canLines(bus, payload, printing) : [serialLine(bus, payload, printing)]));
