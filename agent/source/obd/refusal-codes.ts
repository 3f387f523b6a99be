/** Negative response codes of ISO 14229-1 and ISO 14230-3, in words. */
const names: Readonly<Record<number, string>> = {
  16: "general reject",
  17: "service not supported",
  18: "sub-function not supported",
  19: "incorrect message length or invalid format",
  20: "response too long",
  33: "busy, repeat request",
  34: "conditions not correct",
  35: "routine not complete",
  36: "request sequence error",
  37: "no response from a sub-net component",
  38: "a failure prevents execution",
  49: "request out of range",
  51: "security access denied",
  52: "authentication required",
  53: "invalid key",
  54: "exceeded number of attempts",
  55: "required time delay not expired",
  112: "upload or download not accepted",
  113: "transfer data suspended",
  114: "general programming failure",
  115: "wrong block sequence counter",
  120: "request correctly received, response pending",
  126: "sub-function not supported in active session",
  127: "service not supported in active session",
  129: "engine speed too high",
  130: "engine speed too low",
  131: "engine is running",
  132: "engine is not running",
  133: "engine run time too low",
  134: "temperature too high",
  135: "temperature too low",
  136: "vehicle speed too high",
  137: "vehicle speed too low",
  143: "brake switch not closed",
  144: "shifter lever not in park",
  146: "voltage too high",
  147: "voltage too low",
};

/** An ECU that asks for more time: it will answer, or has just failed to. */
export const responsePending = 0x78;

/** Codes that mean "I have nothing of the kind", which for a list of codes is an answer. */
export const meansNothingOfTheKind = (code: number): boolean => code === 0x11 || code === 0x12;

/** A negative response code as people read it: "12 (sub-function not supported)". */
export const spellRefusal = (code: number): string => {
  const hex = code.toString(16).toUpperCase().padStart(2, "0");
  return `${hex} (${names[code] ?? "reserved or of the maker"})`;
};
