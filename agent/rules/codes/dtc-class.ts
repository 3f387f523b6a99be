import type { Severity } from "../../../contract/warning.ts";

/** What a trouble code means for the journey. */
export type DtcClass = "stop-now" | "safety-soon" | "function" | "emission" | "comfort" | "network";

interface Grade {
  readonly kind: DtcClass;
  readonly severity: Severity;
}

const grade = (kind: DtcClass, severity: Severity): Grade => ({ kind, severity });
const stopNow = grade("stop-now", "critical");
const safetySoon = grade("safety-soon", "warning");
const limited = grade("function", "warning");
const working = grade("function", "advisory");
const emission = grade("emission", "advisory");
const comfort = grade("comfort", "info");
const network = grade("network", "advisory");

/**
 * By the first matching pattern. Letters and the standard's digits are facts of SAE J2012; the grouping is ours, from the
 * class table of the warning catalogue.
 */
const patterns: readonly (readonly [pattern: RegExp, grade: Grade])[] = [
  // Engine or gearbox overheats; oil pressure lost; high voltage finds its way to the body or overheats; brake hydraulics.
  [/^P(0217|0218|0524|0A2F|0A3C|0A7E|0AA6|0A95)$/, stopNow],
  [/^C00(44|45|46|49)$/, stopNow],
  // The rest of the high-voltage system and its 12 V converter; a throttle that limits power on its own.
  [/^P0[AB]/, safetySoon],
  [/^P(2135|2138|2101|022[0-9])$/, safetySoon],
  // Wheel speed, stability, steering, brakes; restraints.
  [/^C/, safetySoon],
  [/^B00/, safetySoon],
  [/^B/, comfort],
  [/^U/, network],
  // Misfire, crank and cam sensors, gearbox, 12 V supply and generator.
  [/^P03(0\d|1[0-2])$/, limited],
  [/^P03(3[5-9]|4[0-9])$/, limited],
  [/^P07/, limited],
  [/^P0(56[0-3]|62[0-5])$/, limited],
  // Thermostat, oxygen sensors, catalyst, tank venting, secondary air, particle filter, nitrogen oxide.
  [/^P012[568]$/, emission],
  [/^P01[3-6]/, emission],
  [/^P04/, emission],
  [/^P2[024]/, emission],
];

/** The grade of a code. One that no pattern names, a maker's own included, is a working fault: its letter says no more. */
export const gradeOf = (code: string): Grade => patterns.find(([pattern]) => pattern.test(code))?.[1] ?? working;

const isMisfire = (code: string): boolean => /^P03(0\d|1[0-2])$/.test(code);
const isTrim = (code: string): boolean => /^P017[1-5]$/.test(code);
/** Whether a code tells of the network between controllers: SAE J2012, letter U. */
export const isNetwork = (code: string): boolean => code.startsWith("U");

/** From this many codes of the network on, the network is one fault, not many. */
const storm = 3;

/**
 * The root of each code among those reported with it: one root is one card. Misfire of one cylinder belongs to misfire and
 * explains a catalyst code; a mixture fault explains its oxygen sensors; a storm of network codes is one network.
 */
export const rootsOf = (codes: readonly string[]): ReadonlyMap<string, readonly string[]> => {
  const sorted = [...new Set(codes)].toSorted();
  const misfire = sorted.find(isMisfire);
  const trim = sorted.find(isTrim);
  const isStorm = sorted.filter(isNetwork).length >= storm;
  const rootOf = (code: string): string => {
    if (misfire !== undefined && (isMisfire(code) || /^P04[23]0$/.test(code))) return misfire;
    if (trim !== undefined && (isTrim(code) || /^P01[3-6]/.test(code))) return trim;
    return isStorm && isNetwork(code) ? "network" : code;
  };
  return Map.groupBy(sorted, rootOf);
};
