import { expect, test } from "vitest";
import { newReport } from "../../../../simulators/replay/formats/format.ts";
import { createRows } from "../../../../simulators/replay/formats/rows.ts";

const header = "a,b,c";
const lines = (...texts: readonly string[]) => {
  const report = newReport("table");
  const rows = createRows({ header, delimiter: ",", names: header.split(","), isSignal: (k) => k === 2 }, report);
  const taken = texts.flatMap((text, k) => rows.take({ text, number: k + 2, complete: true }));
  return { fields: [...taken, ...rows.finish()].map(({ fields }) => fields.join("|")), report };
};

test("rows as long as their header are used, quoted or not", () => {
  const { fields, report } = lines("1,2,3", '"1","2","3"', "", "1,2,");
  expect(fields).toEqual(["1|2|3", "1|2|3", "1|2|"]);
  expect(report).toMatchObject({ rows: 3, dropped: 0 });
});

test("a comma behind every row is how the file is written; a row without it has all fields too", () => {
  const { fields, report } = lines("1,2,3,", "1,2,3,", "1,2,3");
  expect(fields).toEqual(["1|2|3|", "1|2|3|", "1|2|3"]);
  expect(report).toMatchObject({ rows: 3, dropped: 0, repaired: 0 });
});

test("where rows end with a comma, one that lost a field is as long as the header and is dropped all the same", () => {
  const { fields, report } = lines("1,2,3,", "1,3,", "1,2,3,");
  expect(fields).toEqual(["1|2|3|", "1|2|3|"]);
  expect(report.reasons).toEqual({ "fewer fields than columns": 1 });
});

test("where they do not, an empty field at the end does not excuse one too many", () => {
  const { fields, report } = lines("1,2,3", "1,7,2,", "1,2,3");
  expect(fields).toEqual(["1|2|3", "1|2|3"]);
  expect(report.reasons).toEqual({ "more fields than columns": 1 });
});

test("a repeated header is no row", () => {
  const { report } = lines("1,2,3", header);
  expect(report).toMatchObject({ rows: 1, dropped: 0, reasons: { "repeated header": 1 } });
});

test("single rows that are longer or shorter are dropped, since nobody knows which field is too many or missing", () => {
  const { fields, report } = lines("1,3", "1,2,3", "1,2,2,3", "1,2,3", "2,3");
  expect(fields).toEqual(["1|2|3", "1|2|3"]);
  expect(report).toMatchObject({ rows: 5, dropped: 3 });
});

test("a file whose rows all lack the last columns gives what it has", () => {
  const { fields, report } = lines("1,2", "3,4", "5", "6,7");
  expect(fields).toEqual(["1|2", "3|4", "6|7"]);
  expect(report).toMatchObject({ dropped: 1 });
});

test("decimal commas that take the place of delimiters leave nothing", () => {
  const { fields } = lines(...Array.from({ length: 60 }, (_, k) => `1,5,2,${k},3,1`));
  expect(fields).toEqual([]);
});

test("rows come in their order, also behind those that were compared first", () => {
  const { fields } = lines(...Array.from({ length: 120 }, (_, k) => `${k},0,0`));
  expect(fields.map((row) => Number.parseInt(row, 10))).toEqual(Array.from({ length: 120 }, (_, k) => k));
});

test("a quote that never closes swallows its own row alone", () => {
  const { fields } = lines("1,2,3", '1,"2,3', "1,2,3");
  expect(fields).toEqual(["1|2|3", "1|2|3"]);
});
