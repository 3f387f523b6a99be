/** How often a monitor could run and did (service 09): the counters of spark ignition, InfoType 08, in their order. */
const ofSparkIgnition = [
  "OBD_CONDITIONS",
  "IGNITION_CYCLES",
  ..."CATALYST_BANK_1 CATALYST_BANK_2 O2_SENSOR_BANK_1 O2_SENSOR_BANK_2 EGR_VVT SECONDARY_AIR EVAPORATIVE_SYSTEM"
    .concat(" SECONDARY_O2_SENSOR_BANK_1 SECONDARY_O2_SENSOR_BANK_2 AIR_FUEL_IMBALANCE_BANK_1")
    .concat(" AIR_FUEL_IMBALANCE_BANK_2 PARTICULATE_FILTER_BANK_1 PARTICULATE_FILTER_BANK_2")
    .split(" ")
    .flatMap((monitor) => [`${monitor}_COMPLETIONS`, `${monitor}_CONDITIONS`]),
];

/** The same for compression ignition, InfoType 0B. */
const ofCompressionIgnition = [
  "OBD_CONDITIONS",
  "IGNITION_CYCLES",
  ..."NMHC_CATALYST NOX_CATALYST NOX_ADSORBER PM_FILTER EXHAUST_GAS_SENSOR EGR_VVT BOOST_PRESSURE FUEL_SYSTEM"
    .split(" ")
    .flatMap((monitor) => [`${monitor}_COMPLETIONS`, `${monitor}_CONDITIONS`]),
];

const names: Readonly<Record<string, readonly string[]>> = { "08": ofSparkIgnition, "0B": ofCompressionIgnition };

/** One counter, 0 to 65,535. */
export interface InUseCounter {
  readonly name: string;
  readonly value: number;
}

/** The counters of InfoType 08 or 0B; on CAN a count of items stands first. Undefined when the length does not fit it. */
export const inUseCounters = (
  bus: "can" | "serial" | "adapter",
  pid: string,
  bytes: Uint8Array,
): readonly InUseCounter[] | undefined => {
  const known = names[pid] ?? [];
  const data = bus === "can" ? bytes.subarray(1) : bytes;
  const count = bus === "can" ? (bytes[0] ?? 0) : data.length / 2;
  if (count < 2 || count > known.length || data.length !== count * 2) return undefined;
  return Array.from({ length: count }, (_, n) => ({
    name: known[n] ?? "",
    value: (data[n * 2] ?? 0) * 256 + (data[n * 2 + 1] ?? 0),
  }));
};
