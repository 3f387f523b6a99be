import asin from "@stdlib/math-base-special-asin";
import cos from "@stdlib/math-base-special-cos";
import sin from "@stdlib/math-base-special-sin";
/** A place in degrees (WGS 84). */
export interface Position {
  readonly latitude: number;
  readonly longitude: number;
}

/** Mean radius of the earth, km (IUGG). */
const radiusKm = 6_371.009;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

const square = (value: number): number => value * value;

/** Great-circle distance (haversine): well within 1 % of the ellipsoid at any length. */
export const kilometresBetween = (from: Position, to: Position): number => {
  const [a, b] = [radians(from.latitude), radians(to.latitude)];
  const height = square(sin((b - a) / 2));
  const width = cos(a) * cos(b) * square(sin(radians(to.longitude - from.longitude) / 2));
  return 2 * radiusKm * asin(Math.min(1, Math.sqrt(height + width)));
};
