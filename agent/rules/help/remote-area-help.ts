import cos from "@stdlib/math-base-special-cos";
import { z } from "zod";
import { warningOf } from "../../../contract/warnings/catalogue.ts";
import { minuteMs, type RuleAbout } from "../kit/about.ts";
import { learns } from "../kit/learned.ts";
import type { Inputs, Rule, RuleFile, Seat } from "../kit/rule.ts";

const id = "remote-area-help";
const entry = warningOf(id);

const nearestPath = "Vehicle.Fettle.NearestServiceDistance";
const latitudePath = "Vehicle.CurrentLocation.Latitude";
const longitudePath = "Vehicle.CurrentLocation.Longitude";
const accuracyPath = "Vehicle.CurrentLocation.HorizontalAccuracy";
const networkPath = "Vehicle.Connectivity.IsConnectivityAvailable";
const packRangePath = "Vehicle.Powertrain.TractionBattery.Range";
const fuelRangePath = "Vehicle.Powertrain.FuelSystem.Range";

const assumed = {
  enterKm: 50,
  leaveKm: 40,
  enterOfflineKm: 30,
  leaveOfflineKm: 25,
  accuracyMetres: 100,
  rangeReserve: 1.3,
  sameZoneKm: 50,
  dayMs: 86_400_000,
};

const about: RuleAbout = {
  title: "Remote area",
  reads:
    "Fettle.NearestServiceDistance [km], from position and the offline directory; HorizontalAccuracy [m]; IsConnectivityAvailable; TractionBattery.Range and FuelSystem.Range [m].",
  judges: `Distance to the nearest service point, with a hysteresis; once per zone (${assumed.sameZoneKm} km around the entry) and day.`,
  warns: `\`info\` beyond ${assumed.enterKm} km, or beyond ${assumed.enterOfflineKm} km without a network, for ${entry.episode.raiseAfterMs / minuteMs} minutes; \`warning\` when the range is less than ${assumed.rangeReserve} times the distance.`,
  clears: `Below ${assumed.leaveKm} km (${assumed.leaveOfflineKm} km where it was entered without a network).`,
  silence: `No position, no directory, or a fix worse than ${assumed.accuracyMetres} m: unknown, and what is shown stays, as in a tunnel. No word of the network is taken for a network. Plain OBD has no position: a receiver must feed it. An open ticket does not escalate it here.`,
  data: "`d` distance [km], `rangeKm` where it decides.",
  limits: [
    { what: "enter", value: assumed.enterKm, unit: "km", source: "our choice" },
    { what: "leave", value: assumed.leaveKm, unit: "km", source: "our choice" },
    { what: "enter without network", value: assumed.enterOfflineKm, unit: "km", source: "our choice" },
    { what: "reserve of the range", value: assumed.rangeReserve, unit: "-", source: "our choice" },
  ],
};

const lost = "it is unknown, and what is shown stays, as in a tunnel";
const noRange = "that range is not compared";
const inputs = {
  [nearestPath]: { stale: "forgotten", without: lost },
  [latitudePath]: { stale: "forgotten", without: lost },
  [longitudePath]: { stale: "forgotten", without: lost },
  [accuracyPath]: { stale: "forgotten", without: "the fix is taken to be good" },
  [networkPath]: { stale: "forgotten", without: "there is taken to be a network" },
  [packRangePath]: { stale: "forgotten", without: noRange },
  [fuelRangePath]: { stale: "forgotten", without: noRange },
} as const satisfies Inputs;

const zoneSchema = z.object({ latitude: z.number(), longitude: z.number(), at: z.number() });
type Zone = z.infer<typeof zoneSchema>;

const learnedSchema = z.object({
  /** Inside a remote area, and whether the missing network made it one. */
  remote: z.enum(["no", "far", "offline"]),
  /** Where and when a zone was last entered and shown. */
  zone: zoneSchema.nullable(),
  /** This zone was shown within the day: stay silent. */
  repeated: z.boolean(),
});
type Learned = z.infer<typeof learnedSchema>;
const learned = learns<Learned>(learnedSchema, () => ({ remote: "no", zone: null, repeated: false }));
type Here = Seat<typeof id, keyof typeof inputs, object, Learned>;

const kmPerDegree = 111.2;

const isSameZone = (zone: Zone, latitude: number, longitude: number): boolean => {
  const east = (longitude - zone.longitude) * cos((latitude * Math.PI) / 180);
  const north = latitude - zone.latitude;
  return Math.sqrt(north * north + east * east) * kmPerDegree <= assumed.sameZoneKm;
};

const enter = (seat: Here, remote: "far" | "offline", at: number): void => {
  const [latitude, longitude] = [seat.latest(latitudePath), seat.latest(longitudePath)];
  const known = seat.learned;
  const { zone } = known;
  known.remote = remote;
  const placed = latitude !== undefined && longitude !== undefined;
  known.repeated = zone !== null && placed && at - zone.at < assumed.dayMs && isSameZone(zone, latitude, longitude);
  if (placed && !known.repeated) known.zone = { latitude, longitude, at };
};

const cross = (seat: Here, km: number, at: number): void => {
  const known = seat.learned;
  const offline = seat.latest(networkPath) === 0;
  if (known.remote === "no") {
    if (km > assumed.enterKm) enter(seat, "far", at);
    else if (offline && km > assumed.enterOfflineKm) enter(seat, "offline", at);
    return;
  }
  if (km > assumed.enterKm) known.remote = "far";
  const leaveKm = known.remote === "far" ? assumed.leaveKm : assumed.leaveOfflineKm;
  if (km < leaveKm || (known.remote === "offline" && !offline && km < assumed.leaveKm)) known.remote = "no";
};

const judge = (seat: Here, at: number): void => {
  const km = seat.latest(nearestPath);
  if (km === undefined || (seat.latest(accuracyPath) ?? 0) >= assumed.accuracyMetres) return;
  cross(seat, km, at);
  if (seat.learned.remote === "no" || seat.learned.repeated) {
    seat.quiet();
    return;
  }
  const ranges = [seat.latest(packRangePath), seat.latest(fuelRangePath)].filter((range) => range !== undefined);
  // A hybrid drives on with either: its best range counts.
  const rangeKm = ranges.length === 0 ? undefined : Math.max(...ranges) / 1_000;
  if (rangeKm !== undefined && rangeKm < km * assumed.rangeReserve)
    seat.warn("warning", { d: Math.round(km), rangeKm: Math.round(rangeKm) });
  else seat.warn("info", { d: Math.round(km) });
};

const isPosition = (path: string): boolean => path === latitudePath || path === longitudePath;

const everyCar: Rule<typeof id, keyof typeof inputs, object, Learned> = {
  id,
  inputs,
  hears: [],
  learned,
  trip: () => ({}),
  take(seat, event) {
    if (event.kind === "sample" && !isPosition(event.path)) judge(seat, event.at);
    else if (event.kind === "quality" && event.state !== "fresh" && isPosition(event.path)) {
      // The distance was that of a place which nobody knows any more.
      seat.forget(nearestPath);
      seat.unknown();
    }
  },
};

/** Far from every service point: show the nearest ones and the rescue number while it is quiet. */
export const rule: RuleFile<typeof id> = { id, about, inputs, forCar: () => everyCar };
