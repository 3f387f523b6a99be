import cos from "@stdlib/math-base-special-cos";
/** Where the car is, and where the nearest service point was last looked up. */
export interface Place {
  latitude: { value: number; at: number } | null;
  longitude: { value: number; at: number } | null;
  asked: { latitude: number; longitude: number; at: number } | null;
}

/** Latitude and longitude are two samples; further apart than this they are two places. */
const togetherMs = 5_000;
const askEveryMs = 60_000;
const askEveryKm = 0.2;
const kmPerDegree = 111.2;

export const nowhere = (): Place => ({ latitude: null, longitude: null, asked: null });

const kmBetween = (a: { latitude: number; longitude: number }, latitude: number, longitude: number): number => {
  const east = (longitude - a.longitude) * cos((latitude * Math.PI) / 180);
  const north = latitude - a.latitude;
  return Math.sqrt(north * north + east * east) * kmPerDegree;
};

/** A position that is worth a look into the directory, degrees WGS 84. */
export interface PlaceToAsk {
  readonly latitude: number;
  readonly longitude: number;
}

/** The position to look up now, or undefined while the last answer still holds. Changes `asked`. */
export const placeToAsk = (place: Place, at: number): PlaceToAsk | undefined => {
  const { latitude, longitude, asked } = place;
  if (latitude === null || longitude === null || Math.abs(latitude.at - longitude.at) > togetherMs) return undefined;
  // A receiver without a fix reports 0, 0, which is water.
  if (latitude.value === 0 && longitude.value === 0) return undefined;
  if (asked !== null && at - asked.at < askEveryMs && kmBetween(asked, latitude.value, longitude.value) < askEveryKm)
    return undefined;
  place.asked = { latitude: latitude.value, longitude: longitude.value, at };
  return { latitude: latitude.value, longitude: longitude.value };
};
