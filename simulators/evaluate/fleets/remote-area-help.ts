import type { Sample, VehicleEvent } from "../../../contract/events.ts";
import { kmBetween } from "../../vehicle/place.ts";
import type { Random } from "../../vehicle/random.ts";
import type { Situation } from "../life.ts";
import { noWindow, type Scoring } from "../scoring.ts";
import { anyAge, between, carOf, chance, type Fleet, frame, oneOf, type Wire, type Witness, whole } from "./fleet.ts";

interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** Regions with the cosine of their latitude: how much shorter a degree of longitude is there. */
const regions = [
  { latitude: 30, longitude: 91, cosine: 0.8660254 },
  { latitude: 44, longitude: 88, cosine: 0.7193398 },
] as const;
/** High in the north, where no rule was tuned. */
const unseenRegion = { latitude: 62, longitude: 25, cosine: 0.4694716 } as const;
/** Courses along which a step has a plain direction: north, east, south, west. */
const courses = [
  { degrees: 0, north: 1, east: 0 },
  { degrees: 90, north: 0, east: 1 },
  { degrees: 180, north: -1, east: 0 },
  { degrees: 270, north: 0, east: -1 },
] as const;

const kmPerDegree = 111.2;
const minuteMs = 60_000;
/** The catalogue: beyond 50 km, or beyond 30 without a network, for 5 minutes; left below 40, or 25. */
const enterKm = { online: 50, offline: 30 };
const leaveKm = { far: 40, offline: 25 };
const stayMs = 5 * minuteMs;
/** It is to be told when the 5 minutes are over, and one reading of the position later. */
const dueMs = stayMs + minuteMs;
const lookEveryMs = 10_000;

const nearest = (from: Point, points: readonly Point[]): number =>
  Math.min(...points.map((point) => kmBetween(from, point)));

interface Stay {
  readonly at: number;
  readonly sort: "far" | "offline";
  lastAt: number;
}

/** Follows the true car among the service points that are really open. */
const remoteWitness = (open: readonly Point[]): Witness => {
  const situations: Situation[] = [];
  let stay: Stay | undefined;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let beganAt: number | undefined;
  const leave = (at: number): void => {
    if (stay !== undefined && stay.lastAt - stay.at >= stayMs) {
      const { sort } = stay;
      situations.push({ at: stay.at, dueAt: stay.at + dueMs, until: at, sort, subjects: undefined });
    }
    stay = undefined;
  };
  return {
    begins(at) {
      beganAt = at;
    },
    see({ state, instant }, at) {
      if (beganAt === undefined || at - lookedAt < lookEveryMs) return;
      lookedAt = at;
      const km = nearest(state.place, open);
      if (stay === undefined) {
        if (km > enterKm.online) stay = { at, sort: "far", lastAt: at };
        else if (instant.offline && km > enterKm.offline) stay = { at, sort: "offline", lastAt: at };
      } else if (km < (stay.sort === "far" ? leaveKm.far : leaveKm.offline)) leave(at);
      if (stay !== undefined) stay.lastAt = at;
    },
    ends(at) {
      leave(at);
      beganAt = undefined;
    },
    over: () => Number.POSITIVE_INFINITY,
    truth: () => ({ kind: "detects", situations }),
  };
};

const latitudePath = "Vehicle.CurrentLocation.Latitude";
const longitudePath = "Vehicle.CurrentLocation.Longitude";
const accuracyPath = "Vehicle.CurrentLocation.HorizontalAccuracy";
const tellEveryMs = 30_000;

interface Tunnel {
  readonly from: number;
  readonly until: number;
}

/**
 * The car's navigation: it knows the position that its receiver tells and the service points of its list, which may be old. In a
 * tunnel the position wanders off, and the receiver says that it is poor.
 */
