import { expect, test } from "vitest";
import { newReport } from "../../../../simulators/replay/formats/format.ts";
import { createRows } from "../../../../simulators/replay/formats/rows.ts";

const header = "a,b,c";
const lines = (...texts: readonly string[]) => {
  const report = newReport("table");
  const rows = createRows(header, ",", header.split(","), (index) => index === 2, report);
  const fields = texts.map((text, k) => rows({ text, number: k + 2, complete: true })?.fields.join("|"));
  return { fields, report };
};

test("rows as long as their header are used, with or without commas behind them", () => {
  const { fields, report } = lines("1,2,3", "1,2,3,", "1,2,3,,,", '"1","2","3"', "");
  expect(fields).toEqual(["1|2|3", "1|2|3|", "1|2|3|||", "1|2|3", undefined]);
  expect(report).toMatchObject({ rows: 4, dropped: 0 });
});

test("a repeated header is no row", () => {
  const { report } = lines("1,2,3", header);
  expect(report).toMatchObject({ rows: 1, dropped: 0, reasons: { "repeated header": 1 } });
});

test("single rows that are longer or shorter are dropped, since nobody knows which field is too many or missing", () => {
  const { fields, report } = lines("1,2,3", "1,3", "1,2,2,3", "1,2,3", "2,3");
  expect(fields).toEqual(["1|2|3", undefined, undefined, "1|2|3", undefined]);
  expect(report).toMatchObject({ rows: 5, dropped: 3 });
});

test("rows that go on being short from some row on have lost their last columns, not one of them", () => {
  const { fields, report } = lines("1,2,3", ...Array.from({ length: 7 }, () => "1,2"));
  expect(fields.filter((row) => row === "1|2")).toHaveLength(3);
  expect(report).toMatchObject({ dropped: 4 });
});

test("a quote that never closes swallows its own row alone", () => {
  const { fields } = lines("1,2,3", '1,"2,3', "1,2,3");
  expect(fields).toEqual(["1|2|3", undefined, "1|2|3"]);
});
