import type { ProfileRequest, VehicleProfile } from "../../../agent/decode/profile.ts";
import { profileCatalogue } from "../../../agent/vehicle-profiles/catalogue.ts";

/** What the shipped vehicle profiles say of an answer to service 22. */
export type OwnReading =
  /** The profile of this name knows it, and every value is one that it can have. */
  | { readonly profile: string }
  /** A profile knows the identifier, but values of this vehicle are not those of its vehicles. */
  | "another vehicle"
  | "unknown";

const shipped = [...profileCatalogue.values()];
const keyOf = (ecu: string, request: string): string => `${ecu} ${request}`;

interface Known {
  readonly profile: string;
  readonly request: ProfileRequest;
}

/** Where two profiles give one identifier of one control unit a meaning, a log cannot say which of them holds. */
const known: ReadonlyMap<string, Known> = (() => {
  const all = shipped.flatMap(({ id, requests }) => requests.map((request) => ({ profile: id, request })));
  const byKey = Map.groupBy(all, ({ request }) => keyOf(request.answer, request.request));
  return new Map(
    [...byKey].flatMap(([key, [only, ...more]]) => (only === undefined || more.length > 0 ? [] : [[key, only]])),
  );
})();

/** All that can be read without being told the vehicle, as the agent's decoder takes it. */
export const everyProfile: VehicleProfile = {
  id: "every",
  vehicles: "whichever the log is of",
  protocol: "6",
  requests: [...known.values()].map(({ request }) => request),
};

interface Fitting {
  fits: number;
  misfits: number;
}

/** Whether the shipped profiles know an identifier of this control unit at all. */
export const isOwnKnown = (ecu: string, identifier: string): boolean => known.has(keyOf(ecu, `22${identifier}`));

/**
 * Judges whether makers' data identifiers can be read. A log does not say which car it is of, and makers number their
 * identifiers alike from car to car. So every value of an answer must be in its range, and no identifier of the profile may
 * be out of it more often than in it: an 800 V car that answers like a 400 V one is caught by its voltage, and then its state
 * of charge is not believed either.
 */
export const createOwnReadings = () => {
  const fittings = new Map<string, Map<string, Fitting>>();

  const fittingOf = (profile: string, key: string): Fitting => {
    const ofProfile = fittings.get(profile) ?? new Map<string, Fitting>();
    fittings.set(profile, ofProfile);
    const fitting = ofProfile.get(key) ?? { fits: 0, misfits: 0 };
    ofProfile.set(key, fitting);
    return fitting;
  };

  return (ecu: string, identifier: string, bytes: Uint8Array): OwnReading => {
    const key = keyOf(ecu, `22${identifier}`);
    const found = known.get(key);
    if (found === undefined) return "unknown";
    const { profile, request } = found;
    const isFit = request.values.every(({ of }) => of(bytes) !== undefined);
    fittingOf(profile, key)[isFit ? "fits" : "misfits"] += 1;
    const isDoubted = [...(fittings.get(profile)?.values() ?? [])].some(({ fits, misfits }) => misfits > fits);
    return isFit && !isDoubted ? { profile } : "another vehicle";
  };
};
