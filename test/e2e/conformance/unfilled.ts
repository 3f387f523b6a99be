/** What an adapter prints of a CAN bus whose units leave out the filling of their frames. Whole lines only, headers on, spaces off. */
export const createUnfilled = (headerDigits: 3 | 8): ((text: string) => string) => {
  const header = headerDigits === 3 ? "7E[89A-F]" : "18DAF1[0-9A-F]{2}";
  const frame = new RegExp(`^(${header})([0-9A-F]{16})$`);
  /** Bytes that are still to come of a long answer, by ECU. */
  const owed = new Map<string, number>();

  const bytesUsed = (ecu: string, digits: string): number => {
    const control = Number.parseInt(digits.slice(0, 2), 16);
    if (control < 0x10) return 1 + control;
    if (control < 0x20) {
      owed.set(ecu, (control & 15) * 256 + Number.parseInt(digits.slice(2, 4), 16) - 6);
      return 8;
    }
    const left = owed.get(ecu) ?? 0;
    owed.set(ecu, left - 7);
    return 1 + Math.min(7, left);
  };

  return (text) =>
    text
      .split("\r")
      .map((line) => {
        const [, ecu = "", digits = ""] = frame.exec(line) ?? [];
        return digits === "" ? line : `${ecu}${digits.slice(0, bytesUsed(ecu, digits) * 2)}`;
      })
      .join("\r");
};
