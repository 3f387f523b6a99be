import type { SignalPath } from "../../contract/signals.ts";
import type { Bus } from "./buses.ts";
import { isElectric } from "./car-kind.ts";
import { hyundaiKia2019, type MakerIdentifier } from "./maker-identifiers.ts";

/** A control unit of the emulated car: its addresses, and the share of the car that it knows. */
export interface ControlUnit {
  readonly name: "engine" | "drive" | "transmission" | "battery";
  /** Address on serial buses and in 29-bit identifiers. */
  readonly node: number;
  /** 11-bit CAN: it listens on 7E0 + index and answers on 7E8 + index. */
  readonly index: number;
  /** Signals it answers in service 01; undefined for all that the car has. */
  readonly knows: readonly SignalPath[] | undefined;
  /** Trouble codes that it stores, if it is in the car. */
  readonly owns: RegExp;
  /** Service 09: calibration, its verification number, and the name of the unit (SAE J1979 InfoType 0A). */
  readonly calibration: string;
  readonly verification: readonly number[];
  readonly title: string;
  readonly knowsVin: boolean;
  /** Data identifiers of its maker, beside those of the standards. */
  readonly makers: readonly MakerIdentifier[];
}

const engine: ControlUnit = {
  name: "engine",
  node: 0x10,
  index: 0,
  knows: undefined,
  owns: /./,
  calibration: "FTL-ENG-2026-014",
  verification: [0x17, 0x91, 0xbc, 0x82],
  title: "ECM\0-EngineControl",
  knowsVin: true,
  makers: [],
};

/** What an electric car has in the engine's place. */
const drive: ControlUnit = {
  ...engine,
  name: "drive",
  calibration: "FTL-VCU-2026-007",
  verification: [0x5e, 0x02, 0xd4, 0x19],
  title: "PCM\0-PowertrainCtrl",
};

const battery: ControlUnit = {
  name: "battery",
  node: 0x1b,
  index: 3,
  knows: [
    "Vehicle.OBD.HybridBatteryRemaining",
    "Vehicle.OBD.ControlModuleVoltage",
    "Vehicle.Powertrain.TractionBattery.CurrentVoltage",
  ],
  owns: /^P[01]A/,
  calibration: "FTL-BMS-2026-101",
  verification: [0xc0, 0xff, 0x01, 0x3d],
  title: "BECM-B+EnergyCtrl",
  knowsVin: false,
  makers: [],
};

/** An electric car's battery unit stands where Hyundai and Kia have theirs: on 7E4, under the same name. */
const largeBattery: ControlUnit = { ...battery, index: 4, makers: hyundaiKia2019 };

const transmission: ControlUnit = {
  name: "transmission",
  node: 0x18,
  index: 1,
  knows: ["Vehicle.Speed", "Vehicle.Powertrain.CombustionEngine.Speed"],
  owns: /^P0[789]/,
  calibration: "FTL-TCM-2025-003",
  verification: [0x00, 0x5a, 0x20, 0x6e],
  title: "TCM\0-TransmisCtrl",
  knowsVin: false,
  makers: [],
};

/** Names under which a car can be told its control units. */
export const unitNames = ["engine", "transmission", "battery"] as const;

/**
 * The control units of a car with these signals, in the order of their addresses; the first is the engine's, or in an
 * electric car what stands in its place, and owns what nobody else does. `named` says which others there are; left out, a
 * pack brings its own.
 */
export const unitsOf = (
  signals: ReadonlySet<SignalPath>,
  named: readonly string[] = signals.has("Vehicle.Powertrain.TractionBattery.CurrentVoltage") ? ["battery"] : [],
): readonly ControlUnit[] => {
  const [first, last] = isElectric(signals) ? [drive, largeBattery] : [engine, battery];
  return [first, ...[transmission, last].filter(({ name }) => named.includes(name))];
};

/** Who a request is meant for: every unit of the car, one of them, or nobody that is there. */
export type Addressed = { readonly units: readonly ControlUnit[]; readonly physical: boolean };

const hex = (byte: number): string => byte.toString(16).toUpperCase().padStart(2, "0");

/** The header that reaches all units (SAE J1979: functional addressing), as ATSH takes it. */
export const functionalHeader = (bus: Bus): string =>
  ({ pwm: "616AF1", vpw: "686AF1", iso9141: "686AF1", kwp: "C033F1", can11: "7DF", can29: "18DB33F1" })[bus.kind];

const physicalHeader = (bus: Bus, { node, index }: ControlUnit): string | undefined => {
  switch (bus.kind) {
    case "can11":
      return (0x7e0 + index).toString(16).toUpperCase();
    case "can29":
      return `18DA${hex(node)}F1`;
    case "kwp":
      return `80${hex(node)}F1`;
    case "vpw":
      return `6C${hex(node)}F1`;
    case "pwm":
      return `C4${hex(node)}F1`;
    case "iso9141":
      return undefined;
  }
};

/** The header of a request as the bus carries it; six digits are completed by the priority where identifiers have 29 bits. */
export const requestHeader = (bus: Bus, header: string | undefined, priority: string): string => {
  if (header === undefined) return functionalHeader(bus);
  return bus.kind === "can29" && header.length === 6 ? `${priority}${header}` : header;
};

/** The units that a request under this header reaches. KWP carries the length in the low bits of its first byte. */
export const addressed = (bus: Bus, header: string, present: readonly ControlUnit[]): Addressed => {
  const spelled =
    bus.kind === "kwp" ? `${hex(Number.parseInt(header.slice(0, 2), 16) & 0xc0)}${header.slice(2)}` : header;
  if (spelled === functionalHeader(bus)) return { units: present, physical: false };
  return { units: present.filter((unit) => physicalHeader(bus, unit) === spelled), physical: true };
};

/** The header of an answer, byte by byte as it is printed. On KWP the length is added to the first byte. */
export const answerHeader = (bus: Bus, { node, index }: ControlUnit, physical: boolean, length: number): string[] => {
  switch (bus.kind) {
    case "can11":
      return [(0x7e8 + index).toString(16).toUpperCase()];
    case "can29":
      return ["18", "DA", "F1", hex(node)];
    case "kwp":
      return length > 63 ? ["80", "F1", hex(node), hex(length)] : [hex(0x80 | length), "F1", hex(node)];
    case "vpw":
      return physical ? ["6C", "F1", hex(node)] : ["48", "6B", hex(node)];
    case "pwm":
      return physical ? ["C4", "F1", hex(node)] : ["41", "6B", hex(node)];
    case "iso9141":
      return ["48", "6B", hex(node)];
  }
};
