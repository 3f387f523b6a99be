import { kilometresBetween, type Position } from "../globe.ts";

/** A place of the drive with its event time. */
export interface TrackPoint extends Position {
  readonly at: number;
}

/** The way a drive took, bounded in length. */
export interface Track {
  add(path: string, value: number, at: number): void;
  points(): readonly TrackPoint[];
}

const mostPoints = 2_000;
/** Latitude and longitude are two readings; they belong together when they come this close. */
const pairMs = 2_000;

/** Pairs the two halves of a position and keeps every n-th when there are too many. */
export const createTrack = (): Track => {
  let points: TrackPoint[] = [];
  let every = 1;
  let seen = 0;
  let half: { readonly path: string; readonly value: number; readonly at: number } | undefined;

  const keep = (point: TrackPoint): void => {
    seen += 1;
    if ((seen - 1) % every !== 0) return;
    points.push(point);
    if (points.length <= mostPoints) return;
    points = points.filter((_, k) => k % 2 === 0);
    every *= 2;
  };

  return {
    add(path, value, at) {
      if (path !== "Vehicle.CurrentLocation.Latitude" && path !== "Vehicle.CurrentLocation.Longitude") return;
      const other = half;
      if (other === undefined || other.path === path || at - other.at > pairMs) {
        half = { path, value, at };
        return;
      }
      half = undefined;
      const latitude = path.endsWith("Latitude") ? value : other.value;
      // A receiver without a fix writes zeros: the gulf of Guinea is no road.
      if (latitude !== 0 || value !== 0)
        keep({ at, latitude, longitude: path.endsWith("Longitude") ? value : other.value });
    },
    points: () => points,
  };
};

/** Where on the page, in pixels. */
export interface PlacedTrack {
  readonly segments: readonly (readonly (readonly [x: number, y: number])[])[];
  readonly place: (at: number) => readonly [x: number, y: number] | undefined;
  readonly width: number;
  readonly height: number;
  readonly pixelsPerKm: number;
}

/** Positions this far apart in time are not joined by a line. */
const longestJoinMs = 60_000;
const marginPixels = 24;

/** Flattens the way around its own middle, where a degree of longitude is the shorter the further north: no tiles are needed. */
export const placeTrack = (
  points: readonly TrackPoint[],
  width: number,
  mostHeight: number,
): PlacedTrack | undefined => {
  if (points.length < 2) return undefined;
  const latitudes = points.map(({ latitude }) => latitude);
  const longitudes = points.map(({ longitude }) => longitude);
  const [south, north] = [Math.min(...latitudes), Math.max(...latitudes)];
  const [west, east] = [Math.min(...longitudes), Math.max(...longitudes)];
  const middle = { latitude: (south + north) / 2, longitude: (west + east) / 2 };
  const kmNorth = Math.max(kilometresBetween({ ...middle, latitude: south }, { ...middle, latitude: north }), 0.05);
  const kmEast = Math.max(kilometresBetween({ ...middle, longitude: west }, { ...middle, longitude: east }), 0.05);
  const pixelsPerKm = Math.min((width - 2 * marginPixels) / kmEast, (mostHeight - 2 * marginPixels) / kmNorth);
  const height = kmNorth * pixelsPerKm + 2 * marginPixels;
  const left = (width - kmEast * pixelsPerKm) / 2;
  const put = ({ latitude, longitude }: Position): readonly [number, number] => [
    Math.round(left + ((longitude - west) / Math.max(east - west, 1e-9)) * kmEast * pixelsPerKm),
    Math.round(height - marginPixels - ((latitude - south) / Math.max(north - south, 1e-9)) * kmNorth * pixelsPerKm),
  ];
  const segments: (readonly [number, number])[][] = [];
  let before: TrackPoint | undefined;
  for (const point of points) {
    if (before === undefined || point.at - before.at > longestJoinMs) segments.push([]);
    segments.at(-1)?.push(put(point));
    before = point;
  }
  const place = (at: number): readonly [number, number] | undefined => {
    const nearest = points.reduce((best, point) => (Math.abs(point.at - at) < Math.abs(best.at - at) ? point : best));
    return Math.abs(nearest.at - at) > longestJoinMs ? undefined : put(nearest);
  };
  return { segments, place, width, height: Math.ceil(height), pixelsPerKm };
};

/** The longest round length whose bar is at most this many pixels. */
export const scaleBar = (pixelsPerKm: number, mostPixels: number): { readonly km: number; readonly pixels: number } => {
  const longestKm = mostPixels / pixelsPerKm;
  const power = 10 ** Math.floor(Math.log10(longestKm));
  const km = [5, 2, 1].map((digit) => digit * power).find((length) => length <= longestKm) ?? power;
  return { km, pixels: km * pixelsPerKm };
};
