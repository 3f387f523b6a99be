/** A place in degrees (WGS 84). */
export interface Position {
  readonly latitude: number;
  readonly longitude: number;
}

/** Mean radius of the earth, km (IUGG). */
const radiusKm = 6_371.009;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Great-circle distance (haversine): well within 1 % of the ellipsoid at any length. */
export const kilometresBetween = (from: Position, to: Position): number => {
  const [a, b] = [radians(from.latitude), radians(to.latitude)];
  const height = Math.sin((b - a) / 2) ** 2;
  const width = Math.cos(a) * Math.cos(b) * Math.sin(radians(to.longitude - from.longitude) / 2) ** 2;
  return 2 * radiusKm * Math.asin(Math.min(1, Math.sqrt(height + width)));
};
