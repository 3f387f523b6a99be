/** PID 1C: the OBD requirements to which the vehicle is designed (SAE J1979-DA). */
export const obdStandards: Readonly<Record<number, string>> = {
  1: "OBD-II (CARB)",
  2: "OBD (EPA)",
  3: "OBD and OBD-II",
  4: "OBD-I",
  5: "not OBD compliant",
  6: "EOBD",
  7: "EOBD and OBD-II",
  8: "EOBD and OBD",
  9: "EOBD, OBD and OBD-II",
  10: "JOBD",
  11: "JOBD and OBD-II",
  12: "JOBD and EOBD",
  13: "JOBD, EOBD and OBD-II",
  14: "Euro IV B1",
  15: "Euro V B2",
  16: "Euro C",
  17: "EMD",
  18: "EMD+",
  19: "HD OBD-C",
  20: "HD OBD",
  21: "WWH-OBD",
  23: "HD EOBD-I",
  24: "HD EOBD-I N",
  25: "HD EOBD-II",
  26: "HD EOBD-II N",
  28: "OBDBr-1",
  29: "OBDBr-2",
  30: "KOBD",
  31: "IOBD-I",
  32: "IOBD-II",
  33: "HD EOBD-VI",
  34: "OBD, OBD-II and HD OBD",
  35: "OBDBr-3",
  36: "MC EOBD-I",
  37: "MC EOBD-II",
  38: "MC COBD-I",
  39: "MC TOBD-I",
  40: "MC JOBD-I",
  41: "CN-OBD-6",
  42: "OBDBr-P7",
  43: "CN-HDOBD-VI",
  44: "IOBD-I-BS6",
  45: "IOBD-II-BS6",
};

/** PID 51: what the vehicle burns or is driven by. */
export const fuelTypes: Readonly<Record<number, string>> = {
  0: "not available",
  1: "gasoline",
  2: "methanol",
  3: "ethanol",
  4: "diesel",
  5: "LPG",
  6: "CNG",
  7: "propane",
  8: "electric",
  9: "bifuel running gasoline",
  10: "bifuel running methanol",
  11: "bifuel running ethanol",
  12: "bifuel running LPG",
  13: "bifuel running CNG",
  14: "bifuel running propane",
  15: "bifuel running electricity",
  16: "bifuel running electric and combustion engine",
  17: "hybrid gasoline",
  18: "hybrid ethanol",
  19: "hybrid diesel",
  20: "hybrid electric",
  21: "hybrid running electric and combustion engine",
  22: "hybrid regenerative",
  23: "bifuel running diesel",
  24: "bifuel running natural gas",
  25: "bifuel running diesel",
  26: "natural gas",
  27: "dual fuel diesel and CNG",
  28: "dual fuel diesel and LNG",
  29: "fuel cell on hydrogen",
  30: "hydrogen in a combustion engine",
  31: "kerosene",
  32: "heavy fuel oil",
};

/** PID 5F: the emission requirements to which the vehicle is designed. */
export const emissionStandards: Readonly<Record<number, string>> = {
  14: "Euro IV B1",
  15: "Euro V B2",
  16: "Euro C",
  17: "Euro VI",
};

/** PIDs 70 and 71: how a boost or turbine control is running. */
export const controlStatus: Readonly<Record<number, string>> = {
  1: "open loop",
  2: "closed loop",
  3: "fault: data unreliable",
};

/** PIDs 90 and 91: how the malfunction indicator is driven (WWH-OBD activation modes). */
export const indicatorModes: Readonly<Record<number, string>> = {
  0: "off",
  1: "on demand",
  2: "short",
  3: "continuous",
  14: "error",
  15: "not available",
};

/** PID 94: the stage of a NOx inducement. */
export const inducement: Readonly<Record<number, string>> = {
  0: "inactive",
  1: "enabled",
  2: "active",
  3: "not supported",
};
