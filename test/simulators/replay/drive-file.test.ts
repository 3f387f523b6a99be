import { readFileSync } from "node:fs";
import { gunzipSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SimulatorError, type SimulatorErrorCode } from "../../../simulators/errors.ts";
import { readDrive } from "../../../simulators/replay/drive-file.ts";
import { read, temporaryFolder, warmDrive, written } from "../recorded.ts";

const packed = readFileSync(warmDrive);
const plain = gunzipSync(packed);
const dated = "2017-07-10_cut.csv";

const codeOf = async (file: string): Promise<SimulatorErrorCode | "fine"> => {
  try {
    for await (const _ of readDrive(file));
    return "fine";
  } catch (cause) {
    if (cause instanceof SimulatorError) return cause.code;
    throw cause;
  }
};

describe("a file that is no drive", () => {
  test.each<readonly [string, Uint8Array, SimulatorErrorCode]>([
    ["is empty", Buffer.alloc(0), "SIMULATOR_DRIVE_EMPTY"],
    ["is an empty gzip", gzipSync(Buffer.alloc(0)), "SIMULATOR_DRIVE_EMPTY"],
    ["has a header alone", plain.subarray(0, plain.indexOf(10) + 1), "SIMULATOR_DRIVE_EMPTY"],
    ["is a gzip that ends too early", packed.subarray(0, packed.length / 2), "SIMULATOR_DRIVE_TRUNCATED"],
    ["is a gzip with a wrong byte", Buffer.from(packed).fill(0xff, 20_000, 20_010), "SIMULATOR_DRIVE_CORRUPT"],
    ["is binary", Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0, 10]), "SIMULATOR_DRIVE_BINARY"],
    [
      "turns binary in the middle",
      Buffer.concat([plain.subarray(0, 5_000), Buffer.alloc(50), Buffer.from("\n")]),
      "SIMULATOR_DRIVE_BINARY",
    ],
    ["has no line feed for more than a mebibyte", Buffer.alloc(1_200_000, 65), "SIMULATOR_DRIVE_BINARY"],
    ["is some other table", Buffer.from("a,b,c\n1,2,3\n"), "SIMULATOR_DRIVE_UNKNOWN"],
    [
      "has tabs for commas",
      Buffer.from(plain.toString("latin1").replaceAll(",", "\t"), "latin1"),
      "SIMULATOR_DRIVE_DELIMITER",
    ],
    [
      "has semicolons for commas",
      Buffer.from(plain.toString("latin1").replaceAll(",", ";"), "latin1"),
      "SIMULATOR_DRIVE_DELIMITER",
    ],
  ])("%s", async (_what, bytes, code) => {
    expect(await codeOf(written(dated, bytes))).toBe(code);
  });

  test("is not there, or is a folder", async () => {
    expect(await codeOf("/no/such/drive.csv")).toBe("SIMULATOR_FILE_MISSING");
    expect(await codeOf(temporaryFolder())).toBe("SIMULATOR_FILE_MISSING");
  });

  test("is named in a sentence that says what to do", async () => {
    const file = written("x.csv", Buffer.from("a,b\n"));
    await expect(read(file)).rejects.toThrow(
      `No importer knows this drive: ${file}, line 1 begins with "a,b". Formats read: Fettle journal, SUMO FCD`,
    );
  });
});

describe("the beginning of a file", () => {
  const lines = plain.toString("latin1").split("\n").slice(0, 40);
  const drive = `${lines.join("\n")}\n`;

  test.each<readonly [string, Uint8Array]>([
    ["has a byte-order mark", Buffer.from(`\ufeff${drive}`)],
    ["has blank lines and the delimiter for a spreadsheet before it", Buffer.from(`\n\r\nsep=,\n${drive}`)],
    ["ends its lines as Windows does", Buffer.from(drive.replaceAll("\n", "\r\n"))],
    ["ends its lines as old Macintoshes did", Buffer.from(drive.replaceAll("\n", "\r"))],
    ["is UTF-16", Buffer.from(`\ufeff${drive}`, "utf16le")],
    ["is UTF-16 the other way round", Buffer.from(`\ufeff${drive}`, "utf16le").swap16()],
    ["is UTF-16 and gzipped", gzipSync(Buffer.from(`\ufeff${drive}`, "utf16le"))],
  ])("that %s is the same drive", async (_what, bytes) => {
    const { events } = await read(written(dated, Buffer.from(drive)));
    expect(events.length).toBeGreaterThan(30);
    expect((await read(written(dated, bytes))).events).toEqual(events);
  });

  test("the line of a fault is counted from the beginning of the file", async () => {
    await expect(read(written(dated, Buffer.from("\n\na,b\n1,2\n")))).rejects.toThrow(/, line 3 begins with "a,b"/);
  });

  test("a drive of which nothing could be used says what was wrong with its rows", async () => {
    const file = written(dated, [lines[0] ?? "", "noon,1,2,3,4,5,6,7,8,9,10", "07:00:00.000,1", "07:00:00.000"]);
    await expect(read(file)).rejects.toThrow(
      "3 rows read as kit-seat-leon: 2 × fewer fields than columns, 1 × no time. Give a recording",
    );
  });
});

describe("any damage", () => {
  const beginning = plain.subarray(0, 4_000);

  test("cut anywhere, a drive gives a beginning of its events or a coded error", async () => {
    const whole = (await read(written(dated, beginning))).events;
    await fc.assert(
      fc.asyncProperty(fc.nat(beginning.length), async (length) => {
        const file = written(dated, beginning.subarray(0, length));
        if ((await codeOf(file)) !== "fine") return;
        const { events } = await read(file);
        expect(events).toEqual(whole.slice(0, events.length));
      }),
      { numRuns: 60 },
    );
  });

  test("with bytes overwritten, a drive still gives ordered events and finite values, or a coded error", async () => {
    const overwrite = fc.tuple(fc.nat(beginning.length - 1), fc.uint8Array({ minLength: 1, maxLength: 12 }));
    await fc.assert(
      fc.asyncProperty(fc.array(overwrite, { minLength: 1, maxLength: 8 }), async (damages) => {
        const bytes = Buffer.from(beginning);
        for (const [at, damage] of damages) bytes.set(damage.subarray(0, bytes.length - at), at);
        const file = written(dated, bytes);
        if ((await codeOf(file)) !== "fine") return;
        const { events } = await read(file);
        let before = Number.NEGATIVE_INFINITY;
        for (const event of events) {
          expect(event.at).toBeGreaterThanOrEqual(before);
          before = event.at;
          if (event.kind === "sample") expect(Number.isFinite(event.value)).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  test("noise is refused, never a crash", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 600 }), async (bytes) => {
        expect(await codeOf(written(dated, bytes))).toMatch(/^SIMULATOR_DRIVE_/);
      }),
      { numRuns: 60 },
    );
  });
});
