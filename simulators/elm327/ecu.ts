import { type Bus, isCan } from "./buses.ts";
import { addressed, type ControlUnit } from "./control-units.ts";
import { currentData, freezeFrame } from "./services/current-data.ts";
import { changeSession, readByIdentifier, readCodes, testerPresent } from "./services/diagnostics.ts";
import { monitors } from "./services/monitors.ts";
import { type Asked, answer, type CarView, type Message, type Reply, refusals, refuse } from "./services/service.ts";
import { troubleCodes } from "./services/trouble-codes.ts";
import { vehicleInformation } from "./services/vehicle-information.ts";

const alone = (asked: Asked, reply: () => Reply): Reply =>
  asked.data.length === 0 ? reply() : refuse("incorrectLength");

/** SAE J1979 services, and those of ISO 14229 that a reader of a car needs; 04 and 14 only say yes, the car does it. */
const services: Readonly<Record<number, (asked: Asked) => Reply>> = {
  1: currentData,
  2: freezeFrame,
  3: (asked) => alone(asked, () => troubleCodes(asked, "03")),
  4: (asked) => alone(asked, () => answer([0x44])),
  6: monitors,
  7: (asked) => alone(asked, () => troubleCodes(asked, "07")),
  9: vehicleInformation,
  10: (asked) => alone(asked, () => troubleCodes(asked, "0A")),
  16: changeSession,
  20: ({ data }) => (data.join() === "255,255,255" ? answer([0x54]) : refuse("requestOutOfRange")),
  25: readCodes,
  34: readByIdentifier,
  62: testerPresent,
};

/** The messages of one unit to one request. */
export interface UnitAnswer {
  readonly unit: ControlUnit;
  readonly messages: readonly Message[];
}

/** What a request on the bus asks of whom. */
export interface Question {
  readonly bus: Bus;
  readonly header: string;
  readonly present: readonly ControlUnit[];
  readonly car: CarView;
  /** Service byte first. */
  readonly bytes: readonly number[];
  /** Units say no to requests to all of them too, as many do against the standard. */
  readonly aloud: boolean;
}

/** Whether a request deletes trouble codes. */
export const clearsCodes = ([service]: readonly number[]): boolean => service === 0x04 || service === 0x14;

/** ISO 14229 and its forerunner on KWP have the services from 10 on; the other buses carry J1979 alone. */
const carries = (bus: Bus, service: number): boolean => service < 0x10 || bus.kind === "kwp" || isCan(bus);

/**
 * The answers of all units that a request reaches. Asked all at once a unit keeps silent about what it does not know
 * (SAE J1979, ISO 14229 functional addressing); asked by its own address it says no.
 */
export const answersOf = ({ bus, header, present, car, bytes, aloud }: Question): readonly UnitAnswer[] => {
  const [service = 0, ...data] = bytes;
  if (!carries(bus, service)) return [];
  const { units, physical } = addressed(bus, header, present);
  return units.flatMap((unit): UnitAnswer[] => {
    const reply = services[service]?.({ unit, present, car, can: isCan(bus), data }) ?? refuse("serviceNotSupported");
    if (reply.kind === "answer") return [{ unit, messages: reply.messages }];
    return (physical || aloud) && reply.kind === "refuse"
      ? [{ unit, messages: [{ bytes: [0x7f, service, reply.code] }] }]
      : [];
  });
};

/** The message with which a unit asks for more time. */
export const pendingMessage = (service: number): Message => ({ bytes: [0x7f, service, refusals.responsePending] });
