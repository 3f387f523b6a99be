/** What can be wrong with the answer of an ECU, whatever brought it: a code and the sentence that explains it. */
export const obdFailures = {
  NEGATIVE_RESPONSE: "the ECU refused the request",
  RESPONSE_PENDING: "the ECU asked for more time and then said nothing",
  MALFORMED_FRAME: "a line is no frame of this protocol",
  SHORT_FRAME: "a CAN frame has fewer than eight bytes, as one that lost characters",
  CHECKSUM: "the checksum of a frame does not fit",
  SEQUENCE: "the frames of a long answer are not in order",
  INCOMPLETE: "the answer ends before its declared length",
  ECHO_MISMATCH: "the answer belongs to another request",
  DUPLICATE_ANSWER: "one ECU answered twice",
  LENGTH_MISMATCH: "the answer is longer or shorter than its meaning allows",
  REQUEST_UNSUPPORTED: "this service is not read by this version",
} as const;

/** A word for what was wrong with an answer. */
export type ObdFailureCode = keyof typeof obdFailures;

/** A bad answer of an ECU: never a value, always a code and a sentence, with what was seen behind it. */
export interface ObdFailure {
  readonly code: ObdFailureCode;
  readonly message: string;
}

/** Makes the failure of a code, with what was seen behind the sentence. */
export const obdFailure = (code: ObdFailureCode, detail = ""): ObdFailure => ({
  code,
  message: detail === "" ? obdFailures[code] : `${obdFailures[code]}: ${detail}`,
});