const navigates = (random: Random, listed: readonly Point[], tunnel: Tunnel | undefined): Wire => {
  const drift = { north: between(random, -0.15, 0.15), east: between(random, -0.15, 0.15) };
  let latitude: number | undefined;
  let saidAt = Number.NEGATIVE_INFINITY;
  const inTunnel = (at: number): boolean => tunnel !== undefined && at >= tunnel.from && at < tunnel.until;
  const shown = (event: Sample): Sample => {
    if (!inTunnel(event.at)) return event;
    if (event.path === accuracyPath) return { ...event, value: 250 };
    const by = event.path === latitudePath ? drift.north : event.path === longitudePath ? drift.east : 0;
    return by === 0 ? event : { ...event, value: Number((event.value + by).toFixed(6)) };
  };
  return (event): readonly VehicleEvent[] => {
    if (event.kind !== "sample") return [event];
    const told = shown(event);
    if (told.path === latitudePath) latitude = told.value;
    if (told.path !== longitudePath || latitude === undefined || told.at - saidAt < tellEveryMs) return [told];
    saidAt = told.at;
    const km = Number(nearest({ latitude, longitude: told.value }, listed).toFixed(1));
    return [told, { kind: "sample", path: "Vehicle.Fettle.NearestServiceDistance", value: km, at: told.at }];
  };
};

const begins = "2026-08-20";
const hour = 9;

/** Catalogue: more than 50 km for 5 minutes. */
const scoring: Scoring = {
  kind: "detects",
  window: noWindow,
  threshold: {
    by: "value",
    paths: ["Vehicle.Fettle.NearestServiceDistance"],
    past: "above",
    value: 50,
    again: "everyDrive",
  },
  fixed: { by: "tripKm", km: 50 },
};

/**
 * A drive out of the reach of all service points, or between two of them. Lookalikes: a second workshop ahead, so that the
 * distance stays below 50 km; no network, but near; a tunnel; a list that lacks a workshop that is there, or has one that closed.
 */
export const fleet: Fleet = {
  name: "remote-areas",
  rule: "remote-area-help",
  scoring,
  plan(random, unseenVariant) {
    const region = unseenVariant ? unseenRegion : oneOf(random, regions);
    const course = oneOf(random, courses);
    const at = (alongKm: number, besideKm: number): Point => ({
      latitude: region.latitude + (alongKm * course.north - besideKm * course.east) / kmPerDegree,
      longitude: region.longitude + (alongKm * course.east + besideKm * course.north) / (kmPerDegree * region.cosine),
    });
    const behindKm = between(random, 5, 40);
    const home = at(-behindKm, between(random, -8, 8));
    const ahead = chance(random, 0.35) ? [at(between(random, 55, 92) - behindKm, between(random, -12, 12))] : [];
    const elsewhere = Array.from({ length: 3 }, () => at(between(random, -150, 0), between(random, 80, 200)));
    const open = [home, ...ahead, ...elsewhere];
    const list = random.unit();
    const closed = list < 0.06 ? [at(between(random, 20, 60), between(random, -10, 10))] : [];
    const listed = [...open.filter((point) => list < 0.94 || !ahead.includes(point)), ...closed];
    const kmPerHour = whole(between(random, 80, 115));
    const seconds = whole(between(random, 1_300, 2_400));
    const offlineFrom = whole(between(random, 0.1, 0.9) * seconds);
    const hasNetwork = chance(random, 0.6);
    const from = Date.parse(`${begins}T00:00:00Z`) + hour * 60 * minuteMs + between(random, 100, seconds) * 1_000;
    const tunnel = chance(random, 0.3) ? { from, until: from + between(random, 30, 420) * 1_000 } : undefined;
    const place = { latitude: region.latitude, longitude: region.longitude, altitude: 900, course: course.degrees };
    return {
      scenario: frame("remote-areas", {
        car: carOf(random, unseenVariant, { equipment: "connected", fuelLitres: between(random, 12, 48) }),
        begins,
        air: { celsius: whole(between(random, 0, 30)) },
        place,
        drives: [
          {
            day: 0,
            hour,
            legs: [
              { cruise: kmPerHour, seconds: offlineFrom },
              { cruise: kmPerHour, seconds: seconds - offlineFrom, offline: !hasNetwork },
            ],
          },
        ],
      }),
      age: anyAge(random),
      wire: navigates(random, listed, tunnel),
      witness: remoteWitness(open),
    };
  },
};
