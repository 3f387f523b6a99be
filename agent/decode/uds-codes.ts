import { spellDtc } from "./dtc.ts";

/** One trouble code of ISO 14229 service 19: two bytes as J2012 spells them, one of failure type, one of status. */
export interface UdsCode {
  /** P0301-00: the code and its failure type. */
  readonly dtc: string;
  readonly status: readonly string[];
}

/** Status of a trouble code, by bit (ISO 14229-1 annex D). */
const statusBits = [
  "test failed",
  "test failed this operation cycle",
  "pending",
  "confirmed",
  "test not completed since last clear",
  "test failed since last clear",
  "test not completed this operation cycle",
  "warning indicator requested",
];

const recordLength = 4;

/** The codes of "report by status mask" (19 02): a mask of the bits that the ECU keeps, then four bytes a code. */
export const udsCodes = (bytes: Uint8Array): readonly UdsCode[] | undefined => {
  const [kept] = bytes;
  const records = bytes.subarray(1);
  if (kept === undefined || records.length % recordLength !== 0) return undefined;
  return Array.from({ length: records.length / recordLength }, (_, n) => {
    const [a = 0, b = 0, failureType = 0, status = 0] = records.subarray(n * recordLength);
    return {
      dtc: `${spellDtc(a, b)}-${failureType.toString(16).toUpperCase().padStart(2, "0")}`,
      // A bit that the ECU does not keep says nothing, whatever it holds.
      status: statusBits.filter((_word, bit) => ((status & kept) >> bit) & 1),
    };
  });
};
