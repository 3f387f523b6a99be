import { expect, test } from "vitest";
import { createTrack, placeTrack, scaleBar, type TrackPoint } from "../../../../simulators/replay/page/track.ts";

const latitude = "Vehicle.CurrentLocation.Latitude";
const longitude = "Vehicle.CurrentLocation.Longitude";

const along = (count: number): readonly TrackPoint[] => {
  const track = createTrack();
  for (let k = 0; k < count; k += 1) {
    track.add(latitude, 49 + k / 10_000, k * 1_000);
    track.add(longitude, 8, k * 1_000);
  }
  return track.points();
};

test("a way of any length is kept in bounded memory, from its first point on", () => {
  const points = along(50_000);
  expect(points.length).toBeLessThanOrEqual(2_000);
  expect(points[0]).toEqual({ at: 0, latitude: 49, longitude: 8 });
});

test("half a position, or two zeros of a receiver without a fix, are no place", () => {
  const track = createTrack();
  track.add(latitude, 49, 0);
  track.add(longitude, 8, 10_000);
  track.add(latitude, 0, 20_000);
  track.add(longitude, 0, 20_000);
  expect(track.points()).toEqual([]);
});

test("a degree north and a degree east have their true proportion, and the scale fits", () => {
  const square: readonly TrackPoint[] = [
    { at: 0, latitude: 60, longitude: 10 },
    { at: 1_000, latitude: 60.1, longitude: 10 },
    { at: 2_000, latitude: 60.1, longitude: 10.2 },
  ];
  const placed = placeTrack(square, 1_000, 1_000);
  const [[x0, y0] = [0, 0], , [x2, y2] = [0, 0]] = placed?.segments[0] ?? [];
  // At 60 degrees north a degree of longitude is half as long as one of latitude.
  expect(Math.abs(x2 - x0) / Math.abs(y2 - y0)).toBeCloseTo(1, 1);
  expect((Math.abs(y2 - y0) / (placed?.pixelsPerKm ?? 1)).toFixed(1)).toBe("11.1");
});

test("nothing is drawn over a minute without a position", () => {
  const points = [0, 1_000, 120_000, 121_000].map((at, k) => ({ at, latitude: 49 + k / 100, longitude: 8 }));
  expect(placeTrack(points, 100, 100)?.segments).toHaveLength(2);
});

test("the scale is a round length that fits", () => {
  expect(scaleBar(10, 220).km).toBe(20);
  expect(scaleBar(130, 220).km).toBe(1);
  expect(scaleBar(2_000, 220).km).toBeCloseTo(0.1, 9);
});
