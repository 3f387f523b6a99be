import asin from "@stdlib/math-base-special-asin";
import cos from "@stdlib/math-base-special-cos";
import sin from "@stdlib/math-base-special-sin";
/** Where the car is. Degrees WGS-84, metres above the sea, heading clockwise from north. */
export interface Place {
  readonly latitude: number;
  readonly longitude: number;
  readonly altitude: number;
  readonly heading: number;
}

const metresPerDegree = 111_200;
const radians = Math.PI / 180;
/** Roads wind: the heading swings by this much around its course, once in so many metres. */
const windingDegrees = 25;
const windingMetres = 9_000;

/** The place after `metres` on a road that winds around `course`; `odometerMetres` says where in the bend it is. */
export const movedBy = (
  place: Place,
  { metres, course, grade, odometerMetres }: Readonly<Record<"metres" | "course" | "grade" | "odometerMetres", number>>,
): Place => {
  if (metres === 0) return place;
  const heading = course + windingDegrees * sin((2 * Math.PI * odometerMetres) / windingMetres);
  const north = (metres * cos(heading * radians)) / metresPerDegree;
  const east = (metres * sin(heading * radians)) / (metresPerDegree * cos(place.latitude * radians));
  return {
    latitude: place.latitude + north,
    longitude: place.longitude + east,
    altitude: place.altitude + metres * grade,
    heading: ((heading % 360) + 360) % 360,
  };
};

/** Great-circle distance, km. */
export const kmBetween = (
  a: { readonly latitude: number; readonly longitude: number },
  b: { readonly latitude: number; readonly longitude: number },
): number => {
  const [north, east] = [(b.latitude - a.latitude) * radians, (b.longitude - a.longitude) * radians];
  const chord =
    sin(north / 2) * sin(north / 2) +
    cos(a.latitude * radians) * cos(b.latitude * radians) * sin(east / 2) * sin(east / 2);
  return 2 * 6_371 * asin(Math.sqrt(chord));
};
