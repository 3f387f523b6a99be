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
  const heading = course + windingDegrees * Math.sin((2 * Math.PI * odometerMetres) / windingMetres);
  const north = (metres * Math.cos(heading * radians)) / metresPerDegree;
  const east = (metres * Math.sin(heading * radians)) / (metresPerDegree * Math.cos(place.latitude * radians));
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
    Math.sin(north / 2) ** 2 +
    Math.cos(a.latitude * radians) * Math.cos(b.latitude * radians) * Math.sin(east / 2) ** 2;
  return 2 * 6_371 * Math.asin(Math.sqrt(chord));
};
