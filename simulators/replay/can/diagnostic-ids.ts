import { idText, isExtended } from "./frame.ts";
import { pgnOf } from "./j1939.ts";

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

/** J1939-21 parameter groups that ISO 15765-4 uses on 29 bits: 18DAttss to one control unit, 18DBttss to all. */
const physicalGroup = 0xda00;
const functionalGroup = 0xdb00;

const groupOf = (id: number): number => pgnOf(id) & 0xff00;

/** How an identifier, as a bus description writes it, can be used. */
export const diagnosticUse = (id: number): DiagnosticUse => {
  if (isExtended(id)) {
    const group = groupOf(id);
    return group === physicalGroup || group === functionalGroup ? "reserved" : "none";
  }
  if (id < leastCustom) return "none";
  return id >= functionalRequest && id <= lastPhysical ? "reserved" : "custom";
};

/** Whether a request under this identifier is meant for every control unit. */
export const isFunctional = (id: number): boolean =>
  isExtended(id) ? groupOf(id) === functionalGroup : id === functionalRequest;

/** Whether ISO 15765-4 lets a control unit answer under this identifier without any more ado. */
export const isAnswerId = (id: number): boolean =>
  isExtended(id) ? groupOf(id) === physicalGroup : id >= firstPhysical + answerDistance && id <= lastPhysical;

/** Whether a control unit that answers under `answer` can be meant by a request under `request`, by the standard. */
export const isPair = (request: number, answer: number): boolean => {
  if (isExtended(request) !== isExtended(answer)) return false;
  if (isFunctional(request))
    return isAnswerId(answer) && (!isExtended(answer) || (request & 0xff) === ((answer >>> 8) & 0xff));
  if (!isExtended(answer)) return isAnswerId(answer) && answer - request === answerDistance;
  // Target and source change places.
  return (
    groupOf(request) === physicalGroup &&
    (request & 0xff) === ((answer >>> 8) & 0xff) &&
    ((request >>> 8) & 0xff) === (answer & 0xff)
  );
};

/** The name of a control unit as the agent's source writes it: the identifier of its answers. */
export const ecuName = idText;
