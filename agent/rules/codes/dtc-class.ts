import { causeIds, causeOf, causeOfCode, familyOfCode } from "../../../contract/cause-of-code.ts";
import { type CauseId, type CodeClass, codeClasses } from "../../../contract/causes.ts";
import type { Severity } from "../../../contract/warning.ts";

interface Grade {
  readonly kind: CodeClass;
  readonly severity: Severity;
}

/** The grade of a code: that of its cause. What is spelled like no code is a working fault. */
export const gradeOf = (code: string): Grade => {
  const family = familyOfCode(code);
  const kind = family?.class ?? "function";
  return { kind, severity: family?.severity ?? codeClasses[kind].severity };
};

/** Whether a code tells of the network between controllers: SAE J2012, letter U. */
export const isNetwork = (code: string): boolean => causeOfCode(code) === "network";

/** From this many codes of the network on, the network is one fault, not many. */
export const storm = 3;

interface Root {
  /** The code that names the fault. */
  readonly code: string;
  /** Codes of these causes are it, or follow from it. */
  readonly covers: readonly string[];
}

const rootAmong = (sorted: readonly string[], cause: CauseId): readonly Root[] => {
  const { explains } = causeOf(cause);
  const code = sorted.find((candidate) => causeOfCode(candidate) === cause);
  return explains === undefined || code === undefined ? [] : [{ code, covers: [cause, ...explains] }];
};

/**
 * The root of each code among those reported with it: one root is one card. Misfire of one cylinder belongs to misfire and
 * explains a catalyst code; a mixture fault explains its oxygen sensors; a storm of network codes is one network.
 */
export const rootsOf = (codes: readonly string[]): ReadonlyMap<string, readonly string[]> => {
  const sorted = [...new Set(codes)].toSorted();
  const roots = causeIds.flatMap((cause) => rootAmong(sorted, cause));
  const isStorm = sorted.filter(isNetwork).length >= storm;
  const rootOf = (code: string): string => {
    const cause = causeOfCode(code);
    const root = cause === undefined ? undefined : roots.find(({ covers }) => covers.includes(cause));
    return root?.code ?? (isStorm && isNetwork(code) ? "network" : code);
  };
  return Map.groupBy(sorted, rootOf);
};
