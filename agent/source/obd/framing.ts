/** How a bus frames an answer: what its header looks like in hex digits, and what stands around the payload. */
export type Framing =
  | { readonly bus: "can"; readonly header: RegExp; readonly headerDigits: 3 | 8 }
  | {
      readonly bus: "serial";
      readonly header: RegExp;
      readonly checksum: "sum" | "crc";
      readonly lengthInHeader: boolean;
    };

/** ISO 15765-4: ECUs answer on 7E8..7EF, or on 18DAF1xx with 29-bit identifiers. */
export const can11: Framing = { bus: "can", header: /^7E[89A-F]$/, headerDigits: 3 };
export const can29: Framing = { bus: "can", header: /^18DAF1[0-9A-F]{2}$/, headerDigits: 8 };
/** SAE J1979 table of header bytes: an answer is functional on J1850 and ISO 9141-2, physical to the tester F1 on KWP. */
export const pwm: Framing = { bus: "serial", header: /^416B[0-9A-F]{2}$/, checksum: "crc", lengthInHeader: false };
export const vpw: Framing = { bus: "serial", header: /^486B[0-9A-F]{2}$/, checksum: "crc", lengthInHeader: false };
export const iso9141: Framing = { bus: "serial", header: /^486B[0-9A-F]{2}$/, checksum: "sum", lengthInHeader: false };
export const kwp: Framing = {
  bus: "serial",
  header: /^[89AB][0-9A-F]F1[0-9A-F]{2}$/,
  checksum: "sum",
  lengthInHeader: true,
};

/** The same framing for the services of ISO 14229, where the maker chooses the identifiers of his ECUs. */
export const openToAnyHeader = (framing: Framing): Framing => {
  if (framing.bus !== "can") return framing;
  return { ...framing, header: framing.headerDigits === 3 ? /^[0-7][0-9A-F]{2}$/ : /^[01][0-9A-F]{7}$/ };
};
