import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseCsv } from "../../../agent/dealers/csv.ts";
import { dealerColumns } from "../../../agent/dealers/dealer.ts";
import { parseDealers, readDealers } from "../../../agent/dealers/directory.ts";
import { bearing } from "../../../agent/dealers/nearest.ts";
import { AgentError } from "../../../agent/errors.ts";

const sample = join(dirname(fileURLToPath(import.meta.url)), "../../../agent/dealers/sample.csv");
const header = dealerColumns.join(",");
const row = (changes: Record<string, string> = {}): string => {
  const fields: Record<string, string> = {
    id: "a-1",
    name_zh: "北京站",
    name_en: "Beijing",
    lat: "39.9",
    lon: "116.4",
    coordinates: "WGS-84",
    country: "CN",
    brand: "",
    phone: "400-555-0101",
    services: "service|ev",
    hours: "24/7",
    ...changes,
  };
  return dealerColumns.map((column) => fields[column] ?? "").join(",");
};
const read = (...rows: string[]) => parseDealers([header, ...rows].join("\n"), "points.csv");
const fault = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof AgentError && error.code === "AGENT_DEALERS_INVALID") return error.message;
    throw error;
  }
  return "no fault";
};

describe("a directory in CSV", () => {
  test("a row becomes a service point", () => {
    expect(read(row())).toEqual([
      {
        id: "a-1",
        name: { "zh-CN": "北京站", en: "Beijing" },
        latitude: 39.9,
        longitude: 116.4,
        country: "CN",
        brand: "",
        phone: "400-555-0101",
        services: ["service", "ev"],
        hours: "24/7",
      },
    ]);
  });

  test("GCJ-02 is brought to WGS-84: in Beijing that is some 500 m", () => {
    const [point] = read(row({ coordinates: "GCJ-02" }));
    // Independent value of the same point: 39.89860, 116.39376.
    expect(point?.latitude).toBeCloseTo(39.8986, 3);
    expect(point?.longitude).toBeCloseTo(116.39376, 3);
  });

  test("quotes, CR LF, a byte order mark, empty lines and a dealer's own columns are read", () => {
    const text = `\uFEFF${header},note\r\n\r\n${row({ name_en: '"Beijing, ""North"""' })},"two\r\nlines"\r\n`;
    expect(parseDealers(text, "points.csv")[0]?.name.en).toBe('Beijing, "North"');
  });

  test.each([
    ["a latitude out of range", row({ lat: "91" }), "line 2: lat must lie between -90 and 90"],
    ["a comma for the point", row({ lat: '"39,9"' }), "line 2: lat must be degrees with a decimal point"],
    ["an unknown datum", row({ coordinates: "BD-09" }), "line 2: coordinates must be WGS-84 or GCJ-02"],
    ["a service that is none", row({ services: "service|coffee" }), "line 2: services must be words of service, ev"],
    ["a phone of letters", row({ phone: "call me" }), "line 2: phone must be a phone number"],
    ["a field too few", row().slice(0, row().lastIndexOf(",")), "line 2: 10 fields where the header has 11"],
    ["no point at all", "", "it holds no service point"],
  ])("%s is refused with its line", (_, text, message) => {
    expect(fault(() => read(text))).toContain(`points.csv: ${message}`);
  });

  test("several faults are named together, and a doubled id is one", () => {
    const message = fault(() => read(row(), row(), row({ id: "b", lon: "x" })));
    expect(message).toContain("line 3: id a-1 stands there twice");
    expect(message).toContain("line 4: lon must be degrees");
  });

  test("a header without a column names it", () => {
    expect(fault(() => parseDealers("id,name_zh\n1,2", "points.csv"))).toContain("line 1: missing column name_en, lat");
  });

  test("whatever the text is, it is read or refused by code", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((tail) => `${header}\n${row()}${tail}`),
        ),
        (text) => {
          expect(typeof fault(() => parseDealers(text, "points.csv"))).toBe("string");
        },
      ),
    );
  });

  test("what is quoted as RFC 4180 says comes back as it was", () => {
    const cell = fc.string().filter((text) => text !== "\r" && !text.includes("\r"));
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1 }), (rows) => {
        const text = rows
          .map((fields) => fields.map((field) => `"${field.replaceAll('"', '""')}"`).join(","))
          .join("\r\n");
        expect(parseCsv(text).map(({ fields }) => fields)).toEqual(rows);
      }),
    );
  });
});

describe("a directory in GeoJSON", () => {
  const feature = (properties: object, coordinates: unknown = [116.4, 39.9]) => ({
    type: "Feature",
    geometry: { type: "Point", coordinates },
    properties: {
      id: "a-1",
      name_zh: "北京站",
      name_en: "Beijing",
      country: "CN",
      phone: "400-555-0101",
      services: ["ev"],
      ...properties,
    },
  });
  const collection = (...features: unknown[]): string => JSON.stringify({ type: "FeatureCollection", features });

  test("reads like CSV; WGS-84 unless it says otherwise", () => {
    const [point] = parseDealers(collection(feature({})), "points.geojson");
    expect(point).toMatchObject({ latitude: 39.9, longitude: 116.4, services: ["ev"], hours: "" });
    expect(parseDealers(collection(feature({ coordinates: "GCJ-02" })), "f")[0]?.latitude).toBeCloseTo(39.8986, 3);
  });

  test.each([
    ["not JSON", '{"type": ', "points.geojson: not JSON"],
    ["no collection", "{}", "type: "],
    [
      "a line instead of a point",
      collection({ ...feature({}), geometry: { type: "LineString", coordinates: [] } }),
      "features.0.geometry",
    ],
    [
      "a bad country",
      collection(feature({}), feature({ id: "b", country: "China" })),
      "feature 2: country must be two capital",
    ],
  ])("%s is refused", (_, text, message) => {
    expect(fault(() => parseDealers(text, "points.geojson"))).toContain(message);
  });
});

describe("a directory file", () => {
  test("the sample that ships is whole: every point is marked as invented", async () => {
    const dealers = await readDealers(sample);
    expect(dealers.length).toBeGreaterThanOrEqual(25);
    for (const { name } of dealers) {
      expect(name.en).toContain("(sample)");
      expect(name["zh-CN"]).toContain("（示例）");
    }
  });

  test("a file that is not there says so by code", async () => {
    await expect(readDealers("/nowhere/points.csv")).rejects.toMatchObject({ code: "AGENT_FILE_MISSING" });
  });
});

test.each([
  ["Regensburg from Stuttgart", [48.7823, 9.1771], [49.0134, 12.1016], 82],
  ["due south", [49, 8], [48, 8], 180],
  ["due west over the date line", [0, -179], [0, 179], 270],
])("the bearing of %s", (_, [fromLatitude = 0, fromLongitude = 0], [latitude = 0, longitude = 0], degrees) => {
  expect(bearing(fromLatitude, fromLongitude, latitude, longitude)).toBeCloseTo(degrees, 0);
});
