import type { Frame } from "./framing.ts";

/** What of the adapter's settings shapes a printed line. */
export interface Printing {
  readonly spaces: boolean;
  readonly headers: boolean;
  /** ATCAF1: the adapter hides ISO-TP control bytes. */
  readonly formatting: boolean;
  /** ATD1: the number of data bytes stands behind a CAN header. */
  readonly dataLength: boolean;
}

const pairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).toUpperCase().padStart(2, "0"));
const hex = (byte: number): string => pairs[byte] ?? "??";

const canLines = ({ header, data, length, index }: Frame, printing: Printing): string[] => {
  const gap = printing.spaces ? " " : "";
  if (printing.headers) {
    const count = printing.dataLength ? [String(data.length)] : [];
    return [[...header, ...count, ...data.map(hex)].join(gap)];
  }
  if (!printing.formatting) return [data.map(hex).join(gap)];
  if (length <= 7)
    return [
      data
        .slice(1, 1 + length)
        .map(hex)
        .join(gap),
    ];
  // The length in three digits, then each frame behind its number, which has one hexadecimal digit and comes round again.
  const body = data.slice(index === 0 ? 2 : 1).map(hex);
  const line = `${(index & 0x0f).toString(16).toUpperCase()}:${gap}${body.join(gap)}`;
  return index === 0 ? [length.toString(16).toUpperCase().padStart(3, "0"), line] : [line];
};

/** The lines an adapter prints for one frame. */
export const printedLines = (frame: Frame, printing: Printing): string[] => {
  if (frame.can) return canLines(frame, printing);
  const gap = printing.spaces ? " " : "";
  const { header, data, check } = frame;
  if (!printing.headers) return [data.map(hex).join(gap)];
  return [[...header, ...data.map(hex), ...(check === undefined ? [] : [hex(check)])].join(gap)];
};
