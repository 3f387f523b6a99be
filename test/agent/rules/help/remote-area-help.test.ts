import { describe, expect, test } from "vitest";
import { rule } from "../../../../agent/rules/help/remote-area-help.ts";
import { completeSpecification } from "../../../../agent/rules/kit/specification.ts";
import type { VehicleEvent } from "../../../../contract/events.ts";
import { dawn, drive, judged, levels, nearest, sample } from "../../journey.ts";

const network = "Vehicle.Connectivity.IsConnectivityAvailable";
const accuracy = "Vehicle.CurrentLocation.HorizontalAccuracy";
const latitude = "Vehicle.CurrentLocation.Latitude";
const longitude = "Vehicle.CurrentLocation.Longitude";
const range = "Vehicle.Powertrain.FuelSystem.Range";

const km = (...distances: readonly number[]): VehicleEvent[] => [
  drive(0),
  ...distances.map((distance, minute) => sample(nearest, distance, minute * 60)),
];
const said = (...events: readonly VehicleEvent[]): string[] =>
  levels(judged(rule.forCar(completeSpecification()), events));

describe("a remote area", () => {
  test("begins beyond 50 km and ends below 40", () => {
    expect(said(...km(30, 49, 51, 45, 41, 39))).toEqual(["quiet", "info", "quiet"]);
  });

  test("begins at 30 km where there is no network", () => {
    expect(said(drive(0), sample(network, 0, 0), sample(nearest, 31, 1))).toEqual(["info"]);
    expect(said(drive(0), sample(network, 1, 0), sample(nearest, 31, 1))).toEqual(["quiet"]);
    expect(said(...km(31))).toEqual(["quiet"]);
  });

  test("is a warning when the tank will not reach the next service point", () => {
    expect(said(drive(0), sample(range, 60_000, 0), sample(nearest, 55, 1))).toEqual(["warning"]);
    expect(said(drive(0), sample(range, 90_000, 0), sample(nearest, 55, 1))).toEqual(["info"]);
  });

  test("is not believed of a fix worse than 100 m", () => {
    expect(said(drive(0), sample(accuracy, 400, 0), sample(nearest, 80, 1))).toEqual([]);
  });

  test("stays through a tunnel: a lost position says nothing new", () => {
    const lost: VehicleEvent = { kind: "quality", path: latitude, state: "stale", at: dawn + 400_000 };
    expect(said(...km(60, 61), lost, sample(nearest, 62, 500))).toEqual(["info", "unknown", "info"]);
  });
});

test("the same zone is shown once a day", () => {
  const visit = (day: number): VehicleEvent[] => [
    drive(day * 86_400),
    // A little further along the same road each time.
    sample(latitude, 39 + day * 0.2, day * 86_400 + 1),
    sample(longitude, 88, day * 86_400 + 1),
    sample(nearest, 60, day * 86_400 + 2),
    sample(nearest, 20, day * 86_400 + 3_000),
  ];
  expect(said(...visit(0), ...visit(0.5))).toEqual(["info", "quiet"]);
  expect(said(...visit(0), ...visit(1.5))).toEqual(["info", "quiet", "info", "quiet"]);
});
