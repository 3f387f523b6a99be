import type { VehicleEvent } from "../../contract/events.ts";
import type { DealerDirectory } from "../dealers/nearest.ts";
import { type RescueNumber, rescueNumbers } from "../dealers/rescue.ts";
import type { HelpPoint, HmiState } from "./protocol.ts";

/** Where the car is, as far as it tells. Plain JSON. */
export interface Place {
  /** A latitude that waits for its longitude: the two arrive as two samples. */
  readonly latitude: number | null;
  readonly fix: { readonly latitude: number; readonly longitude: number; readonly at: number } | null;
  readonly heading: number | null;
}

export const noPlace: Place = { latitude: null, fix: null, heading: null };

// About 10 m: what a rescuer needs, and coarse enough that a parked car's wandering fix is one place.
const grain = (degrees: number): number => Math.round(degrees * 10_000) / 10_000;

/** Follows the position. A new drive keeps the last fix, with its age: it is where the car was left. */
export const reducePlace = (place: Place, event: VehicleEvent): Place => {
  if (event.kind !== "sample") return place;
  switch (event.path) {
    case "Vehicle.CurrentLocation.Latitude":
      return { ...place, latitude: event.value };
    case "Vehicle.CurrentLocation.Heading":
      return { ...place, heading: Math.round(event.value) };
    case "Vehicle.CurrentLocation.Longitude": {
      if (place.latitude === null) return place;
      return { ...place, fix: { latitude: grain(place.latitude), longitude: grain(event.value), at: event.at } };
    }
    default:
      return place;
  }
};

/** What the help page is made of besides the car. */
export interface HelpSources {
  readonly directory?: DealerDirectory | undefined;
  /** Hears that the directory threw. The page then shows what it knows without it. */
  readonly onDirectoryFault?: ((cause: unknown) => void) | undefined;
  /** The brand's own rescue line; first of the numbers. */
  readonly brandRescue?: string | undefined;
  /** Country of registration, used while no service point near the car tells the country. */
  readonly country?: string | undefined;
  /** Where the car usually stands, for a car without a position. */
  readonly home?: { readonly latitude: number; readonly longitude: number } | undefined;
}

/** A service point this far off says nothing about the country the car is in. */
const sameCountryKm = 150;
const pointsShown = 3;

const brandLine = (number: string | undefined): readonly RescueNumber[] =>
  number === undefined ? [] : [{ label: { "zh-CN": "品牌救援", en: "Brand rescue" }, number }];

const whereOf = ({ fix }: Place, { home }: HelpSources): HmiState["help"]["place"] => {
  if (fix !== null) return { ...fix, source: "car" };
  return home === undefined ? null : { ...home, at: null, source: "configured" };
};

/** The nearest service points; none where the directory cannot say: rescue numbers and the car matter more. */
const nearestTo = (where: HmiState["help"]["place"], { directory, onDirectoryFault }: HelpSources) => {
  if (where === null || directory === undefined) return [];
  try {
    return directory.nearest(where.latitude, where.longitude, pointsShown);
  } catch (cause) {
    onDirectoryFault?.(cause);
    return [];
  }
};

/** The help page: nearest service points and rescue numbers for where the car is, or was last. */
export const helpOf = (place: Place, sources: HelpSources): HmiState["help"] => {
  const where = whereOf(place, sources);
  const nearest = nearestTo(where, sources);
  const [first] = nearest;
  const country = first !== undefined && first.distanceKm <= sameCountryKm ? first.dealer.country : sources.country;
  return {
    place: where,
    headingDegrees: place.heading,
    points: nearest.map(
      ({ dealer: { id, name, phone, hours, services }, distanceKm, bearingDegrees }): HelpPoint => ({
        id,
        name,
        phone,
        hours,
        services: [...services],
        distanceKm: Math.round(distanceKm * 10) / 10,
        bearingDegrees: Math.round(bearingDegrees),
      }),
    ),
    directorySize: sources.directory?.size ?? 0,
    rescue: [...brandLine(sources.brandRescue), ...rescueNumbers(country ?? first?.dealer.country)],
  };
};
