import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SimulatorError } from "../../../simulators/errors.ts";
import { splitQuoted } from "../../../simulators/replay/formats/columns.ts";
import type { ImportReport } from "../../../simulators/replay/formats/format.ts";
import { type Read, read, written } from "../recorded.ts";
import { type Table, tables } from "./tables.ts";

const bytesOf = (lines: readonly string[], end = "\n"): Buffer =>
  Buffer.from(lines.map((line) => `${line}${end}`).join(""), "latin1");

const readings = ({ events }: Read): readonly string[] =>
  events.flatMap((event) => (event.kind === "sample" ? [`${event.path} ${event.value} at ${event.at}`] : []));
const values = ({ events }: Read): ReadonlySet<string> =>
  new Set(events.flatMap((event) => (event.kind === "sample" ? [`${event.path} ${event.value}`] : [])));

const counted = ({ reasons }: ImportReport): number => Object.values(reasons).reduce((sum, times) => sum + times, 0);

/** The drive, or the sentence by which it was refused; anything else is a crash and fails the test. */
const readOrRefused = async (file: string): Promise<Read | string> => {
  try {
    return await read(file);
  } catch (cause) {
    if (cause instanceof SimulatorError) return cause.message;
    throw cause;
  }
};

type Rewrite = (table: Table, place: number) => Buffer;
const fieldsOf = (line: string, { delimiter }: Table): string[] => [...splitQuoted(line, delimiter)];
const joined = (fields: readonly string[], { delimiter }: Table): string =>
  fields.map((field) => (field.includes(delimiter) ? `"${field}"` : field)).join(delimiter);
const latin = (text: string): Buffer => Buffer.from(text, "latin1");

const harmless: Readonly<Record<string, Rewrite>> = {
  "line ends of Windows": ({ lines }) => bytesOf(lines, "\r\n"),
  "line ends of old Macintoshes": ({ lines }) => bytesOf(lines, "\r"),
  "a byte-order mark": ({ lines }) => Buffer.from(`\ufeff${lines.join("\n")}\n`),
  "UTF-16": ({ lines }) => Buffer.from(`\ufeff${lines.join("\n")}\n`, "utf16le"),
  "UTF-8 encoded twice": ({ lines }) => Buffer.from(Buffer.from(`${lines.join("\n")}\n`).toString("latin1")),
  "question marks for what is not ASCII": ({ lines }) => latin(`${lines.join("\n").replace(/[^\n\x20-\x7e]/g, "?")}\n`),
  "gzip, whatever the name says": ({ lines }) => gzipSync(bytesOf(lines)),
  "blank lines and blanks": ({ lines }, place) =>
    bytesOf(["", ...lines.toSpliced(1 + (place % lines.length), 0, "", "   ")]),
  "the header once more": ({ lines }, place) => bytesOf(lines.toSpliced(1 + (place % lines.length), 0, lines[0] ?? "")),
  "every field in quotes": (table) =>
    bytesOf(
      table.lines.map((line) =>
        fieldsOf(line, table)
          .map((field) => `"${field}"`)
          .join(table.delimiter),
      ),
    ),
  "a column that nobody knows": (table, place) => {
    const at = 1 + (place % fieldsOf(table.lines[0] ?? "", table).length);
    return bytesOf(
      table.lines.map((line, k) =>
        joined(fieldsOf(line, table).toSpliced(at, 0, k === 0 ? "Frobnication [bar]" : "7"), table),
      ),
    );
  },
};

const eachRow = (
  table: Table,
  places: readonly number[],
  bend: (fields: string[], place: number) => string[],
): Buffer =>
  bytesOf(
    table.lines.map((line, k) => {
      const place = places.find((at) => 1 + (at % (table.lines.length - 1)) === k);
      return place === undefined || k === 0 ? line : joined(bend(fieldsOf(line, table), place), table);
    }),
  );

type Damage = (table: Table, places: readonly number[]) => Buffer;
const harmful: Readonly<Record<string, Damage>> = {
  "rows that lost a field": (table, places) =>
    eachRow(table, places, (fields, place) => fields.toSpliced(place % (fields.length - 1), 1)),
  "rows with a field too many": (table, places) =>
    eachRow(table, places, (fields, place) => fields.toSpliced(place % (fields.length - 1), 0, "7")),
  "rows cut between two fields": (table, places) =>
    eachRow(table, places, (fields, place) => fields.slice(0, 1 + (place % (fields.length - 2)))),
  "rows of another file": (table, places) => eachRow(table, places, () => ["x", "y", "z"]),
};

const places = fc.array(fc.nat(100_000), { minLength: 1, maxLength: 4 });

describe.each(tables.map((table) => [table.name, table] as const))("%s", (name, table) => {
  test.each(Object.entries(harmless))("written with %s says the same", async (_what, rewrite) => {
    const whole = readings(await read(written(name, bytesOf(table.lines))));
    expect(whole.length).toBeGreaterThan(10);
    await fc.assert(
      fc.asyncProperty(fc.nat(100_000), async (place) => {
        expect(readings(await read(written(name, rewrite(table, place))))).toEqual(whole);
      }),
      { numRuns: 3 },
    );
  });

  test.each(Object.entries(harmful))("with %s invents no value, and counts what it left out", async (_what, damage) => {
    const whole = await read(written(name, bytesOf(table.lines)));
    const known = values(whole);
    await fc.assert(
      fc.asyncProperty(places, async (at) => {
        // Most rows must be whole for anyone to tell which are not.
        const few = at.slice(0, Math.ceil((table.lines.length - 1) / 8));
        const got = await readOrRefused(written(name, damage(table, few)));
        if (typeof got === "string") return;
        expect([...values(got)].filter((value) => !known.has(value))).toEqual([]);
        expect(got.report.dropped > 0 || counted(got.report) > counted(whole.report)).toBe(true);
      }),
      { numRuns: 12 },
    );
  });

  test("with any bytes overwritten, cut or glued is read in order or refused in one sentence with its file", async () => {
    const bytes = bytesOf(table.lines);
    const overwrite = fc.tuple(fc.nat(bytes.length - 1), fc.uint8Array({ minLength: 1, maxLength: 40 }));
    await fc.assert(
      fc.asyncProperty(fc.array(overwrite, { maxLength: 5 }), fc.nat(bytes.length), async (damages, length) => {
        const bent = Buffer.from(bytes.subarray(0, Math.max(length, 1)));
        for (const [at, damage] of damages) if (at < bent.length) bent.set(damage.subarray(0, bent.length - at), at);
        const file = written(name, bent);
        const got = await readOrRefused(file);
        if (typeof got === "string") {
          expect(got).toContain(file);
          expect(got.split("\n")).toHaveLength(1);
          return;
        }
        const times = got.events.map(({ at }) => at);
        expect(times).toEqual(times.toSorted((a, b) => a - b));
        for (const event of got.events) if (event.kind === "sample") expect(Number.isFinite(event.value)).toBe(true);
      }),
      { numRuns: 12 },
    );
  });
});
