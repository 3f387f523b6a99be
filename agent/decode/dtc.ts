/** The four letters of SAE J2012 by the two upper bits: powertrain, chassis, body, network. */
const letters = ["P", "C", "B", "U"] as const;

/** How a two-byte trouble code is spelled: 0133 is P0133, C158 is U0158. */
export const spellDtc = (a: number, b: number): string =>
  `${letters[a >> 6] ?? "P"}${(a >> 4) & 3}${(a & 15).toString(16)}${b.toString(16).padStart(2, "0")}`.toUpperCase();

const spellPairs = (bytes: Uint8Array): string[] => {
  const codes: string[] = [];
  for (let i = 0; i + 1 < bytes.length; i += 2) {
    const a = bytes[i] ?? 0;
    const b = bytes[i + 1] ?? 0;
    // 0000 fills the places that no code takes; no fault has this code.
    if (a !== 0 || b !== 0) codes.push(spellDtc(a, b));
  }
  return codes;
};

/**
 * On CAN a count stands before the codes, and an ECU may pad with zeros inside the declared length. More or fewer codes
 * than counted is no answer: a list that is not complete would make a fault vanish.
 */
const canCodes = (bytes: Uint8Array): readonly string[] | undefined => {
  const count = bytes[0];
  if (count === undefined) return undefined;
  const end = 1 + count * 2;
  if (bytes.length < end || bytes.subarray(end).some((byte) => byte !== 0)) return undefined;
  return spellPairs(bytes.subarray(1, end));
};

/** Off CAN there is no count: each message holds three codes, the places not taken hold 0000. */
const serialCodes = (bytes: Uint8Array): readonly string[] | undefined =>
  bytes.length === 0 || bytes.length % 6 !== 0 ? undefined : spellPairs(bytes);

/** The trouble codes in one ECU's answer to service 03, 07 or 0A; undefined when its length does not fit its bus. */
export const decodeDtcs = (bus: "can" | "serial" | "adapter", bytes: Uint8Array): readonly string[] | undefined => {
  if (bus === "can") return canCodes(bytes);
  return bus === "serial" ? serialCodes(bytes) : undefined;
};
