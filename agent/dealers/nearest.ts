import { around, distance } from "geokdbush";
import KDBush from "kdbush";
import type { Dealer } from "./dealer.ts";

/** A service point as seen from the car. */
export interface NearestDealer {
  readonly dealer: Dealer;
  /** Great-circle distance; the road is longer. */
  readonly distanceKm: number;
  /** Initial bearing from the car, degrees clockwise from true north, 0 to below 360. */
  readonly bearingDegrees: number;
}

/** The offline directory, indexed: nearest points in microseconds. */
export interface DealerDirectory {
  readonly size: number;
  /** The nearest `count` points, nearest first. */
  nearest(latitude: number, longitude: number, count: number): readonly NearestDealer[];
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Initial great-circle bearing from one place to another, degrees clockwise from true north. */
export const bearing = (fromLatitude: number, fromLongitude: number, latitude: number, longitude: number): number => {
  const [from, to, turn] = [radians(fromLatitude), radians(latitude), radians(longitude - fromLongitude)];
  const east = Math.sin(turn) * Math.cos(to);
  const north = Math.cos(from) * Math.sin(to) - Math.sin(from) * Math.cos(to) * Math.cos(turn);
  return ((Math.atan2(east, north) * 180) / Math.PI + 360) % 360;
};

/** Indexes service points by place. */
export const createDirectory = (dealers: readonly Dealer[]): DealerDirectory => {
  if (dealers.length === 0) return { size: 0, nearest: () => [] };
  const index = new KDBush(dealers.length);
  for (const { longitude, latitude } of dealers) index.add(longitude, latitude);
  index.finish();
  return {
    size: dealers.length,
    nearest: (latitude, longitude, count) =>
      around(index, longitude, latitude, count).flatMap((id) => {
        const dealer = dealers[id];
        if (dealer === undefined) return [];
        const distanceKm = distance(longitude, latitude, dealer.longitude, dealer.latitude);
        return [
          { dealer, distanceKm, bearingDegrees: bearing(latitude, longitude, dealer.latitude, dealer.longitude) },
        ];
      }),
  };
};
