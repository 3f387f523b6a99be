import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Dealer } from "../../../agent/dealers/dealer.ts";
import { openStateAt } from "../../../agent/dealers/hours.ts";
import { createDirectory } from "../../../agent/dealers/nearest.ts";
import { rescueNumbers } from "../../../agent/dealers/rescue.ts";

const dealer = (id: string, latitude: number, longitude: number): Dealer => ({
  id,
  name: { "zh-CN": id, en: id },
  latitude,
  longitude,
  country: "CN",
  brand: "",
  phone: "400-555-0101",
  services: [],
  hours: "",
});

/** Haversine on the mean sphere: the second witness. */
const kilometres = (a: Dealer, latitude: number, longitude: number): number => {
  const rad = Math.PI / 180;
  const half =
    Math.sin(((latitude - a.latitude) * rad) / 2) ** 2 +
    Math.cos(a.latitude * rad) * Math.cos(latitude * rad) * Math.sin(((longitude - a.longitude) * rad) / 2) ** 2;
  return 2 * 6371 * Math.asin(Math.min(1, Math.sqrt(half)));
};

describe("nearest service points", () => {
  test("three nearest of the Taklamakan road, nearest first, with direction", () => {
    const directory = createDirectory([
      dealer("korla", 41.73, 86.17),
      dealer("ruoqiang", 39.02, 88.17),
      dealer("qiemo", 38.15, 85.53),
      dealer("kashgar", 39.47, 75.99),
    ]);
    const found = directory.nearest(38.62, 86.9, 3);
    expect(found.map(({ dealer: { id } }) => id)).toEqual(["ruoqiang", "qiemo", "korla"]);
    expect(found[0]?.distanceKm).toBeCloseTo(119, 0);
    expect(found[0]?.bearingDegrees).toBeCloseTo(68, 0);
  });

  test("an empty directory has no nearest point", () => {
    expect(createDirectory([]).nearest(0, 0, 3)).toEqual([]);
  });

  test("agrees with looking at every point", () => {
    const place = fc.tuple(
      fc.double({ min: -80, max: 80, noNaN: true }),
      fc.double({ min: -180, max: 180, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 40 }), place, (places, [latitude, longitude]) => {
        const dealers = places.map(([lat, lon], at) => dealer(`d${at}`, lat, lon));
        const found = createDirectory(dealers).nearest(latitude, longitude, 3);
        const all = dealers.map((one) => kilometres(one, latitude, longitude)).toSorted((a, b) => a - b);
        expect(found).toHaveLength(Math.min(3, dealers.length));
        found.forEach(({ distanceKm }, at) => {
          expect(Math.abs(distanceKm - (all[at] ?? 0))).toBeLessThan(0.01 + distanceKm * 0.001);
        });
      }),
    );
  });
});

describe("rescue numbers", () => {
  test.each([
    ["China's motorways", "CN", "12122"],
    ["the European Union", "DE", "112"],
    ["an unknown place", undefined, "112"],
    ["a country without an entry", "AQ", "112"],
  ])("%s: %s %s", (_, country, first) => {
    expect(rescueNumbers(country)[0]?.number).toBe(first);
  });
});

describe("opening hours", () => {
  const monday = 0;
  const saturday = 5;
  test.each([
    ["round the clock", "24/7", saturday, 3 * 60, { at: "open", until: null }],
    ["in the day", "08:00-18:00", monday, 600, { at: "open", until: 1080 }],
    ["before the day", "08:00-18:00", monday, 420, { at: "closed", opensAt: 480 }],
    ["after the day", "08:00-18:00", monday, 1200, { at: "closed", opensAt: null }],
    ["on a short Saturday", "Mo-Fr 08:00-18:00; Sa 09:00-13:00", saturday, 700, { at: "open", until: 780 }],
    ["on a free Sunday", "Mo-Fr 08:00-18:00; Sa 09:00-13:00", 6, 700, { at: "closed", opensAt: null }],
    ["over the end of the week", "Sa-Mo 09:00-12:00", monday, 600, { at: "open", until: 720 }],
    ["not told", "", monday, 600, { at: "unknown" }],
    ["in a form we do not read", "sunrise-sunset", monday, 600, { at: "unknown" }],
  ])("%s", (_, hours, weekday, minute, expected) => {
    expect(openStateAt(hours, weekday, minute)).toEqual(expected);
  });
});
