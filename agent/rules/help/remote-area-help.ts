import cos from "@stdlib/math-base-special-cos";
import type { VehicleEvent } from "../../../contract/events.ts";
import type { SignalPath } from "../../../contract/signals.ts";
import type { WarningData } from "../../../contract/warning.ts";
import type { RuleAbout } from "../kit/about.ts";
import type { Judged, Level, Rule } from "../kit/rule.ts";
import { nothingMeasured, speak, unknownYet } from "../kit/verdicts.ts";

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

/** Far from every service point: show the nearest ones and the rescue number while it is quiet. */
export const remoteAreaHelpAbout: RuleAbout = {
  id: "remote-area-help",
  title: "Remote area",
  levels: ["info", "warning"],
  reads:
    "Fettle.NearestServiceDistance [km], from position and the offline directory; HorizontalAccuracy [m]; IsConnectivityAvailable; TractionBattery.Range and FuelSystem.Range [m].",
  judges: "Distance to the nearest service point, with a hysteresis; once per zone (50 km around the entry) and day.",
  warns:
    "`info` beyond 50 km, or beyond 30 km without a network, for 5 minutes; `warning` when the range is less than 1.3 times the distance.",
  clears: "Below 40 km (25 km where it was entered without a network).",
  silence:
    "No position, no directory, or a fix worse than 100 m: unknown, and what is shown stays, as in a tunnel. No word of the network is taken for a network. Plain OBD has no position: a receiver must feed it. An open ticket does not escalate it here.",
  data: "`d` distance [km], `rangeKm` where it decides.",
  limits: [
    { what: "enter", value: assumed.enterKm, unit: "km", source: "our choice" },
    { what: "leave", value: assumed.leaveKm, unit: "km", source: "our choice" },
    { what: "enter without network", value: assumed.enterOfflineKm, unit: "km", source: "our choice" },
    { what: "reserve of the range", value: assumed.rangeReserve, unit: "-", source: "our choice" },
  ],
};

interface Zone {
  readonly latitude: number;
  readonly longitude: number;
  readonly at: number;
}

interface State extends Judged {
  verdicts: Judged["verdicts"];
  latest: Partial<Record<SignalPath, number>>;
  /** Inside a remote area, and whether the missing network made it one. */
  remote: "no" | "far" | "offline";
  /** Where and when a zone was last entered and shown. */
  zone: Zone | null;
  /** This zone was shown within the day: stay silent. */
  repeated: boolean;
}

const kmPerDegree = 111.2;

const isSameZone = (zone: Zone, latitude: number, longitude: number): boolean => {
  const east = (longitude - zone.longitude) * cos((latitude * Math.PI) / 180);
  const north = latitude - zone.latitude;
  return Math.sqrt(north * north + east * east) * kmPerDegree <= assumed.sameZoneKm;
};

const enter = (state: State, remote: "far" | "offline", at: number): void => {
  const [latitude, longitude] = [state.latest[latitudePath], state.latest[longitudePath]];
  state.remote = remote;
  const { zone } = state;
  const placed = latitude !== undefined && longitude !== undefined;
  state.repeated = zone !== null && placed && at - zone.at < assumed.dayMs && isSameZone(zone, latitude, longitude);
  if (placed && !state.repeated) state.zone = { latitude, longitude, at };
};

const cross = (state: State, km: number, at: number): void => {
  const offline = state.latest[networkPath] === 0;
  if (state.remote === "no") {
    if (km > assumed.enterKm) enter(state, "far", at);
    else if (offline && km > assumed.enterOfflineKm) enter(state, "offline", at);
    return;
  }
  if (km > assumed.enterKm) state.remote = "far";
  const leaveKm = state.remote === "far" ? assumed.leaveKm : assumed.leaveOfflineKm;
  if (km < leaveKm || (state.remote === "offline" && !offline && km < assumed.leaveKm)) state.remote = "no";
};

const judge = (state: State, at: number): void => {
  const km = state.latest[nearestPath];
  if (km === undefined || (state.latest[accuracyPath] ?? 0) >= assumed.accuracyMetres) return;
  cross(state, km, at);
  if (state.remote === "no" || state.repeated) {
    state.verdicts = speak(state.verdicts, "", "quiet", nothingMeasured);
    return;
  }
  const ranges = [state.latest[packRangePath], state.latest[fuelRangePath]].filter((range) => range !== undefined);
  // A hybrid drives on with either: its best range counts.
  const rangeKm = ranges.length === 0 ? undefined : Math.max(...ranges) / 1_000;
  const short = rangeKm !== undefined && rangeKm < km * assumed.rangeReserve;
  const level: Level = short ? "warning" : "info";
  const data: WarningData = { d: Math.round(km), ...(short ? { rangeKm: Math.round(rangeKm) } : {}) };
  state.verdicts = speak(state.verdicts, "", level, data);
};

/** The rule; it is the same for every car. */
export const remoteAreaHelp = (): Rule<State> => ({
  id: remoteAreaHelpAbout.id,
  title: remoteAreaHelpAbout.title,
  reads: [nearestPath, latitudePath, longitudePath, accuracyPath, networkPath, packRangePath, fuelRangePath],
  hears: ["drive"],
  start: () => ({ verdicts: unknownYet, latest: {}, remote: "no", zone: null, repeated: false }),
  step(state: State, event: VehicleEvent): State {
    if (event.kind === "drive") state.latest = {};
    else if (event.kind === "sample") {
      state.latest[event.path] = event.value;
      if (event.path !== latitudePath && event.path !== longitudePath) judge(state, event.at);
    } else if (event.kind === "quality" && event.state !== "fresh") {
      delete state.latest[event.path];
      if (event.path !== latitudePath && event.path !== longitudePath) return state;
      delete state.latest[nearestPath];
      state.verdicts = speak(state.verdicts, "", "unknown", nothingMeasured);
    }
    return state;
  },
});
