import { idText, isExtended } from "./frame.ts";

/**
 * What an identifier can have to do with diagnosis: reserved for it by a standard, possible by custom of a maker, or
 * neither. Only a reserved one is believed by itself; a custom one needs a request that its answer fits.
 */
export type DiagnosticUse = "reserved" | "custom" | "none";

const functionalRequest = 0x7df;
/** ISO 15765-4: requests to control units 1 to 8, and their answers eight above. */
const firstPhysical = 0x7e0;
const lastPhysical = 0x7ef;
const answerDistance = 8;
/** Makers put their own diagnosis at the bottom of the priorities; no public list of theirs begins lower. */
const leastCustom = 0x600;

/**
 * Upper half of a 29-bit identifier (ISO 15765-2, normal fixed addressing): xxDAttss to one control unit, xxDBttss to all, at
 * priority 6 by the standard; makers use 5 and 7 too. The lower half is target and source.
 */
const physical = new Set([0x14da, 0x18da, 0x1cda]);
const functional = new Set([0x14db, 0x18db, 0x1cdb]);

/** The makers' own that are known in public: Volkswagen asks under 17FC00xx and is answered under 17FE00xx. */
const customUppers = new Set([0x17fc, 0x17fe]);

const upperOf = (id: number): number => (id >>> 16) & 0x1fff;

/** How an identifier, as a bus description writes it, can be used. */
export const diagnosticUse = (id: number): DiagnosticUse => {
  if (isExtended(id)) {
    if (physical.has(upperOf(id)) || functional.has(upperOf(id))) return "reserved";
    return customUppers.has(upperOf(id)) ? "custom" : "none";
  }
  if (id < leastCustom) return "none";
  return id >= functionalRequest && id <= lastPhysical ? "reserved" : "custom";
};

/** Whether a request under this identifier is meant for every control unit. */
export const isFunctional = (id: number): boolean =>
  isExtended(id) ? functional.has(upperOf(id)) : id === functionalRequest;

/** Whether ISO 15765-4 lets a control unit answer under this identifier without any more ado. */
export const isAnswerId = (id: number): boolean =>
  isExtended(id) ? physical.has(upperOf(id)) : id >= firstPhysical + answerDistance && id <= lastPhysical;

/** Whether a control unit that answers under `answer` can be meant by a request under `request`, by the standard. */
export const isPair = (request: number, answer: number): boolean => {
  if (isExtended(request) !== isExtended(answer)) return false;
  if (isFunctional(request))
    return isAnswerId(answer) && (!isExtended(answer) || (request & 0xff) === ((answer >>> 8) & 0xff));
  if (!isExtended(answer)) return isAnswerId(answer) && answer - request === answerDistance;
  // Target and source change places.
  return (
    upperOf(request) === upperOf(answer) &&
    (request & 0xff) === ((answer >>> 8) & 0xff) &&
    ((request >>> 8) & 0xff) === (answer & 0xff)
  );
};

/** The name of a control unit as the agent's source writes it: the identifier of its answers. */
export const ecuName = idText;
